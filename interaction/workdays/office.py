"""Office hours, and counting working time in seconds. Plain Python.

Working time is laid end to end from the first day of the calendar: the afternoon's last second is followed by the next
working day's first. Nights, weekends, holidays and the midday rest do not exist on that line. Hours change with the season and
differ by office: each has its spans of days, and within a span all working days are equally long.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from interaction.workdays.calendar import Calendar
from interaction.workdays.now import SHANGHAI, local_date


def _second(at: time) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second


@dataclass(frozen=True)
class Hours:
    """A working day's hours from a day on (None: from the beginning), in local time."""

    since: date | None
    opens: time = time(8, 30)
    rests: time = time(12)
    resumes: time = time(13, 30)
    closes: time = time(17, 30)

    @property
    def shifts(self) -> tuple[tuple[time, time], tuple[time, time]]:
        """Morning and afternoon."""
        return (self.opens, self.rests), (self.resumes, self.closes)

    @cached_property
    def length(self) -> int:
        """The seconds of a working day."""
        return sum(_second(until) - _second(start) for start, until in self.shifts)

    def worked_at(self, at: time) -> int:
        """The seconds of the day's working time that have passed at a time of day."""
        now = _second(at)
        return sum(max(0, min(now, _second(until)) - _second(start)) for start, until in self.shifts)

    def after(self, seconds: int) -> int:
        """The second of the day at which so many have been worked."""
        for start, until in self.shifts:
            length = _second(until) - _second(start)
            if seconds <= length:
                return _second(start) + seconds
            seconds -= length
        raise AssertionError("a working day has no more time than its shifts")


USUAL = Hours(None)


class OfficeHours:
    """The hours that an office keeps, from the beginning on; what is not said otherwise is as usual."""

    def __init__(self, changes: Iterable[Hours] = ()) -> None:
        self.spans = (USUAL, *sorted(changes, key=lambda one: one.since or date.min))

    def on(self, day: date) -> Hours:
        """The hours of a day."""
        return next(one for one in reversed(self.spans) if one.since is None or one.since <= day)

    def _parts(self, calendar: Calendar) -> Iterator[tuple[Hours, int, int]]:
        """Each span with the ordinals of the working days before its first and at its end."""
        starts = [self._before(calendar, one.since) for one in self.spans]
        ends = [*starts[1:], calendar.ordinal(calendar.last)]
        yield from zip(self.spans, starts, ends, strict=True)

    def _before(self, calendar: Calendar, since: date | None) -> int:
        if since is None or since <= calendar.first:
            return 0
        return calendar.ordinal(min(since - timedelta(days=1), calendar.last))

    def end_of_day(self, calendar: Calendar, ordinal: int) -> int:
        """Seconds of working time to the end of the working day with that ordinal."""
        return sum(
            one.length * (min(ordinal, end) - start) for one, start, end in self._parts(calendar) if start < ordinal
        )

    def worked_until(self, calendar: Calendar, instant: datetime) -> int:
        """Seconds of working time from the beginning of the calendar to an instant."""
        day = local_date(instant)
        ordinal = calendar.ordinal(day)
        if not calendar.is_workday(day):
            return self.end_of_day(calendar, ordinal)
        passed = self.on(day).worked_at(instant.astimezone(SHANGHAI).time())
        return self.end_of_day(calendar, ordinal - 1) + passed

    def instant_after(self, calendar: Calendar, seconds: int) -> datetime:
        """The first instant, in UTC, at which so many seconds have been worked. Raise OutsideCalendar past its end."""
        left = seconds
        for one, start, end in self._parts(calendar):
            if left <= one.length * (end - start) or one is self.spans[-1]:
                day = calendar.day_at(start + (left - 1) // one.length + 1)
                local = datetime.combine(day, time(), SHANGHAI).timestamp() + one.after((left - 1) % one.length + 1)
                return datetime.fromtimestamp(local, UTC)
            left -= one.length * (end - start)
        raise AssertionError("the last span takes what is left")


AS_USUAL = OfficeHours()
