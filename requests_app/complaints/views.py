"""The register of complaints about disclosure work, for the supervisors of the authority."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from interaction.audit.models import Kind
from interaction.audit.recording import reads
from interaction.organs.actors import Actor
from interaction.organs.models import Role
from interaction.visitors.idempotency import shows_again
from interaction.workflow.desk import document_context, room_action_view
from interaction.workflow.desk_pages import actor_of, covered_by, page
from requests_app.complaints.models import Complaint

LATEST = 200


def for_supervisors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view for whoever supervises some organ; to others there is no such page."""

    @wraps(view)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        actor = actor_of(request)
        if Role.SUPERVISOR not in actor.roles:
            raise PermissionDenied
        return view(request, actor, **kwargs)

    return never_cache(checked)


def _mine(actor: Actor) -> Any:
    return Complaint.objects.filter(covered_by(actor, Role.SUPERVISOR)).select_related("organ", "about")


@require_GET
@for_supervisors
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The register, the newest first; nothing sealed stands in it."""
    rows = list(_mine(actor).order_by("-number")[:LATEST])
    return page(request, "complaints/index.html", actor, {"rows": rows, "section": "complaints"})


def _act(request: HttpRequest, actor: Actor, document: Complaint, name: str) -> HttpResponse:
    return room_action_view(request, actor, document, name, page="complaints:complaint", label=_("公开工作投诉"))


@shows_again
@require_http_methods(["GET", "POST"])
@for_supervisors
def enter(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Enter a complaint that came in."""
    return _act(request, actor, Complaint(), "save")


@require_GET
@for_supervisors
@reads(Kind.CASE)
def complaint(request: HttpRequest, actor: Actor, pk: UUID) -> HttpResponse:
    """One complaint: who, about whom, what was found and done."""
    found = get_object_or_404(_mine(actor), pk=pk)
    return page(request, "complaints/complaint.html", actor, document_context(request, actor, found, "complaints"))


@shows_again
@require_http_methods(["GET", "POST"])
@for_supervisors
@reads(Kind.CASE)
def step(request: HttpRequest, actor: Actor, pk: UUID, name: str) -> HttpResponse:
    return _act(request, actor, get_object_or_404(_mine(actor), pk=pk), name)
