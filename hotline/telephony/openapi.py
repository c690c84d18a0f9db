"""The endpoint described for machines (OpenAPI 3.1). Its limits are those by which events are read."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from hotline.telephony import reading
from hotline.telephony.reading import LONGEST_BODY
from hotline.webhooks.addresses import ADDRESS, LONGEST_ADDRESS
from hotline.webhooks.describing import REFUSAL, Schema, answer, body, signature_headers


def _text(description: str, longest: int, pattern: str, shortest: int = 0) -> Schema:
    return {
        "type": "string", "description": description, "minLength": shortest, "maxLength": longest,
        "pattern": f"^{pattern}$",
    }  # fmt: skip


def _event() -> Schema:
    numbers = (reading.LONGEST_NUMBER, reading.NUMBER)
    identifiers = (reading.LONGEST_ID, reading.IDENTIFIER, 1)
    line = "线路；有几条线路或者几套系统的，同一通话的各个事件应当一致。"
    return {
        "type": "object",
        "required": ["event_id", "call_id", "type", "at"],
        "properties": {
            "event_id": _text("事件的唯一编号；重发时不变。", *identifiers),
            "call_id": _text("通话的编号，在同一线路内唯一。", *identifiers),
            "line": _text(line, reading.LONGEST_LINE, reading.IDENTIFIER),
            "type": {"type": "string", "enum": list(reading.KINDS)},
            "at": {"type": "string", "format": "date-time", "description": "发生的时间，带时区，不比现在晚5分钟以上。"},
            "direction": {"type": "string", "enum": list(reading.DIRECTIONS), "description": "不写的，是呼入。"},
            "from": _text("主叫号码；号码不显示的留空。", *numbers),
            "to": _text("被叫号码。", *numbers),
            "extension": _text("振铃或者接听的分机。", reading.LONGEST_EXTENSION, reading.EXTENSION),
            "recording_url": _text("录音的地址。", LONGEST_ADDRESS, f"({ADDRESS})?"),
        },
        "allOf": [
            _when("answered", "extension"),
            _when("recording", "recording_url"),
        ],
        "additionalProperties": True,
    }


def _when(kind: str, field: str) -> Schema:
    """An event of this kind needs this field."""
    return {
        "if": {"properties": {"type": {"const": kind}}, "required": ["type"]},
        "then": {"required": [field], "properties": {field: {"minLength": 1}}},
    }


def _operation() -> Schema:
    return {
        "operationId": "takeEvent",
        "summary": "话务事件",
        "parameters": signature_headers(),
        "requestBody": body("Event"),
        "responses": {
            "200": answer("已接收；重发同一事件，回答相同，不重复记录。", "Taken"),
            "400": answer("不是完整的JSON，含控制字符，或者字段不正确；field指出字段。", "Refusal"),
            "401": answer("签名不正确或者过期。", "Refusal"),
            "405": {"description": "不是POST。"},
            "409": answer("同一event_id，内容不同。", "Refusal"),
            "413": answer(f"正文超过{LONGEST_BODY}字节。", "Refusal"),
        },
    }


def described() -> Schema:
    taken = {"event_id": {"type": "string"}, "call": {"type": "string", "format": "uuid"}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "回音 · 热线话务接口", "version": "1.0.0"},
        "paths": {"/hotline/telephony/events/": {"post": _operation()}},
        "components": {
            "schemas": {
                "Event": _event(),
                "Taken": {"type": "object", "required": sorted(taken), "properties": taken},
                "Refusal": REFUSAL,
            }
        },
    }


@login_not_required
@require_GET
def document(request: HttpRequest) -> JsonResponse:
    return JsonResponse(described(), json_dumps_params={"ensure_ascii": False})
