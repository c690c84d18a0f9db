"""manage.py load_demo_organs: the demo county's organs and accounts."""

from typing import Any

from django.core.management.base import BaseCommand

from interaction.organs.demo.accounts import PASSWORD
from interaction.organs.demo.county import load_organs, load_staff


class Command(BaseCommand):
    help = "Load (or bring up to date) the demo county's organs and accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        count = load_organs()
        load_staff()
        self.stdout.write(f"{count} organs; the demo accounts' password is {PASSWORD}")
