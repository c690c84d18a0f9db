"""manage.py load_demo_organs: the demo county's organs, accounts and mailboxes."""

from typing import Any

from django.core.management.base import BaseCommand

from demo.county.accounts import PASSWORD
from demo.loading import load_demo


class Command(BaseCommand):
    help = "Load (or complete) the demo county: organs, accounts, mailboxes; no cases."

    def handle(self, *args: Any, **options: Any) -> None:
        load_demo()
        self.stdout.write(f"demo county loaded; its accounts' password is {PASSWORD}")
