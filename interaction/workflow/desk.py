"""One page for every action of a document: what comes of it, its form, and why not; nothing typed is lost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse

from interaction.errors import InvalidData, Refused
from interaction.organs.actors import Actor
from interaction.sign_in.anew import ask_anew
from interaction.visitors.idempotency import IN_FORM, form_key, shown_again, with_a_key
from interaction.workflow.actions import DocumentAction, Within, actions_of, available
from interaction.workflow.desk_pages import page
from interaction.workflow.engine import perform, sent_before
from interaction.workflow.forms import filled
from interaction.workflow.models import Document, LogEntry, UnsentForm
from interaction.workflow.unsent import ANEW, discard_unsent, unsent

_LONGEST_NUMBER = 9
_LONGEST_KEY = 18


def seen_version(request: HttpRequest) -> int:
    """Over which version of the document the page was looked at; none at all is the very first."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else 0


def declared_for(document: Document, name: str, actor: Actor) -> DocumentAction:
    """The action by its name in an address. Raises PermissionDenied."""
    declared = actions_of(document).get(name)
    if declared is None or not declared.may_be_done_by(actor, document):
        raise PermissionDenied
    return declared


def thing_within(document: Any, within: Within, key: str) -> Any:
    """The thing within that an address names; None for a new one. Raises Http404."""
    if key == "new" and within.new:
        return None
    number = key.isascii() and key.isdecimal() and len(key) < _LONGEST_KEY
    if not within.existing or (within.key == "pk" and not number):
        raise Http404
    return get_object_or_404(getattr(document, within.relation), **{within.key: key})


def action_view(
    request: HttpRequest,
    actor: Actor,
    document: Document,
    name: str,
    *,
    back: Callable[[LogEntry], HttpResponse],
    context: dict[str, Any],
    about: str = "new",
    template: str = "workflow/action.html",
) -> HttpResponse:
    """Show an action's form and do it. `back` answers when it is done; `context` is the page's own.

    The key of the form stands in the address: sent again, it does nothing more. What was typed and not sent is there
    when the page is opened anew. A form that is shown again before it is confirmed (masking) says so by `goes_back_and_forth`.
    """
    submission = form_key(request)
    sent = sent_before(document, name, actor, {IN_FORM: submission}, about)
    if sent and request.method == "POST":
        return back(sent)
    declared = declared_for(document, name, actor)
    if declared.signs_in_anew:
        ask_anew(request)
    if request.method == "GET" and submission is None:
        return with_a_key(request)
    thing = thing_within(document, declared.within, about) if declared.within else None
    kept = None if request.method == "POST" or ANEW in request.GET else unsent(request.user.pk, request.path)
    shown = _Shown(document, declared, actor, thing, request.POST if request.method == "POST" else kept and kept.typed)
    doing = request.method == "POST" and not shown_again(request) and not ("again" in request.POST and shown.again)
    problem, form, seen = "", None, seen_version(request) if request.method == "POST" else None
    if doing:
        try:
            entry = perform(document, name, actor, request.POST, request.FILES, about=thing, seen=seen)
            discard_unsent(request.user.pk, request.path)
            return back(entry)
        except InvalidData as invalid:
            form = invalid.form
        except Refused as refused:
            problem = str(refused)
            form = declared.form_for(document, actor, request.POST, request.FILES, about=thing)
            if not document._state.adding:
                document.refresh_from_db()
            seen = None
    elif document.standing in declared.sources:
        problem = declared.refusal(document, actor)
    said = {
        "document": document, "step": declared, "form": form or shown.form(), "problem": problem, "about": thing,
        "refused": problem and request.method == "GET", "submission": submission or uuid4(), "kept": kept, "sent": sent,
        "seen": _version(kept, seen, document),
    }  # fmt: skip
    return page(request, template, actor, {**said, **context}, 422 if doing or shown_again(request) else 200)


def room_action_view(
    request: HttpRequest, actor: Actor, document: Document, name: str, *, page: str, label: Any
) -> HttpResponse:
    """Show and do an action of a document that has a page of its own (`page`, by its key): back there, or up to the list of
    the room, which is called by `label`."""
    room = page.partition(":")[0]
    up = reverse(f"{room}:index") if document._state.adding else reverse(page, args=[document.pk])

    def back(entry: LogEntry) -> HttpResponse:
        return redirect(page, pk=entry.key)

    context = {"up": up, "up_label": label, "section": room}
    return action_view(request, actor, document, name, back=back, context=context)


def document_context(request: HttpRequest, actor: Actor, document: Document, section: str) -> dict[str, Any]:
    """What the page of a document shows of every kind: what this person may do with it, and what was done to it."""
    log = document.log.select_related("by").order_by("-version")
    steps = available(document, actor)
    return {"document": document, "here": request.path, "steps": steps, "log": list(log), "section": section}


@dataclass(frozen=True)
class _Shown:
    """A form that is shown before it is sent: empty, or with what was typed before."""

    document: Document
    declared: DocumentAction
    actor: Actor
    thing: Any
    typed: Any

    @property
    def again(self) -> bool:
        return getattr(self.declared.form, "goes_back_and_forth", False)

    def form(self) -> Any:
        more = {"again": self.typed} if self.typed and self.again else {}
        form = self.declared.form_for(self.document, self.actor, about=self.thing, **more)
        return filled(form, self.typed) if self.typed and not self.again else form


def _version(kept: UnsentForm | None, seen: int | None, document: Document) -> int:
    """Over which version the form is filled in: what was typed earlier stays over that of then."""
    typed = kept.typed.get("version", "") if kept else ""
    if typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST_NUMBER:
        return int(typed)
    return document.version if seen is None else seen


def action_paths(prefix: str, view: Callable[..., HttpResponse]) -> list[URLPattern]:
    """Where the actions of a kind are done: all of them at one view, which hands them to `action_view`."""
    return [
        path(f"{prefix}do/<slug:name>/", view, name="step"),
        path(f"{prefix}do/<slug:name>/<str:about>/", view, name="item_action"),
    ]
