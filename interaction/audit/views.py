"""审计: what the auditor reads; nothing is changed here."""

from datetime import date
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from interaction.audit.logs import LOGS, Asked
from interaction.audit.models import Alarm, Kind
from interaction.audit.recording import reads
from interaction.casework.keyset import whole
from interaction.casework.numbers import typed_number
from interaction.organs.actors import Actor
from interaction.organs.models import Role
from interaction.workflow.desk_pages import actor_of, page

LATEST_ALARMS, LONGEST = 50, 60


def _auditor(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if Role.AUDITOR not in actor.roles:
        raise PermissionDenied
    return actor


@never_cache
@require_GET
@reads(Kind.AUDIT)
def index(request: HttpRequest) -> HttpResponse:
    """The latest alarms, and the way to each log."""
    actor = _auditor(request)
    alarms = list(Alarm.objects.select_related("who")[:LATEST_ALARMS])
    return page(request, "audit/index.html", actor, {"alarms": alarms, "logs": LOGS, "section": "audit"})


@never_cache
@require_GET
@reads(Kind.AUDIT)
def one_log(request: HttpRequest, log: str) -> HttpResponse:
    """One log, narrowed to a person, a case, a day or a kind."""
    actor = _auditor(request)
    shown = next((one for one in LOGS if one.key == log), None)
    if shown is None:
        raise Http404
    asked = _asked(request)
    rows, more = shown.page(asked, _place(request.GET.get("after", "")))
    wanted = {"who": asked.who, "number": asked.number, "day": asked.day and asked.day.isoformat(), "kind": asked.kind}
    context = {
        "log": shown, "logs": LOGS, "rows": rows, "asked": asked, "section": "audit",
        "next": urlencode({name: value for name, value in {**wanted, "after": more}.items() if value}) if more else "",
        "needs_number": shown.by_case_alone and not asked.number,
    }  # fmt: skip
    return page(request, "audit/log.html", actor, context)


def _asked(request: HttpRequest) -> Asked:
    said = {
        name: request.GET.get(name, "").replace("\0", "").strip()[:LONGEST] for name in ("who", "number", "day", "kind")
    }
    try:
        day = date.fromisoformat(said["day"])
    except ValueError:
        day = None
    return Asked(said["who"], typed_number(said["number"]), day, said["kind"])


def _place(text: str) -> int | None:
    try:
        return whole(text)
    except ValueError:
        return None
