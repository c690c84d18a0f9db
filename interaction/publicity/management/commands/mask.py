"""Mask personal data in JSON Lines: manage.py mask FILE, or - for standard input."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from interaction.publicity.mask_lines import masked_lines


class Command(BaseCommand):
    help = 'Reads lines {"id", "text"}; writes {"id", "masked", "findings"}, or {"id", "error"} and ends with status 1.'
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a file of JSON Lines, or - for standard input")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        try:
            with sys.stdin.buffer if file == "-" else open(file, "rb") as stream:
                bad = 0
                for row in masked_lines(stream):
                    bad += "error" in row
                    self.stdout.write(json.dumps(row, ensure_ascii=False))
        except OSError as error:
            raise CommandError(f"文件{file}打不开：{error.strerror}。") from error
        if bad:
            raise CommandError(f"有{bad}行没有处理，见输出中的error。", returncode=1)
