"""An entry's way from the draft to the public and back: who may take which step, and its trail.

What one person wrote another one publishes (four eyes), the first text and every later one; the database sees to both.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _t

from interaction.casework.engine import NotNow, NotPermitted
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role
from interaction.outreach.models import Entry, OutreachLogEntry
from interaction.workdays.now import now, today

EDITORS = (Role.PUBLISHER, Role.ADMINISTRATOR)
State = Entry.State


class StaleVersion(NotNow):
    """Somebody did something to the entry meanwhile."""


def may_edit(actor: Actor, organ: Organ) -> bool:
    return any(actor.holds(role, organ) for role in EDITORS)


def edits_for(actor: Actor) -> tuple[Organ, ...]:
    """The organs, widest first, for which and for all under which this person edits."""
    found: dict[str, Organ] = {}
    for role in EDITORS:
        found |= {organ.path: organ for organ in actor.organs_as(role)}
    return tuple(found[path] for path in sorted(found))


def _permitted(actor: Actor, organ: Organ) -> None:
    if actor.staff is None or not may_edit(actor, organ):
        raise NotPermitted(_t("您只能办理本单位的公告和活动。"))


def locked(entry: Entry, seen: int | None = None) -> Any:
    """The entry as it is now, as its own kind, held until the transaction ends. Raises StaleVersion."""
    held = Entry.objects.select_for_update().get(pk=entry.pk)
    if seen is not None and held.version != seen:
        raise StaleVersion(_t("别人刚刚办理过这一条，请对照现在的内容后再办。您写的还在，没有丢失。"))
    return type(entry).objects.select_related("organ").get(pk=entry.pk)


def log(entry: Entry, name: str, actor: Actor, before: str, *, note: str = "", data: Any = None) -> OutreachLogEntry:
    """Leave the trace of an act, and let the entry be saved with it."""
    assert actor.staff
    entry.version += 1
    entry.save()
    return OutreachLogEntry.objects.create(
        entry_id=entry.pk, seq=entry.version, name=name, state_before=before, state_after=entry.state, by=actor.staff,
        at=now(), note=note, data=data,
    )  # fmt: skip


@transaction.atomic
def write(entry: Any, form: Any, actor: Actor, seen: int) -> None:
    """Save what a good form says: a draft at once; over a published text as a proposal. Raises NotPermitted, NotNow."""
    organ = entry.organ if entry.pk else form.cleaned_data["organ"]
    _permitted(actor, organ)
    if entry.pk:
        entry = locked(entry, seen)
        if entry.state == State.WITHDRAWN:
            raise NotNow(_t("已经撤下，不能再修改。需要重新发布的，请新写一条。"))
    typed = form.as_typed()
    if entry.state == State.PUBLISHED:
        entry.proposal = typed
        log(entry, "write", actor, State.PUBLISHED, note=form.cleaned_data.get("note", ""), data=typed)
        return
    entry.organ = organ
    form.apply(entry)
    log(entry, "write", actor, State.DRAFT, data=typed)
    form.apply_relations(entry)
    form.instance = entry


@transaction.atomic
def publish(entry: Any, actor: Actor, seen: int) -> None:
    """Put the draft, or what was proposed over the published text, before the public. Raises NotPermitted, NotNow."""
    from interaction.outreach.indexing import index
    from interaction.outreach.kinds import kind_of

    _permitted(actor, entry.organ)
    entry = locked(entry, seen)
    if entry.state == State.WITHDRAWN or (entry.state == State.PUBLISHED and entry.proposal is None):
        raise NotNow(_t("现在没有等待发布的内容，请刷新页面。"))
    written = entry.acts.filter(name="write").last()
    if written and actor.staff and written.by_id == actor.staff.pk:
        raise NotNow(_t("内容是您编写的，请由另一位公开员核对后发布。"))
    before, note = entry.state, ""
    if entry.state == State.PUBLISHED:
        form = kind_of(entry).form(entry.proposal, entry=entry, actor=actor)
        if not form.is_valid():
            raise NotNow(_t("修改的内容现在不能发布：") + "；".join(
                str(one) for errors in form.errors.values() for one in errors
            ))  # fmt: skip
        form.apply(entry)
        form.apply_relations(entry)
        note, entry.proposal = form.cleaned_data["note"], None
    else:
        entry.state, entry.published_on = State.PUBLISHED, today()
    log(entry, "publish", actor, before, note=note, data=written.data if written else None)
    kind_of(entry).when_published(entry)
    index(entry)


@transaction.atomic
def discard_changes(entry: Any, actor: Actor, seen: int) -> None:
    """Forget what was proposed over a published text. Raises NotPermitted, NotNow."""
    _permitted(actor, entry.organ)
    entry = locked(entry, seen)
    if entry.proposal is None:
        raise NotNow(_t("现在没有等待发布的修改，请刷新页面。"))
    entry.proposal = None
    log(entry, "drop", actor, entry.state)


@transaction.atomic
def withdraw(entry: Any, actor: Actor, seen: int, why: str) -> None:
    """Take an entry back: what was public says from now on when and why, and nothing else. Raises NotPermitted, NotNow."""
    from interaction.outreach.indexing import index
    from interaction.outreach.kinds import kind_of

    _permitted(actor, entry.organ)
    entry = locked(entry, seen)
    if entry.state == State.WITHDRAWN:
        raise NotNow(_t("已经撤下。"))
    before = entry.state
    entry.state, entry.proposal = State.WITHDRAWN, None
    entry.withdrawn_on, entry.withdrawn_why = today(), why
    log(entry, "withdraw", actor, before, note=why)
    kind_of(entry).when_withdrawn(entry)
    index(entry)
