"""The three tables as lines of cells that span rows and columns, in the layout of 国办公开办函〔2021〕30号.

A web page and every file of the report draw these, so the nesting is written here and nowhere else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from interaction.i18n.translation import gettext_noop as _
from requests_app.annual.report import Report
from requests_app.annual.table2 import BLOCKS, Table2
from requests_app.annual.table3 import COLUMNS, FIGURE_ROWS, ROWS, Table3, Table3Row
from requests_app.annual.table4 import REMEDIES, RESULTS, Table4

LABEL_COLUMNS = 3
IDENTITY = _("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）")


class Kind(Enum):
    HEAD = "head"  # of a column
    LABEL = "label"  # of a row
    FIGURE = "figure"


@dataclass(frozen=True)
class Cell:
    value: str | int | Decimal
    rowspan: int = 1
    colspan: int = 1
    kind: Kind = Kind.FIGURE

    @property
    def text(self) -> str:
        return str(self.value)


@dataclass(frozen=True)
class Table3Line:
    """A line of table 3: the labels that begin on it, outermost first, and its seven figures."""

    code: str
    labels: tuple[Cell, ...]
    cells: tuple[int, ...]


@dataclass(frozen=True)
class Placed:
    """A cell and the row and column, from 0, of its upper left corner."""

    row: int
    column: int
    cell: Cell


Grid = list[tuple[Cell, ...]]


class Sheet(NamedTuple):
    """A table ready to be drawn; `widths` of its columns in mm fill the type area of GB/T 9704, 5.2.1."""

    name: str
    grid: Grid
    widths: tuple[float, ...]


_WIDTHS2 = (39.0,) * 4
_WIDTHS3 = (16.0, 16.0, 43.5, *(11.5,) * 7)
_WIDTHS4 = (10.4,) * 15

_BY_CODE = {row.code: row for row in ROWS}


def sheets(report: Report) -> dict[str, Sheet]:
    """The tables of a report by the code of the chapter that each belongs to."""
    return {
        "proactive": Sheet("表2", table2_grid(report.table2), _WIDTHS2),
        "requests": Sheet("表3", table3_grid(report.table3), _WIDTHS3),
        "remedies": Sheet("表4", table4_grid(report.table4), _WIDTHS4),
    }


def table3_lines(table: Table3) -> list[Table3Line]:
    """The body of table 3. A heading has no line: its label stands beside the lines it holds, over all of them."""
    lines: list[Table3Line] = []
    shown: set[str] = set()
    for code in FIGURE_ROWS:
        labels = [_label(row) for row in _ancestry(_BY_CODE[code]) if row.code not in shown]
        shown.update(row.code for row in _ancestry(_BY_CODE[code]))
        lines.append(Table3Line(code, tuple(labels), tuple(table.cell(code, column.code) for column in COLUMNS)))
    return lines


def _ancestry(row: Table3Row) -> list[Table3Row]:
    return [*(_ancestry(_BY_CODE[row.parent]) if row.parent else ()), row]


def _label(row: Table3Row) -> Cell:
    depth = row.code.count(".")
    if not row.heading:
        return Cell(row.numbered, colspan=LABEL_COLUMNS - depth, kind=Kind.LABEL)
    held = sum(code.startswith(f"{row.code}.") for code in FIGURE_ROWS)
    return Cell(row.numbered, rowspan=held, kind=Kind.LABEL)


def table3_head() -> Grid:
    """The three lines above the body of table 3."""
    grouped = [(group, list(columns)) for group, columns in groupby(COLUMNS, lambda column: column.group)]
    middle: list[Cell] = []
    for group, columns in grouped:
        if group:
            middle.append(_head(group, colspan=len(columns)))
        else:
            middle += [_head(column.label, rowspan=2) for column in columns]
    return [
        (_head(IDENTITY, rowspan=3, colspan=LABEL_COLUMNS), _head(_("申请人情况"), colspan=len(COLUMNS))),
        tuple(middle),
        tuple(_head(column.label) for column in COLUMNS if column.group),
    ]


def table3_grid(table: Table3) -> Grid:
    return table3_head() + [(*line.labels, *map(Cell, line.cells)) for line in table3_lines(table)]


def table2_grid(table: Table2) -> Grid:
    """Table 2, four columns wide; a block with fewer columns stretches its last one."""
    width = 1 + max(len(block.columns) for block in BLOCKS)
    grid: Grid = []
    for block in BLOCKS:
        last = width - len(block.columns)
        spans = [1] * (len(block.columns) - 1) + [last]
        heads = [_head(column.label, colspan=span) for column, span in zip(block.columns, spans, strict=True)]
        grid += [(_head(block.item, colspan=width),), (_head(_("信息内容")), *heads)]
        for row in block.rows:
            figures = [
                Cell(table.cell(row.code, column.code), colspan=span)
                for column, span in zip(block.columns, spans, strict=True)
            ]
            grid.append((Cell(row.label, kind=Kind.LABEL), *figures))
    return grid


def table4_grid(table: Table4) -> Grid:
    """Table 4: one line of figures under reconsideration and the two ways to a court."""
    width = len(RESULTS)
    top: list[Cell] = []
    for group, remedies in groupby(REMEDIES, lambda remedy: remedy.group):
        held = list(remedies)
        if group:
            top.append(_head(group, colspan=width * len(held)))
        else:
            top += [_head(remedy.label, rowspan=2, colspan=width) for remedy in held]
    return [
        tuple(top),
        tuple(_head(remedy.label, colspan=width) for remedy in REMEDIES if remedy.group),
        tuple(_head(result.label) for _ in REMEDIES for result in RESULTS),
        tuple(Cell(table.cell(remedy.code, result.code)) for remedy in REMEDIES for result in RESULTS),
    ]


def _head(text: str, *, rowspan: int = 1, colspan: int = 1) -> Cell:
    return Cell(text, rowspan, colspan, Kind.HEAD)


def placed(grid: Iterable[tuple[Cell, ...]]) -> Iterator[Placed]:
    """Each cell with its place: from left to right, past what spans down from above, as HTML lays out a table."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(grid):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            taken.update((row + y, column + x) for y in range(cell.rowspan) for x in range(cell.colspan))
            yield Placed(row, column, cell)
            column += cell.colspan
