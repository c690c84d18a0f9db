"""A bulletin as PDF on the sheet of GB/T 9704-2012: text on its lines, tables that go on over pages, bars as drawings."""

from collections.abc import Sequence

from hotline.rates.bulletins.sections import Bars, Issue, Section, Table
from interaction.replies.fonts import Face, settable, text_width
from interaction.replies.paper import BOTTOM, LEFT, MM, PITCH, SIZE_2, SIZE_3, SIZE_4, TOP, TYPE_WIDTH
from interaction.replies.pen import PdfDocument, written
from interaction.replies.ruled import draw_cell, wrapped
from interaction.replies.typesetting import TextRow, draw_folio, paragraph_rows

_SMALL = 10.5
_LINE = 1.3 * _SMALL
_PAD = 3.0
_AIR = 8.0
_BAR = 16.0
_LABEL, _VALUE = 38 * MM, 24 * MM
_BLUE, _GREY = (0.09, 0.32, 0.49), (0.93, 0.94, 0.95)


def render_pdf(issue: Issue) -> bytes:
    """Searchable, fonts embedded, the same bytes for the same bulletin. The fonts must have been registered."""
    author = str(issue.figures["government"])
    with written(title=issue.title, author=author, subject=issue.title_lines[1], dated=issue.issued_on) as document:
        sheet = _Sheet(document)
        for line in issue.title_lines:
            sheet.centred(line, Face.HEAD, SIZE_2)
        sheet.centred(issue.dateline, Face.SUBHEADING, SIZE_4)
        sheet.skip(PITCH / 2)
        for section in issue.sections:
            _write(sheet, section)
        sheet.end()
    return document.content


def _write(sheet: "_Sheet", section: Section) -> None:
    sheet.paragraph(section.title)
    for text in section.paragraphs:
        sheet.paragraph(text)
    for table in section.tables:
        sheet.table(table)
    for bars in section.bars:
        sheet.bars(bars)


class _Sheet:
    """The pages as they fill, from the top down."""

    def __init__(self, document: PdfDocument) -> None:
        self.document, self.y, self.page = document, TOP, 1

    def end(self) -> None:
        draw_folio(self.document, self.page)

    def need(self, height: float) -> bool:
        """Go to the next page where this one has no room; answers whether it did."""
        if self.y - height >= BOTTOM or self.y == TOP:
            return False
        draw_folio(self.document, self.page)
        self.document.next_page()
        self.y, self.page = TOP, self.page + 1
        return True

    def skip(self, height: float) -> None:
        self.y -= height

    def centred(self, text: str, face: Face, size: float) -> None:
        text = settable(text, face)
        size = min(size, size * TYPE_WIDTH / text_width(text, face, size))
        self.y -= PITCH
        self.document.write_centred(LEFT + TYPE_WIDTH / 2, self.y + PITCH - size, text, face, size)

    def paragraph(self, text: str) -> None:
        rows = paragraph_rows(text)
        heading = rows[0].tied
        self.need((len(rows) + 2 if heading else 1) * PITCH)
        for row in rows:
            self._line(row)

    def _line(self, row: TextRow) -> None:
        self.need(PITCH)
        self.y -= PITCH
        y = self.y + (PITCH - SIZE_3) / 2 + 0.12 * SIZE_3
        self.document.write(LEFT + row.left, y, row.text, row.face, row.size, spacing=row.spacing)

    # -- Tables -------------------------------------------------------------------------------------------

    def table(self, table: Table) -> None:
        """Title and head stay with the first row, and come again on a further page."""
        widths = [width * MM for width in table.widths]
        head, rows = _broken(table.heads, widths), [_broken(row, widths) for row in table.rows]
        self.need(PITCH + _height(head) + (_height(rows[0]) if rows else 0))
        self._caption(table.title)
        self._row(head, widths, left=-1, head=True)
        for row in rows:
            if self.need(_height(row)):
                self._row(head, widths, left=-1, head=True)
            self._row(row, widths, left=table.left)
        self.skip(_AIR)

    def _caption(self, text: str) -> None:
        self.y -= PITCH
        self.document.write(LEFT, self.y + _PAD, settable(text, Face.HEADING), Face.HEADING, _SMALL + 1)

    def _row(self, cells: Sequence[Sequence[str]], widths: Sequence[float], *, left: int, head: bool = False) -> None:
        height, x = _height(cells), LEFT
        self.y -= height
        for column, (lines, width) in enumerate(zip(cells, widths, strict=True)):
            if head:
                self.document.block(x, self.y, width, height, colour=_GREY)
            centred = column != left
            draw_cell(self.document, (x, self.y, width, height), lines, _SMALL, _LINE, pad=_PAD, centred=centred)
            x += width

    # -- Bars ---------------------------------------------------------------------------------------------

    def bars(self, bars: Bars) -> None:
        """Horizontal bars with label and value, together on one page."""
        self.need(PITCH + len(bars.rows) * _BAR + _AIR)
        self._caption(bars.title)
        room, largest = TYPE_WIDTH - _LABEL - _VALUE, max(value for _label, value in bars.rows) or 1
        for label, value in bars.rows:
            self.y -= _BAR
            y = self.y + (_BAR - _SMALL) / 2 + 0.12 * _SMALL
            name = _fitting(settable(label, Face.PLAIN), _LABEL - 2 * _PAD)
            self.document.write_right(LEFT + _LABEL - _PAD, y, name, Face.PLAIN, _SMALL)
            length = room * value / largest
            self.document.block(LEFT + _LABEL, self.y + 3, length, _BAR - 6, colour=_BLUE)
            self.document.write(LEFT + _LABEL + length + _PAD, y, bars.said(value), Face.PLAIN, _SMALL)
        self.skip(_AIR)


def _broken(cells: Sequence[str], widths: Sequence[float]) -> list[list[str]]:
    found = []
    for cell, width in zip(cells, widths, strict=True):
        text = settable(cell, Face.BODY)
        # What is told in two parts (a rate and what it is made of) is cut between them, if at all.
        room, wide = width - 2 * _PAD, text_width(text, Face.BODY, _SMALL)
        parts = [text] if wide <= room else text.split(" ")
        found.append([line for part in parts for line in wrapped(part, Face.BODY, _SMALL, room)])
    return found


def _height(cells: Sequence[Sequence[str]]) -> float:
    return max(len(lines) for lines in cells) * _LINE + 2 * _PAD


def _fitting(text: str, room: float) -> str:
    if text_width(text, Face.PLAIN, _SMALL) <= room:
        return text
    while text_width(text + "…", Face.PLAIN, _SMALL) > room:
        text = text[:-1]
    return text + "…"
