"""Opinions on the desk: read, let be shown or hidden, put into groups."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from interaction.audit.models import Kind
from interaction.audit.recording import reads
from interaction.consultations.desk_views import of_desk
from interaction.consultations.grouping import AT_ONCE
from interaction.consultations.models import Consultation, Opinion
from interaction.consultations.opinion_intake import code_of
from interaction.errors import Refused
from interaction.organs.actors import Actor
from interaction.organs.models import Role
from interaction.workflow.actions import actions_of, open_names
from interaction.workflow.desk_pages import page as framed
from interaction.workflow.engine import perform

WHICH = ("", "waiting", "shown", "hidden", "loose")


@require_GET
@of_desk
@reads(Kind.PERSON)
def opinions(request: HttpRequest, actor: Actor, kind: str, subject: Consultation) -> HttpResponse:
    """A page of opinions, the newest first: all, those waiting to be read, shown, hidden, or in no group."""
    which, after = request.GET.get("which", ""), request.GET.get("after", "")[:20].replace("\0", "")
    rows = subject.opinions.select_related("clause", "group").order_by("-number")
    if which == "loose":
        rows = rows.filter(group__isnull=True)
    elif which in Opinion.Shown.values:
        rows = rows.filter(shown=which)
    if after:
        rows = rows.filter(number__lt=after)
    found = list(rows[: AT_ONCE + 1])
    may = open_names(subject, actor)
    context: dict[str, Any] = {
        "kind": kind, "subject": subject, "rows": found[:AT_ONCE], "which": which if which in WHICH else "",
        "next_cursor": found[AT_ONCE - 1].number if len(found) > AT_ONCE else "",
        "document": subject, "may": may,
        "form": actions_of(subject)["assign"].form_for(subject, actor) if "assign" in may else None,
    }  # fmt: skip
    return framed(request, "consultations_desk/opinions.html", actor, context)


@require_http_methods(["GET", "POST"])
@of_desk
@reads(Kind.PERSON)
def opinion(request: HttpRequest, actor: Actor, kind: str, subject: Consultation, number: str) -> HttpResponse:
    """One opinion whole; who sent it is shown when somebody asks, and that they asked is kept (个人信息保护法 A.51).

    The query code of one that staff entered can be told to who gave it; a citizen's own is nobody else's to know.
    """
    found = get_object_or_404(subject.opinions.select_related("clause", "group"), number=number)
    if request.method == "POST":
        try:
            perform(subject, "see_sender", actor, about=found)
        except Refused as refused:
            raise PermissionDenied from refused
    entered = found.entered_by_id is not None
    takes_in = actor.staff is not None and (
        actor.staff.pk == found.entered_by_id or actor.holds(Role.INTAKE, subject.organ)
    )
    context = {
        "kind": kind, "subject": subject, "opinion": found, "code": code_of(found) if entered and takes_in else "",
        "may": open_names(subject, actor), "sender": request.method == "POST",
    }  # fmt: skip
    return framed(request, "consultations_desk/opinion.html", actor, context)
