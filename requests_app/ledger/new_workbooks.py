"""Ledgers written as workbooks (XLSX), and the empty one with its guide and its lists to choose from."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from typing import Any, BinaryIO, cast
from xml.sax.saxutils import escape as escape_xml

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from interaction.statistics.cells import is_changed
from requests_app.ledger.columns import CHOICE, COLUMNS, DATE, LINE, TEXT, Column, needed
from requests_app.ledger.days import DAY_0
from requests_app.ledger.files import LAST_LINE
from requests_app.ledger.sheet_xml import escape

Value = str | int | date | None

SHEET, GUIDE = "台账", "填写说明"
_DATE_FORMAT, _TEXT_FORMAT = "yyyy-mm-dd", "@"
_WIDTHS = {DATE: 14.0, CHOICE: 20.0, LINE: 20.0, TEXT: 48.0}
_ELSE_WIDE = 12.0
_LETTERS = [xl_col_to_name(place) for place in range(len(COLUMNS))]
_PART = "xl/worksheets/sheet1.xml"
_SIZE = re.compile(rb"<dimension [^>]*/>")  # as of the header alone; readers find out by themselves
_SAMPLE = re.compile(rb'<row r="2".*?</row>')
_STYLED = re.compile(rb' s="([0-9]+)"')


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
    """XlsxWriter makes the workbook with its header; the lines are set in as text while they come.

    XlsxWriter itself gives nothing away before the last line, and takes twice as long (docs/decisions/).
    Tells now and then, and at the end, how many lines are written.
    """
    written = 0
    with (
        zipfile.ZipFile(_frame()) as frame,
        zipfile.ZipFile(cast(BinaryIO, file), "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for part in frame.infolist():
            if part.filename != _PART:
                archive.writestr(part, frame.read(part))
                continue
            sheet = frame.read(part)
            sample = _SAMPLE.search(sheet)
            assert sample is not None
            date_style, text_style = map(int, _STYLED.findall(sample[0]))
            with archive.open(_PART, "w", force_zip64=True) as out:
                out.write(_SIZE.sub(b"", sheet[: sample.start()]))
                for written, line in enumerate(lines, start=1):
                    if written >= LAST_LINE:
                        raise ValueError(f"a sheet holds {LAST_LINE} lines")
                    out.write(_row(written + 1, line, date_style, text_style).encode())
                    if written % EVERY == 0:
                        yield written
                out.write(sheet[sample.end() :])
    yield written


def _frame() -> BytesIO:
    """A ledger with a sample line, whose two cells tell how days and formula-like texts are formatted."""
    made = BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        sheet = _headed(book)
        sheet.write_number(1, 0, 0, book.add_format({"num_format": _DATE_FORMAT}))
        sheet.write_string(1, 1, "=", book.add_format({"num_format": _TEXT_FORMAT}))
    return made


def write_template(file: BinaryIO) -> None:
    with Workbook(file, {"in_memory": True}) as book:
        sheet, guide = _headed(book), book.add_worksheet(GUIDE)
        _explain(book, guide)
        formats = {
            DATE: book.add_format({"num_format": _DATE_FORMAT}),
            # Long numbers stay as they were typed.
            LINE: (text := book.add_format({"num_format": _TEXT_FORMAT})),
            TEXT: text,
        }
        lists = 4  # the guide's columns before them
        for place, column in enumerate(COLUMNS):
            sheet.set_column(place, place, _width(column), formats.get(column.form))
            if column.form == CHOICE:
                sheet.data_validation(1, place, LAST_LINE - 1, place, _choice(guide, column, lists))
                lists += 1


def _width(column: Column) -> float:
    return _WIDTHS.get(column.form, _ELSE_WIDE)


def _headed(book: Workbook) -> Worksheet:
    sheet = cast(Worksheet, book.add_worksheet(SHEET))
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    for place, column in enumerate(COLUMNS):
        sheet.write_string(0, place, column.name, bold)
        sheet.set_column(place, place, _width(column))
    return sheet


def _row(line: int, values: list[Value], date_style: int, text_style: int) -> str:
    cells = []
    for letter, value in zip(_LETTERS, values, strict=True):
        place = f'<c r="{letter}{line}"'
        if isinstance(value, date):
            cells.append(f'{place} s="{date_style}"><v>{(value - DAY_0).days}</v></c>')
        elif isinstance(value, int):
            cells.append(f"{place}><v>{value}</v></c>")
        elif value:
            # Text is never computed; formatted as text it is not even when somebody edits the cell.
            style = f' s="{text_style}"' if is_changed(value) else ""
            text = escape_xml(escape(value))
            cells.append(f'{place}{style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>')
    return f'<row r="{line}">{"".join(cells)}</row>'


def _explain(book: Workbook, guide: Worksheet) -> None:
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for place, (title, width) in enumerate((("列名", 20), ("是否必填", 20), ("怎样填写", 80), ("举例", 32))):
        guide.write_string(0, place, title, bold)
        guide.set_column(place, place, width)
    for line, column in enumerate(COLUMNS, start=1):
        for place, text in enumerate((column.name, needed(column), column.help, column.example)):
            guide.write_string(line, place, text, wrapped if text == column.help else None)


def _choice(guide: Worksheet, column: Column, place: int) -> dict[str, Any]:
    """A list to choose from. It stands in the guide: in the rule itself 255 characters are all there is room for."""
    for line, label in enumerate((column.name, *column.choices)):
        guide.write_string(line, place, label)
    guide.set_column(place, place, _WIDTHS[CHOICE])
    return {
        "validate": "list", "source": f"='{GUIDE}'!{xl_range_abs(1, place, len(column.choices), place)}",
        # Other ways of writing are read as well, so the list advises and does not forbid.
        "error_type": "warning", "error_title": column.name, "error_message": "请从列表中选择。",
    }  # fmt: skip
