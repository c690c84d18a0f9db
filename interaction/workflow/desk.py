"""One page for every action of a document: what comes of it, its form, and why not; nothing typed is lost."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path

from interaction.errors import InvalidData, Refused
from interaction.organs.actors import Actor
from interaction.workflow.actions import DocumentAction, Within, actions_of
from interaction.workflow.desk_pages import page
from interaction.workflow.engine import perform
from interaction.workflow.models import Document, LogEntry

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

    A form that is shown again before it is confirmed (masking) says so by `goes_back_and_forth`.
    """
    declared = declared_for(document, name, actor)
    thing = thing_within(document, declared.within, about) if declared.within else None
    again = "again" in request.POST and getattr(declared.form, "goes_back_and_forth", False)
    problem = ""
    form = declared.form_for(document, actor, about=thing, **({"again": request.POST} if again else {}))
    if request.method == "POST" and not again:
        try:
            entry = perform(document, name, actor, request.POST, request.FILES, about=thing, seen=seen_version(request))
            return back(entry)
        except InvalidData as invalid:
            form = invalid.form
        except Refused as refused:
            problem = str(refused)
            form = declared.form_for(document, actor, request.POST, request.FILES, about=thing)
            if not document._state.adding:
                document.refresh_from_db()
    elif document.standing in declared.sources:
        problem = declared.refusal(document, actor)
    said = {
        "document": document, "step": declared, "form": form, "problem": problem, "about": thing,
        "refused": problem and request.method == "GET",
    }  # fmt: skip
    amiss = request.method == "POST" and not again
    return page(request, template, actor, {**said, **context}, 422 if amiss else 200)


def action_paths(prefix: str, view: Callable[..., HttpResponse]) -> list[URLPattern]:
    """Where the actions of a kind are done: all of them at one view, which hands them to `action_view`."""
    return [
        path(f"{prefix}do/<slug:name>/", view, name="step"),
        path(f"{prefix}do/<slug:name>/<str:about>/", view, name="item_action"),
    ]
