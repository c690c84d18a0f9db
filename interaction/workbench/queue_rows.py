"""The rows of a queue: each case with its light and what it is marked with. The same reads however many rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import groupby
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _

from interaction.casework.channels import Text
from interaction.casework.clocks import OWED, Light, light_of
from interaction.casework.models import Case, Clock
from interaction.casework.queries import next_clocks, reply_clocks
from interaction.casework.registry import channel
from interaction.organs.actors import Actor


@dataclass(frozen=True)
class QueueMark:
    """Told by word and shape; `kind` adds the colour."""

    kind: str
    shape: str
    text: Text


@dataclass(frozen=True)
class QueueRow:
    case: Case
    light: Light
    marks: list[QueueMark]
    # The day of the light's clock, and what that is called where it is not the citizen's.
    due_on: date | None = None
    limit: Text = ""


def rows_of(cases: Sequence[Case], actor: Actor, *, own_limits: bool = False) -> list[QueueRow]:
    """The rows of one list, by the light of the citizen's clock or (`own_limits`) of the one due next for the reader."""
    rows = rows_of_lists({"": (cases, "")}, actor)[""]
    if not own_limits:
        return rows
    nearest = next_clocks(cases)
    return [_by_its_limit(row, nearest[row.case.pk]) if row.case.pk in nearest else row for row in rows]


def _by_its_limit(row: QueueRow, clock: Clock) -> QueueRow:
    light, due = light_of(clock), clock.due_on
    if row.case.due_on and due and row.case.due_on < due:  # a lead is due with the earliest of its followers
        return row
    return replace(row, light=light, due_on=due, limit="" if clock.slot in OWED else clock.label)


def rows_of_lists(lists: Mapping[str, tuple[Sequence[Case], str]], actor: Actor) -> dict[str, list[QueueRow]]:
    """The rows of several lists at once, each with the clock by whose light it is told ("": the citizen's)."""
    every = list({case.pk: case for cases, _slot in lists.values() for case in cases}.values())
    flags, replies = _flags(every), reply_clocks(every)
    others = _clocks({slot: cases for cases, slot in lists.values() if slot})
    return {
        name: [
            _row(
                case,
                others.get((case.pk, slot)) if slot else replies.get(case.pk),
                bool(slot),
                [
                    *_marks(case, actor),
                    *_as_marks(flags.get(case.pk, ())),
                ],
            )
            for case in cases
        ]
        for name, (cases, slot) in lists.items()
    }


def _row(case: Case, clock: Clock | None, own_limit: bool, marks: list[QueueMark]) -> QueueRow:
    """A row by the light of a clock, with that clock's day."""
    if not own_limit or clock is None:
        return QueueRow(case, light_of(clock), marks, case.due_on)
    return QueueRow(case, light_of(clock), marks, clock.due_on, clock.label)


def _clocks(slots: Mapping[str, Sequence[Case]]) -> dict[tuple[int, str], Clock]:
    wanted = reduce(or_, (Q(case__in=cases, slot=slot) for slot, cases in slots.items()), Q(pk__in=[]))
    return {(clock.case_id, clock.slot): clock for clock in Clock.objects.filter(wanted)} if slots else {}


def _marks(case: Case, actor: Actor) -> list[QueueMark]:
    found = []
    if case.is_urgent:
        found.append(QueueMark("urgent", "◆", case.get_urgency_display()))
    if case.assisted and not actor.sees(case.organ):
        found.append(QueueMark("assist", "◇", _("协办，主办：%(organ)s") % {"organ": case.organ.short_name}))
    if case.supervised:
        found.append(QueueMark("supervised", "▣", _("督办")))
    return found


def _flags(cases: Sequence[Case]) -> dict[int, Sequence[Text]]:
    """What the channels mark their cases with: one read a channel."""
    found: dict[int, Sequence[Text]] = {}
    by_channel = sorted(cases, key=lambda case: case.channel)
    for key, group in groupby(by_channel, key=lambda case: case.channel):
        found |= channel(key).flags([case.pk for case in group])
    return found


def _as_marks(flags: Sequence[Text]) -> list[QueueMark]:
    return [QueueMark("flag", "▪", text) for text in flags]
