"""The clocks of a case: how they answer its events, and what the case shows of them.

A clock's reading is a pure function of rule, events and calendar (limits.run); the row stores the result, so that
queues and the sweep need not compute, and so that it can be recomputed and compared at will.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interaction.casework.models import Case, Clock, Event
from interaction.casework.registry import channel
from interaction.i18n.translation import written_day
from interaction.limits.axis import Axis
from interaction.limits.clock import concerning, follow
from interaction.limits.configured import in_force, version
from interaction.limits.explain import DayLine, explain, summary
from interaction.limits.reading import Reading, Status
from interaction.limits.rules import Mark, Rule, Unit
from interaction.organs.hours import hours_of
from interaction.workdays.current import calendar
from interaction.workdays.now import now, today
from interaction.workdays.office import AS_USUAL, OfficeHours

REPLY, REWORK = "reply", "rework"
CALENDAR_CHANGED = "calendar_changed"  # what the events of a notice are called; nobody does it to a case
# A record taken over from elsewhere may have been wrong: an event with this among its details tells anew what happened,
# [{"mark", "on", "amount", "counted"}], in place of all before it.
RETOLD = "retold"
# The clocks of the citizen's answer, by weight.
OWED = (REPLY, REWORK)
LIVE = (Clock.State.RUNNING, Clock.State.PAUSED)
# Spans are told in minutes up to two hours, in hours up to two days.
MINUTES_TOLD, HOURS_TOLD = 120, 48


def marks_of(case: Case, event: Event | None = None) -> list[Mark]:
    """What the clocks see of a case's events, and of one that is about to be written."""
    stored = [] if case._state.adding else list(case.events.all())
    marks: list[Mark] = []
    for one in [*stored, *([event] if event else [])]:
        if RETOLD in one.details:
            marks = [
                Mark(kind=told["mark"], on=date.fromisoformat(told["on"]), amount=told["amount"])
                for told in one.details[RETOLD]
                if told["counted"]
            ]
        elif one.mark:
            marks.append(Mark(kind=one.mark, on=one.on, at=one.at, amount=one.amount, ref=one.details.get("ref", "")))
    return marks


def answer(case: Case, event: Event) -> list[Clock]:
    """Let every clock of the case answer an event; raises limits.TransitionError when the law forbids the step.

    Sets the case's due date and, when the event ends the citizen's clock, notes the outcome in the event.
    """
    limits = channel(case.channel).time_limits(case)
    have = {} if case._state.adding else {clock.slot: clock for clock in case.clocks.all()}
    same_rules = all(limits.get(slot) == clock.rule for slot, clock in have.items() if clock.state in LIVE)
    if not event.mark and same_rules:
        case.next_due_on = next_due(case, have)
        return []
    marks = marks_of(case, event)
    changed = [_dropped(clock, event.on) for slot, clock in have.items() if slot not in limits and clock.state in LIVE]
    for slot, name in limits.items():
        clock = have.get(slot) or Clock(case=case, slot=slot, state=Clock.State.RUNNING)
        # What was answered in time or too late stays so, whatever the case is taken for since; a record told anew is not.
        ended = slot == REPLY and clock.state in (Clock.State.MET, Clock.State.MISSED)
        judged = ended and RETOLD not in event.details
        of = rule_of(clock, clock.rule if judged else name, event.on)
        moment, hours = (event.at if of.unit.timed else None), office_of(case, of, event)
        reading = follow(of, marks, calendar(), as_of=event.on, now=moment, hours=hours)
        if reading is None:
            if clock.pk and RETOLD in event.details:
                changed.append(_dropped(clock, event.on))
            continue
        was_live, stored = clock.state in LIVE, _columns(clock)
        store(clock, of, reading)
        if clock.pk is None or _columns(clock) != stored:
            changed.append(clock)
        have[slot] = clock
        if (
            slot == REPLY
            and (was_live or RETOLD in event.details)
            and clock.state in (Clock.State.MET, Clock.State.MISSED)
        ):
            event.details["reply_clock"] = outcome(clock)
    case.due_on = case.due_with(owed_by(have))
    case.next_due_on = next_due(case, have)
    return changed


def _columns(clock: Clock) -> dict[str, Any]:
    return {name: value for name, value in clock.__dict__.items() if name != "_state"}


def _dropped(clock: Clock, on: date) -> Clock:
    """A limit that no longer concerns the case (it is urgent no more): nothing is owed under it."""
    clock.state, clock.stopped_on, clock.level = Clock.State.VOID, on, Clock.Level.NONE
    clock.alert_on = clock.alert_at = None
    return clock


def owed_by(clocks: Mapping[str, Clock]) -> date | None:
    """By when the citizen is owed an answer: the first one, or (重办) the second."""
    running = [clocks[slot] for slot in OWED if slot in clocks and clocks[slot].state == Clock.State.RUNNING]
    return running[0].due_on if running else None


