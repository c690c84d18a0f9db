"""Recordings stay where the switch keeps them; who opens one is noted for good (个人信息保护法 A.51, A.54)."""

import logging
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hotline.telephony.authority import works_at_hotline
from hotline.telephony.models import Call, RecordingAccess
from hotline.telephony.recording_hosts import may_lie_at, recording_host
from interaction.organs.actors import Actor
from interaction.workdays.now import now

logger = logging.getLogger(__name__)


@never_cache
@require_GET
@transaction.atomic
def recording(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send somebody of the hotline on to the recording of a call. To others there is none."""
    actor = Actor.of(request.user)  # type: ignore[arg-type]
    call = Call.objects.filter(pk=pk).first() if works_at_hotline(actor) else None
    if call is None or not call.recording_url:
        raise Http404
    if not may_lie_at(call.recording_url):  # it came before the host was taken off the list
        host = recording_host(call.recording_url)
        logger.warning("recording of call %s not opened: %s is not in TELEPHONY_RECORDING_HOSTS", call.pk, host)
        return render(request, "telephony/recording_refused.html", {"host": host}, status=403)
    assert actor.staff
    RecordingAccess.objects.create(call=call, staff=actor.staff, at=now())
    return HttpResponseRedirect(call.recording_url)
