"""manage.py recount_tallies: proves that the published figures equal a count of the events; --repair counts anew."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from interaction.statistics.fold import fold, rebuild, recount


class Command(BaseCommand):
    help = "Compare the tallies with a recount of all events; exit status 1 when they differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="throw the tallies away and count every event again")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["repair"]:
            rebuild()
        fold()
        differences = recount()
        for one in differences:
            self.stderr.write(f"{one.table} {one.key}: {one.tallied} is {one.counted}")
        if differences:
            sys.exit(1)
        self.stdout.write("tallies and events agree")
