"""Office hours, and counting working time in seconds. Plain Python.

Working time is laid end to end from the first day of the calendar: the afternoon's last second is followed by the next
working day's first. Nights, weekends, holidays and the midday rest do not exist on that line.
"""

from datetime import UTC, datetime, time

from interaction.workdays.calendar import Calendar
from interaction.workdays.now import SHANGHAI, local_date

OPENS, CLOSES = time(8, 30), time(17, 30)
# A working day's hours, in local time: mornings and afternoons, as county offices keep them.
SHIFTS = ((OPENS, time(12)), (time(13, 30), CLOSES))


def _second(at: time) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second


LENGTHS = tuple(_second(until) - _second(start) for start, until in SHIFTS)
A_DAY = sum(LENGTHS)


def worked_until(calendar: Calendar, instant: datetime) -> int:
    """Seconds of working time from the beginning of the calendar to an instant."""
    day = local_date(instant)
    if not calendar.is_workday(day):
        return calendar.ordinal(day) * A_DAY
    at = _second(instant.astimezone(SHANGHAI).time())
    passed = sum(max(0, min(at, _second(until)) - _second(start)) for start, until in SHIFTS)
    return (calendar.ordinal(day) - 1) * A_DAY + passed


def end_of_day(calendar: Calendar, ordinal: int) -> int:
    """Seconds of working time to the end of the working day with that ordinal."""
    return ordinal * A_DAY


def instant_after(calendar: Calendar, seconds: int) -> datetime:
    """The first instant, in UTC, at which so many seconds have been worked. Raise OutsideCalendar past its end."""
    day, within = calendar.day_at((seconds - 1) // A_DAY + 1), (seconds - 1) % A_DAY + 1
    for (start, _until), length in zip(SHIFTS, LENGTHS, strict=True):
        if within <= length:
            local = datetime.combine(day, start, SHANGHAI)
            return datetime.fromtimestamp(local.timestamp() + within, UTC)
        within -= length
    raise AssertionError("a working day has no more time than its shifts")
