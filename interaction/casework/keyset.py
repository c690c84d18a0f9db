"""Where a list goes on: the date and the key of its last row, as a page's link carries them."""

from collections.abc import Callable
from datetime import date
from typing import Any

# Of what an address carries so much is looked at; the largest key of a table has so many digits.
LONGEST, DIGITS = 60, 18


def whole(text: str) -> int:
    """A key of a table: what is larger, or no number, is none. Raises ValueError."""
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
        raise ValueError(text)
    return int(text)


def key_of(text: str, read: Callable[[str], Any] = whole) -> tuple[date, Any] | None:
    """ "2026-11-20.1234"; anything else starts at the beginning."""
    day, _dot, key = text[:LONGEST].partition(".")
    try:
        return date.fromisoformat(day), read(key)
    except ValueError:
        return None
