"""Check identifiers in JSON Lines: manage.py check_identifiers FILE, or - for standard input."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from django.conf import settings

from interaction.privacy.contacts import check_email, normalise_phone
from interaction.privacy.identifiers import check_credit_code, check_permit, check_postcode, check_resident_id
from interaction.privacy.json_lines import read_rows
from interaction.privacy.line_command import LineCommand
from interaction.privacy.text import InvalidInput
from interaction.workdays.now import today

LIKE = '{"id": "1", "kind": "phone", "value": "0539-5210000"}'
PERMITS = ("passport", "hk_macao_permit", "taiwan_permit", "other_permit", "military")
CHECKS: dict[str, Callable[[str], str]] = {
    "resident_id": lambda text: check_resident_id(text, today()),
    "credit_code": check_credit_code,
    "phone": lambda text: normalise_phone(text, settings.AREA_CODE),
    "email": check_email,
    "postcode": check_postcode,
    **dict.fromkeys(PERMITS, lambda text: check_permit(text, today())),
}


def checked(row: Mapping[str, object]) -> dict[str, Any]:
    """Return what is to be said of one row: the normal form or None, and what is wrong."""
    kind, value = row.get("kind"), row.get("value")
    if not isinstance(kind, str) or kind not in CHECKS or not isinstance(value, str):
        return {"normal": None, "message": f"kind应当是{'、'.join(CHECKS)}之一，value应当是文字。"}
    try:
        return {"normal": CHECKS[kind](value), "message": ""}
    except InvalidInput as wrong:
        return {"normal": None, "message": str(wrong)}


class Command(LineCommand):
    help = 'Reads lines {"id", "kind", "value"}; writes {"id", "normal", "message"}, normal null for what is refused.'

    def answers(self, stream: BinaryIO) -> Iterator[dict[str, Any]]:
        for line in read_rows(stream, LIKE):
            yield {"id": line.of, **({"normal": None, "message": line.error} if line.error else checked(line.row))}
