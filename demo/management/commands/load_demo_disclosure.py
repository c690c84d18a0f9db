"""manage.py load_demo_disclosure: guides and catalogues of the demo county's organs."""

from typing import Any

from django.core.management.base import BaseCommand

from demo.catalogues import load


class Command(BaseCommand):
    help = "Load (or complete) the disclosure guides and catalogues of the demo county."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load()} catalogue entries")
