"""The exchange on the desk: what did not get through, for the hotline's supervisors, who may have it sent again."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hotline.exchange.delivering import REPORTS
from hotline.exchange.models import Message, Platform, StatusReport
from hotline.telephony.authority import is_supervisor
from interaction.notices import delivery
from interaction.organs.actors import Actor
from interaction.workbench.views import actor_of

PAGE = 100


def _supervisor(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not is_supervisor(actor):
        raise PermissionDenied
    return actor


@never_cache
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor = _supervisor(request)
    reports = StatusReport.objects.select_related("order__platform", "order__case")
    messages = Message.objects.select_related("order__platform", "order__case")
    context = {
        "actor": actor,
        "platforms": Platform.objects.all(),
        "dead": reports.filter(state=StatusReport.State.DEAD).order_by("send_after")[:PAGE],
        "late": reports.filter(state=StatusReport.State.WAITING, attempts__gt=0).order_by("send_after")[:PAGE],
        "waiting": messages.filter(outcome=Message.Outcome.WAITING).order_by("received_at")[:PAGE],
    }
    return render(request, "exchange/index.html", context)


@require_POST
def send_again(request: HttpRequest, pk: str) -> HttpResponse:
    """A report that was given up, and those behind it, go out again."""
    _supervisor(request)
    delivery.send_again(REPORTS, get_object_or_404(StatusReport, pk=pk).pk)
    return redirect("exchange_desk:index")
