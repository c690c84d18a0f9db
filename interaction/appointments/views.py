"""岗位任命: what was proposed, granted and refused, for those who propose and confirm, and for the auditor."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from interaction.appointments.models import Appointment
from interaction.organs.actors import Actor
from interaction.organs.models import SECOND_PERSONS, Role
from interaction.visitors.idempotency import shows_again
from interaction.workflow.desk import document_context, room_action_view
from interaction.workflow.desk_pages import actor_of, covered_by, page

READERS = (*SECOND_PERSONS, Role.AUDITOR)
LATEST = 200


@never_cache
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What waits first, then the latest."""
    actor = actor_of(request)
    if actor.roles.isdisjoint(READERS):
        raise PermissionDenied
    found = Appointment.objects.filter(covered_by(actor, *READERS)).select_related(
        "staff", "organ", "proposed_by", "confirmed_by"
    )
    waiting = found.filter(state=Appointment.State.PROPOSED).order_by("pk")[:LATEST]
    latest = found.exclude(state=Appointment.State.PROPOSED).order_by("-pk")[:LATEST]
    context = {
        "appointments": [*waiting, *latest], "proposes": Role.SECURITY in actor.roles, "section": "appointments",
    }  # fmt: skip
    return page(request, "appointments/index.html", actor, context)


def _act(request: HttpRequest, actor: Actor, document: Appointment, name: str) -> HttpResponse:
    return room_action_view(request, actor, document, name, page="appointments:appointment", label=_("岗位任命"))


@never_cache
@shows_again
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Propose a post for somebody."""
    return _act(request, actor_of(request), Appointment(), "propose")


def _found(actor: Actor, pk: int) -> Appointment:
    """An appointment that this person may see. Raises Http404."""
    found = Appointment.objects.filter(covered_by(actor, *READERS), pk=pk).select_related("staff", "organ").first()
    if found is None:
        raise Http404
    return found


@never_cache
@require_GET
def appointment(request: HttpRequest, pk: int) -> HttpResponse:
    """One appointment, and what was done to it."""
    actor = actor_of(request)
    found = _found(actor, pk)
    context = {"appointment": found, **document_context(request, actor, found, "appointments")}
    return page(request, "appointments/appointment.html", actor, context)


@never_cache
@shows_again
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the steps."""
    actor = actor_of(request)
    return _act(request, actor, _found(actor, pk), name)