def next_due(case: Case, clocks: Mapping[str, Clock]) -> date | None:
    """By when whoever the case waits for has to act: the citizen's day, or the earlier one of a limit of theirs."""
    waits_for = channel(case.channel).clocks_of
    days = [
        clock.due_on for slot, clock in clocks.items()
        if clock.state == Clock.State.RUNNING and case.awaits and waits_for.get(slot) == case.awaits
    ]  # fmt: skip
    return min(filter(None, [*days, case.due_on]), default=None)


def rule_of(clock: Clock, name: str, on: date) -> Rule:
    """The rule a clock goes by: the version it started under (clock rule 6), or the one that holds on the day on
    which it starts, or on which the case gets another rule."""
    return version(name, clock.rule_version) if clock.rule == name else in_force(name, on)


def office_of(case: Case, of: Rule, event: Event | None = None) -> OfficeHours:
    """In whose hours a limit in working hours is counted: those of the organ to which the case went when it last began."""
    if of.unit is not Unit.WORKHOUR:
        return AS_USUAL
    if event is not None and event.mark in of.starts:
        return hours_of(case.organ)
    stored = [] if case._state.adding else [one for one in case.events.all() if one.mark in of.starts]
    return hours_of(stored[-1].organ if stored else case.organ)


def outcome(clock: Clock) -> dict[str, Any]:
    """What figures need of an ended reply clock."""
    assert clock.due_on
    return {
        "due_on": clock.due_on.isoformat(),
        "workdays": _workdays_of(clock),
        "on_time": clock.state == Clock.State.MET,
    }


def _workdays_of(clock: Clock) -> int:
    """Figures are in working days, also of what was owed within hours."""
    if Unit(clock.unit).timed and clock.stopped_on:
        return max(calendar().between(clock.anchor_on, clock.stopped_on), 0)
    return clock.counted


def _state(reading: Reading) -> str:
    """How the row stands. Late is a comparison made when reading, no state; a bounded pause runs to its later date."""
    if reading.status is Status.MET:
        return Clock.State.MET
    if reading.status is Status.ENDED:
        return Clock.State.VOID
    if reading.status is Status.OVERDUE:
        return Clock.State.MISSED if reading.stopped_on else Clock.State.RUNNING
    return Clock.State.PAUSED if reading.due_on is None else Clock.State.RUNNING


def store(clock: Clock, of: Rule, reading: Reading) -> None:
    """Put a reading into its row."""
    clock.rule, clock.rule_version, clock.unit = of.name, of.version, of.unit
    clock.state = _state(reading)
    clock.anchor_on, clock.length, clock.extended = reading.anchor_on, reading.length, reading.extended
    clock.pauses = [
        {
            "from": hold.asked_on.isoformat(),
            "to": hold.answered_on.isoformat() if hold.answered_on else None,
            "at_most": hold.at_most,
            "since": hold.since.isoformat(),
        }
        for hold in reading.pauses
    ]
    clock.paused_until, clock.due_on, clock.due_at = reading.paused_until, reading.due_on, reading.due_at
    clock.counted, clock.stopped_on, clock.provisional = (
        reading.counted,
        reading.stopped_on,
        reading.provisional,
    )
    clock.calendar_version = reading.calendar_version
    clock.warn_before, clock.alarm_before = of.warn_before, of.alarm_before
    # A limit that lapses is a right, not a duty: nobody is warned about it.
    clock.level = Clock.Level.NONE
    warns = clock.state == Clock.State.RUNNING and not of.lapses
    clock.alert_on = alert_dates(clock)[0] if warns and not of.unit.timed else None
    clock.alert_at = alert_instants(clock)[0] if warns and of.unit.timed else None


def alert_dates(clock: Clock) -> tuple[date, date, date]:
    """The first days of yellow, red and overdue; none falls within a pause (clock rule 5)."""
    assert clock.due_on
    days = calendar()
    earliest = days.add(clock.paused_until, 1) if clock.paused_until else clock.anchor_on

    def ahead(units: int) -> date:
        """So many of the clock's own units before the due date."""
        assert clock.due_on
        if clock.unit == Unit.DAY:
            return max(clock.due_on - timedelta(days=units), earliest)
        return max(days.add(clock.due_on, -units), earliest)

    return ahead(clock.warn_before), ahead(clock.alarm_before), clock.due_on + timedelta(days=1)


def alert_instants(clock: Clock) -> tuple[datetime, datetime, datetime]:
    """The first instants of yellow, red and overdue of a limit in hours or minutes."""
    assert clock.due_at
    rule = version(clock.rule, clock.rule_version)
    axis = Axis(rule.unit, calendar(), office_of(clock.case, rule))
    due = axis.of_instant(clock.due_at)
    warn, alarm = (axis.instant(due - units * axis.step) for units in (clock.warn_before, clock.alarm_before))
    return warn, alarm, clock.due_at + timedelta(seconds=1)


def save(changed: list[Clock]) -> None:
    for clock in changed:
        if clock.pk:
            clock.save()
    Clock.objects.bulk_create(clock for clock in changed if not clock.pk)


