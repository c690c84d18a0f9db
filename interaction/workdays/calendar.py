"""Working days: which days they are, and adding and counting them by index. Plain Python.

Each day of the span carries the number of working days up to and including it (its ordinal). Adding is a lookup,
counting a subtraction; nothing walks from day to day, so nothing can hang on a calendar without working days.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


class OutsideCalendar(ValueError):
    """A day or a count beyond the years that the calendar holds."""


@dataclass(frozen=True)
class DayEntry:
    """One day: whether it is worked, why, and whether that awaits the year's official notice."""

    date: date
    is_workday: bool
    reason: str
    provisional: bool
    notice: str = ""


class Calendar:
    """The working-day calendar of a span of days (dates in Asia/Shanghai); immutable."""

    def __init__(self, entries: Sequence[DayEntry], version: int = 0) -> None:
        """`entries` are consecutive days. Raises ValueError when one is missing."""
        if not entries:
            raise ValueError("a calendar needs days")
        self.version = version
        self.first, self.last = entries[0].date, entries[-1].date
        if (self.last - self.first).days + 1 != len(entries):
            raise ValueError("a calendar's days are consecutive")
        self._entries = tuple(entries)
        self._workdays = tuple(entry.date for entry in entries if entry.is_workday)
        ordinals, count = [], 0
        for entry in entries:
            count += entry.is_workday
            ordinals.append(count)
        self._ordinals = tuple(ordinals)
        self._provisional_days = tuple(entry.date for entry in entries if entry.provisional)

    def _index(self, day: date) -> int:
        index = (day - self.first).days
        if not 0 <= index < len(self._entries):
            raise OutsideCalendar(f"日历只有 {self.first} 至 {self.last}，不包括 {day}。")
        return index

    def entry(self, day: date) -> DayEntry:
        return self._entries[self._index(day)]

    def is_workday(self, day: date) -> bool:
        return self.entry(day).is_workday

    def is_provisional(self, day: date) -> bool:
        """Whether the day's year still awaits its official notice."""
        return self.entry(day).provisional

    def reason(self, day: date) -> str:
        return self.entry(day).reason

    def ordinal(self, day: date) -> int:
        """How many working days the calendar has up to and including this day."""
        return self._ordinals[self._index(day)]

    def day_at(self, ordinal: int) -> date:
        """The working day with this ordinal."""
        if not 1 <= ordinal <= len(self._workdays):
            raise OutsideCalendar(f"超出了日历的范围（{self.first} 至 {self.last}）。")
        return self._workdays[ordinal - 1]

    def add(self, day: date, workdays: int) -> date:
        """The n-th working day after a day, which itself is day 0 (民法典 A.201); n < 0 counts back.

        n = 0 gives the day itself.
        """
        if workdays == 0:
            return day
        start = self.ordinal(day)
        if workdays > 0:
            return self.day_at(start + workdays)
        before = start - 1 if self.is_workday(day) else start
        return self.day_at(before + workdays + 1)

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` lies before."""
        return self.ordinal(end) - self.ordinal(start)

    def next_workday_on_or_after(self, day: date) -> date:
        """The day itself, or the first working day after it (民法典 A.203)."""
        index = bisect_left(self._workdays, day)
        if index == len(self._workdays):
            raise OutsideCalendar(f"日历到 {self.last} 为止。")
        return self._workdays[index]

    def provisional_within(self, after: date, until: date) -> bool:
        """Whether any day after `after`, up to and including `until`, is provisional."""
        index = bisect_left(self._provisional_days, after + timedelta(days=1))
        return index < len(self._provisional_days) and self._provisional_days[index] <= until
