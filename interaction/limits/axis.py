"""Ways to lay time on a line of whole numbers: working days, calendar days, hours and minutes, working hours.

Plain Python. The clock adds and subtracts positions; only here does it matter what they stand for: the
ordinal of a working day, the number of a civil day, seconds since the epoch, or seconds of working time.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from interaction.i18n.translation import gettext as _
from interaction.workdays.calendar import Calendar
from interaction.workdays.now import SHANGHAI, local_date
from interaction.workdays.office import AS_USUAL, OfficeHours

from .reading import TransitionError
from .rules import Mark, Unit

STEPS = {Unit.HOUR: 3600, Unit.WORKHOUR: 3600, Unit.MINUTE: 60}


@dataclass(frozen=True, slots=True)
class Axis:
    """The line on which a rule's unit is counted, over one calendar and in the hours of one office."""

    unit: Unit
    calendar: Calendar
    hours: OfficeHours = AS_USUAL

    @property
    def step(self) -> int:
        """How many positions one unit is."""
        return STEPS.get(self.unit, 1)

    def of_day(self, day: date) -> int:
        """The position of a civil day; where instants are counted, that of its end in Asia/Shanghai."""
        if self.unit is Unit.WORKDAY:
            return self.calendar.ordinal(day)
        if self.unit is Unit.DAY:
            return day.toordinal()
        if self.unit is Unit.WORKHOUR:
            return self.hours.end_of_day(self.calendar, self.calendar.ordinal(day))
        midnight = datetime.combine(day + timedelta(days=1), time(), SHANGHAI)
        return int(midnight.timestamp())

    def of_mark(self, mark: Mark) -> int:
        """The position of a mark. Raise TransitionError for one without its instant where instants are counted."""
        if not self.unit.timed:
            return self.of_day(mark.on)
        if mark.at is None:
            raise TransitionError(_("按小时、分钟计算的时限，事项须注明时刻"))
        return self.of_instant(mark.at)

    def of_instant(self, instant: datetime) -> int:
        """The position of an instant."""
        if self.unit is Unit.WORKHOUR:
            return self.hours.worked_until(self.calendar, instant)
        return int(instant.timestamp())

    def last_day(self, position: int) -> date:
        """The civil day on which a limit that reaches this position ends.

        One in calendar days that would end on a day off ends on the next working day (民法典 A.203).
        """
        if self.unit is Unit.WORKDAY:
            return self.calendar.day_at(position)
        if self.unit is Unit.DAY:
            return self.calendar.next_workday_on_or_after(date.fromordinal(position))
        return local_date(self.instant(position))

    def day_before(self, position: int) -> date:
        """The civil day at a position, for warnings: nothing ends there, so nothing moves off a holiday."""
        return date.fromordinal(position) if self.unit is Unit.DAY else self.last_day(position)

    def instant(self, position: int) -> datetime:
        """The instant of a position, where instants are counted; in UTC."""
        if self.unit is Unit.WORKHOUR:
            return self.hours.instant_after(self.calendar, position)
        return datetime.fromtimestamp(position, UTC)
