"""Say what answers by SMS mean: manage.py sms_verdict FILE, or - for standard input."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hotline.texting.tokens import read_token
from hotline.texting.verdicts import verdict
from interaction.privacy.json_lines import read_lines


class Command(BaseCommand):
    help = 'Reads lines {"id", "text"}; writes {"id", "settled": "yes", "partly", "no" or null}. Needs no database.'
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a file of JSON Lines, or - for standard input")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        bad = 0
        try:
            with sys.stdin.buffer if file == "-" else open(file, "rb") as stream:
                for line in read_lines(stream):
                    bad += bool(line.error)
                    said = verdict(read_token(line.text)[1])
                    told = {"error": line.error} if line.error else {"settled": said[0] if said else None}
                    self.stdout.write(json.dumps({"id": line.of, **told}, ensure_ascii=False))
        except OSError as error:
            raise CommandError(f"文件{file}打不开：{error.strerror}。") from error
        if bad:
            raise CommandError(f"有{bad}行没有处理，见输出中的error。", returncode=1)
