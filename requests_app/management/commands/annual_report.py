"""manage.py annual_report: an organ's annual report (条例 A.49-50), summed over the organs under it."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from interaction.organs.models import Organ
from requests_app.annual.files import FORMS, as_file
from requests_app.annual.report import Report
from requests_app.annual.reports import report_of


class Command(BaseCommand):
    help = "Write an organ's annual report: tables 2, 3 and 4 as JSON, or the whole as HTML, XLSX, DOCX or PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organ", required=True, help="the organ's code, as LL-CZJ")
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--format", choices=["json", *FORMS], default="json")
        parser.add_argument("--output", type=Path, help="a file; JSON goes to standard output without one")

    def handle(self, *args: Any, **options: Any) -> None:
        organ = Organ.objects.filter(code=options["organ"]).first()
        if organ is None:
            raise CommandError(f"没有代码为 {options['organ']} 的单位。")
        if not 2000 <= options["year"] <= 2100:  # noqa: PLR2004
            raise CommandError("年份应为 2000 至 2100。")
        report = report_of(organ, options["year"])
        for fault in report.table3.faults():
            raise CommandError(fault)
        if options["format"] == "json":
            self._json(report, options["output"])
        else:
            self._file(report, options["format"], options["output"])

    def _json(self, report: Report, output: Path | None) -> None:
        text = json.dumps(report.as_json(), ensure_ascii=False, indent=1)
        if output:
            output.write_text(text + "\n", encoding="utf-8")
        else:
            self.stdout.write(text)

    def _file(self, report: Report, form: str, output: Path | None) -> None:
        if output is None and sys.stdout.isatty():
            raise CommandError("请用 --output 指定文件。")
        content = as_file(report, form)
        if output:
            output.write_bytes(content)
        else:
            sys.stdout.buffer.write(content)
