"""Reading a ledger: every line is either a request or a list of what is wrong with it; nothing is stored."""

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from requests_app.ledger import delimited, workbooks
from requests_app.ledger.files import BadLedger, is_workbook
from requests_app.ledger.rows import Cell, Fault, LedgerRow, understand
from requests_app.ledger.sheets import Sheet, known_columns, open_sheet

__all__ = ["BadLedger", "Fault", "LedgerRow", "count_lines", "ignored_columns", "read"]


def read(file: BinaryIO, name: str, today: date) -> Iterator[LedgerRow | Fault]:
    """The lines of a ledger in their order, as a stream; a line with faults yields these and no Row.

    Raises BadLedger at once when the file is no ledger, while iterating when that shows only further down.
    The file must be seekable; it is left open.
    """
    return _understood(open_sheet(file, name), today)


def count_lines(file: BinaryIO, name: str) -> int:
    """About how many lines there are below the header, for a progress bar; 0 when it cannot be told."""
    return workbooks.count(file) if is_workbook(file, name) else delimited.count(file)


def ignored_columns(file: BinaryIO, name: str) -> tuple[str, ...]:
    """The columns of the file that are not read, to be shown to whoever imports it. Raises BadLedger."""
    header = open_sheet(file, name).header
    fields = known_columns(header)
    return tuple(title for title, field in zip(header, fields, strict=True) if title and field is None)


def _understood(sheet: Sheet, today: date) -> Iterator[LedgerRow | Fault]:
    fields = known_columns(sheet.header)
    width = len(fields)
    for line, record in sheet.lines:
        if any(str(cell or "").strip() for cell in record[width:]):
            yield Fault(line, "", "本行的单元格比表头多，可能是内容中的逗号没有用引号括起来，请修改后重新上传。")
            continue
        cells: dict[str, Cell] = {}
        for field, cell in zip(fields, record, strict=False):  # the last cells of a line may be left out
            if field is not None and cell is not None and cell != "":
                cells[field] = cell
        if not cells:  # only columns that are not ours are filled: a running number down to the sheet's end
            continue
        found = understand(line, cells, today)
        if isinstance(found, LedgerRow):
            yield found
        else:
            yield from found
