"""Check identifiers in JSON Lines: manage.py check_identifiers FILE, or - for standard input."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from interaction.privacy.contacts import check_email, normalise_phone
from interaction.privacy.identifiers import check_credit_code, check_permit, check_postcode, check_resident_id
from interaction.privacy.text import InvalidInput
from interaction.workdays.now import today

PERMITS = ("passport", "hk_macao_permit", "taiwan_permit", "other_permit", "military")
CHECKS: dict[str, Callable[[str], str]] = {
    "resident_id": lambda text: check_resident_id(text, today()),
    "credit_code": check_credit_code,
    "phone": lambda text: normalise_phone(text, settings.AREA_CODE),
    "email": check_email,
    "postcode": check_postcode,
    **dict.fromkeys(PERMITS, lambda text: check_permit(text, today())),
}


def checked(line: str) -> dict[str, Any]:
    """Return what is to be said of one line: its id, the normal form or null, and what is wrong."""
    try:
        row = json.loads(line)
        kind, value = row["kind"], row["value"]
    except (ValueError, TypeError, KeyError):
        return {"id": None, "normal": None, "message": "这一行应当是JSON对象，有id、kind和value。"}
    if kind not in CHECKS or not isinstance(value, str):
        return {"id": row.get("id"), "normal": None, "message": f"kind应当是{'、'.join(CHECKS)}之一，value应当是文字。"}
    try:
        return {"id": row.get("id"), "normal": CHECKS[kind](value), "message": ""}
    except InvalidInput as wrong:
        return {"id": row.get("id"), "normal": None, "message": str(wrong)}


class Command(BaseCommand):
    help = 'Reads lines {"id", "kind", "value"}; writes {"id", "normal", "message"}, normal null for what is refused.'
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a file of JSON Lines, or - for standard input")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        try:
            with sys.stdin if file == "-" else open(file, encoding="utf-8") as stream:
                for line in stream:
                    if line.strip():
                        self.stdout.write(json.dumps(checked(line), ensure_ascii=False))
        except OSError as error:
            raise CommandError(f"文件{file}打不开：{error.strerror}。") from error
