"""The letter before a rating, which tells two orders of one caller apart: B1, ｂ 4, 回复A1. Plain Python."""

import re

from hotline.texting.typed import plain

# None that looks like a digit or another letter on a small screen.
LETTERS = "ABCDEFGH"
_BEFORE = re.compile(rf"(?:回复|回|答复|选)?[ ,]*([{LETTERS}])[ ,]*((?![A-Z]).+)", re.DOTALL)
_BEHIND = re.compile(rf"([1-5])[ ,]*([{LETTERS}])")


def read_token(text: str) -> tuple[str, str]:
    """(letter, what is said of its order); no letter and the text as it is where none is written."""
    typed = plain(text)
    if found := _BEFORE.fullmatch(typed):
        return found[1], found[2]
    if found := _BEHIND.fullmatch(typed):
        return found[2], found[1]
    return "", text


def next_letter(used: list[str], taken: set[str]) -> str:
    """The letter after the one used last, so that a late answer to an order that is closed meets no newer one; none of
    those `taken` by orders that wait. Empty where all are."""
    start = LETTERS.index(used[-1]) + 1 if used else 0
    in_turn = LETTERS[start:] + LETTERS[:start]
    return next((one for one in in_turn if one not in taken), "")
