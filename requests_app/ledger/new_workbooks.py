"""Ledgers written as workbooks (XLSX), and the empty one with its guide and its lists to choose from."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from typing import Any, BinaryIO, cast
from xml.sax.saxutils import escape as escape_xml

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from requests_app.ledger.columns import CHOICE, COLUMNS, DATE, LINE, TEXT, Column, needed
from requests_app.ledger.delimited import FORMULA
from requests_app.ledger.files import LAST_LINE
from requests_app.ledger.sheet_xml import escape

Value = str | int | date | None

SHEET, GUIDE = "台账", "填写说明"
_DATE_FORMAT, _TEXT_FORMAT = "yyyy-mm-dd", "@"
_WIDTHS = {DATE: 14.0, CHOICE: 20.0, LINE: 20.0, TEXT: 48.0}
_ELSE_WIDE = 12.0
_BOLD = Font(bold=True)
_LETTERS = [get_column_letter(place) for place in range(1, len(COLUMNS) + 1)]
_DAY_0 = date(1899, 12, 30)  # so that all days since March 1900 have the serial numbers of Excel
_PART = "xl/worksheets/sheet1.xml"
_SIZE = re.compile(rb"<dimension [^>]*/>")  # as of the header alone; readers find out by themselves


EVERY = 500  # lines between two looks at what has been written


class Sink:
    """A file that can only be written, and is emptied while it is."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._held.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits here."""

    def take(self) -> bytes:
        taken = b"".join(self._held)
        self._held.clear()
        return taken


def write_workbook(lines: Iterable[list[Value]], file: BinaryIO | Sink) -> Iterator[int]:
    """openpyxl makes the workbook with its header; the lines are set in as text, which is ten times faster.

    Tells now and then, and at the end, how many lines are written.
    """
    book = Workbook()
    sheet = _headed(book)
    styles = _style(sheet, _DATE_FORMAT), _style(sheet, _TEXT_FORMAT)
    made = BytesIO()
    book.save(made)
    written = 0
    with zipfile.ZipFile(made) as frame, zipfile.ZipFile(cast(BinaryIO, file), "w", zipfile.ZIP_DEFLATED) as archive:
        for part in frame.infolist():
            if part.filename != _PART:
                archive.writestr(part, frame.read(part))
                continue
            before, end, after = frame.read(part).partition(b"</sheetData>")
            with archive.open(_PART, "w", force_zip64=True) as out:
                out.write(_SIZE.sub(b"", before))
                for written, line in enumerate(lines, start=1):
                    if written >= LAST_LINE:
                        raise ValueError(f"a sheet holds {LAST_LINE} lines")
                    out.write(_row(written + 1, line, *styles).encode())
                    if written % EVERY == 0:
                        yield written
                out.write(end + after)
    yield written


def write_template(file: BinaryIO) -> None:
    book = Workbook()
    sheet = _headed(book)
    guide: Any = book.create_sheet(GUIDE)
    _explain(guide)
    for letter, column in zip(_LETTERS, COLUMNS, strict=True):
        if column.form in (DATE, LINE, TEXT):  # long numbers stay as they were typed
            sheet.column_dimensions[letter].number_format = _DATE_FORMAT if column.form == DATE else _TEXT_FORMAT
        if column.form == CHOICE:
            sheet.add_data_validation(_choice(guide, column, f"{letter}2:{letter}{LAST_LINE}"))
    book.save(file)


def _headed(book: Workbook) -> Any:
    sheet: Any = book.active
    sheet.title, sheet.freeze_panes = SHEET, "A2"
    sheet.append([column.name for column in COLUMNS])
    for letter, column in zip(_LETTERS, COLUMNS, strict=True):
        sheet[f"{letter}1"].font = _BOLD
        sheet.column_dimensions[letter].width = _WIDTHS.get(column.form, _ELSE_WIDE)
    return sheet


def _style(sheet: Any, number_format: str) -> int:
    cell = WriteOnlyCell(sheet)  # enters the style in the workbook without standing anywhere
    cell.number_format = number_format
    return int(cell.style_id)


def _row(line: int, values: list[Value], date_style: int, text_style: int) -> str:
    cells = []
    for letter, value in zip(_LETTERS, values, strict=True):
        place = f'<c r="{letter}{line}"'
        if isinstance(value, date):
            cells.append(f'{place} s="{date_style}"><v>{(value - _DAY_0).days}</v></c>')
        elif isinstance(value, int):
            cells.append(f"{place}><v>{value}</v></c>")
        elif value:
            # Text is never computed; formatted as text it is not even when somebody edits the cell.
            style = f' s="{text_style}"' if FORMULA.match(value) else ""
            text = escape_xml(escape(value))
            cells.append(f'{place}{style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>')
    return f'<row r="{line}">{"".join(cells)}</row>'


def _explain(guide: Any) -> None:
    guide.append(["列名", "是否必填", "怎样填写", "举例"])
    for cell in guide[1]:
        cell.font = _BOLD
    for column in COLUMNS:
        guide.append([column.name, needed(column), column.help, column.example])
    for letter, width in zip("ABCD", (20, 20, 80, 32), strict=True):
        guide.column_dimensions[letter].width = width
    for (cell,) in guide.iter_rows(min_row=2, min_col=3, max_col=3):
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _choice(guide: Any, column: Column, cells: str) -> DataValidation:
    """A list to choose from. It stands in the guide: in the rule itself 255 characters are all there is room for."""
    place = guide.max_column + 1
    letter = get_column_letter(place)
    for line, label in enumerate((column.name, *column.choices), start=1):
        guide.cell(line, place, label)
    guide.column_dimensions[letter].width = _WIDTHS[CHOICE]
    source = f"'{GUIDE}'!${letter}$2:${letter}${len(column.choices) + 1}"
    rule = DataValidation(type="list", formula1=source, allow_blank=True)
    # Other ways of writing are read as well, so the list advises and does not forbid.
    rule.showErrorMessage, rule.errorStyle = True, "warning"
    rule.errorTitle, rule.error = column.name, "请从列表中选择。"
    rule.add(cells)
    return rule
