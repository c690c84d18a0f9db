"""manage.py import_ledger: take over an organ's ledger of disclosure requests."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from interaction.organs.models import Organ
from requests_app.importing import import_ledger
from requests_app.ledger import BadLedger, count_lines


class Command(BaseCommand):
    help = "Import a ledger (XLSX or CSV, see docs/ledger.md). A file with a faulty row stores nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--channel", choices=["disclosure"], default="disclosure")
        parser.add_argument("--organ", required=True, help="the code of the organ whose ledger it is")
        parser.add_argument("--dry-run", action="store_true", help="check alone, store nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        organ = Organ.objects.filter(code=options["organ"]).first()
        if organ is None:
            raise CommandError(f"没有代码为 {options['organ']} 的单位。")
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"没有这个文件：{path}")
        with path.open("rb") as file:
            try:
                lines = count_lines(file, path.name)
                with tqdm(total=lines, unit=" rows", disable=not sys.stderr.isatty()) as bar:
                    done = import_ledger(file, path.name, organ, dry_run=options["dry_run"], progress=bar.update)
            except BadLedger as bad:
                raise CommandError(bad.message) from bad
        for fault in done.faults:
            self.stderr.write(f"第 {fault.line} 行{f'“{fault.column}”' if fault.column else ''}：{fault.message}")
        if done.faults:
            raise CommandError(f"有 {len(done.faults)} 处错误，没有导入任何内容，请修改后重新导入。")
        if options["dry_run"]:
            self.stdout.write(f"{done.rows} 行都可以导入。")
        else:
            self.stdout.write(f"{done.rows} 行：新增 {done.new} 件，已有 {done.known} 件。")
