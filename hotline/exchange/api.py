"""The open door for platforms above: orders and messages in, their standing out. docs/exchange.md has the table of answers.

Size is checked first, then the signature, then the rate, and only then what is said.
"""

import re
from typing import Annotated, Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Path, Query
from pydantic import BaseModel, PlainValidator, WithJsonSchema

from hotline.exchange import order_status, schemas
from hotline.exchange.inbound import IdempotencyConflict, Received, take_message, take_order
from hotline.exchange.models import Message, Platform, UpstreamOrder
from hotline.exchange.sender import PLATFORM_HEADER, genuine_sender, may_send
from hotline.webhooks.answers import answer_refusals
from hotline.webhooks.bodies import NOT_GENUINE, read_body
from hotline.webhooks.describing import header, signature_headers
from hotline.webhooks.reading import JsonBody, json_object
from interaction.visitors.interfaces import (
    WHATEVER,
    Refusal,
    Refused,
    Shape,
    Unfit,
    answers,
    refusal,
    schema_of,
    wrong,
)

LONGEST_BODY = 256 * 1024
HIGHEST = 2**31 - 1
_DIGITS = re.compile(r"[0-9]{1,10}", re.ASCII)
_LATER = 60


def _sender(request: Any) -> Platform:
    """The platform that sent a request. What it sent is read here, so that forgeries cost nothing. Raises Refused."""
    body = read_body(request, LONGEST_BODY)
    if body is None:
        raise Refused(413, "too_large", "请求正文过大。")
    platform = genuine_sender(request, body)
    if platform is None:
        raise Refused(401, "not_genuine", NOT_GENUINE)
    if not may_send(platform):
        raise Refused(429, "too_many", "请求过于频繁，请一分钟后再发。", wait=_LATER)
    if request.method == "POST":
        request.sent = json_object(body)
    return platform


def _report() -> Shape:
    """What we send to the platform's address."""
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/SentReport"}}}
    return {
        "operationId": "takeReport", "summary": "状态回传", "parameters": signature_headers(),
        "requestBody": {"required": True, "content": content},
        "responses": {"2XX": {"description": "已接收；其他回答，或者没有回答的，以后重发。"}},
    }  # fmt: skip


api = NinjaAPI(
    title="回音 · 热线上级平台接口", version="1.0.0", urls_namespace="exchange", openapi_url=None, docs_url=None,
    auth=_sender, parser=JsonBody(),
    openapi_extra={
        "webhooks": {"report": {"post": _report()}},
        "components": {"schemas": {"Anything": WHATEVER, **schema_of(schemas.SentReport)}},
    },
)  # fmt: skip
answer_refusals(api)
REFUSALS: dict[int, tuple[type[BaseModel] | None, str]] = {
    401: (Refusal, "签名不正确或者过期，或者没有这个平台。"),
    405: (None, "不是这个方法。"),
    413: (Refusal, f"正文超过{LONGEST_BODY}字节。"),
    422: (Refusal, "字段不正确；field指出字段。"),
    429: (Refusal, "请求过于频繁。"),
    503: (Refusal, "暂时不能办理，什么也没有登记；原样重发。"),
}
SENDING: dict[int, tuple[type[BaseModel] | None, str]] = {
    **REFUSALS,
    400: (Refusal, "不是完整的JSON，或者含有控制字符；field指出字段。"),
    409: (Refusal, "同一编号，内容不同。"),
}


def _signed() -> list[Shape]:
    return [header(PLATFORM_HEADER, "平台的代码。", r"^[a-z0-9-]{1,40}$"), *signature_headers()]


def _after(text: str) -> int:
    if not _DIGITS.fullmatch(text) or int(text) > HIGHEST:
        raise wrong("after", "应当是已经收到的最后一条回传的序号。")
    return int(text)


# Which number an order has is found out by looking it up, and not by its form.
Number = Annotated[
    str,
    WithJsonSchema({"type": "string", "pattern": schemas.NUMBER, "minLength": 1, "maxLength": schemas.LONGEST_NUMBER}),
]
After = Annotated[
    int, PlainValidator(_after), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": HIGHEST})
]  # fmt: skip


@api.post("/v1/orders", url_name="orders", operation_id="pushOrder", summary="下发工单",
          **answers({200: (schemas.Taken, "已接收；重发同一工单，回答相同，不重复立单。"), **SENDING}, parameters=_signed()))  # fmt: skip
def orders(request: Any, sent: schemas.Order) -> HttpResponse:
    """An order comes down. The same order again has the same answer and changes nothing."""
    return JsonResponse(order_status.taken(take_order(request.auth, Received(sent, request.sent))))


@api.post("/v1/orders/{number}/messages", url_name="messages", operation_id="sendMessage",
          summary="催办、补充、撤回、退回审定、回访结果",
          **answers({200: (schemas.Outcome, "已接收，outcome说明办了没有。"),
                     202: (schemas.Outcome, "已接收，等前面的消息到齐再办。"), **SENDING}, parameters=_signed()))  # fmt: skip
def messages(
    request: Any, sent: schemas.Message, number: Number = Path(..., description="上级平台的工单编号。")
) -> HttpResponse:
    """Something is said of an order; what comes before its turn is kept."""
    if sent.number != number:  # both name the order
        raise Unfit("number", "与地址中的工单编号不一致。")
    message = take_message(request.auth, Received(sent, request.sent))
    status = 202 if message.outcome == Message.Outcome.WAITING else 200
    return JsonResponse(order_status.outcome(message), status=status)


@api.get("/v1/orders/{number}", url_name="order", operation_id="askOrder", summary="查询工单",
         **answers({200: (schemas.Standing, "工单现在的情况。"), 404: (Refusal, "没有这个工单。"), **REFUSALS},
                   parameters=_signed()))  # fmt: skip
def order(
    request: Any, number: Number = Path(..., description="上级平台的工单编号。"),
    after: After = Query(0, description="已经收到的最后一条回传的序号。"),
) -> HttpResponse:  # fmt: skip
    """How an order stands, and what was reported of it after a certain report."""
    found = None
    if "\0" not in number:
        known = UpstreamOrder.objects.filter(platform=request.auth, number=number, case__isnull=False)
        found = known.select_related("case__organ").first()
    if found is None:
        raise Refused(404, "unknown_order", "没有这个编号的工单。", "number")
    return JsonResponse(order_status.order_status(found, after))


@api.exception_handler(IdempotencyConflict)
def _other(request: HttpRequest, other: IdempotencyConflict) -> HttpResponse:
    return refusal(409, "other_content", "这个编号已经用于另外的内容。", other.field)


@api.exception_handler(OperationalError)
def _away(request: HttpRequest, error: OperationalError) -> HttpResponse:
    """The database is away, or gave this transaction up: all of it is undone."""
    return Refused(503, "try_again", "暂时不能办理，请稍后原样重发。", wait=_LATER).answer()
