"""Reading a ledger: every line is either a request or a list of what is wrong with it; nothing is stored."""

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from requests_app.ledger import delimited, old_workbooks, open_documents, workbooks
from requests_app.ledger.files import BadLedger, kind_of
from requests_app.ledger.rows import Cell, Fault, LedgerRow, understand
from requests_app.ledger.sheets import Choice, Sheet, open_book, unread

__all__ = ["BadLedger", "Choice", "Fault", "LedgerRow", "count_lines", "ignored_columns", "lines", "read"]

_AS_READ = Choice()
_COUNTS = {
    "xlsx": workbooks.count, "xls": old_workbooks.count, "ods": open_documents.count, "text": delimited.count,
}  # fmt: skip
Found = LedgerRow | list[Fault]


def read(file: BinaryIO, name: str, today: date, choice: Choice = _AS_READ) -> Iterator[LedgerRow | Fault]:
    """The lines of a ledger in their order, as a stream; a line with faults yields these and no Row.

    Raises BadLedger at once when the file is no ledger, while iterating when that shows only further down.
    The file must be seekable; it is left open.
    """
    book = open_book(file, name, choice)
    return (
        one
        for sheet in book.sheets
        for _cells, found in lines(sheet, today, several=book.several)
        for one in (found if isinstance(found, list) else [found])
    )


def count_lines(file: BinaryIO, name: str) -> int:
    """About how many lines there are below the headers, for a progress bar; 0 when it cannot be told."""
    return _COUNTS[kind_of(file, name)](file)


def ignored_columns(file: BinaryIO, name: str, choice: Choice = _AS_READ) -> tuple[str, ...]:
    """The columns of the file that are not read, to be shown to whoever imports it. Raises BadLedger."""
    heads = [head for sheet in open_book(file, name, choice).sheets for head in unread(sheet)]
    return tuple(dict.fromkeys(heads))


def lines(sheet: Sheet, today: date, *, several: bool) -> Iterator[tuple[list[Cell | None], Found]]:
    """Every line of a sheet: its cells as they stand, and what they say. `several`: whether others are read too."""
    width = len(sheet.fields)
    name = sheet.name if several else ""
    for line, record in sheet.lines:
        if any(str(cell or "").strip() for cell in record[width:]):
            said = "本行的单元格比表头多，可能是内容中的逗号没有用引号括起来，请修改后重新上传。"
            yield list(record), [Fault(line, "", said, name)]
            continue
        cells: dict[str, Cell] = {}
        for field, cell in zip(sheet.fields, record, strict=False):  # the last cells of a line may be left out
            if field is not None and cell is not None and cell != "":
                cells[field] = cell
        if not cells:  # only columns that are not ours are filled: a running number down to the sheet's end
            continue
        yield list(record), understand(line, cells, today, sheet=name, day_0=sheet.day_0)
