"""The open door for telephone systems: one address takes signed events; docs/telephony.md has the table of answers."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI

from hotline.telephony.event_ingest import IdempotencyConflict, take
from hotline.telephony.reading import LONGEST_BODY, Event, Taken, check_time
from hotline.telephony.recording_hosts import check_recording
from hotline.webhooks.answers import answer_refusals
from hotline.webhooks.bodies import read_signed
from hotline.webhooks.describing import signature_headers
from hotline.webhooks.reading import JsonBody, json_object
from interaction.visitors.interfaces import Refusal, answers, refusal
from interaction.workdays.now import now


def _genuine(request: Any) -> bool:
    """Whether the switch signed a request. What it sent is read here, so that forgeries cost nothing. Raises Refused."""
    request.sent = json_object(read_signed(request, settings.TELEPHONY_SECRET, LONGEST_BODY))
    return True


api = NinjaAPI(
    title="回音 · 热线话务接口", version="1.0.0", urls_namespace="telephony", openapi_url=None, docs_url=None,
    auth=_genuine, parser=JsonBody(),
)  # fmt: skip
answer_refusals(api, 400, "malformed")


@api.post("events/", url_name="events", operation_id="takeEvent", summary="话务事件", **answers({
    200: (Taken, "已接收；重发同一事件，回答相同，不重复记录。"),
    400: (Refusal, "不是完整的JSON，含控制字符，或者字段不正确；field指出字段。"),
    401: (Refusal, "签名不正确或者过期。"),
    405: (None, "不是POST。"),
    409: (Refusal, "同一event_id，内容不同。"),
    413: (Refusal, f"正文超过{LONGEST_BODY}字节。"),
}, parameters=signature_headers()))  # fmt: skip
def events(request: Any, sent: Event) -> HttpResponse:
    """Take one event. The same event again gives the same answer and changes nothing."""
    check_time(sent, now())
    check_recording(sent)
    delivered = take(sent, request.sent)
    return JsonResponse({"event_id": delivered.event_id, "call": str(delivered.call_id)})


@api.exception_handler(IdempotencyConflict)
def _other(request: HttpRequest, other: IdempotencyConflict) -> HttpResponse:
    return refusal(409, "other_content", "这个event_id已经用于另一个事件。", "event_id")
