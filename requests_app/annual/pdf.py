"""The annual report as PDF on the sheet of GB/T 9704-2012, tables on the same grid of 22 lines."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from interaction.replies.fonts import Face, settable, text_width
from interaction.replies.paper import LINES_PER_PAGE, PITCH, SIZE_3, TOP, TYPE_WIDTH
from interaction.replies.pen import PdfDocument, written
from interaction.replies.typesetting import TextRow, draw_pages, draw_row, paragraph_rows, title_rows
from requests_app.annual.html import Sheet, sheets
from requests_app.annual.pdf_table import RuledTable, overfull, rule_table
from requests_app.annual.report import CHAPTERS, Report

# 五号 is what tables of official papers are set in; a wide or long one goes down to what is still easily read.
_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5)
# A table leaves room for the heading of its chapter on the same page, and this much air above and below itself.
_MOST_LINES = LINES_PER_PAGE - 1
_AIR = 8.0
_NOTHING = RuledTable((), 0.0, 0.0)


@dataclass(frozen=True)
class _TableRow(TextRow):
    """The first of the rows of the grid that a table takes."""

    table: RuledTable = _NOTHING
    lines: int = 1


def render_pdf(report: Report) -> bytes:
    """The report as a PDF file: searchable, fonts embedded, the same bytes for the same report.

    The fonts must have been registered.
    """
    dated = report.published_on or date(report.year, 12, 31)
    with written(title=report.title, author=report.organ, subject="政府信息公开工作年度报告", dated=dated) as document:
        draw_pages(document, _compose(report), draw=_draw)
    return document.content


def _compose(report: Report) -> Iterator[TextRow]:
    # The first line of a letter's title is the blank one below its red rule; here the page begins with it.
    yield from list(title_rows("\n".join(report.title_lines)))[1:]
    if report.dateline:
        yield _centred(report.dateline)
    yield TextRow()
    drawn = sheets(report)
    for chapter in CHAPTERS:
        yield from paragraph_rows(chapter.title)
        for text in report.paragraphs(chapter.code):
            yield from paragraph_rows(text)
        if chapter.code in drawn:
            yield from _table_rows(drawn[chapter.code])


def _centred(text: str) -> TextRow:
    text = settable(text, Face.SUBHEADING)
    left = (TYPE_WIDTH - text_width(text, Face.SUBHEADING, SIZE_3)) / 2
    return TextRow(text, left=left, face=Face.SUBHEADING, spacing=0.0, tied=True)


def _table_rows(sheet: Sheet) -> list[TextRow]:
    """A table in the largest type that keeps it on one page, whole."""
    for size in _SIZES:
        table = rule_table(sheet, size)
        lines = math.ceil((table.height + 2 * _AIR) / PITCH)
        if lines <= _MOST_LINES and not overfull(table):
            break
    tied: list[TextRow] = [_TableRow(table=table, lines=lines, tied=True), *[TextRow(tied=True)] * (lines - 1)]
    return [*tied[:-1], replace(tied[-1], tied=False)]


def _draw(document: PdfDocument, row: TextRow, index: int) -> None:
    if isinstance(row, _TableRow):
        row.table.draw(document, TOP - index * PITCH - (row.lines * PITCH - row.table.height) / 2)
    else:
        draw_row(document, row, index)
