"""Due dates explained: day by day, and in a sentence or two. Plain Python.

The explanation asks the same clock as everybody else, one day after the other, so it cannot say anything that
the due date does not follow from.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from interaction.i18n.translation import gettext as _
from interaction.i18n.translation import pgettext, written_day, written_month
from interaction.workdays.calendar import ONE_DAY, Calendar, is_weekend, weekday_name
from interaction.workdays.now import SHANGHAI
from interaction.workdays.office import AS_USUAL, OfficeHours
from interaction.workdays.reasons import said

from .clock import Clock, known, run
from .reading import Reading, Status
from .rules import Mark, Rule, Unit, mark_label


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of a clock: its number if it counts, why it does or does not, whether it is provisional.

    `marks` are the events of the day in words; `due` is true of the last day of the limit.
    """

    date: date
    weekday: str
    number: int | None
    why: str
    provisional: bool
    marks: tuple[str, ...]
    due: bool


def explain(
    rule: Rule, marks: Sequence[Mark], calendar: Calendar, as_of: date, now: datetime | None = None
) -> list[DayLine]:
    """Every day from the start of the clock to its due date, of a limit in working or calendar days.

    Days on which the clock stands still for something without an end of its own (等待补正) are left out, but
    for the first and last; so are those between a due date that was missed and the next event. A limit in
    hours or minutes has no days to show. Raise what `run` raises.
    """
    reading = run(rule, marks, calendar, as_of, now)
    if rule.unit.timed:
        return []
    return list(_lines(rule, list(known(marks, as_of, now)), reading, calendar))


def _lines(rule: Rule, marks: list[Mark], reading: Reading, calendar: Calendar) -> Iterator[DayLine]:
    clock = Clock(rule, calendar)
    happened = {day: list(group) for day, group in groupby(marks, key=lambda mark: mark.on)}
    # The act that closed the clock is shown, not applied: the count goes on to the due date it is judged by.
    closing = marks[-1] if reading.stopped_on and marks[-1].kind in (*rule.stops, *rule.ends) else None
    counted, day = 0, marks[0].on
    while True:
        for mark in happened.get(day, ()):
            if mark is not closing:
                clock.apply(mark)
        then = clock.read(day)
        number = then.counted if counted < then.counted <= then.length + then.extended else None
        yield DayLine(
            date=day,
            weekday=said(weekday_name(day)),
            number=number,
            why=_why(rule, calendar, then, day, number),
            provisional=calendar.is_provisional(day),
            marks=tuple(mark_label(mark.kind) for mark in happened.get(day, ())),
            due=day == reading.due_on,
        )
        counted = then.counted
        if then.due_on is not None and day < then.due_on:
            day += ONE_DAY
        elif later := [each for each in happened if each > day]:
            day = min(later)
        else:
            return


def _why(rule: Rule, calendar: Calendar, reading: Reading, day: date, number: int | None) -> str:
    reason = calendar.reason(day)
    if reading.anchor_on == day:
        return _because(_("当日不计，次日起算"), "" if calendar.is_workday(day) else reason)
    if number is not None:
        ordinary = rule.unit is Unit.DAY or reason == "工作日"
        return _because(rule.unit.nth(number), "" if ordinary else reason)
    if rule.unit is Unit.WORKDAY and not calendar.is_workday(day):
        return said(reason)
    if reading.status in (Status.PAUSED, Status.OVERDUE):
        return _("期限暂停，不计入") if reading.status is Status.PAUSED else _("期限已经届满")
    # Not counted and neither held nor late: the answer's own day, or the roll off a day off (民法典 A.203).
    return _("期限暂停，不计入") if rule.unit is Unit.WORKDAY else _("末日为休息日，顺延至下一工作日")


def _because(what: str, reason: str) -> str:
    return _("%(what)s（%(reason)s）") % {"what": what, "reason": said(reason)} if reason else what


def summary(
    rule: Rule, marks: Sequence[Mark], calendar: Calendar, as_of: date, now: datetime | None = None, *,
    hours: OfficeHours = AS_USUAL,
) -> str:  # fmt: skip
    """The same in a few sentences. Raise what `run` raises."""
    marks = list(known(marks, as_of, now))
    reading = run(rule, marks, calendar, as_of, now, hours=hours)
    parts = [_anchor_part(rule, marks, reading)]
    if reading.due_on is not None and rule.unit is Unit.WORKDAY:
        parts += _special_days(calendar, reading.anchor_on, reading.due_on)
    parts += _event_parts(rule, marks, reading, calendar)
    parts.append(_due_part(rule, marks, reading))
    parts += _state_part(rule, reading, calendar, as_of)
    return pgettext("期限说明", "；").join(parts) + _("。")


def _anchor_part(rule: Rule, marks: Iterable[Mark], reading: Reading) -> str:
    starting = {*rule.starts, *rule.restarts}
    kind = [mark.kind for mark in marks if mark.on == reading.anchor_on and mark.kind in starting][-1]
    if kind in rule.restarts:
        words = _("%(day)s%(event)s，即时重新起算") if rule.unit.timed else _("%(day)s%(event)s，次日重新起算")
    else:
        words = _("%(day)s%(event)s，即时起算") if rule.unit.timed else _("%(day)s%(event)s，次日起算")
    return words % {"day": written_day(reading.anchor_on), "event": mark_label(kind)}


