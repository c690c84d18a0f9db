"""The API described for machines (OpenAPI 3.1), from the declarations by which requests are read."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from hotline.exchange.api import HIGHEST
from hotline.exchange.fields import WHATEVER, schema_of
from hotline.exchange.models import Message
from hotline.exchange.reading import CONDITIONS, KINDS, LONGEST_BODY, LONGEST_NUMBER, MESSAGE, NUMBER, ORDER
from hotline.exchange.reporting import STATUSES
from hotline.exchange.sender import PLATFORM_HEADER
from hotline.webhooks.describing import REFUSAL, Schema, answer, body, header, signature_headers

TEXT: Schema = {"type": "string"}
DAY: Schema = {"type": ["string", "null"], "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
SEQUENCE: Schema = {"type": "integer", "minimum": 1}
_NUMBER: Schema = {
    "name": "number", "in": "path", "required": True, "description": "上级平台的工单编号。",
    "schema": {"type": "string", "pattern": f"^{NUMBER}$", "minLength": 1, "maxLength": LONGEST_NUMBER},
}  # fmt: skip
_AFTER: Schema = {
    "name": "after", "in": "query", "required": False, "description": "已经收到的最后一条回传的序号。",
    "schema": {"type": "integer", "minimum": 0, "maximum": HIGHEST},
}  # fmt: skip


def _whole(properties: Schema, optional: Schema | None = None) -> Schema:
    return {"type": "object", "required": sorted(properties), "properties": {**properties, **(optional or {})}}


def _schemas() -> Schema:
    outcome = {
        "sequence": SEQUENCE, "kind": {"type": "string", "enum": list(KINDS)}, "reason": TEXT,
        "outcome": {"type": "string", "enum": list(Message.Outcome.values)},
    }  # fmt: skip
    state = {"state": TEXT, "state_label": TEXT, "organ": TEXT, "due_on": DAY, "upstream_due_on": DAY}
    more = {
        "text": TEXT, "ground": TEXT, "ground_label": TEXT, "settled": TEXT, "stars": {"type": "integer"},
        "satisfied": {"type": "boolean"},
    }  # fmt: skip
    statuses = sorted({status for status, _more in STATUSES.values()})
    reported = {
        "message_id": {"type": "string", "format": "uuid"}, "sequence": SEQUENCE,
        "status": {"type": "string", "enum": statuses}, "at": MOMENT, **state,
    }  # fmt: skip
    return {
        "Order": schema_of(ORDER),
        "Message": schema_of(MESSAGE, CONDITIONS),
        "Taken": _whole({"number": TEXT, "our_number": TEXT, "received_at": MOMENT}),
        "Outcome": _whole({"number": TEXT, "message_id": TEXT, "expected": SEQUENCE, **outcome}),
        "Report": _whole(reported, more),
        "SentReport": _whole({"number": TEXT, "our_number": TEXT, **reported}, more),
        "Standing": _whole(
            {
                "number": TEXT, "our_number": TEXT, **state, "reply": {"type": ["string", "null"]}, "expected": SEQUENCE,
                "messages": {"type": "array", "items": _whole(outcome)}, "more": {"type": "boolean"},
                "reports": {"type": "array", "items": {"$ref": "#/components/schemas/Report"}},
            }
        ),
        "Anything": WHATEVER,
        "Refusal": REFUSAL,
    }  # fmt: skip


def _signed(signed: str = "正文") -> list[Schema]:
    return [header(PLATFORM_HEADER, "平台的代码。", r"^[a-z0-9-]{1,40}$"), *signature_headers(signed)]


def _answers(**more: Schema) -> Schema:
    """What every operation may answer, and what is its own."""
    return {
        "401": answer("签名不正确或者过期，或者没有这个平台。", "Refusal"),
        "405": {"description": "不是这个方法。"},
        "413": answer(f"正文超过{LONGEST_BODY}字节。", "Refusal"),
        "422": answer("字段不正确；field指出字段。", "Refusal"),
        "429": answer("请求过于频繁。", "Refusal"),
        "503": answer("暂时不能办理，什么也没有登记；原样重发。", "Refusal"),
        **{name.removeprefix("s"): one for name, one in more.items()},
    }


def _sending() -> Schema:
    return {
        "s400": answer("不是完整的JSON，或者含有控制字符；field指出字段。", "Refusal"),
        "s409": answer("同一编号，内容不同。", "Refusal"),
    }


def described() -> Schema:
    push = {
        "operationId": "pushOrder", "summary": "下发工单", "parameters": _signed(), "requestBody": body("Order"),
        "responses": _answers(s200=answer("已接收；重发同一工单，回答相同，不重复立单。", "Taken"), **_sending()),
    }  # fmt: skip
    ask = {
        "operationId": "askOrder", "summary": "查询工单", "parameters": [_NUMBER, _AFTER, *_signed("路径和查询字符串")],
        "responses": _answers(s200=answer("工单现在的情况。", "Standing"), s404=answer("没有这个工单。", "Refusal")),
    }  # fmt: skip
    say = {
        "operationId": "sendMessage", "summary": "催办、补充、撤回、退回审定、回访结果",
        "parameters": [_NUMBER, *_signed()], "requestBody": body("Message"),
        "responses": _answers(
            s200=answer("已接收，outcome说明办了没有。", "Outcome"),
            s202=answer("已接收，等前面的消息到齐再办。", "Outcome"),
            **_sending(),
        ),
    }  # fmt: skip
    return {
        "openapi": "3.1.0",
        "info": {"title": "回音 · 热线上级平台接口", "version": "1.0.0"},
        "paths": {
            "/hotline/exchange/v1/orders": {"post": push},
            "/hotline/exchange/v1/orders/{number}": {"get": ask},
            "/hotline/exchange/v1/orders/{number}/messages": {"post": say},
        },
        "webhooks": {"report": {"post": _report()}},
        "components": {"schemas": _schemas()},
    }


def _report() -> Schema:
    """What we send to the platform's address."""
    return {
        "operationId": "takeReport", "summary": "状态回传", "parameters": signature_headers(),
        "requestBody": body("SentReport"),
        "responses": {"2XX": {"description": "已接收；其他回答，或者没有回答的，以后重发。"}},
    }  # fmt: skip


@login_not_required
@require_GET
def document(request: HttpRequest) -> JsonResponse:
    return JsonResponse(described(), json_dumps_params={"ensure_ascii": False})
