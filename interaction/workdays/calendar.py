"""The working-day calendar: which days are worked, and counting them by index.

Plain Python. Dates are civil dates in Asia/Shanghai. Every day of the span carries an *ordinal*, the number
of working days from the first day of the calendar up to and including it; a day off carries the ordinal of
the last working day before it. Adding and counting are look-ups, never walks over days, so no calendar,
however odd, can make them hang.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from interaction.i18n.translation import gettext as _

ONE_DAY = timedelta(days=1)
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day: whether it is worked, why, under which notice, and whether that is still provisional.

    `notice` is the document number of the State Council notice that governs the day; empty means that none
    has been published yet, which is what `provisional` says.
    """

    date: date
    is_workday: bool
    reason: str
    notice: str

    @property
    def provisional(self) -> bool:
        return not self.notice


class OutsideCalendar(ValueError):
    """A day, or a count of working days, that the calendar does not reach."""


class Calendar:
    """An immutable span of days, in order and without a gap, at one version."""

    def __init__(self, days: Iterable[CalendarDay], version: int = 0) -> None:
        """Raise ValueError when the days are none, or not consecutive."""
        self._days = tuple(days)
        if not self._days:
            raise ValueError("a calendar needs at least one day")
        self.first, self.last = self._days[0].date, self._days[-1].date
        self.version = version
        start = self.first.toordinal()
        if any(day.date.toordinal() != start + index for index, day in enumerate(self._days)):
            raise ValueError("the days of a calendar follow one another without a gap")
        self._ordinals = tuple(accumulate(int(day.is_workday) for day in self._days))
        self._workdays = tuple(day.date for day in self._days if day.is_workday)
        # One more than there are days: entry i counts the provisional days before the i-th.
        self._provisional = (0, *accumulate(int(day.provisional) for day in self._days))

    def __len__(self) -> int:
        return len(self._days)

    def _index(self, day: date) -> int:
        if not self.first <= day <= self.last:
            raise OutsideCalendar(
                _("%(day)s 不在工作日历范围内（%(first)s 至 %(last)s）")
                % {"day": day, "first": self.first, "last": self.last}
            )
        return day.toordinal() - self.first.toordinal()

    def day(self, day: date) -> CalendarDay:
        """All that is known of one day."""
        return self._days[self._index(day)]

    def is_workday(self, day: date) -> bool:
        return self.day(day).is_workday

    def is_provisional(self, day: date) -> bool:
        """Whether no notice covers the day yet: it is reckoned from the statutory holidays alone."""
        return self.day(day).provisional

    def any_provisional(self, first: date, last: date) -> bool:
        """Whether a provisional day lies between the two days, both included."""
        return self._provisional[self._index(last) + 1] > self._provisional[self._index(first)]

    def reason(self, day: date) -> str:
        """Why the day is worked or off, in Chinese: 工作日, 周六, 国庆节放假, 调休上班 ..."""
        return self.day(day).reason

    def notice(self, day: date) -> str:
        """The document number of the notice that governs the day; empty while it is provisional."""
        return self.day(day).notice

    def ordinal(self, day: date) -> int:
        """The number of working days from the first day of the calendar up to and including `day`."""
        return self._ordinals[self._index(day)]

    def day_at(self, ordinal: int) -> date:
        """The working day with that ordinal. Raise OutsideCalendar when there is none."""
        if not 1 <= ordinal <= len(self._workdays):
            raise OutsideCalendar(
                _("超出工作日历范围（%(first)s 至 %(last)s），无法推算") % {"first": self.first, "last": self.last}
            )
        return self._workdays[ordinal - 1]

    def add(self, day: date, count: int) -> date:
        """The working day `count` working days after `day`, which is day 0; before it when negative.

        Nought gives `day` itself, worked or not.
        """
        if count == 0:
            self._index(day)
            return day
        if count > 0:
            return self.day_at(self.ordinal(day) + count)
        before = self.ordinal(day) - int(self.is_workday(day))
        return self.day_at(before + 1 + count)

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` is the earlier."""
        return self.ordinal(end) - self.ordinal(start)

    def next_workday_on_or_after(self, day: date) -> date:
        return day if self.is_workday(day) else self.day_at(self.ordinal(day) + 1)

    def fingerprint(self) -> str:
        """A digest of every day's facts: equal for equal calendars, whatever their version."""
        digest = hashlib.sha256()
        for day in self._days:
            digest.update(f"{day.date}|{day.is_workday:d}|{day.reason}|{day.notice}\n".encode())
        return digest.hexdigest()


def weekday_name(day: date) -> str:
    """周一 ... 周日."""
    return WEEKDAYS[day.weekday()]


def is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY


def days_between(first: date, last: date) -> Iterable[date]:
    """Each day from `first` to `last`, both included."""
    return (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))
