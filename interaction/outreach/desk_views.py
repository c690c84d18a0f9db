"""The desk of those who publish: entries of their organs, writing, publishing, taking back, and the log of all of it."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from interaction.organs.actors import Actor
from interaction.outreach.authority import edits_for, may_edit
from interaction.outreach.forms import MomentField, WithdrawForm, organs_of
from interaction.outreach.kinds import KINDS, Kind, kind_of, whole
from interaction.outreach.models import Entry
from interaction.visitors.idempotency import shows_again
from interaction.workflow.actions import actions_of
from interaction.workflow.desk import action_view
from interaction.workflow.desk_pages import actor_of, page
from interaction.workflow.models import LogEntry

PAGE = 50


def editor(request: HttpRequest) -> Actor:
    """Whoever is at the desk, if they publish for any organ. Raises PermissionDenied."""
    actor = actor_of(request)
    if not edits_for(actor):
        raise PermissionDenied
    return actor


def for_entry(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of one entry for those who publish for its organ; to others it does not exist."""

    @wraps(view)
    def checked(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        actor, found = editor(request), whole(pk)
        if not may_edit(actor, found.organ):
            raise Http404
        return view(request, found, actor, **kwargs)

    return checked


@never_cache
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The entries of one's organs, of one kind, the newest first; what waits for a second person is marked."""
    actor = editor(request)
    kind = KINDS.get(request.GET.get("kind", ""), KINDS["announcement"])
    rows = kind.model.objects.filter(organ__in=organs_of(actor)).select_related("organ").order_by("-pk")
    before = request.GET.get("before", "")[:18]
    if before.isascii() and before.isdigit():
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: PAGE + 1])
    waiting = Entry.objects.filter(Q(state=Entry.State.DRAFT) | Q(proposal__isnull=False), organ__in=organs_of(actor))
    context = {
        "kinds": KINDS.values(), "kind": kind, "rows": found[:PAGE],
        "next_cursor": found[PAGE - 1].pk if len(found) > PAGE else "",
        "waiting": list(waiting.select_related("organ").order_by("-pk")[:PAGE]),
    }  # fmt: skip
    return page(request, "outreach/desk/index.html", actor, context)


@never_cache
@require_GET
@for_entry
def entry(request: HttpRequest, found: Any, actor: Actor) -> HttpResponse:
    return page(
        request,
        "outreach/desk/entry.html",
        actor,
        {"form": WithdrawForm(case=found, actor=actor), **about(found, actor)},
    )


def about(found: Any, actor: Actor) -> dict[str, Any]:
    """An entry with its log, and what this person may do with it now."""
    kind = kind_of(found)
    return {
        "document": found, "entry": found, "kind": kind, "rows": text_rows(kind, found, actor),
        "waits": found.state == Entry.State.DRAFT or found.proposal is not None,
        "not_by_you": actions_of(found)["publish"].refusal(found, actor),
        "log": found.log.select_related("by").order_by("-version")[:PAGE],
        "address": kind.address(found) if found.is_public else "",
    }  # fmt: skip


def text_rows(kind: Kind, found: Any, actor: Actor) -> list[tuple[str, str]]:
    """(label, what stands there) of everything that is, or is about to be, public: what a second person checks."""
    form = kind.form(case=found, actor=actor)
    rows = []
    for bound in form:
        if bound.name in {"checked", "organ"}:
            continue
        value = said(bound)
        if value:
            rows.append((str(bound.label), value))
    return rows


def said(bound: Any) -> str:
    """A field's value in words."""
    value, field = bound.value(), bound.field
    if hasattr(field, "queryset"):
        keys = value if isinstance(value, (list, tuple)) else [value]
        return "、".join(field.label_from_instance(one) for one in field.queryset.filter(pk__in=[k for k in keys if k]))
    if hasattr(field, "choices"):
        return str(dict(field.choices).get(value, ""))
    if isinstance(field, MomentField):
        return str(field.widget.format_value(value) or "").replace("T", " ")
    return "" if value is None else str(field.widget.format_value(value) or "")


@never_cache
@shows_again
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    actor, chosen = editor(request), KINDS.get(kind)
    if chosen is None:
        raise Http404
    return _edit(request, chosen.model(kind=chosen.key), actor, chosen)


@never_cache
@shows_again
@require_http_methods(["GET", "POST"])
@for_entry
def edit(request: HttpRequest, found: Any, actor: Actor) -> HttpResponse:
    if found.state == Entry.State.WITHDRAWN:
        return redirect("outreach_desk:entry", pk=found.pk)
    return _edit(request, found, actor, kind_of(found))


def _edit(request: HttpRequest, found: Any, actor: Actor, kind: Kind) -> HttpResponse:
    """Writing, new or anew; what was typed survives every fault, also that somebody was faster."""
    context = {"entry": found, "kind": kind}
    return action_view(
        request, actor, found, "write", back=partial(_back, found), context=context, template="outreach/desk/edit.html"
    )


def _back(found: Any, done: LogEntry) -> HttpResponse:
    return redirect("outreach_desk:entry", pk=found.pk)


@never_cache
@shows_again
@require_http_methods(["GET", "POST"])
@for_entry
def act(request: HttpRequest, found: Any, actor: Actor, name: str) -> HttpResponse:
    """Publish, drop or withdraw, or say on the entry's page why not."""
    return action_view(
        request, actor, found, name, back=partial(_back, found), context=about(found, actor),
        template="outreach/desk/entry.html",
    )  # fmt: skip
