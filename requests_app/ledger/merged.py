"""Cells that were merged over several lines: the value of the first belongs to all of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from requests_app.ledger.files import Record
from requests_app.ledger.rows import Cell

MOST_MERGED = 200_000


@dataclass(frozen=True)
class Merged:
    first: int  # lines
    last: int
    column: int  # from 0; of those merged side by side only the first has the value


def filled(records: Iterable[Record], merged: Iterable[Merged]) -> Iterator[Record]:
    """The lines with the values of merged cells in all their lines.

    A line of nothing but merged cells is no line of its own: its cells were merged to make one line higher.
    """
    waiting = sorted((one for one in merged if one.last > one.first), key=attrgetter("first"), reverse=True)
    if not waiting:
        yield from records
        return
    held: list[tuple[Merged, Cell]] = []
    for line, cells in records:
        row = list(cells)
        held = [(one, value) for one, value in held if one.last >= line]
        if any(map(_filled, row)):
            for one, value in held:
                if not _filled(row[one.column]):
                    row[one.column] = value
        while waiting and waiting[-1].first <= line:
            one = waiting.pop()
            top = row[one.column] if one.first == line and one.column < len(row) else None
            if top is not None and _filled(top):
                held.append((one, top))
        yield line, row


def _filled(cell: Cell | None) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None
