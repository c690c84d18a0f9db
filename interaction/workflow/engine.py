"""The one door of documents: they change only by `perform`, and every action leaves its entry in the log.

The same idea as `casework.engine.perform`, for what is no case: nobody's clock runs on it.
"""

from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from interaction.errors import InvalidData, NotNow, NotPermitted, StaleVersion
from interaction.evidence.chain import begin, step
from interaction.organs.actors import Actor
from interaction.visitors.idempotency import key_within
from interaction.workdays.now import now, today
from interaction.workflow.actions import ActionContext, DocumentAction, actions_of
from interaction.workflow.declarations import NEW
from interaction.workflow.models import Document, LogEntry
from interaction.workflow.signals import document_changed


def perform(
    document: Document,
    name: str,
    actor: Actor,
    data: Mapping[str, Any] | None = None,
    files: MultiValueDict[str, Any] | None = None,
    *,
    about: Any = None,
    part: str = "",
    seen: int | None = None,
) -> LogEntry:
    """Do an action to a document: checks, change and entry in one transaction, with its row locked.

    `document` may be unsaved for the action that begins it. `about` is the thing within that the action is about, `part`
    the part that is written, `seen` the version that was looked at (None: a program that has just read it). `data` may
    have under `submission` the key of the form: the same form of the same person, sent again, does nothing more and
    returns the first entry. Raises NotPermitted, NotNow, StaleVersion, InvalidData. Afterwards `document` shows what it
    became.
    """
    beginning, key = document._state.adding, _key(document, name, actor, data, about)
    try:
        with transaction.atomic():
            held = document if beginning else document.locked()
            entry = _made_by(key) or _perform(
                held, name, actor, data=data or {}, files=files, about=about, part=part, seen=seen, key=key
            )
    except IntegrityError as error:
        faster = _made_by(key) if beginning else None  # the same form, sent twice at once
        if faster:
            return _become(document, faster)
        constraint = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if constraint not in document.CONFLICTS:
            raise
        raise NotNow(document.CONFLICTS[constraint]) from error
    if beginning:
        return _become(document, entry)
    document.refresh_from_db()
    return entry


def _key(document: Document, name: str, actor: Actor, data: Mapping[str, Any] | None, about: Any) -> UUID | None:
    """The key under which a form's entry is kept: for another document, thing within, action or person another one."""
    which = NEW if document._state.adding else document.pk
    return key_within(data or {}, f"{document.logged_as()} {which} {_about(about)} {name}", actor)


def _about(about: Any) -> str:
    """The key of the thing within, given as such or as its key in an address."""
    return "" if about in (None, NEW) else about if isinstance(about, str) else str(about.pk)


def sent_before(
    document: Document, name: str, actor: Actor, data: Mapping[str, Any] | None, about: Any = None
) -> LogEntry | None:
    """Return the entry that this very form of this very person made, if it was sent before; `document` is then that one.

    `about` is the thing within, or its key in an address.
    """
    entry = _made_by(_key(document, name, actor, data, about))
    return _become(document, entry) if entry and document._state.adding else entry


def _made_by(key: UUID | None) -> LogEntry | None:
    return LogEntry.objects.filter(submission=key).first() if key else None


def _become(document: Document, entry: LogEntry) -> LogEntry:
    """Let a document that was to be begun be the one that its form began."""
    if str(document.pk) != entry.key or document._state.adding:
        document.pk = document._meta.pk.to_python(entry.key)
        document._state.adding = False
        document.refresh_from_db()
    return entry


def _perform(
    held: Document,
    name: str,
    actor: Actor,
    *,
    data: Mapping[str, Any],
    files: MultiValueDict[str, Any] | None,
    about: Any,
    part: str,
    seen: int | None,
    key: UUID | None,
) -> LogEntry:
    declared = actions_of(held).get(name)
    if declared is None:
        raise NotNow(_("没有这项操作。"))
    if not part and declared.within:
        part = declared.within.part(about)
    _check(held, declared, actor, part, seen)
    if declared.within and about is None and not declared.within.new:
        raise NotNow(_("没有这项操作。"))
    form = declared.form_for(held, actor, data, files, about=about)
    if not form.is_valid():
        raise InvalidData(form)
    _give_organ(held, declared, actor, form)
    context = ActionContext(declared, declared.acting(actor, held), now(), today(), form.cleaned_data, form, about)
    beginning, before = held._state.adding, "" if held._state.adding else held.stored_state
    # What is written down, and sent to others, is in the language of the office.
    linked = nullcontext() if beginning else step(held.logged_as(), held.pk, declared.name)
    with translation.override(settings.LANGUAGE_CODE), linked:
        declared.does(held, context)
        if declared.target is not None:
            setattr(held, held.STATE, declared.target)
        held.version += 1 + len(context.implied)
        held.save()
        for follow in context.afterwards:
            follow()
        entry = _write(held, context, part, before, key)
        document_changed.send(type(held), document=held, entry=entry)
    if beginning:
        begin(held.logged_as(), held.pk, declared.name)
    return entry


def _check(held: Document, declared: DocumentAction, actor: Actor, part: str, seen: int | None) -> None:
    """Role and organ, version, state, conditions, in that order: who may not act learns nothing more."""
    if not declared.may_be_done_by(actor, held):
        raise NotPermitted(_("您没有办理“%(action)s”的权限。") % {"action": declared.label})
    if seen is not None and not held._state.adding and held.changed_since(seen, part):
        raise StaleVersion
    standing = NEW if held._state.adding else held.standing
    if standing not in declared.sources:
        said = {"state": held.standing_label if standing != NEW else _("尚未编写"), "action": declared.label}
        raise NotNow(_("现在是“%(state)s”，不能“%(action)s”。请返回查看最新情况。") % said, declared.law)
    if reason := declared.refusal(held, actor):
        raise NotNow(reason, declared.law)


def _give_organ(held: Any, declared: DocumentAction, actor: Actor, form: Any) -> None:
    """A new document whose form asks for the organ is that organ's, if the actor may begin one for it."""
    if held.organ_id is not None:
        return
    held.organ = form.cleaned_data["organ"]
    if not declared.may_be_done_by(actor, held):
        raise NotPermitted(_("您没有办理“%(action)s”的权限。") % {"action": declared.label})


def _write(held: Document, context: ActionContext, part: str, before: str, key: UUID | None) -> LogEntry:
    """The action's entry, and those it implies, up to the document's version."""
    declared, first, behalf = context.action, held.version - len(context.implied), context.actor.behalf
    for_whom = {"behalf": {"id": behalf.pk, "name": behalf.name}} if behalf else {}
    common: dict[str, Any] = {
        "kind": held.logged_as(), "key": str(held.pk), "state_after": held.stored_state, "by": context.actor.staff,
        "at": context.at, "on": context.on, "details": {**context.details, **for_whom},
    }  # fmt: skip
    entry = LogEntry.objects.create(
        **common, version=first, action=declared.name, part=part, state_before=before, words=context.words,
        text=context.text, writes=declared.writes, needs_second_person=bool(declared.second_person),
        settles=declared.settles or context.at_once, submission=key,
    )  # fmt: skip
    for position, (name, words) in enumerate(context.implied, start=first + 1):
        LogEntry.objects.create(**common, version=position, action=name, state_before=held.stored_state, words=words)
    return entry