def lawfully_moved(key: str, row: str, told: Mapping[str, Any] | None) -> bool:
    """Whether a case may stand so without a step: a holiday notice moves clocks, and adds an event that says so; the due
    date of a case follows the clocks, its own and those of the cases merged into it."""
    table, _colon, pk = row.partition(":")
    case: Any = Case.objects.get(pk=key).specific
    if told is None:
        return table == Event._meta.db_table and case.events.filter(pk=pk, action=CALENDAR_CHANGED).exists()
    if table == Case._meta.db_table:
        own = {clock.slot: clock for clock in case.clocks.all()}
        return bool(case.due_on == case.due_with(owed_by(own)))
    clock: Clock = case.clocks.get(pk=pk)
    reading = reread(case, clock.slot, today())
    return reading is not None and (reading.due_on, reading.due_at) == (clock.due_on, clock.due_at)


def reread(case: Case, slot: str, as_of: date) -> Reading | None:
    """A clock's reading made anew from the events alone."""
    clock = case.clocks.get(slot=slot)
    of = version(clock.rule, clock.rule_version)
    moment = now() if of.unit.timed else None
    return follow(of, marks_of(case), calendar(), as_of=as_of, now=moment, hours=office_of(case, of))


@dataclass(frozen=True)
class Light:
    """A traffic light: level (ok, soon, urgent, late, paused, done) and words. Computed on reading, never stored."""

    level: str
    text: str


def light_of(clock: Clock | None) -> Light:
    """How a clock stands today."""
    if clock is None or clock.state == Clock.State.VOID:
        return Light("done", _("不计时"))
    if clock.state == Clock.State.MET:
        return Light("done", _("按期办结"))
    if clock.state == Clock.State.MISSED:
        return Light("late", _("逾期办结"))
    if clock.due_at is not None:
        return _timed_light(clock)
    day = today()
    if clock.due_on is None or (clock.paused_until and clock.paused_until >= day):
        return Light("paused", _("暂停计时"))
    unit = Unit.DAY if clock.unit == Unit.DAY else Unit.WORKDAY
    left = (clock.due_on - day).days if unit is Unit.DAY else calendar().between(day, clock.due_on)
    if clock.due_on < day:
        return Light("late", _("已超期 %(span)s") % {"span": unit.apart(max(-left, 1))})
    if left == 0:
        return Light("urgent", _("今天到期"))
    level = "urgent" if left <= clock.alarm_before else "soon" if left <= clock.warn_before else "ok"
    return Light(level, _("还剩 %(span)s") % {"span": unit.apart(left)})


def _timed_light(clock: Clock) -> Light:
    """How a limit in hours or minutes stands now."""
    assert clock.due_at
    warn, alarm, _late = alert_instants(clock)
    moment = now()
    apart = _span(abs(clock.due_at - moment))
    if moment > clock.due_at:
        return Light("late", _("已超过 %(span)s") % {"span": apart})
    level = "urgent" if moment >= alarm else "soon" if moment >= warn else "ok"
    return Light(level, _("还剩 %(span)s") % {"span": apart})


def _span(time: timedelta) -> str:
    """The largest unit that tells enough: minutes, hours, days."""
    minutes = int(time.total_seconds() // 60)
    if minutes < MINUTES_TOLD:
        return Unit.MINUTE.apart(minutes)
    if minutes < HOURS_TOLD * 60:
        return Unit.HOUR.apart(minutes // 60)
    return ngettext("%(n)s 天", "%(n)s 天", minutes // 60 // 24) % {"n": minutes // 60 // 24}


def explained(case: Case, clock: Clock) -> tuple[str, list[DayLine]]:
    """Why a clock's due date is what it is: in a sentence or two, and day by day."""
    of = version(clock.rule, clock.rule_version)
    marks = concerning(of, marks_of(case), calendar(), office_of(case, of))
    as_of = clock.stopped_on or today()
    moment = now() if of.unit.timed else None
    told = summary(of, marks, calendar(), as_of, moment, hours=office_of(case, of))
    reading = follow(of, marks, calendar(), as_of=as_of, now=moment, hours=office_of(case, of))
    if clock.state in (Clock.State.MET, Clock.State.MISSED) and reading and reading.due_on != clock.due_on:
        told = _as_it_stood(clock) + told
    return told, explain(of, marks, calendar(), as_of, moment)


def _as_it_stood(clock: Clock) -> str:
    """What was found when the case was answered, where a holiday notice that came later gives another day."""
    assert clock.due_on
    found = _("按期") if clock.state == Clock.State.MET else _("逾期")
    return _(
        "办结时，按当时公布的放假安排，最迟为%(due)s，%(done)s办结，认定为%(found)s，计入统计，以后不再改变。"
        "后来公布的放假安排使期限有所不同，照后来的安排："
    ) % {
        "due": written_day(clock.due_on), "done": written_day(clock.stopped_on or clock.due_on), "found": found,
    }  # fmt: skip
