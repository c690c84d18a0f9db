"""What published texts show of a number: nothing of a document or a card, three digits of a mobile phone.

The county's policy is the setting NUMBERS_SHOWN, which the app declares here when it starts: kind=first+last, as in
resident_id=6+4. A phone never shows more than three digits.
"""

import re
from collections.abc import Mapping

from interaction.privacy.contacts import is_mobile
from interaction.publicity.finding import Kind

MOST_OF_A_PHONE = 3
NOTHING, REST = "***", "********"
_POLICY = re.compile(r"([0-9]{1,2})(?:\+([0-9]{1,2}))?")
_ends: dict[Kind, tuple[int, int]] = {Kind.PHONE: (MOST_OF_A_PHONE, 0)}


def declare(policy: Mapping[str, str]) -> None:
    """Let numbers of each kind show so many characters at their ends; raise ValueError where that cannot be read."""
    declared = {Kind(kind.strip()): _read(kind, words) for kind, words in policy.items()}
    _ends.clear()
    _ends.update(declared)


def _read(kind: str, words: str) -> tuple[int, int]:
    match = _POLICY.fullmatch(words.strip())
    if match is None:
        raise ValueError(f"NUMBERS_SHOWN: {kind}={words} should be like 6+4, first and last characters.")
    first, last = int(match[1]), int(match[2] or 0)
    if kind.strip() == Kind.PHONE:
        first = min(first, MOST_OF_A_PHONE)
        last = min(last, MOST_OF_A_PHONE - first)
    return first, last


def ends_shown(kind: Kind) -> tuple[int, int]:
    """Return how many characters of such a number are shown at its beginning and at its end."""
    return _ends.get(kind, (0, 0))


def shown(kind: Kind, number: str) -> str:
    """Return what replaces a number given without separators."""
    first, last = ends_shown(kind)
    if first + last == 0 or first + last >= len(number) or (kind is Kind.PHONE and not is_mobile(number)):
        return NOTHING
    return number[:first] + REST + number[len(number) - last :]
