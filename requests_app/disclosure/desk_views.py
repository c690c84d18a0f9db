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

from interaction.casework.desk_pages import actor_of, organs_of, page
from interaction.casework.keyset import encode_cursor, parse_cursor
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role
from interaction.workdays.now import today
from requests_app.disclosure.forms import EntryForm, GuideForm, WithdrawEntryForm
from requests_app.disclosure.models import CatalogueEntry, DisclosureGuide
from requests_app.disclosure.publishing import save_entry, save_guide, withdraw_entry
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


def _page(request: HttpRequest, actor: Actor, template: str, amiss: bool = False, **context: Any) -> HttpResponse:
    return page(request, f"disclosure/{template}.html", actor, context, 422 if amiss else 200)


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


@require_http_methods(["GET", "POST"])
@for_publisher
def edit_guide(request: HttpRequest, actor: Actor, organ: Organ) -> HttpResponse:
    guide = DisclosureGuide.objects.filter(organ=organ).first() or DisclosureGuide(organ=organ)
    before = {name: getattr(guide, name) for name in GuideForm.base_fields}
    form = GuideForm(request.POST if request.method == "POST" else None, initial=before)
    if form.is_bound and form.is_valid():
        save_guide(organ, actor.staff, form.cleaned_data)
        return redirect("disclosure_desk:index")
    heading = _("%(organ)s政府信息公开指南") % {"organ": organ.name}
    return _page(request, actor, "desk_form", form.is_bound, organ=organ, form=form, heading=heading)


@require_GET
@for_publisher
def catalogue(request: HttpRequest, actor: Actor, organ: Organ) -> HttpResponse:
    found = entries(organ, after=parse_cursor(request.GET.get("after", "")), withdrawn=True)
    return _page(
        request, actor, "desk_catalogue", organ=organ, rows=found.rows, next_cursor=encode_cursor(found.next_cursor)
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_publisher
def new_entry(request: HttpRequest, actor: Actor, organ: Organ) -> HttpResponse:
    form = EntryForm(request.POST if request.method == "POST" else None, initial={"published_on": today()})
    if form.is_bound and form.is_valid():
        save_entry(CatalogueEntry(organ=organ, entered_by=actor.staff), form.cleaned_data)
        return redirect("disclosure_desk:catalogue", code=organ.code)
    return _page(request, actor, "desk_form", form.is_bound, organ=organ, form=form, heading=_("新增目录条目"))


def _standing(organ: Organ, pk: int) -> CatalogueEntry:
    return get_object_or_404(CatalogueEntry, organ=organ, pk=pk, withdrawn_on__isnull=True)


@require_http_methods(["GET", "POST"])
@for_publisher
def edit_entry(request: HttpRequest, actor: Actor, organ: Organ, pk: int) -> HttpResponse:
    entry = _standing(organ, pk)
    before = {name: getattr(entry, name) for name in EntryForm.base_fields}
    form = EntryForm(request.POST if request.method == "POST" else None, initial=before, entry=entry)
    if form.is_bound and form.is_valid():
        save_entry(entry, form.cleaned_data)
        return redirect("disclosure_desk:catalogue", code=organ.code)
    return _page(request, actor, "desk_form", form.is_bound, organ=organ, form=form, heading=entry.title)


@require_http_methods(["GET", "POST"])
@for_publisher
def withdraw(request: HttpRequest, actor: Actor, organ: Organ, pk: int) -> HttpResponse:
    """Take an entry back: its page keeps the day and the reason (条例 A.6)."""
    entry = _standing(organ, pk)
    form = WithdrawEntryForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        withdraw_entry(entry, form.cleaned_data["reason"])
        return redirect("disclosure_desk:catalogue", code=organ.code)
    heading = _("撤下“%(title)s”") % {"title": entry.title}
    return _page(request, actor, "desk_form", form.is_bound, organ=organ, form=form, heading=heading)
