"""manage.py export_ledger: an organ's ledger of disclosure requests, as import_ledger reads it."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from interaction.organs.models import Organ
from requests_app.exporting import export_ledger


class Command(BaseCommand):
    help = "Export a ledger (XLSX or CSV, see docs/ledger.md) with the names of the applicants."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organ", required=True, help="the organ's code; what lies under it is included")
        parser.add_argument("--year", type=int, help="only what the figures of this year's report count")
        parser.add_argument("--format", choices=["xlsx", "csv"], default="xlsx")
        parser.add_argument("--output", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        organ = Organ.objects.filter(code=options["organ"]).first()
        if organ is None:
            raise CommandError(f"没有代码为 {options['organ']} 的单位。")
        output, form, year = options["output"], options["format"], options["year"]
        if year is not None and not 2000 <= year <= 2100:  # noqa: PLR2004
            raise CommandError("年份应为 2000 至 2100。")
        if output:
            with output.open("wb") as file:
                count = export_ledger(file, organ, form, year=year)
        elif sys.stdout.isatty() and form == "xlsx":
            raise CommandError("请用 --output 指定文件。")
        else:
            count = export_ledger(sys.stdout.buffer, organ, form, year=year)
        self.stderr.write(f"{count} 件。")
