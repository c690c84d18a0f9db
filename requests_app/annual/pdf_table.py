"""A ruled table on a PDF page: cells that span, lines broken, rows as high as what stands in them."""

import re
from dataclasses import dataclass
from itertools import accumulate

from interaction.replies.fonts import Face, advances, settable, text_width
from interaction.replies.linebreaking import balance_lines
from interaction.replies.paper import LEFT, MM
from interaction.replies.pen import PdfDocument
from interaction.replies.ruled import draw_cell, wrapped
from requests_app.annual.html import Cell, Kind, Placed, Sheet, placed

_PAD = 0.7 * MM
_LEADING = 1.25
# Above and below the text of a row, as a share of the type size.
_AIR = 0.38
_CLAUSE = re.compile(r"(?<=[：，、）])(?=.)")


@dataclass(frozen=True)
class _Box:
    """A cell in its place: points from the upper left corner of the table, downwards."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    centred: bool


@dataclass(frozen=True)
class RuledTable:
    boxes: tuple[_Box, ...]
    size: float
    height: float

    def draw(self, document: PdfDocument, top: float) -> None:
        """Draw the table from `top` downwards, line by line as it is read."""
        for box in self.boxes:
            place = LEFT + box.x, top - box.y - box.height, box.width, box.height
            leading = self.size * _LEADING
            draw_cell(document, place, box.lines, self.size, leading, pad=_PAD, centred=box.centred)


def rule_table(sheet: Sheet, size: float) -> RuledTable:
    """The table in a type size. The fonts must have been registered."""
    widths = [width * MM for width in sheet.widths]
    cells = [(at, _broken(at.cell, _span(widths, at.column, at.cell.colspan), size)) for at in placed(sheet.grid)]
    heights = _heights(cells, len(sheet.grid), size)
    lefts, tops = [0.0, *accumulate(widths)], [0.0, *accumulate(heights)]
    boxes = tuple(
        _Box(
            lefts[at.column],
            tops[at.row],
            _span(widths, at.column, at.cell.colspan),
            _span(heights, at.row, at.cell.rowspan),
            lines,
            centred=at.cell.kind is not Kind.LABEL or at.cell.rowspan > 1,
        )
        for at, lines in cells
    )
    return RuledTable(boxes, size, sum(heights))


def _broken(cell: Cell, width: float, size: float) -> tuple[str, ...]:
    text, room = settable(cell.text, Face.BODY), width - 2 * _PAD
    if cell.kind is Kind.FIGURE:
        # A number is never cut in two.
        return (text,)
    if cell.kind is Kind.LABEL and cell.rowspan == 1:
        return tuple(wrapped(text, Face.BODY, size, room))
    # A head too long for one line is first cut where its ordinal or clause ends, so that words are not torn.
    parts = [text] if text_width(text, Face.BODY, size) <= room else _CLAUSE.split(text)
    return tuple(line for part in parts for line in balance_lines(part, advances(part, Face.BODY, size), room))


def _heights(cells: list[tuple[Placed, tuple[str, ...]]], rows: int, size: float) -> list[float]:
    """Each row as high as its own cells need; what a spanning cell needs beyond that is shared by its rows."""
    heights = [0.0] * rows
    for at, lines in sorted(cells, key=lambda one: one[0].cell.rowspan):
        needed = len(lines) * size * _LEADING + 2 * _AIR * size
        span = at.cell.rowspan
        lacking = needed - _span(heights, at.row, span)
        if lacking > 0:
            for row in range(at.row, at.row + span):
                heights[row] += lacking / span
    return heights


def _span(sizes: list[float], first: int, count: int) -> float:
    return sum(sizes[first : first + count])


def overfull(table: RuledTable) -> bool:
    """Whether a line of it is wider than its cell."""
    return any(text_width(line, Face.BODY, table.size) > box.width for box in table.boxes for line in box.lines)
