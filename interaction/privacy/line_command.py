"""Commands that answer JSON Lines, line by line: manage.py NAME FILE, or - for standard input."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError


class LineCommand(BaseCommand):
    """Writes a line for each line it reads; ends with status 1 where one of them is an error. A command says how it answers."""

    requires_system_checks: list[str] = []

    def answers(self, stream: BinaryIO) -> Iterator[dict[str, Any]]:
        """Yield what is to be said of each line: its id with the answer, or its id with "error"."""
        raise NotImplementedError

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a file of JSON Lines, or - for standard input")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        bad = 0
        try:
            with sys.stdin.buffer if file == "-" else open(file, "rb") as stream:
                for row in self.answers(stream):
                    bad += "error" in row
                    self.stdout.write(json.dumps(row, ensure_ascii=False))
        except OSError as error:
            raise CommandError(f"文件{file}打不开：{error.strerror}。") from error
        if bad:
            raise CommandError(f"有{bad}行没有处理，见输出中的error。", returncode=1)
