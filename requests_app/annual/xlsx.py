"""The annual report as a workbook: its chapters, then tables 2, 3 and 4 in the layout of the format."""

from math import ceil
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from requests_app.annual.html import Kind, Placed, Sheet, placed, sheets
from requests_app.annual.report import CHAPTERS, Report

_BODY, _HEADING, _TITLE = "仿宋", "黑体", "方正小标宋简体"
# Excel measures columns in digits; one takes about 2 mm, a Chinese character two digits.
_MM_PER_DIGIT = 1.75
_CHAPTER_WIDTH = 90
_LINE = 20.0
_HIGHEST = 409.0
_LANDSCAPE_FROM = 12
_HEADS = 2
_A4 = 9


def write_xlsx(report: Report, file: IO[bytes]) -> None:
    """Write the report as XLSX: numbers as numbers, totals as values."""
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": report.title, "author": report.organ})
        _write_chapters(book, report)
        titles = {chapter.code: chapter.title for chapter in CHAPTERS}
        for code, sheet in sheets(report).items():
            _write_table(book, titles[code], sheet)


def _write_chapters(book: Workbook, report: Report) -> None:
    page = book.add_worksheet("报告")
    page.set_column(0, 0, _CHAPTER_WIDTH)
    _text(book, page, 0, report.title, (_TITLE, 18), centred=True)
    _text(book, page, 1, report.dateline, ("楷体", 12), centred=True)
    row = 2
    tables = sheets(report)
    for chapter in CHAPTERS:
        paragraphs = report.paragraphs(chapter.code)
        if chapter.code in tables:
            paragraphs.append(f"（见“{tables[chapter.code].name}”工作表）")
        _text(book, page, row, chapter.title, (_HEADING, 14))
        for text in paragraphs:
            row += 1
            _text(book, page, row, f"　　{text}", (_BODY, 12))
        row += 1
    _fit_on_paper(page, landscape=False)


def _text(
    book: Workbook, page: Worksheet, row: int, text: str, font: tuple[str, float], *, centred: bool = False
) -> None:
    face, size = font
    style = {"font_name": face, "font_size": size, "text_wrap": True, "valign": "vcenter"}
    # What a person wrote is text, never a formula, whatever it begins with.
    page.write_string(row, 0, text, book.add_format(style | ({"align": "center"} if centred else {})))
    lines = ceil(2 * len(text) * size / 12 / _CHAPTER_WIDTH)
    page.set_row(row, min(max(lines, 1) * _LINE * size / 12, _HIGHEST))


def _write_table(book: Workbook, title: str, sheet: Sheet) -> None:
    """A sheet with its chapter's title on top and the table from the third row on."""
    page = book.add_worksheet(sheet.name)
    width = len(sheet.widths)
    heading = {"font_name": _HEADING, "font_size": 14, "align": "center", "valign": "vcenter"}
    page.merge_range(0, 0, 0, width - 1, title, book.add_format(heading))
    page.set_row(0, 2 * _LINE)
    for number, millimetres in enumerate(sheet.widths):
        page.set_column(number, number, millimetres / _MM_PER_DIGIT)
    for at in placed(sheet.grid):
        _write_cell(book, page, at)
    for row, height in _heights(sheet).items():
        page.set_row(row, height)
    _fit_on_paper(page, landscape=width >= _LANDSCAPE_FROM)


def _write_cell(book: Workbook, page: Worksheet, at: Placed) -> None:
    row, column, cell = at.row + _HEADS, at.column, at.cell
    style = book.add_format(_style(at))
    if cell.rowspan * cell.colspan > 1:
        page.merge_range(row, column, row + cell.rowspan - 1, column + cell.colspan - 1, "", style)
    if isinstance(cell.value, str):
        page.write_string(row, column, cell.value, style)
    else:
        page.write_number(row, column, cell.value, style)


def _style(at: Placed) -> dict[str, Any]:
    cell = at.cell
    left = cell.kind is Kind.LABEL and cell.rowspan == 1
    return {
        "font_name": _BODY, "font_size": 11, "bold": cell.kind is Kind.HEAD, "border": 1, "text_wrap": True,
        "valign": "vcenter", "align": "left" if left else "center",
        "num_format": "0" if isinstance(cell.value, int) else "0.00" if cell.kind is Kind.FIGURE else "@",
    }  # fmt: skip


def _heights(sheet: Sheet) -> dict[int, float]:
    """Rows high enough for the labels that wrap: Excel does not find that out for merged cells."""
    heights: dict[int, float] = {}
    for at in placed(sheet.grid):
        digits = sum(sheet.widths[at.column : at.column + at.cell.colspan]) / _MM_PER_DIGIT
        lines = ceil((2 * len(at.cell.text) + 1) / digits) if at.cell.kind is not Kind.FIGURE else 1
        needed = lines * _LINE if at.cell.rowspan == 1 else _LINE
        row = at.row + _HEADS
        heights[row] = max(heights.get(row, 0.0), needed)
    return heights


def _fit_on_paper(page: Worksheet, *, landscape: bool) -> None:
    page.set_paper(_A4)
    if landscape:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.center_horizontally()