def _special_days(calendar: Calendar, first: date, last: date) -> Iterator[str]:
    """Holidays and make-up working days on the way, runs of one reason together."""
    days = [day for day in _days(first + ONE_DAY, last) if _is_special(calendar, day)]
    previous: date | None = None
    run_of: list[date] = []
    for day in days:
        joined = previous is not None and day == previous + ONE_DAY
        if run_of and not (joined and calendar.reason(day) == calendar.reason(run_of[0])):
            yield _run_part(calendar, run_of)
            run_of = []
        run_of.append(day)
        previous = day
    if run_of:
        yield _run_part(calendar, run_of)


def _days(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


def _is_special(calendar: Calendar, day: date) -> bool:
    """Not what its weekday alone would tell: a festival, or a weekend day that is worked."""
    return calendar.reason(day) not in ("工作日", weekday_name(day))


def _run_part(calendar: Calendar, days: Sequence[date]) -> str:
    first, last = days[0], days[-1]
    when = _month_day(first)
    if first == last:
        when = _because(when, weekday_name(first) if is_weekend(first) else "")
    elif first.month == last.month:
        numbers = {"month": written_month(first), "first": first.day, "last": last.day}
        when = _("%(month)s%(first)s日至%(last)s日") % numbers
    else:
        when = _("%(first)s至%(last)s") % {"first": when, "last": _month_day(last)}
    return _("%(when)s%(reason)s") % {"when": when, "reason": said(calendar.reason(first))}


def _month_day(day: date) -> str:
    return _("%(month)s%(day)s日") % {"month": written_month(day), "day": day.day}


def _event_parts(rule: Rule, marks: Sequence[Mark], reading: Reading, calendar: Calendar) -> Iterator[str]:
    """What lengthened the limit: the pauses that count, and the extension."""
    if reading.pauses:
        labels = dict.fromkeys(
            pause.label for pause in rule.pauses if any(mark.kind in (pause.asked, pause.posted) for mark in marks)
        )
        names = _("、").join(map(_, labels)) or _("办结后重新办理")
        held = _held_units(rule, reading, calendar)
        if held is None:
            yield _("%(names)s期间不计入") % {"names": names}
        else:
            yield _("%(names)s期间不计入，共%(span)s") % {"names": names, "span": rule.unit.of(held)}
    if reading.extended:
        yield _("延长%(span)s") % {"span": rule.unit.of(reading.extended)}


def _held_units(rule: Rule, reading: Reading, calendar: Calendar) -> int | None:
    """How much the pauses added, from the parts of the due date; None where it cannot be told in the rule's unit."""
    if reading.due_on is None or rule.unit is not Unit.WORKDAY:
        return None
    return calendar.between(reading.anchor_on, reading.due_on) - reading.length - reading.extended


def _moved_end(rule: Rule, reading: Reading) -> date | None:
    """The day off on which a limit in calendar days would have run out, where it was moved on (民法典 A.203)."""
    if rule.unit is not Unit.DAY or reading.due_on is None or reading.pauses:
        return None
    end = reading.anchor_on + timedelta(days=reading.length + reading.extended)
    return end if end != reading.due_on else None


def _due_part(rule: Rule, marks: Iterable[Mark], reading: Reading) -> str:
    if reading.due_on is not None and (end := _moved_end(rule, reading)):
        return _("%(number)s为%(end)s，是休息日，顺延至其后第一个工作日%(day)s（民法典第二百零三条）") % {
            "number": rule.unit.nth(reading.length + reading.extended), "end": written_day(end),
            "day": written_day(reading.due_on),
        }  # fmt: skip
    if reading.due_on is not None:
        said_by = {"number": rule.unit.nth(reading.length + reading.extended), "day": written_day(reading.due_on)}
        if reading.due_at is None:
            return _("%(number)s为%(day)s") % said_by
        return _("%(number)s为%(day)s%(time)s") % {"time": f"{reading.due_at.astimezone(SHANGHAI):%H:%M}", **said_by}
    holding = {kind for wait in rule.waits for kind in wait.marks[:-1]}
    holding |= {kind for pause in rule.pauses for kind in pause.marks[:-1]}
    last = [mark for mark in marks if mark.kind in holding][-1]
    parts = {"day": written_day(last.on), "event": mark_label(last.kind)}
    if reading.paused_until:
        until = written_day(reading.paused_until)
        return _("%(day)s%(event)s，期限暂停，最迟至%(until)s，尚无到期日") % {"until": until, **parts}
    return _("%(day)s%(event)s，期限暂停，尚无到期日") % parts


def _state_part(rule: Rule, reading: Reading, calendar: Calendar, as_of: date) -> Iterator[str]:
    if reading.provisional and reading.due_on is not None:
        yield _("%(year)s年放假安排尚未公布，暂按法定节日推算，公布后可能变动") % {"year": reading.due_on.year}
    if reading.status is Status.MET and reading.stopped_on:
        yield _("%(day)s办结，在期限内") % {"day": written_day(reading.stopped_on)}
    elif reading.status is Status.ENDED and reading.stopped_on:
        yield _("%(day)s时限终结") % {"day": written_day(reading.stopped_on)}
    elif reading.status is Status.OVERDUE and reading.due_on:
        day = reading.stopped_on or as_of
        late = calendar.between(reading.due_on, day)
        words = _("%(day)s办结，%(late)s") if reading.stopped_on else _("%(day)s仍未办结，%(late)s")
        yield words % {"day": written_day(day), "late": _late(late)}


def _late(workdays: int) -> str:
    return _("超过期限%(span)s") % {"span": Unit.WORKDAY.of(workdays)} if workdays else _("已超过期限")
