"""The open door for telephone systems: one address takes signed events; docs/telephony.md has the table of answers."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hotline.telephony.event_ingest import IdempotencyConflict, take
from hotline.telephony.reading import LONGEST_BODY, read_event
from hotline.webhooks.answers import refusal
from hotline.webhooks.bodies import read_body
from hotline.webhooks.reading import Malformed
from hotline.webhooks.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, is_genuine
from interaction.workdays.now import now


@csrf_exempt  # signed, and by no browser
@login_not_required
@never_cache
@require_POST
def events(request: HttpRequest) -> JsonResponse:
    """Take one event. The same event again gives the same answer and changes nothing."""
    body = read_body(request, LONGEST_BODY)
    if body is None:
        return refusal(413, "too_large", _("请求正文过大。"))
    timestamp, signature = (request.headers.get(name, "") for name in (TIMESTAMP_HEADER, SIGNATURE_HEADER))
    if not is_genuine(settings.TELEPHONY_SECRET, timestamp, signature, body, now().timestamp()):
        return refusal(401, "not_genuine", _("签名不正确，或者签名时间与现在相差5分钟以上。"))
    try:
        delivered = take(read_event(body, now(), settings.AREA_CODE))
    except Malformed as malformed:
        return refusal(400, "malformed", malformed.message, malformed.field)
    except IdempotencyConflict:
        return refusal(409, "other_content", _("这个event_id已经用于另一个事件。"), "event_id")
    return JsonResponse({"event_id": delivered.event_id, "call": str(delivered.call_id)})
