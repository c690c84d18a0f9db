"""What a telephone system sends, read strictly: an event, or an answer that says which field is amiss and why.

Plain Python. Fields that nobody here knows are kept with the event and otherwise left alone.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from hotline.webhooks.addresses import ADDRESS, LONGEST_ADDRESS
from hotline.webhooks.reading import Malformed, json_object
from interaction.privacy.identifiers import normalise_phone
from interaction.privacy.text import InvalidInput

LONGEST_BODY = 64 * 1024
KINDS = ("ringing", "answered", "hung_up", "recording")
DIRECTIONS = ("inbound", "outbound")
LONGEST_ID, LONGEST_LINE, LONGEST_NUMBER, LONGEST_EXTENSION = 100, 40, 40, 20
# How the fields are written, as openapi.py says it too.
IDENTIFIER, NUMBER, EXTENSION = r"[!-~]*", r"[ -~]*", r"[0-9A-Za-z*#_.\-]*"
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
# A switch whose clock runs ahead, or that sends local time as UTC, would spoil every wait that is measured.
AHEAD_AT_MOST = timedelta(minutes=5)
_MOBILE_WITH_ZERO = re.compile(r"0(1[3-9][0-9]{9})")
_LOCAL = re.compile(r"[2-9][0-9]{6,7}")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)


@dataclass(frozen=True)
class Event:
    """One event of one call; numbers are in the form in which parties' numbers are kept."""

    event_id: str
    line: str
    call_id: str
    kind: str
    at: datetime
    direction: str
    caller: str
    called: str
    extension: str
    recording_url: str
    content: dict[str, Any]


def read_event(body: bytes, now: datetime, area_code: str) -> Event:
    """The event in a body, of a time that can be believed. Raises Malformed."""
    event = read_content(json_object(body), area_code)
    if not EARLIEST <= event.at <= now + AHEAD_AT_MOST:
        raise Malformed("时间早于2000年，或者比现在晚5分钟以上，请核对话务系统的时钟和时区。", "at")
    return event


def read_content(content: dict[str, Any], area_code: str) -> Event:
    """The event that a JSON object describes. Raises Malformed."""
    kind = _one_of(content, "type", KINDS)
    return Event(
        event_id=_text(content, "event_id", IDENTIFIER, LONGEST_ID, needed=True),
        call_id=_text(content, "call_id", IDENTIFIER, LONGEST_ID, needed=True),
        line=_text(content, "line", IDENTIFIER, LONGEST_LINE),
        kind=kind,
        at=_instant(content),
        direction=_one_of(content, "direction", DIRECTIONS) if "direction" in content else "",
        caller=citizens_number(_text(content, "from", NUMBER, LONGEST_NUMBER).strip(), area_code),
        called=citizens_number(_text(content, "to", NUMBER, LONGEST_NUMBER).strip(), area_code),
        extension=_text(content, "extension", EXTENSION, LONGEST_EXTENSION, needed=kind == "answered"),
        recording_url=_text(content, "recording_url", f"({ADDRESS})?", LONGEST_ADDRESS, needed=kind == "recording"),
        content=content,
    )


def citizens_number(text: str, area_code: str) -> str:
    """A number as a switch shows it, as citizens' numbers are kept; one of no known form stays as it is.

    Switches put a zero before mobiles of other cities, and leave out the area code of local numbers.
    """
    plain = re.sub(r"[\s-]", "", text)
    mobile = _MOBILE_WITH_ZERO.fullmatch(plain)
    if mobile:
        return mobile[1]
    if _LOCAL.fullmatch(plain):
        plain = f"{area_code}{plain}"
    try:
        return normalise_phone(plain)
    except InvalidInput:
        return text


def _text(content: dict[str, Any], field: str, pattern: str, longest: int, *, needed: bool = False) -> str:
    """A field of one line; one that is not needed may be left out or empty."""
    value = content.get(field, "")
    if not isinstance(value, str):
        raise Malformed("应当是字符串。", field)
    if not value and needed:
        raise Malformed("缺少这个字段，或者它是空的。", field)
    if len(value) > longest or not re.fullmatch(pattern, value):
        raise Malformed(f"含有不能用在这里的字符，或者超过{longest}个字符。", field)
    return value


def _one_of(content: dict[str, Any], field: str, values: tuple[str, ...]) -> str:
    value = content.get(field)
    if value not in values:
        raise Malformed(f"应当是{'、'.join(values)}之一。", field)
    return str(value)


def _instant(content: dict[str, Any]) -> datetime:
    text = content.get("at")
    try:
        if not isinstance(text, str) or not _INSTANT.fullmatch(text):
            raise ValueError
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Malformed("应当是带时区的ISO 8601时间，例如2026-03-02T09:30:00+08:00。", "at") from None
