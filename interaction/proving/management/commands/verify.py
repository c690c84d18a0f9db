"""manage.py verify: proves that nothing of any case or document was altered, removed or added behind its back."""

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import QuerySet
from tqdm import tqdm

from interaction.casework.file_store import compared
from interaction.casework.models import Case
from interaction.evidence.matter import kinds
from interaction.proving.verifying import Finding, verify_matters, verify_rest, verify_seals


class Command(BaseCommand):
    help = (
        "Prove cases and documents against their chains, and the chains against the seals of the days; exit status 1 and "
        "each altered, missing, inserted or moved thing when something was tampered with."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", nargs="*", help="case numbers; everything when left out")
        parser.add_argument("--files", action="store_true", help="read every kept file too, and compare what is in it")
        parser.add_argument(
            "--seal", default="", metavar="ROOT", help="a root that was kept elsewhere, or its beginning"
        )
        parser.add_argument("--json", action="store_true", help="findings as JSON Lines")

    def handle(self, *args: Any, **options: Any) -> None:
        self.as_json, wrong = options["json"], 0
        cases = Case.objects.all()
        if options["number"]:
            cases = cases.filter(number__in=options["number"])
            parts: Iterable[tuple[str, Iterator[list[Finding]]]] = [("cases", verify_matters("case", _keys(cases)))]
        else:
            parts = [
                *((_plural(kind), verify_matters(kind)) for kind in kinds()),
                ("seals", verify_seals(options["seal"])), ("numbers and records", verify_rest()),
            ]  # fmt: skip
        counts = {}
        for name, found in parts:
            counts[name] = 0
            for findings in tqdm(found, unit=f" {name}", disable=not sys.stderr.isatty()):
                counts[name] += 1
                wrong += len(findings)
                self._tell(findings)
        if options["files"]:
            wrong += self._read_files(cases)
        if wrong:
            sys.exit(1)
        self.stdout.write(f"{counts['cases']} cases: every chain holds")

    def _tell(self, findings: Iterable[Finding]) -> None:
        for one in findings:
            self.stderr.write(json.dumps(one.as_dict(), ensure_ascii=False) if self.as_json else str(one))

    def _read_files(self, cases: QuerySet[Case]) -> int:
        altered = 0
        for name, holds in tqdm(compared(cases), unit=" files", disable=not sys.stderr.isatty()):
            if not holds:
                self._tell([Finding(name, "file", "not what came in")])
                altered += 1
        if not altered:
            self.stdout.write("every file is what came in")
        return altered


def _keys(cases: QuerySet[Case]) -> list[int]:
    return list(cases.order_by("pk").values_list("pk", flat=True))


def _plural(kind: str) -> str:
    return "cases" if kind == "case" else kind
