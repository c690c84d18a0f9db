"""Who has signed up for an open day, on the desk: masked until somebody opens it, which the log says."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from interaction.audit.models import Kind
from interaction.audit.recording import reads
from interaction.errors import Refused
from interaction.organs.actors import Actor
from interaction.outreach.desk_views import for_entry
from interaction.outreach.models import OpenDay, SignUp
from interaction.sign_in.anew import ask_anew
from interaction.workflow.desk_pages import page
from interaction.workflow.engine import perform

# A day has at most some hundred sign-ups; more are shown on the next page.
PAGE = 200


def _day(found: Any) -> OpenDay:
    if not isinstance(found, OpenDay):
        raise Http404
    return found


def _list(
    request: HttpRequest, day: OpenDay, actor: Actor, *, revealed: bool = False, problem: str = ""
) -> HttpResponse:
    rows = day.sign_ups.order_by("number")
    last = request.GET.get("after", "")[:32]
    if last.replace("-", "").isalnum():
        rows = rows.filter(number__gt=last)
    found = list(rows[: PAGE + 1])
    rated = list(day.sign_ups.filter(stars__isnull=False).only("id", "stars", "words", "day")) if day.is_over else []
    context = {
        "entry": day, "rows": found[:PAGE], "next_cursor": found[PAGE - 1].number if len(found) > PAGE else "",
        "revealed": revealed, "problem": problem, "notes_came": day.has_begun() and not day.forgotten_on, "rated": rated,
        "average": sum(one.stars or 0 for one in rated) / len(rated) if rated else None, "states": SignUp.State,
    }  # fmt: skip
    return page(request, "outreach/desk/sign_ups.html", actor, context, status=422 if problem else 200)


@never_cache
@require_GET
@for_entry
@reads(Kind.PERSON)
def sign_ups(request: HttpRequest, found: Any, actor: Actor) -> HttpResponse:
    return _list(request, _day(found), actor)


@never_cache
@require_POST
@for_entry
@reads(Kind.PERSON)
def reveal(request: HttpRequest, found: Any, actor: Actor) -> HttpResponse:
    """Names and telephones in the clear, to call people or to receive them at the door; the log says who looked."""
    day = _day(found)
    ask_anew(request)
    perform(day, "look", actor)
    return _list(request, day, actor, revealed=True)


@never_cache
@require_POST
@for_entry
@reads(Kind.PERSON)
def came(request: HttpRequest, found: Any, actor: Actor) -> HttpResponse:
    """How many came with each sign-up, as the list was filled in at the door."""
    day = _day(found)
    try:
        perform(day, "attend", actor, request.POST)
    except Refused as refused:
        return _list(request, day, actor, problem=str(refused))
    return redirect("outreach_desk:sign_ups", pk=day.pk)


@never_cache
@require_POST
@for_entry
@reads(Kind.PERSON)
def cancel(request: HttpRequest, found: Any, actor: Actor, sign_up: UUID) -> HttpResponse:
    """For somebody who telephones that they cannot come."""
    day = _day(found)
    one = get_object_or_404(day.sign_ups.select_related("day"), pk=sign_up)
    try:
        perform(day, "cancel", actor, request.POST, about=one)
    except Refused as refused:
        return _list(request, day, actor, problem=str(refused))
    return redirect("outreach_desk:sign_ups", pk=day.pk)
