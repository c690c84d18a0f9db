"""Due dates explained: day by day, and in a sentence or two. Plain Python.

The explanation asks the same clock as everybody else, one day after the other, so it cannot say anything that
the due date does not follow from.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from interaction.workdays.calendar import ONE_DAY, Calendar, is_weekend, weekday_name
from interaction.workdays.now import SHANGHAI

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
            weekday=weekday_name(day),
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
        return "当日不计，次日起算" + ("" if calendar.is_workday(day) else f"（{reason}）")
    if number is not None:
        ordinary = rule.unit is Unit.DAY or reason == "工作日"
        return f"第{number}{rule.unit.label}" + ("" if ordinary else f"（{reason}）")
    if rule.unit is Unit.WORKDAY and not calendar.is_workday(day):
        return reason
    if reading.status in (Status.PAUSED, Status.OVERDUE):
        return "期限暂停，不计入" if reading.status is Status.PAUSED else "期限已经届满"
    # Not counted and neither held nor late: the answer's own day, or the roll off a day off (民法典 A.203).
    return "期限暂停，不计入" if rule.unit is Unit.WORKDAY else "末日为休息日，顺延至下一工作日"


def summary(rule: Rule, marks: Sequence[Mark], calendar: Calendar, as_of: date, now: datetime | None = None) -> str:
    """The same in a few sentences of Chinese. Raise what `run` raises."""
    marks = list(known(marks, as_of, now))
    reading = run(rule, marks, calendar, as_of, now)
    parts = [_anchor_part(rule, marks, reading)]
    if reading.due_on is not None and rule.unit is Unit.WORKDAY:
        parts += _special_days(calendar, reading.anchor_on, reading.due_on)
    parts += _event_parts(rule, marks, reading, calendar)
    parts.append(_due_part(rule, marks, reading))
    parts += _state_part(rule, reading, calendar, as_of)
    return "；".join(parts) + "。"


def _anchor_part(rule: Rule, marks: Iterable[Mark], reading: Reading) -> str:
    starting = {*rule.starts, *rule.restarts}
    kind = [mark.kind for mark in marks if mark.on == reading.anchor_on and mark.kind in starting][-1]
    again = "重新起算" if kind in rule.restarts else "起算"
    start = "即时" if rule.unit.timed else "次日"
    return f"{written(reading.anchor_on)}{mark_label(kind)}，{start}{again}"


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
    weekday = f"（{weekday_name(first)}）" if first == last and is_weekend(first) else ""
    until = "" if first == last else f"至{_short(last, first)}"
    return f"{first.month}月{first.day}日{weekday}{until}{calendar.reason(first)}"


def _event_parts(rule: Rule, marks: Sequence[Mark], reading: Reading, calendar: Calendar) -> Iterator[str]:
    """What lengthened the limit: the pauses that count, and the extension."""
    if reading.pauses:
        names = dict.fromkeys(pause.label for pause in rule.pauses if any(mark.kind == pause.asked for mark in marks))
        held = _held_units(rule, reading, calendar)
        yield f"{'、'.join(names) or '办结后重新办理'}期间不计入，共{held}{rule.unit.label}"
    if reading.extended:
        yield f"延长{reading.extended}{rule.unit.label}"


def _held_units(rule: Rule, reading: Reading, calendar: Calendar) -> int | str:
    """How much the pauses added, from the parts of the due date."""
    if reading.due_on is None or rule.unit is not Unit.WORKDAY:
        return "若干"
    return calendar.between(reading.anchor_on, reading.due_on) - reading.length - reading.extended


def _due_part(rule: Rule, marks: Iterable[Mark], reading: Reading) -> str:
    if reading.due_on is not None:
        until = f"{reading.due_at.astimezone(SHANGHAI):%H:%M}" if reading.due_at else ""
        return f"第{reading.length + reading.extended}{rule.unit.label}为{written(reading.due_on)}{until}"
    holding = {wait.asked for wait in rule.waits} | {pause.asked for pause in rule.pauses}
    last = [mark for mark in marks if mark.kind in holding][-1]
    until = f"，最迟至{written(reading.paused_until)}" if reading.paused_until else ""
    return f"{written(last.on)}{mark_label(last.kind)}，期限暂停{until}，尚无到期日"


def _state_part(rule: Rule, reading: Reading, calendar: Calendar, as_of: date) -> Iterator[str]:
    if reading.provisional and reading.due_on is not None:
        yield f"{reading.due_on.year}年放假安排尚未公布，暂按法定节日推算，公布后可能变动"
    if reading.status is Status.MET and reading.stopped_on:
        yield f"{written(reading.stopped_on)}办结，在期限内"
    elif reading.status is Status.ENDED and reading.stopped_on:
        yield f"{written(reading.stopped_on)}时限终结"
    elif reading.status is Status.OVERDUE and reading.due_on:
        day = reading.stopped_on or as_of
        late = calendar.between(reading.due_on, day)
        done = "办结，" if reading.stopped_on else "仍未办结，"
        yield f"{written(day)}{done}" + (f"超过期限{late}个工作日" if late else "已超过期限")


def written(day: date) -> str:
    """2019年9月2日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _short(day: date, after: date) -> str:
    return f"{day.day}日" if day.month == after.month else f"{day.month}月{day.day}日"
