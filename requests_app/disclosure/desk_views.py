"""Guides and catalogues on the desk, for the publishers of each organ."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from interaction.casework.keyset import encode_cursor, parse_cursor
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role
from interaction.visitors.idempotency import shows_again
from interaction.workflow.desk import action_view
from interaction.workflow.desk_pages import actor_of, organs_of, page
from interaction.workflow.models import LogEntry
from requests_app.disclosure.models import CatalogueEntry, DisclosureGuide
from requests_app.disclosure.queries import entries


def for_publisher(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of one organ's pages, for those who publish for it; to others the organ has none."""

    @wraps(view)
    def checked(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
        actor, organ = actor_of(request), get_object_or_404(Organ, code=code)
        if not actor.holds(Role.PUBLISHER, organ):
            raise Http404
        return view(request, actor, organ, **kwargs)

    return never_cache(checked)


def _page(request: HttpRequest, actor: Actor, template: str, **context: Any) -> HttpResponse:
    return page(request, f"disclosure/{template}.html", actor, context)


@never_cache
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The organs this person publishes for, and when the guide of each was brought up to date."""
    actor = actor_of(request)
    organs = organs_of(actor, Role.PUBLISHER).select_related("disclosure_guide")
    if not organs:
        raise PermissionDenied
    rows = [(organ, getattr(organ, "disclosure_guide", None)) for organ in organs]
    return _page(request, actor, "desk_index", rows=rows)


def _act(request: HttpRequest, actor: Actor, document: Any, name: str, heading: str) -> HttpResponse:
    """One of the actions, and back to where it was begun."""
    guide = isinstance(document, DisclosureGuide)

    def back(entry: LogEntry) -> HttpResponse:
        return (
            redirect("disclosure_desk:index") if guide else redirect("disclosure_desk:catalogue", document.organ.code)
        )

    context = {"organ": document.organ, "heading": heading}
    return action_view(request, actor, document, name, back=back, context=context, template="disclosure/desk_form.html")


@shows_again
@require_http_methods(["GET", "POST"])
@for_publisher
def edit_guide(request: HttpRequest, actor: Actor, organ: Organ) -> HttpResponse:
    guide = DisclosureGuide.objects.filter(organ=organ).first() or DisclosureGuide(organ=organ)
    return _act(request, actor, guide, "save", _("%(organ)s政府信息公开指南") % {"organ": organ.name})


@require_GET
@for_publisher
def catalogue(request: HttpRequest, actor: Actor, organ: Organ) -> HttpResponse:
    found = entries(organ, after=parse_cursor(request.GET.get("after", "")), withdrawn=True)
    return _page(
        request, actor, "desk_catalogue", organ=organ, rows=found.rows, next_cursor=encode_cursor(found.next_cursor)
    )  # fmt: skip


@shows_again
@require_http_methods(["GET", "POST"])
@for_publisher
def new_entry(request: HttpRequest, actor: Actor, organ: Organ) -> HttpResponse:
    return _act(request, actor, CatalogueEntry(organ=organ), "save", _("新增目录条目"))


def _standing(organ: Organ, pk: int) -> CatalogueEntry:
    return get_object_or_404(CatalogueEntry, organ=organ, pk=pk, withdrawn_on__isnull=True)


@shows_again
@require_http_methods(["GET", "POST"])
@for_publisher
def edit_entry(request: HttpRequest, actor: Actor, organ: Organ, pk: int) -> HttpResponse:
    entry = _standing(organ, pk)
    return _act(request, actor, entry, "save", entry.title)


@shows_again
@require_http_methods(["GET", "POST"])
@for_publisher
def withdraw(request: HttpRequest, actor: Actor, organ: Organ, pk: int) -> HttpResponse:
    entry = _standing(organ, pk)
    return _act(request, actor, entry, "withdraw", _("撤下“%(title)s”") % {"title": entry.title})
