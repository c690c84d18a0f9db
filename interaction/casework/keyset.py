"""Where a list goes on: the date and the key of its last row, as a page's link carries them."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)

# Of what an address carries so much is looked at; the largest key of a table has so many digits.
LONGEST, DIGITS = 60, 18


def whole(text: str) -> int:
    """A key of a table: what is larger, or no number, is none. Raises ValueError."""
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
        raise ValueError(text)
    return int(text)


def parse_cursor(text: str, read: Callable[[str], Any] = whole) -> tuple[date, Any] | None:
    """ "2026-11-20.1234"; anything else starts at the beginning."""
    day, _dot, key = text[:LONGEST].partition(".")
    try:
        return date.fromisoformat(day), read(key)
    except ValueError:
        return None


def encode_cursor(key: tuple[date, Any] | None) -> str:
    """A key as a link carries it; empty where the list ends."""
    return f"{key[0].isoformat()}.{key[1]}" if key else ""


def after_cursor(rows: QuerySet[Row], after: tuple[date, Any] | None, by: str, pk: str = "pk") -> QuerySet[Row]:
    """What stands behind a key in a list with the newest first, by a date or an instant and then the key; all of it where
    there is none. The bound that is said twice is the one by which an index is entered."""
    if after is None:
        return rows
    earlier = Q(**{f"{by}__lt": after[0]}) | Q(**{by: after[0], f"{pk}__lt": after[1]})
    return rows.filter(earlier, **{f"{by}__lte": after[0]})
