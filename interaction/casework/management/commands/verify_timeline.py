"""manage.py verify_timeline: proves that no event of any case was altered, removed or added behind its back."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import QuerySet
from tqdm import tqdm

from interaction.casework.file_store import compared
from interaction.casework.models import Case
from interaction.casework.timeline import verify


class Command(BaseCommand):
    help = "Verify the event chain of every case; exit status 1 and the first broken link when one was tampered with."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--files", action="store_true", help="read every kept file too, and compare what is in it")
        parser.add_argument("number", nargs="*", help="case numbers; all cases when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        cases = Case.objects.all()
        if options["number"]:
            cases = cases.filter(number__in=options["number"])
        checked = 0
        for broken in tqdm(verify(cases), unit=" cases", disable=not sys.stderr.isatty()):
            if broken:
                self.stderr.write(f"{broken.case_number} event {broken.seq}: {broken.reason}")
                sys.exit(1)
            checked += 1
        if options["files"]:
            self._read_files(cases)
        self.stdout.write(f"{checked} cases: every chain holds")

    def _read_files(self, cases: QuerySet[Case]) -> None:
        altered = 0
        for name, holds in tqdm(compared(cases), unit=" files", disable=not sys.stderr.isatty()):
            if not holds:
                self.stderr.write(f"{name}: not what came in")
                altered += 1
        if altered:
            sys.exit(1)
        self.stdout.write("every file is what came in")
