"""请假与代班: one's own leaves, whom one stands in for, and what waits to be confirmed."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from interaction.leave.models import CONFIRMS, ENTERS_FOR_OTHERS, Leave
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Staff
from interaction.visitors.idempotency import shows_again
from interaction.workdays.now import today
from interaction.workflow.desk import document_context, room_action_view
from interaction.workflow.desk_pages import actor_of, covered_by, page

MOST = 200


def _people(actor: Actor) -> list[Staff]:
    """Whose leave this person may enter beside their own."""
    if actor.roles.isdisjoint(ENTERS_FOR_OTHERS):
        return []
    theirs = covered_by(actor, *ENTERS_FOR_OTHERS, path="posts__organ__path")
    return list(Staff.objects.filter(theirs, is_active=True).distinct().order_by("name", "pk"))


def _seen_by(actor: Actor) -> Q:
    assert actor.staff
    own = Q(staff=actor.staff) | Q(absences__substitute=actor.staff)
    return own | covered_by(actor, *CONFIRMS)


@never_cache
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What is on or to come: for everybody their own, for whoever confirms those of their organs."""
    actor = actor_of(request)
    if not actor.posts:
        raise PermissionDenied
    leaves = Leave.objects.filter(_seen_by(actor), last_day__gte=today(), state__in=["requested", "in_force"])
    found = (
        leaves.distinct()
        .select_related("staff", "organ")
        .prefetch_related("absences__substitute")
        .order_by("first_day", "pk")
    )
    who = request.GET.get("who", "")
    people = _people(actor)
    if who.isascii() and who.isdigit() and int(who) in {one.pk for one in people}:
        return redirect("leave:new_for", int(who))
    shown = [
        (one, {absence.substitute for absence in one.absences.all() if absence.substitute}) for one in found[:MOST]
    ]
    context = {"leaves": shown, "people": people, "section": "leave"}
    return page(request, "leave/index.html", actor, context)


def _act(request: HttpRequest, actor: Actor, document: Leave, name: str) -> HttpResponse:
    return room_action_view(request, actor, document, name, page="leave:leave", label=_("请假与代班"))


@never_cache
@shows_again
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Enter a leave: one's own, or that of somebody whose organ one supervises."""
    actor = actor_of(request)
    person = get_object_or_404(Staff, pk=pk, is_active=True) if pk else actor.staff
    organ = _organ_of(person)
    if person is None or organ is None:
        raise PermissionDenied
    return _act(request, actor, Leave(staff=person, organ=organ), "enter")


def _organ_of(person: Staff | None) -> Organ | None:
    """The widest organ at which somebody holds a post: whoever confirms is over all of them."""
    posts = person.posts.select_related("organ").order_by("organ__path") if person else ()
    return next((post.organ for post in posts), None)


@never_cache
@require_GET
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """One leave: the days, who acts in which post, and what was done to it."""
    actor = actor_of(request)
    found = _found(actor, pk)
    context = {"leave": found, "rows": found.rows(), **document_context(request, actor, found, "leave")}
    return page(request, "leave/leave.html", actor, context)


def _found(actor: Actor, pk: int) -> Leave:
    """A leave that this person may see. Raises Http404."""
    found = Leave.objects.filter(_seen_by(actor), pk=pk).select_related("staff", "organ").first()
    if found is None:
        raise Http404
    return found


@never_cache
@shows_again
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the steps."""
    actor = actor_of(request)
    return _act(request, actor, _found(actor, pk), name)
