"""What changed from one version of a text to the next. Plain Python."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, OUT, IN = "same", "out", "in"
_CLAUSE = re.compile(r"[^，。；：！？、\n]*[，。；：！？、\n]|[^，。；：！？、\n]+")
# Longer than this, replaced clauses are shown whole: character by character would be slow, and unreadable.
_BY_CHARACTER = 400


@dataclass(frozen=True)
class Piece:
    kind: str
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in order: what stayed, what went out, what came in. Joined without OUT they give
    `after`, without IN `before`."""
    return list(_joined(_compare(_CLAUSE.findall(before), _CLAUSE.findall(after))))


def _compare(before: list[str], after: list[str]) -> Iterator[Piece]:
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old, new = "".join(before[i:j]), "".join(after[k:m])
        if kind == "replace" and max(len(old), len(new)) <= _BY_CHARACTER:
            yield from _by_character(old, new)
        elif kind == "equal":
            yield Piece(SAME, old)
        else:
            yield Piece(OUT, old)
            yield Piece(IN, new)


def _by_character(old: str, new: str) -> Iterator[Piece]:
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece(SAME, old[i:j])
        else:
            yield Piece(OUT, old[i:j])
            yield Piece(IN, new[k:m])


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Without empty pieces, neighbours of one kind together."""
    last: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if last is not None and last.kind == piece.kind:
            last = Piece(last.kind, last.text + piece.text)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last
