"""The periods of the figures: years, quarters and months of the calendar, made of local months."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

MONTH, QUARTER, YEAR = 1, 3, 12
FIRST_YEAR, LAST_YEAR = 2000, 2100
_WRITTEN = re.compile(r"(?P<year>[0-9]{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?", re.ASCII)


def shifted(month: date, by: int) -> date:
    """The first day of the month so many months later, or earlier."""
    count = month.year * YEAR + month.month - 1 + by
    return date(count // YEAR, count % YEAR + 1, 1)


@dataclass(frozen=True)
class Period:
    """A year, a quarter or a month: `length` months from the month that begins on `first`."""

    first: date
    length: int

    @property
    def key(self) -> str:
        """How addresses and files name it: 2026, 2026-Q3, 2026-11."""
        return {YEAR: f"{self.first.year}", QUARTER: f"{self.first.year}-Q{self.part}"}.get(
            self.length, f"{self.first.year}-{self.part:02}"
        )

    @property
    def part(self) -> int:
        """Which quarter or month of its year it is."""
        return (self.first.month - 1) // self.length + 1

    @property
    def label(self) -> str:
        """How pages name it, in the reader's language."""
        said = {YEAR: _("%(year)s年"), QUARTER: _("%(year)s年第%(part)s季度")}.get(
            self.length, _("%(year)s年%(part)s月")
        )
        return said % {"year": self.first.year, "part": self.part}

    @property
    def months(self) -> Sequence[date]:
        """The first days of its months."""
        return [shifted(self.first, count) for count in range(self.length)]

    @property
    def previous(self) -> "Period":
        return Period(shifted(self.first, -self.length), self.length)

    @property
    def following(self) -> "Period":
        return Period(shifted(self.first, self.length), self.length)

    @property
    def year_before(self) -> "Period":
        return Period(shifted(self.first, -YEAR), self.length)

    def complete_months(self, on: date) -> int:
        """How many of its months, from the first, are over on a day: only those can be compared fairly."""
        return sum(shifted(month, 1) <= on for month in self.months)


def period_of(text: str) -> Period | None:
    """The period that is written so (2026, 2026-Q3, 2026-11); None for anything else."""
    found = _WRITTEN.fullmatch(text)
    if not found or not FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
        return None
    year = int(found["year"])
    if found["quarter"]:
        return Period(date(year, int(found["quarter"]) * QUARTER - QUARTER + 1, 1), QUARTER)
    return Period(date(year, int(found["month"]), 1), MONTH) if found["month"] else Period(date(year, 1, 1), YEAR)
