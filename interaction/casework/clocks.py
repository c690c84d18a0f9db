"""The clocks of a case: how they answer its events, and what the case shows of them.

A clock's reading is a pure function of rule, events and calendar (limits.run); the row stores the result, so that
queues and the sweep need not compute, and so that it can be recomputed and compared at will.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from interaction.casework.channels import channel
from interaction.casework.models import Case, Clock, Event
from interaction.limits.clock import Mark, Reading, run
from interaction.limits.rules import Rule, rule
from interaction.workdays.current import calendar, hold_calendar

REPLY = "reply"
ENDED = (Clock.State.MET, Clock.State.MISSED, Clock.State.VOID)


def marks_of(case: Case, event: Event | None = None) -> list[Mark]:
    """What the clocks see of a case's events, and of one that is about to be written."""
    stored = [] if case._state.adding else list(case.events.exclude(mark="").order_by("seq"))
    return [
        Mark(kind=one.mark, on=one.on, at=one.at, amount=one.amount)
        for one in [*stored, *([event] if event and event.mark else [])]
    ]


def answer(case: Case, event: Event) -> list[Clock]:
    """Let every clock of the case answer an event; raises limits.Impossible when the law forbids the step.

    Sets the case's due date and, when the event ends the citizen's clock, notes the outcome in the event.
    """
    limits = channel(case.channel).time_limits(case)
    have = {} if case._state.adding else {clock.slot: clock for clock in case.clocks.all()}
    unchanged = {slot for slot, clock in have.items() if limits.get(slot, clock.rule) == clock.rule}
    if not event.mark and set(limits) <= unchanged:
        return []
    hold_calendar()
    marks = marks_of(case, event)
    changed = []
    for slot, name in limits.items():
        reading_rule = rule(name)
        if not any(mark.kind in reading_rule.starts for mark in marks):
            continue
        clock = have.get(slot) or Clock(case=case, slot=slot)
        if slot != REPLY and clock.state in ENDED:
            continue  # what follows no longer concerns it; the citizen's clock, though, refuses it
        reading = run(reading_rule, relevant(reading_rule, marks), calendar(), as_of=event.on)
        was_live = clock.state in ("", Clock.State.RUNNING, Clock.State.PAUSED)
        store(clock, reading_rule, reading)
        changed.append(clock)
        if slot == REPLY:
            case.due_on = clock.due_on if clock.state == Clock.State.RUNNING else None
            if was_live and clock.state in (Clock.State.MET, Clock.State.MISSED):
                event.details["reply_clock"] = outcome(clock)
    return changed


def relevant(reading_rule: Rule, marks: list[Mark]) -> list[Mark]:
    """The marks that a rule's vocabulary knows."""
    return [mark for mark in marks if mark.kind in reading_rule.vocabulary]


def outcome(clock: Clock) -> dict[str, Any]:
    """What figures need of an ended reply clock."""
    assert clock.due_on
    return {
        "due_on": clock.due_on.isoformat(),
        "workdays": clock.counted,
        "on_time": clock.state == Clock.State.MET,
    }


_STATES = {
    "running": Clock.State.RUNNING,
    "paused": Clock.State.PAUSED,
    "met": Clock.State.MET,
    "overdue": Clock.State.RUNNING,  # late is a comparison made when reading
    "ended": Clock.State.VOID,
}


def store(clock: Clock, reading_rule: Rule, reading: Reading) -> None:
    """Put a reading into its row. A bounded pause leaves the clock running to its later due date."""
    clock.rule, clock.rule_version, clock.unit = reading_rule.name, reading_rule.version, reading_rule.unit
    clock.state = _STATES[reading.status]
    if reading.status == "overdue" and reading.stopped_on:
        clock.state = Clock.State.MISSED
    if reading.status == "paused" and not reading.open_ended:
        clock.state = Clock.State.RUNNING
    clock.anchor_on, clock.length, clock.extended = reading.anchor_on, reading_rule.length, reading.extended
    clock.pauses = [
        {"from": start.isoformat(), "to": end.isoformat() if end else None, "at_most": bound}
        for start, end, bound in reading.pauses
    ]
    clock.paused_until, clock.due_on, clock.due_at = reading.paused_until, reading.due_on, reading.due_at
    clock.counted, clock.stopped_on, clock.provisional = reading.counted, reading.stopped_on, reading.provisional
    clock.calendar_version = calendar().version
    clock.warn_before, clock.alarm_before = reading_rule.warn_before, reading_rule.alarm_before
    clock.level, clock.alert_on = Clock.Level.NONE, None
    if clock.state == Clock.State.RUNNING:
        clock.alert_on = alert_dates(clock)[0]


def alert_dates(clock: Clock) -> tuple[date, date, date]:
    """The first days of yellow, red and overdue; a pause moves none of them before its end (clock rule 5)."""
    assert clock.due_on
    days = calendar()
    earliest = days.add(clock.paused_until, 1) if clock.paused_until else clock.anchor_on
    due = days.next_workday_on_or_after(clock.due_on)
    return (
        max(days.add(due, -clock.warn_before), earliest),
        max(days.add(due, -clock.alarm_before), earliest),
        date.fromordinal(clock.due_on.toordinal() + 1),
    )


def save(changed: list[Clock]) -> None:
    for clock in changed:
        clock.save()


def recomputed(case: Case, slot: str, as_of: date) -> Reading:
    """A clock's reading made anew from the events alone."""
    reading_rule = rule(channel(case.channel).time_limits(case)[slot])
    return run(reading_rule, relevant(reading_rule, marks_of(case)), calendar(), as_of=as_of)


def light(clock_state: str, due_on: date | None, as_of: date, warn_before: int = 3, paused_until: date | None = None) -> tuple[str, str]:
    """The traffic light (level, words) of a reply clock as of a day: computed on reading, never stored."""
    if clock_state == Clock.State.PAUSED or (paused_until and paused_until >= as_of):
        return "paused", _("暂停计时")
    if due_on is None:
        return "done", _("不计时")
    left = calendar().between(as_of, due_on)
    if due_on < as_of:
        return "late", _("已超期 %(n)s 个工作日") % {"n": max(calendar().between(due_on, as_of), 1)}
    if left <= warn_before:
        return "soon", _("还剩 %(n)s 个工作日") % {"n": left} if left else _("今天到期")
    return "ok", _("还剩 %(n)s 个工作日") % {"n": left}
