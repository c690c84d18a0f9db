"""Writing a ledger, so that reading it gives the same requests again; and the empty ledger to fill in."""

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import BinaryIO, Literal, cast

from interaction.statistics.cells import protect
from requests_app.ledger.columns import BY_NAME, CHOICE, COLUMNS, ORAL, REMEDIES
from requests_app.ledger.new_workbooks import EVERY, Sink, Value, write_template, write_workbook
from requests_app.ledger.rows import LedgerRow, contest_text

Form = Literal["xlsx", "csv"]
Line = LedgerRow | Mapping[str, object]

# Characters no XML and no UTF-8 can hold. What was stored long ago must not make the whole ledger unwritable.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write(rows: Iterable[Line], file: BinaryIO, form: Form) -> int:
    """Write the ledger and tell how many lines it has. A mapping has columns' names and what is to stand there."""
    written = 0
    for written in _writing(rows, file, form):  # noqa: B007
        pass
    return written


def pieces(rows: Iterable[Line], form: Form) -> Iterator[bytes]:
    """The ledger as it is being written, so that a large one is sent without ever lying anywhere as a whole."""
    sink = Sink()
    for _written in _writing(rows, sink, form):
        yield sink.take()


def _writing(rows: Iterable[Line], file: BinaryIO | Sink, form: Form) -> Iterator[int]:
    """Writes, and now and then tells how many lines are written; at the end too."""
    return (write_workbook if form == "xlsx" else _write_text)(map(_line, rows), file)


def template(file: BinaryIO, form: Form) -> None:
    """The empty ledger: as a workbook with its guide and lists to choose from, as text with the header alone."""
    if form == "xlsx":
        write_template(file)
    else:
        write((), file, form)


def cells(row: LedgerRow) -> dict[str, object]:
    """A request as the cells of its line, by columns' names; labels, not codes."""
    found: dict[str, object] = {}
    for column in COLUMNS:
        value = getattr(row, column.field)
        if column.field == "source" and row.oral:
            value = ORAL
        if column.form == REMEDIES:
            value = contest_text(value)
        found[column.name] = column.label(value) if value and column.form == CHOICE else value
    return found


def _line(row: Line) -> list[Value]:
    """The cells in the columns' order; None where nothing stands."""
    named = cells(row) if isinstance(row, LedgerRow) else row
    unknown = named.keys() - BY_NAME.keys()
    if unknown:
        raise ValueError(f"no such columns: {sorted(unknown)}")
    return [_value(named.get(column.name)) for column in COLUMNS]


def _value(value: object) -> Value:
    if isinstance(value, datetime):
        return value.date()
    if not value:  # 0 working days of extension are none
        return None
    return value if isinstance(value, int | date) else _UNWRITABLE.sub("\ufffd", str(value))


def _write_text(lines: Iterator[list[Value]], file: BinaryIO | Sink) -> Iterator[int]:
    # With the mark, Excel opens the file as UTF-8 and not as the machine's code page.
    writer = csv.writer(codecs.getwriter("utf-8-sig")(cast(BinaryIO, file)))
    writer.writerow([column.name for column in COLUMNS])
    written = 0
    for written, line in enumerate(lines, start=1):
        writer.writerow([protect(cell) if isinstance(cell, str) else cell for cell in line])
        if written % EVERY == 0:
            yield written
    yield written
