"""The calculator: a rule's name and a list of events in, the due date and its explanation out.

Plain Python. The command `time_limit` and the public page both stand on it. An event is
{"event": "received", "on": "2019-09-02"}; an extension carries "workdays", an event of a limit in hours an
instant with its offset, "at": "2019-09-02T08:30:00+08:00".
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from interaction.workdays.calendar import Calendar, OutsideCalendar
from interaction.workdays.now import local_date
from interaction.workdays.office import AS_USUAL, OfficeHours

from .axis import Axis
from .clock import run
from .explain import DayLine, explain, summary
from .reading import Reading, TransitionError
from .rules import Mark, Rule

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
MOST_EVENTS = 200
LONGEST_EXTENSION = 10_000


class BadInput(ValueError):
    """Input that is not an event list at all; the message is in Chinese."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the calculator found."""

    rule: Rule
    reading: Reading
    summary: str
    days: list[DayLine]

    def as_data(self) -> dict[str, object]:
        """The answer in the form of the command's output, without the id."""
        reading = self.reading
        data: dict[str, object] = {
            "due_on": reading.due_on.isoformat() if reading.due_on else None,
            f"counted_{self.rule.unit}s": reading.counted,
            "status": str(reading.status),
            "provisional": reading.provisional,
            "explanation": self.summary,
        }
        if self.rule.unit.timed:
            data["due_at"] = reading.due_at.isoformat() if reading.due_at else None
        return data


def calculate(
    rule: Rule,
    events: object,
    calendar: Calendar,
    as_of: date,
    now: datetime | None = None,
    *,
    hours: OfficeHours = AS_USUAL,
    day_by_day: bool = False,
) -> Answer:
    """Answer for one event list. Raise BadInput or TransitionError, with a message for the person who asked.

    A limit in hours or minutes is read at `now`, or at the end of `as_of`; working hours are those of an office (`hours`).
    """
    if rule.unit.timed and now is None:
        axis = Axis(rule.unit, calendar, hours)
        now = axis.instant(axis.of_day(as_of))
    marks = [_mark(event) for event in _events(events)]
    try:
        return Answer(
            rule=rule,
            reading=run(rule, marks, calendar, as_of, now, hours=hours),
            summary=summary(rule, marks, calendar, as_of, now, hours=hours),
            days=explain(rule, marks, calendar, as_of, now) if day_by_day else [],
        )
    except OutsideCalendar as error:
        raise TransitionError(str(error)) from error


def parse_date(value: object, what: str) -> date:
    """A date in the form 2019-09-02. Raise BadInput for anything else."""
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass  # a day that no month has: refused below, with the rest
    raise BadInput(f"{what} 应为 2019-09-02 形式的日期")


def _events(events: object) -> list[object]:
    if not isinstance(events, list):
        raise BadInput("events 应为列表")
    if len(events) > MOST_EVENTS:
        raise BadInput(f"事项过多（最多 {MOST_EVENTS} 项）")
    return events


def _mark(event: object) -> Mark:
    if not isinstance(event, dict):
        raise BadInput('每个事项应为 {"event": 名称, "on": 日期}')
    kind = event.get("event")
    if not isinstance(kind, str) or not kind:
        raise BadInput("event 应为事项名称")
    amount = event.get("workdays", 0)
    if not isinstance(amount, int) or isinstance(amount, bool) or abs(amount) > LONGEST_EXTENSION:
        raise BadInput("workdays 应为整数")
    at = _instant(event["at"]) if "at" in event else None
    on = event.get("on", local_date(at).isoformat() if at else None)
    mark = Mark(kind, parse_date(on, "on"), at, amount)
    if at is not None and local_date(at) != mark.on:
        raise BadInput("at 与 on 不是同一天")
    return mark


def _instant(value: object) -> datetime:
    try:
        instant = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise BadInput("at 应为带时区的时刻，例如 2019-09-02T08:30:00+08:00")
    return instant
