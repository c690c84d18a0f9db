"""What a telephone system sends, as pydantic reads it and the OpenAPI document tells it.

Fields that nobody here knows are kept with the event and otherwise left alone.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema, model_validator

from hotline.webhooks.addresses import ADDRESS, LONGEST_ADDRESS
from hotline.webhooks.reading import Malformed
from interaction.privacy.contacts import normalise_phone
from interaction.privacy.text import InvalidInput
from interaction.visitors.interfaces import WRITTEN, any_text, some_text, wrong

LONGEST_BODY = 64 * 1024
# {kind: the field it needs}
NEEDED = {"answered": "extension", "recording": "recording_url"}
LONGEST_ID, LONGEST_LINE, LONGEST_NUMBER, LONGEST_EXTENSION = 100, 40, 40, 20
IDENTIFIERS, IDENTIFIER, NUMBER, EXTENSION = r"^[!-~]+$", r"^[!-~]*$", r"^[ -~]*$", r"^[0-9A-Za-z*#_.\-]*$"
RECORDING = f"^({ADDRESS})?$"
WRITTEN |= {
    **dict.fromkeys((IDENTIFIERS, IDENTIFIER, NUMBER, EXTENSION), "含有不能用在这里的字符。"),
    RECORDING: "应当是http或者https地址，不含用户名和密码。",
}
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
# A switch whose clock runs ahead, or that sends local time as UTC, would spoil every wait that is measured.
AHEAD_AT_MOST = timedelta(minutes=5)
_MOBILE_WITH_ZERO = re.compile(r"0(1[3-9][0-9]{9})")
_LOCAL = re.compile(r"[2-9][0-9]{6,7}")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)


def _instant(text: Any) -> datetime:
    try:
        if not isinstance(text, str) or not _INSTANT.fullmatch(text):
            raise ValueError
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise wrong("at", "应当是带时区的ISO 8601时间，例如2026-03-02T09:30:00+08:00。") from None


Instant = Annotated[datetime, PlainValidator(_instant), WithJsonSchema({"type": "string", "format": "date-time"})]


def _when(kind: str, field: str) -> dict[str, Any]:
    return {
        "if": {"properties": {"type": {"const": kind}}, "required": ["type"]},
        "then": {"required": [field], "properties": {field: {"minLength": 1}}},
    }


class Event(BaseModel):
    model_config = ConfigDict(json_schema_extra={"allOf": [_when(kind, field) for kind, field in NEEDED.items()]})

    event_id: str = some_text(LONGEST_ID, "事件的唯一编号；重发时不变。", IDENTIFIERS)
    call_id: str = some_text(LONGEST_ID, "通话的编号，在同一线路内唯一。", IDENTIFIERS)
    line: str = any_text(LONGEST_LINE, "线路；有几条线路或者几套系统的，同一通话的各个事件应当一致。", IDENTIFIER)
    kind: Literal["ringing", "answered", "hung_up", "recording"] = Field(alias="type")
    at: Instant = Field(description="发生的时间，带时区，不比现在晚5分钟以上。")
    direction: Literal["", "inbound", "outbound"] = Field("", description="不写的，是呼入。")
    caller: str = any_text(LONGEST_NUMBER, "主叫号码；号码不显示的留空。", NUMBER, alias="from")
    called: str = any_text(LONGEST_NUMBER, "被叫号码。", NUMBER, alias="to")
    extension: str = any_text(LONGEST_EXTENSION, "振铃或者接听的分机。", EXTENSION)
    recording_url: str = any_text(LONGEST_ADDRESS, "录音的地址。", RECORDING)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        needed = NEEDED.get(self.kind)
        if needed and not getattr(self, needed):
            raise wrong(needed, "缺少这个字段，或者它是空的。")
        return self


class Taken(BaseModel):
    event_id: str
    call: UUID


def check_time(event: Event, now: datetime) -> None:
    """Raises Malformed for a time that cannot be believed."""
    if not EARLIEST <= event.at <= now + AHEAD_AT_MOST:
        raise Malformed("时间早于2000年，或者比现在晚5分钟以上，请核对话务系统的时钟和时区。", "at")


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
