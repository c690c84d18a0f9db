"""Working as the owner of the tables, which the application is not."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

_OWNS = """
SELECT bool_or(pg_has_role(current_user, relowner, 'USAGE')) FROM pg_class
 WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
"""


def owns_tables() -> bool | None:
    """Return whether this connection may do with the tables what it likes; None where there are no tables yet."""
    with connection.cursor() as cursor:
        cursor.execute(_OWNS)
        answer: bool | None = cursor.fetchone()[0]
    return answer


@contextmanager
def as_owner() -> Iterator[None]:
    """Let this process's connection be the owner's (OWNER_DATABASE_URL) while a command of an administrator runs.

    Where none is named, or the connection is the owner's already, it stays as it is. Not within a transaction.
    """
    if settings.OWNER_DATABASE is None or owns_tables():
        yield
        return
    before = connection.settings_dict
    _leave()
    connection.settings_dict = {**before, **settings.OWNER_DATABASE, "NAME": before["NAME"]}
    try:
        yield
    finally:
        _leave()
        connection.settings_dict = before


def _leave() -> None:
    connection.close()
    if connection.pool:  # type: ignore[attr-defined]
        connection.close_pool()  # type: ignore[attr-defined]
