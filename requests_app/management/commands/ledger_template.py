"""manage.py ledger_template: an empty ledger to fill in."""

import sys
from pathlib import Path
from typing import Any, cast

from django.core.management.base import BaseCommand, CommandError, CommandParser

from requests_app.ledger import template


class Command(BaseCommand):
    help = "Write an empty ledger: XLSX with lists to choose from and a guide, or the header line as CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["xlsx", "csv"], default="xlsx")
        parser.add_argument("--output", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        output, form = options["output"], cast(Any, options["format"])
        if output:
            with output.open("wb") as file:
                template(file, form)
        elif sys.stdout.isatty() and form == "xlsx":
            raise CommandError("请用 --output 指定文件。")
        else:
            template(sys.stdout.buffer, form)
