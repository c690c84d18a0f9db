"""manage.py archive_package: the files of an organ and a year as one ZIP, verified; or verify one that there is."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from interaction.archive.packaging import DamagedPackageError, build, verify
from interaction.organs.models import Organ


class Command(BaseCommand):
    help = "Write an archive package (归档数据包) with the hash of every file in it, and verify it; --verify only verifies."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organ", help="the organ's code")
        parser.add_argument("--year", type=int, help="the year in which the cases closed")
        parser.add_argument("--output", type=Path, help="where the ZIP is written; one that is there is replaced")
        parser.add_argument("--verify", type=Path, metavar="FILE", help="verify this package and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["verify"]:
                with options["verify"].open("rb") as file:
                    self.stdout.write(f"{verify(file)} 个文件，哈希一致。")
                return
            self._build(options["organ"], options["year"], options["output"])
        except DamagedPackageError as damaged:
            raise CommandError(str(damaged)) from damaged

    def _build(self, code: str | None, year: int | None, output: Path | None) -> None:
        if not code or year is None or output is None:
            raise CommandError("请写明 --organ、--year 和 --output；核验已有的数据包用 --verify。")
        organ = Organ.objects.filter(code=code).first()
        if organ is None:
            raise CommandError(f"没有代码为 {code} 的单位。")
        part = output.with_name(f"{output.name}.part")
        with open(part, "w+b", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            packed = build(file, organ, year, self._progress)
            os.fsync(file.fileno())
        part.replace(output)
        self.stderr.write("")
        self.stdout.write(f"{len(packed.seqs)} 件，{packed.files} 个文件，{packed.size} 字节，SHA-256 {packed.sha256}")

    def _progress(self, done: int, total: int) -> None:
        self.stderr.write(f"\r{done}/{total}", ending="")
