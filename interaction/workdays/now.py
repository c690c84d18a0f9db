"""The one seam through which the system reads the clock.

Instants are UTC; dates of law are dates in Asia/Shanghai. `override_now` moves this thread (or task) to another
moment, so that tests and the simulation can live in any year.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """The present instant, in UTC."""
    return _pretended.get() or datetime.now(UTC)


def today() -> date:
    """The present date of law: the date in Asia/Shanghai."""
    return local_date(now())


def local_date(instant: datetime) -> date:
    """The date in Asia/Shanghai on which an instant falls."""
    return instant.astimezone(SHANGHAI).date()


@contextmanager
def override_now(instant: datetime) -> Iterator[None]:
    """Let `now` answer `instant` (aware) within the block."""
    if instant.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    token = _pretended.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _pretended.reset(token)
