"""The calendar in force: read from its table once a version, asked for its version each time."""

import threading

from django.db import connection

from interaction.workdays.calendar import Calendar, DayEntry
from interaction.workdays.models import Day, Notice

# Who reckons clocks holds this lock shared, who changes the calendar holds it alone: no clock is stored that was
# reckoned by the calendar before last.
LOCK = 7_302
_lock = threading.Lock()
_cached: Calendar | None = None


def current_version() -> int:
    return Notice.objects.order_by("-version").values_list("version", flat=True).first() or 0


def calendar() -> Calendar:
    """The calendar of the current version."""
    global _cached  # noqa: PLW0603
    version = current_version()
    with _lock:
        if _cached is None or _cached.version != version:
            _cached = Calendar(
                [
                    DayEntry(*row)
                    for row in Day.objects.order_by("date").values_list(
                        "date", "is_workday", "reason", "provisional", "notice"
                    )
                ],
                version,
            )
        return _cached


def hold_calendar() -> None:
    """Keep the calendar as it is until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])
