"""The desk of those who publish: entries of their organs, writing, publishing, taking back, and the log of all of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interaction.casework.desk_pages import actor_of, page
from interaction.casework.engine import Refused
from interaction.organs.actors import Actor
from interaction.outreach import workflow
from interaction.outreach.forms import EntryForm, MomentField, WithdrawForm, organs_of
from interaction.outreach.kinds import KINDS, Kind, kind_of, whole
from interaction.outreach.models import Entry

PAGE = 50


def editor(request: HttpRequest) -> Actor:
    """Whoever is at the desk, if they publish for any organ. Raises PermissionDenied."""
    actor = actor_of(request)
    if not workflow.edits_for(actor):
        raise PermissionDenied
    return actor


def for_entry(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of one entry for those who publish for its organ; to others it does not exist."""

    @wraps(view)
    def checked(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        actor, found = editor(request), whole(pk)
        if not workflow.may_edit(actor, found.organ):
            raise Http404
        return view(request, found, actor, **kwargs)

    return checked


def seen(request: HttpRequest) -> int:
    """Over which version of the entry the page was looked at."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len("999999") else 0


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
    return shown(request, found, actor)


def shown(
    request: HttpRequest, found: Any, actor: Actor, problem: str = "", form: WithdrawForm | None = None
) -> HttpResponse:
    """An entry with its log, and what this person may do with it now."""
    kind, written = kind_of(found), found.acts.filter(name="write").last()
    waits = found.state == Entry.State.DRAFT or found.proposal is not None
    context = {
        "entry": found, "kind": kind, "problem": problem, "form": form or WithdrawForm(), "waits": waits,
        "own": bool(written and actor.staff and written.by_id == actor.staff.pk), "written": written,
        "rows": text_rows(kind, found, actor), "acts": found.acts.select_related("by").order_by("-seq")[:PAGE],
        "address": kind.address(found) if found.is_public else "",
    }  # fmt: skip
    return page(request, "outreach/desk/entry.html", actor, context, status=422 if problem or form else 200)


def text_rows(kind: Kind, found: Any, actor: Actor) -> list[tuple[str, str]]:
    """(label, what stands there) of everything that is, or is about to be, public: what a second person checks."""
    form = kind.form(entry=found, actor=actor)
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
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    actor, chosen = editor(request), KINDS.get(kind)
    if chosen is None:
        raise Http404
    return _edit(request, chosen.model(kind=chosen.key), actor, chosen)


@never_cache
@require_http_methods(["GET", "POST"])
@for_entry
def edit(request: HttpRequest, found: Any, actor: Actor) -> HttpResponse:
    if found.state == Entry.State.WITHDRAWN:
        return redirect("outreach_desk:entry", pk=found.pk)
    return _edit(request, found, actor, kind_of(found))


def _edit(request: HttpRequest, found: Any, actor: Actor, kind: Kind) -> HttpResponse:
    """Writing, new or anew; what was typed survives every fault, also that somebody was faster."""
    if request.method == "GET":
        return _form(request, found, actor, kind.form(entry=found, actor=actor))
    form = kind.form(request.POST, entry=found, actor=actor)
    if form.is_valid():
        try:
            workflow.write(found, form, actor, seen(request))
            return redirect("outreach_desk:entry", pk=form.instance.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
            found = whole(found.pk) if found.pk else found
    return _form(request, found, actor, form, status=422)


def _form(request: HttpRequest, found: Any, actor: Actor, form: EntryForm, status: int = 200) -> HttpResponse:
    context = {"entry": found, "kind": kind_of(found), "form": form}
    return page(request, "outreach/desk/edit.html", actor, context, status=status)


def _done(request: HttpRequest, found: Any, actor: Actor, step: Callable[[], None]) -> HttpResponse:
    """Take a step, or say on the entry's page why not."""
    try:
        with transaction.atomic():
            step()
    except Refused as refused:
        return shown(request, whole(found.pk), actor, str(refused))
    except DatabaseError as error:
        if "open_day_never_oversubscribed" not in str(error):
            raise
        return shown(request, whole(found.pk), actor, _("报名成功的人数已经超过新的名额，请把名额改大。"))
    return redirect("outreach_desk:entry", pk=found.pk)


@require_POST
@for_entry
def publish(request: HttpRequest, found: Any, actor: Actor) -> HttpResponse:
    return _done(request, found, actor, lambda: workflow.publish(found, actor, seen(request)))


@require_POST
@for_entry
def discard_changes(request: HttpRequest, found: Any, actor: Actor) -> HttpResponse:
    return _done(request, found, actor, lambda: workflow.discard_changes(found, actor, seen(request)))


@require_POST
@for_entry
def withdraw(request: HttpRequest, found: Any, actor: Actor) -> HttpResponse:
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return shown(request, found, actor, form=form)
    return _done(
        request, found, actor, lambda: workflow.withdraw(found, actor, seen(request), form.cleaned_data["why"])
    )
