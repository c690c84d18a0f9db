"""The piece of a text that shows why it was found, with the words marked. Everything is escaped; only <mark> is ours."""

import re
from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# So many characters are shown, and so many of them before the first word.
LENGTH, BEFORE = 96, 16
_BLANKS = re.compile(r"\s+")


def highlighted(text: str, words: Sequence[str]) -> SafeString:
    """The whole text, escaped, with the words in <mark>."""
    pattern = _pattern(words)
    if pattern is None:
        return mark_safe(escape(text))  # noqa: S308
    parts, at = [], 0
    for found in pattern.finditer(text):
        parts += [escape(text[at : found.start()]), f"<mark>{escape(found[0])}</mark>"]
        at = found.end()
    return mark_safe("".join([*map(str, parts), str(escape(text[at:]))]))  # noqa: S308


def snippet(texts: Sequence[str], words: Sequence[str]) -> SafeString:
    """The place with most of the words in the first text that has any; else the beginning of the first."""
    pattern = _pattern(words)
    flat = [_BLANKS.sub(" ", text).strip() for text in texts]
    for text in flat:
        starts = [(found.start(), found[0].lower()) for found in pattern.finditer(text)] if pattern else []
        if starts:
            best = max(
                starts, key=lambda one: (len({word for at, word in starts if 0 <= at - one[0] < LENGTH}), -one[0])
            )
            return highlighted(_cut(text, max(0, best[0] - BEFORE)), words)
    return highlighted(_cut(next((text for text in flat if text), ""), 0), words)


def _cut(text: str, start: int) -> str:
    end = start + LENGTH
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE) if longest_first else None
