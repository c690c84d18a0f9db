"""The present calendar, read from the database once per process and version.

Every call asks for the version (one indexed row), so a process never reckons with a calendar that a
committed notice has replaced. Between that look and the commit of what was reckoned, a notice could still
slip in: whoever stores a due date takes `held_calendar`, which makes loading wait.
"""

from django.db import connection
from django.db.models import Subquery

from .calendar import Calendar, CalendarDay
from .models import CalendarVersion, Day

# The advisory lock around the calendar: shared by those who store what they reckoned, exclusive to loading.
CALENDAR_LOCK = 0x48595F43414C

# The calendar read last, under its number and its own fingerprint: a number alone may have been rolled back.
_read_last: dict[tuple[int, str], Calendar] = {}


def calendar() -> Calendar:
    """The calendar as committed (or as this transaction has made it)."""
    key = CalendarVersion.objects.values_list("number", "fingerprint").first()
    read = _read_last.get(key) if key else None
    if read is not None:
        return read
    read = _read()
    _read_last.clear()
    _read_last[read.version, read.fingerprint()] = read
    return read


def held_calendar() -> Calendar:
    """The calendar, kept from changing until this transaction ends. Needs a transaction.

    Take it before locking any row of a case: loading a notice locks in the same order, first the calendar,
    then the cases whose dates move.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [CALENDAR_LOCK])
    return calendar()


def _read() -> Calendar:
    """Days and version in one statement, hence of one moment."""
    version = Subquery(CalendarVersion.objects.values("number")[:1])
    rows = Day.objects.annotate(version=version).values_list(
        "date", "is_workday", "reason", "notice__document", "version"
    )
    days, number = [], 0
    for day, is_workday, reason, document, number in rows.order_by("date"):  # noqa: B007
        days.append(CalendarDay(day, is_workday, reason, document or ""))
    return Calendar(days, number)
