"""manage.py check_cases: every case has an answer or waits for somebody, and nobody reads what is another's."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from interaction.workbench.case_checks import check_cases

MOST_NAMED = 20


class Command(BaseCommand):
    help = (
        "Check that every case is answered or waited on, and that no sender's particulars reach others; exit 1 if not."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--everything", action="store_true", help="read all texts, not only those since the last run"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = check_cases(everything=options["everything"])
        for fault in found.faults[:MOST_NAMED]:
            self.stderr.write(f"{fault.number}: {fault.why}")
        for leak in found.leaks[:MOST_NAMED]:
            self.stderr.write(f"{leak.where}: {leak.number}")
        rate = f"{found.texts / found.seconds:.0f}/s" if found.seconds else ""
        self.stdout.write(
            f"{len(found.faults)} cases unattended; {len(found.leaks)} leaks in {found.texts} new texts {rate}".strip()
        )
        if not found.holds:
            sys.exit(1)
