"""manage.py import_ledger: take over an organ's ledger of disclosure requests."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from interaction.organs.models import Organ
from requests_app.importing import Decided, Survey, import_ledger, survey
from requests_app.ledger import BadLedger, count_lines


class Command(BaseCommand):
    help = "Import a ledger (XLSX, XLS, ODS or CSV, see docs/ledger.md). A file with a faulty row stores nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--channel", choices=["disclosure"], default="disclosure")
        parser.add_argument("--organ", required=True, help="the code of the organ whose ledger it is")
        parser.add_argument("--dry-run", action="store_true", help="check alone, store nothing")
        parser.add_argument("--sheet", action="append", help="read this sheet, also if hidden (default: all visible)")
        parser.add_argument(
            "--correct", action="store_true", help="correct what is there where the ledger says otherwise"
        )
        parser.add_argument("--alike", choices=["same", "new"], help="what rows are that are nearly there already")

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
                found = survey(file, path.name, organ, sheets=options["sheet"])
                self._tell(found, options)
                same = {one.row.place: one.case for one in found.alike} if options["alike"] == "same" else {}
                with tqdm(total=lines, unit=" rows", disable=not sys.stderr.isatty()) as bar:
                    done = import_ledger(
                        file, path.name, organ, dry_run=options["dry_run"], progress=bar.update,
                        sheets=options["sheet"], decided=Decided(options["correct"], same), found=found,
                    )  # fmt: skip
            except BadLedger as bad:
                raise CommandError(bad.message) from bad
        for fault in done.faults:
            sheet = f"工作表“{fault.sheet}”" if fault.sheet else ""
            self.stderr.write(
                f"{sheet}第 {fault.line} 行{f'“{fault.column}”' if fault.column else ''}：{fault.message}"
            )
        if done.faults:
            raise CommandError(f"有 {len(done.faults)} 处错误，没有导入任何内容，请修改后重新导入。")
        if options["dry_run"]:
            self.stdout.write(f"{done.rows} 行都可以导入。")
        else:
            also = f"，更正 {done.corrected} 件" if done.corrected else ""
            self.stdout.write(f"{done.rows} 行：新增 {done.new} 件，已有 {done.known} 件{also}。")

    def _tell(self, found: Survey, options: dict[str, Any]) -> None:
        """What was not read, and what is not as it is here. Nothing is counted twice in silence."""
        for sheet in found.passed:
            self.stderr.write(f"没有读取工作表“{sheet.name}”：{sheet.reason}")
        for one in found.changed:
            told = "；".join(f"{name}：{old or '空'} → {new or '空'}" for name, old, new in one.changed)
            self.stderr.write(f"第 {one.row.line} 行与 {one.number} 不同：{told}")
        if found.changed and not options["correct"]:
            self.stderr.write("没有更正；要按文件更正，请加上 --correct。")
        for one in found.alike:
            self.stderr.write(f"第 {one.row.line} 行与 {one.number} 相近。")
        if found.alike and not options["alike"] and not options["dry_run"]:
            raise CommandError(
                "有的行与已有的件相近，请用 --alike same（是同一件）或者 --alike new（另记为新的）说明。"
            )
