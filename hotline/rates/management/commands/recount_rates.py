"""manage.py recount_rates: proves that the outcomes equal what orders, events and clocks say; --repair sets them right."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hotline.rates.recounting import recount


class Command(BaseCommand):
    help = "Derive the outcome of every work order again; exit status 1 when one differs from what is stored."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="store what was derived")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(recount(repair=options["repair"]))
        for one in found:
            self.stderr.write(f"{one.number} {one.column}: {one.stored} is {one.derived}")
        if found and not options["repair"]:
            sys.exit(1)
        self.stdout.write(f"{len(found)} differences set right" if found else "outcomes and orders agree")
