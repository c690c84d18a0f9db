"""Many cases at once: what `perform` writes, written by COPY. For taking over an office's earlier records.

One door still: each record is a sequence of acts, and leaves case, party, chained events and clocks as the same acts
through `perform` would - the same timeline, the same clock arithmetic, the same database guards. What is left out is
what makes no sense for the past: forms, permissions of the day, notices, live updates.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter
from typing import Any

from django.db import connection
from django.db.models import JSONField, Model

from interaction.casework import clocks, timeline
from interaction.casework.models import Case, Clock, Event, EventWords, Party
from interaction.casework.registry import channel
from interaction.limits.clock import follow
from interaction.limits.configured import in_force
from interaction.limits.reading import TransitionError
from interaction.limits.rules import Mark
from interaction.organs.models import Staff
from interaction.privacy.encryption import BlindIndexField, SealedField, current_key_id
from interaction.workdays.current import calendar
from interaction.workdays.now import now


@dataclass(frozen=True)
class HistoryStep:
    """One thing that happened in the past: which action records it, the day of law, what the clocks see."""

    action: str
    on: date
    state: str  # the state it left
    mark: str = ""
    amount: int = 0
    details: dict[str, Any] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """A case of the past: unsaved, with its party, and the steps that led to its state."""

    case: Case
    party: Party
    steps: Sequence[HistoryStep]


class NotLawful(Exception):
    """The steps cannot have happened so; the message names the article. `position` is the record's."""

    def __init__(self, position: int, message: str) -> None:
        self.position, self.message = position, message
        super().__init__(message)


def write(records: Sequence[Record], staff: Staff | None) -> None:
    """Write records of one channel. Needs a transaction that holds the calendar. Raises NotLawful."""
    if not records:
        return
    moment = now()
    said: list[tuple[Event, dict[str, str]]] = []
    kept: list[Clock] = []
    for position, (pk, record) in enumerate(zip(_ids(Case, len(records)), records, strict=True)):
        case = record.case
        case.pk = case.id = pk
        case.query_key_id, case.submitted_at = current_key_id(), moment
        try:
            steps, clocks_of_case = lawful(case, record.steps)
        except TransitionError as impossible:
            raise NotLawful(position, str(impossible)) from impossible
        said += _timeline(case, steps, staff, clocks_of_case)
        record.party.case_id = pk
        kept += clocks_of_case
    for (event, _words), pk in zip(said, _ids(Event, len(said)), strict=True):
        event.pk = pk
    _copy_cases([record.case for record in records])
    _copy([record.party for record in records])
    _copy([event for event, _words in said])
    _copy([EventWords(event=event, texts=texts) for event, texts in said if texts])
    _copy(kept)


def lawful(case: Case, steps: Sequence[HistoryStep]) -> tuple[Sequence[HistoryStep], list[Clock]]:
    """The clocks as the steps leave them. What the law forbids did happen in old ledgers: it stays in the timeline,
    but no clock counts it. Raises TransitionError where not even receipt and end can have been so."""
    try:
        return steps, _clocks(case, steps)
    except TransitionError as impossible:
        bare = _uncounted(steps, str(impossible), type(case).ENDED)
    return bare, _clocks(case, bare)


def _uncounted(steps: Sequence[HistoryStep], reason: str, ended: frozenset[str]) -> list[HistoryStep]:
    """Only receipt and end keep their marks; what is open still has no end, whatever happened to it last."""
    last = [steps[-1]] if len(steps) > 1 and steps[-1].state in ended else []
    between = [
        replace(step, mark="", amount=0, details={**step.details, "not_counted": step.mark})
        for step in steps[1 : len(steps) - len(last)]
    ]
    return [replace(steps[0], details={**steps[0].details, "not_counted": reason}), *between, *last]


def _ids(model: type[Model], count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def _clocks(case: Case, steps: Sequence[HistoryStep]) -> list[Clock]:
    marks = [
        Mark(kind=step.mark, on=step.on, amount=step.amount, ref=step.details.get("ref", ""))
        for step in steps
        if step.mark
    ]
    found = []
    as_of = max(step.on for step in steps)
    for slot, name in channel(case.channel).time_limits(case).items():
        of = in_force(name, as_of)
        reading = follow(of, marks, calendar(), as_of=as_of)
        if reading is not None:
            clock = Clock(case=case, slot=slot)
            clocks.store(clock, of, reading)
            found.append(clock)
    case.due_on = clocks.owed_by({clock.slot: clock for clock in found})
    return found


def _timeline(
    case: Case, steps: Sequence[HistoryStep], staff: Staff | None, kept: list[Clock]
) -> list[tuple[Event, dict[str, str]]]:
    """The chained events of the steps; the case shows what the last one left."""
    said = []
    before, head = "new", b""
    reply = next((clock for clock in kept if clock.slot == clocks.REPLY), None)
    for seq, step in enumerate(steps, start=1):
        details = dict(step.details)
        if reply and step is steps[-1] and reply.state in (Clock.State.MET, Clock.State.MISSED):
            details["reply_clock"] = clocks.outcome(reply)
        event = Event(
            case_id=case.pk, seq=seq, action=step.action, actor_kind="staff" if staff else "system", actor=staff,
            at=case.submitted_at, on=step.on, state_before=before, state_after=step.state, organ_id=case.organ_id,
            mark=step.mark, amount=step.amount, details=details,
        )  # fmt: skip
        timeline.link(event, head, step.words)
        said.append((event, step.words))
        before, head = step.state, bytes(event.hash)
    case.last_seq, case.last_hash = len(steps), head
    case.__dict__["state"] = before
    model = type(case)
    case.awaits = model.WAITS_FOR.get(before, "")
    case.closed_on = steps[-1].on if before in model.ENDED else None
    case.next_due_on = clocks.next_due(case, {clock.slot: clock for clock in kept})
    return said


def _copy_cases(cases: list[Case]) -> None:
    """Parent and child table of a channel."""
    model = type(cases[0])
    own = [column for column in model._meta.local_concrete_fields if column.attname != model._meta.pk.attname]
    _copy_columns(Case, Case._meta.local_concrete_fields, cases)
    _copy_columns(model, [model._meta.pk, *own], cases)


def _copy(rows: list[Any]) -> None:
    """Rows of one table, all with their keys or all without."""
    if rows:
        columns = type(rows[0])._meta.local_concrete_fields
        _copy_columns(type(rows[0]), [one for one in columns if rows[0].pk or not one.primary_key], rows)


def _copy_columns(model: type[Model], columns: Sequence[Any], rows: Iterable[Model]) -> None:
    """By COPY, which takes a fifth of the time of INSERT."""
    values = [_value_of(column) for column in columns]
    names = ", ".join(f'"{column.column}"' for column in columns)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row([value(row) for value in values])


def _value_of(column: Any) -> Callable[[Model], Any]:
    """How a column's value is had: sealed where the column seals, as it stands where it is plain."""
    if isinstance(column, (SealedField, BlindIndexField, JSONField)):
        return lambda row: column.get_db_prep_save(column.pre_save(row, True), connection)
    return attrgetter(column.attname)
