"""The annual report as a workbook: its chapters, then tables 2, 3 and 4 in the layout of the format."""

from math import ceil
from typing import IO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from requests_app.annual.html import Kind, Placed, Sheet, placed, sheets
from requests_app.annual.report import CHAPTERS, Report

_BODY, _HEADING, _TITLE = "仿宋", "黑体", "方正小标宋简体"
_THIN = Side(style="thin")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
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
    book = Workbook()
    book.properties.title = report.title
    book.properties.creator = report.organ
    first = book.active
    assert isinstance(first, Worksheet)
    _write_chapters(first, report)
    titles = {chapter.code: chapter.title for chapter in CHAPTERS}
    for code, sheet in sheets(report).items():
        _write_table(book.create_sheet(sheet.name), titles[code], sheet)
    book.save(file)


def _write_chapters(page: Worksheet, report: Report) -> None:
    page.title = "报告"
    page.column_dimensions["A"].width = _CHAPTER_WIDTH
    _text(page, 1, report.title, _TITLE, 18, centred=True)
    _text(page, 2, report.dateline, "楷体", 12, centred=True)
    row = 3
    tables = sheets(report)
    for chapter in CHAPTERS:
        paragraphs = report.paragraphs(chapter.code)
        if chapter.code in tables:
            paragraphs.append(f"（见“{tables[chapter.code].name}”工作表）")
        _text(page, row, chapter.title, _HEADING, 14)
        for text in paragraphs:
            row += 1
            _text(page, row, f"　　{text}", _BODY, 12)
        row += 1
    _fit_on_paper(page, landscape=False)


def _text(page: Worksheet, row: int, text: str, face: str, size: float, *, centred: bool = False) -> None:
    cell = page.cell(row, 1, text)
    # What a person wrote is text, never a formula, whatever it begins with.
    cell.data_type = "s"
    cell.font = Font(name=face, size=size)
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center" if centred else None)
    lines = ceil(2 * len(text) * size / 12 / _CHAPTER_WIDTH)
    page.row_dimensions[row].height = min(max(lines, 1) * _LINE * size / 12, _HIGHEST)


def _write_table(page: Worksheet, title: str, sheet: Sheet) -> None:
    """A sheet with its chapter's title on top and the table from the third row on."""
    width = len(sheet.widths)
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    page.cell(1, 1, title).font = Font(name=_HEADING, size=14)
    page.cell(1, 1).alignment = Alignment(horizontal="center", vertical="center")
    page.row_dimensions[1].height = 2 * _LINE
    for number, millimetres in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = millimetres / _MM_PER_DIGIT
    for at in placed(sheet.grid):
        _write_cell(page, at)
    for row, height in _heights(sheet).items():
        page.row_dimensions[row].height = height
    _fit_on_paper(page, landscape=width >= _LANDSCAPE_FROM)


def _write_cell(page: Worksheet, at: Placed) -> None:
    row, column, cell = at.row + 1 + _HEADS, at.column + 1, at.cell
    last_row, last_column = row + cell.rowspan - 1, column + cell.colspan - 1
    for one in page.iter_rows(row, last_row, column, last_column):
        for corner in one:
            corner.border = _BORDER
    written = page.cell(row, column, cell.value)
    written.number_format = "0" if isinstance(cell.value, int) else "0.00" if cell.kind is Kind.FIGURE else "@"
    written.font = Font(name=_BODY, size=11, bold=cell.kind is Kind.HEAD)
    left = cell.kind is Kind.LABEL and cell.rowspan == 1
    written.alignment = Alignment(wrap_text=True, vertical="center", horizontal="left" if left else "center")
    if (last_row, last_column) != (row, column):
        page.merge_cells(start_row=row, start_column=column, end_row=last_row, end_column=last_column)


def _heights(sheet: Sheet) -> dict[int, float]:
    """Rows high enough for the labels that wrap: Excel does not find that out for merged cells."""
    heights: dict[int, float] = {}
    for at in placed(sheet.grid):
        digits = sum(sheet.widths[at.column : at.column + at.cell.colspan]) / _MM_PER_DIGIT
        lines = ceil((2 * len(at.cell.text) + 1) / digits) if at.cell.kind is not Kind.FIGURE else 1
        needed = lines * _LINE if at.cell.rowspan == 1 else _LINE
        row = at.row + 1 + _HEADS
        heights[row] = max(heights.get(row, 0.0), needed)
    return heights


def _fit_on_paper(page: Worksheet, *, landscape: bool) -> None:
    page.page_setup.paperSize = _A4
    page.page_setup.orientation = "landscape" if landscape else "portrait"
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_options.horizontalCentered = True
