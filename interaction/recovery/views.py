"""账号恢复: what was proposed, confirmed and refused, for those who propose and confirm, and for the auditor."""

from django.core.exceptions import PermissionDenied
from django.db.models import Case, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from interaction.organs.actors import Actor
from interaction.organs.models import SECOND_PERSONS, Role
from interaction.recovery.models import Recovery
from interaction.recovery.one_time import one_time_password, still_waits
from interaction.visitors.idempotency import shows_again
from interaction.workflow.desk import document_context, room_action_view
from interaction.workflow.desk_pages import actor_of, covered_by, page

READERS = (*SECOND_PERSONS, Role.AUDITOR)
LATEST = 200
WAITS_FIRST = Case(When(state=Recovery.State.PROPOSED, then=Value(0)), default=Value(1))


@never_cache
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What waits first, then the latest."""
    actor = actor_of(request)
    if actor.roles.isdisjoint(READERS):
        raise PermissionDenied
    found = Recovery.objects.filter(covered_by(actor, *READERS)).order_by(WAITS_FIRST, "-pk")
    rows = found.select_related("staff", "organ", "proposed_by", "confirmed_by")[:LATEST]
    context = {"recoveries": rows, "proposes": Role.SECURITY in actor.roles, "section": "recovery"}
    return page(request, "recovery/index.html", actor, context)


def _found(actor: Actor, pk: int) -> Recovery:
    """A recovery that this person may see. Raises Http404."""
    found = Recovery.objects.filter(covered_by(actor, *READERS), pk=pk).select_related("staff", "organ").first()
    if found is None:
        raise Http404
    return found


@never_cache
@require_GET
def recovery(request: HttpRequest, pk: int) -> HttpResponse:
    """One recovery, and what was done to it; to whoever confirmed it the one-time password, until it was used."""
    actor = actor_of(request)
    found = _found(actor, pk)
    mine = actor.staff is not None and found.confirmed_by_id == actor.staff.pk
    password = one_time_password(found) if mine and still_waits(found) else ""
    context = {"recovery": found, "password": password, **document_context(request, actor, found, "recovery")}
    return page(request, "recovery/recovery.html", actor, context)


@never_cache
@shows_again
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Propose to give somebody's access anew."""
    return _act(request, actor_of(request), Recovery(), "propose")


@never_cache
@shows_again
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the steps."""
    actor = actor_of(request)
    return _act(request, actor, _found(actor, pk), name)


def _act(request: HttpRequest, actor: Actor, document: Recovery, name: str) -> HttpResponse:
    return room_action_view(request, actor, document, name, page="recovery:recovery", label=_("账号恢复"))
