"""The present calendar, read from the database once per process and version.

Every call asks for the version (one indexed row), so a process never reckons with a calendar that a
committed notice has replaced. Between that look and the commit of what was reckoned, a notice could still
slip in: whoever stores a due date takes `held_calendar`, which makes loading wait.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection
from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse

from .calendar import Calendar, CalendarDay
from .models import CalendarVersion, StoredDay

# The advisory lock around the calendar: shared by those who store what they reckoned, exclusive to loading.
CALENDAR_LOCK = 0x48595F43414C

# The calendar read last, under its number and its own fingerprint: a number alone may have been rolled back.
_read_last: dict[tuple[int, str], Calendar] = {}


# Within `one_calendar`: the calendar its block goes by, once something asked for it.
_of_block: ContextVar[list[Calendar] | None] = ContextVar("calendar_of_block", default=None)


def calendar() -> Calendar:
    """The calendar as committed (or as this transaction has made it)."""
    held = _of_block.get()
    if held is None:
        return _latest()
    if not held:
        held.append(_latest())
    return held[0]


@contextmanager
def one_calendar() -> Iterator[None]:
    """Look for the version once: a page that shows many due dates shows them all by one calendar."""
    token = _of_block.set([])
    try:
        yield
    finally:
        _of_block.reset(token)


def forget() -> None:
    """Look again, even within `one_calendar`: for those who hold the calendar, or have just changed it."""
    held = _of_block.get()
    if held is not None:
        held.clear()


def one_calendar_a_request(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware."""

    def answer(request: HttpRequest) -> HttpResponse:
        with one_calendar():
            return get_response(request)

    return answer


def _latest() -> Calendar:
    key = CalendarVersion.objects.values_list("number", "fingerprint").first()
    read = _read_last.get(key) if key else None
    if read is not None:
        return read
    read = _read()
    _read_last.clear()
    _read_last[read.version, read.fingerprint()] = read
    return read


def lock_calendar() -> Calendar:
    """The calendar, kept from changing until this transaction ends. Needs a transaction.

    Take it before locking any row of a case: loading a notice locks in the same order, first the calendar,
    then the cases whose dates move.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [CALENDAR_LOCK])
    forget()
    return calendar()


def _read() -> Calendar:
    """Days and version in one statement, hence of one moment."""
    version = Subquery(CalendarVersion.objects.values("number")[:1])
    rows = StoredDay.objects.annotate(version=version).values_list(
        "date", "is_workday", "reason", "notice__document", "version"
    )
    days, number = [], 0
    for day, is_workday, reason, document, number in rows.order_by("date"):  # noqa: B007
        days.append(CalendarDay(day, is_workday, reason, document or ""))
    return Calendar(days, number)
