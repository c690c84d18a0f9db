from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from hotline.wallboard.event_fold import rebuild


class Command(BaseCommand):
    help = "Write the wallboard's rows anew from the work orders."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            self.stdout.write(f"{rebuild()} orders")
