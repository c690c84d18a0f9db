"""The open door for platforms above: orders and messages in, their standing out. docs/exchange.md has the table of answers.

Size is checked first, then the signature, then the rate, and only then what is said.
"""

import re
from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from hotline.exchange import order_status
from hotline.exchange.fields import InvalidPayload
from hotline.exchange.inbound import IdempotencyConflict, take_message, take_order
from hotline.exchange.models import Message, Platform, UpstreamOrder
from hotline.exchange.reading import LONGEST_BODY, read_message, read_order
from hotline.exchange.sender import genuine_sender, may_send
from hotline.webhooks.answers import refusal
from hotline.webhooks.bodies import read_body
from hotline.webhooks.reading import Malformed

HIGHEST = 2**31 - 1
_DIGITS = re.compile(r"[0-9]{1,10}", re.ASCII)
Answer = Callable[..., HttpResponse]


def for_platforms(view: Callable[..., HttpResponse]) -> Answer:
    """A view for platforms alone; it gets the platform and the body. What it may raise has its answer here."""

    @csrf_exempt  # signed, and by no browser
    @login_not_required
    @never_cache
    @wraps(view)
    def checked(request: HttpRequest, number: str = "") -> HttpResponse:
        body = read_body(request, LONGEST_BODY)
        if body is None:
            return refusal(413, "too_large", _("请求正文过大。"))
        try:
            # A request without a body has signed what it asks for.
            platform = genuine_sender(request, body or request.get_full_path().encode())
            if platform is None:
                return refusal(401, "not_genuine", _("签名不正确，或者签名时间与现在相差5分钟以上。"))
            if not may_send(platform):
                return _later(refusal(429, "too_many", _("请求过于频繁，请一分钟后再发。")))
            return view(platform, number, body, request)
        except Malformed as malformed:
            return refusal(400, "malformed", malformed.message, malformed.field)
        except InvalidPayload as unfit:
            return refusal(422, "unfit", unfit.message, unfit.field)
        except IdempotencyConflict as other:
            return refusal(409, "other_content", _("这个编号已经用于另外的内容。"), other.field)
        except OperationalError:  # the database is away, or gave this transaction up: all of it is undone
            return _later(refusal(503, "try_again", _("暂时不能办理，请稍后原样重发。")))

    return checked


def _later(answer: HttpResponse) -> HttpResponse:
    answer["Retry-After"] = "60"
    return answer


@require_POST
@for_platforms
def orders(platform: Platform, number: str, body: bytes, request: HttpRequest) -> HttpResponse:
    """An order comes down. The same order again has the same answer and changes nothing."""
    return JsonResponse(order_status.taken(take_order(platform, read_order(body))))


@require_POST
@for_platforms
def messages(platform: Platform, number: str, body: bytes, request: HttpRequest) -> HttpResponse:
    """Something is said of an order; what comes before its turn is kept."""
    message = take_message(platform, read_message(body, number))
    status = 202 if message.outcome == Message.Outcome.WAITING else 200
    return JsonResponse(order_status.outcome(message), status=status)


@require_GET
@for_platforms
def order(platform: Platform, number: str, body: bytes, request: HttpRequest) -> HttpResponse:
    """How an order stands, and what was reported of it after a certain report."""
    after = request.GET.get("after", "0")
    if not _DIGITS.fullmatch(after) or int(after) > HIGHEST:
        raise InvalidPayload("after", _("应当是已经收到的最后一条回传的序号。"))
    found = None
    if "\0" not in number:
        orders = UpstreamOrder.objects.filter(platform=platform, number=number, case__isnull=False)
        found = orders.select_related("case__organ").first()
    if found is None:
        return refusal(404, "unknown_order", _("没有这个编号的工单。"), "number")
    return JsonResponse(order_status.order_status(found, int(after)))
