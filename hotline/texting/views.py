"""The open door for the SMS gateway: signed messages in, one answer each; docs/telephony.md has the table."""

import re
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hotline.texting.receiving import IdempotencyConflict, Text, receive
from hotline.webhooks.bodies import read_signed
from hotline.webhooks.reading import Malformed, json_object
from interaction.visitors.interfaces import Refused, refusal

LONGEST_BODY = 16 * 1024
MOST = {"message_id": 100, "from": 40, "text": 2000}
_IDENTIFIER = re.compile(r"[!-~]+", re.ASCII)


@csrf_exempt  # signed, and by no browser
@login_not_required
@never_cache
@require_POST
def texts(request: HttpRequest) -> JsonResponse:
    """Take one message. The same message again gives the same answer and changes nothing."""
    try:
        received = receive(_text(json_object(read_signed(request, settings.SMS_SECRET, LONGEST_BODY))))
    except Refused as refused:
        return refused.answer()
    except Malformed as malformed:
        return refusal(400, "malformed", malformed.message, malformed.field)
    except IdempotencyConflict:
        return refusal(409, "other_content", _("这个message_id已经用于另一条短信。"), "message_id")
    return JsonResponse({"message_id": received.message_id, "outcome": received.told})


def _text(content: dict[str, Any]) -> Text:
    for name, most in MOST.items():
        value = content.get(name)
        if not isinstance(value, str) or not 0 < len(value) <= most:
            raise Malformed(_("%(name)s应当是1至%(most)d个字的文字。") % {"name": name, "most": most}, name)
    if not _IDENTIFIER.fullmatch(content["message_id"]):
        raise Malformed(_("message_id只能用可见的ASCII字符。"), "message_id")
    return Text(content["message_id"], content["from"], content["text"])
