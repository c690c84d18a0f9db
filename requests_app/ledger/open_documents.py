"""Ledgers as OpenDocument spreadsheets (ODS): read as a stream; what stands for many equal cells or lines is told once
and never spread out further than a ledger goes.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import BinaryIO
from xml.parsers import expat

from requests_app.ledger.files import LAST_LINE, LONGEST_CELL, BadLedger, RawSheet, Record
from requests_app.ledger.merged import MOST_MERGED, Merged, filled
from requests_app.ledger.rows import Cell
from requests_app.ledger.sheet_xml import number_text
from requests_app.ledger.workbook_parts import MOST_SHEETS, local, no_doctype
from requests_app.ledger.workbooks import inspect

BROKEN = "这不是有效的 ODS 文件，或者文件已经损坏。请在 WPS 或者 LibreOffice 中打开，另存为 XLSX 后重新上传。"
LOCKED = "文件设置了打开密码，无法读取。请取消密码，保存后重新上传。"
WIDEST = 400  # columns that are looked at
_PIECE = 1 << 18
_BLANKS = {"s": " ", "tab": "\t", "line-break": "\n"}


@dataclass
class _Table:
    name: str
    hidden: bool
    merged: list[Merged] = field(default_factory=list)


def raw_sheets(file: BinaryIO) -> list[RawSheet]:
    """The sheets of a spreadsheet in their order."""
    inspect(file)
    try:
        archive = zipfile.ZipFile(file)
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise BadLedger(LOCKED)
        survey = _Reader(None, 0)
        for _record in _read(archive, survey):
            pass
    except BadLedger:
        raise
    except Exception as error:  # a broken file is met with whatever zipfile and expat happen to raise
        raise BadLedger(BROKEN) from error
    return [
        RawSheet(table.name, [partial(_records, archive, place, table)], table.hidden)
        for place, table in enumerate(survey.tables)
    ]


def count(file: BinaryIO) -> int:
    """Lines of all sheets below their headers."""
    return sum(max(0, sum(1 for _line in one.sources[0](1)) - 1) for one in raw_sheets(file))


def _records(archive: zipfile.ZipFile, place: int, table: _Table, width: int) -> Iterator[Record]:
    try:
        fitting = [one for one in table.merged if one.column < width]
        yield from filled(_read(archive, _Reader(place, width)), fitting)
    except BadLedger:
        raise
    except Exception as error:  # as above, further down in the file
        raise BadLedger(BROKEN) from error


def _read(archive: zipfile.ZipFile, reader: "_Reader") -> Iterator[Record]:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.characters
    parser.StartDoctypeDeclHandler = no_doctype
    with archive.open("content.xml") as part:
        while piece := part.read(_PIECE):
            parser.Parse(piece, False)
            yield from _spread(reader)
    parser.Parse(b"", True)
    yield from _spread(reader)


def _spread(reader: "_Reader") -> Iterator[Record]:
    """The lines that are read; equal ones stand as one with their number."""
    for line, row, times in reader.done:
        for further in range(times):
            yield line + further, list(row)
    reader.done.clear()


class _Reader:
    """Reads one table, or surveys all (place None): their names, and what is hidden and merged."""

    def __init__(self, place: int | None, width: int) -> None:
        self.place, self.width = place, width
        self.tables: list[_Table] = []
        self.done: list[tuple[int, list[Cell | None], int]] = []
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.line, self.times, self.column, self.repeated = 1, 1, 0, 1
        self.row: list[Cell | None] = []
        self.value: Cell | None = None
        self.kind, self.text, self.size = "", list[str](), 0
        self.in_cell, self.paragraph, self.aside, self.depth = False, False, 0, 0

    @property
    def reading(self) -> bool:
        return self.depth == 1 and self.place == len(self.tables) - 1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        told = {local(key): value for key, value in attributes.items()}
        if self.aside or name in {"annotation", "tracked-changes", "table-source"}:
            self.aside += 1
        elif name == "style":
            self.style = told.get("name", "") if told.get("family") == "table" else ""
        elif name == "table-properties" and told.get("display") == "false":
            self.hidden_styles.add(self.style)
        elif name == "table":
            self._table(told)
        elif name == "table-row":
            self.times, self.column = int(told.get("number-rows-repeated", 1)), 0
            self.row = [None] * self.width
        elif name in {"table-cell", "covered-table-cell"}:
            self._cell(told)
        elif name == "p" and self.in_cell:
            self.paragraph = True
            if self.text:
                self._take("\n")
        elif name in _BLANKS and self.paragraph:
            self._take(_BLANKS[name] * min(int(told.get("c", 1)), LONGEST_CELL))

    def _table(self, told: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 1:
            if len(self.tables) >= MOST_SHEETS:
                raise BadLedger(f"文件有{MOST_SHEETS}张以上的工作表，太多了。请只保留台账所在的工作表，重新上传。")
            self.tables.append(_Table(told.get("name", ""), told.get("style-name", "") in self.hidden_styles))
            self.line = 1

    def _cell(self, told: dict[str, str]) -> None:
        self.repeated, self.in_cell = int(told.get("number-columns-repeated", 1)), True
        self.kind, self.value = told.get("value-type", ""), None
        self.text.clear()
        self.size = 0
        if self.kind == "date" and "date-value" in told:
            self.value = date.fromisoformat(told["date-value"][:10])
        elif self.kind in {"float", "percentage", "currency"} and "value" in told:
            self.value = number_text(told["value"])
        rows = int(told.get("number-rows-spanned", 1))
        if self.place is None and rows > 1 and self.column < WIDEST:
            merged = self.tables[-1].merged
            merged.append(Merged(self.line, self.line + rows - 1, self.column))
            if len(merged) > MOST_MERGED:
                raise BadLedger("表格里合并的单元格太多，无法读取。请取消合并单元格后重新上传。")

    def end(self, name: str) -> None:
        name = local(name)
        if self.aside:
            self.aside -= 1
        elif name == "p":
            self.paragraph = False
        elif name in {"table-cell", "covered-table-cell"}:
            self._cell_over()
        elif name == "table-row":
            self._row_over()
        elif name == "table":
            self.depth -= 1

    def _cell_over(self) -> None:
        self.in_cell = False
        value = self.value if self.value is not None else "".join(self.text) or None
        if value is not None and self.reading:
            for column in range(self.column, min(self.column + self.repeated, self.width)):
                self.row[column] = value
        self.column += self.repeated

    def _row_over(self) -> None:
        if self.reading and any(cell is not None for cell in self.row):
            if self.line + self.times - 1 > LAST_LINE:
                raise BadLedger(f"表格超过{LAST_LINE}行，请删除多余的行后重新上传。")
            self.done.append((self.line, self.row, self.times))
        self.line += self.times

    def characters(self, data: str) -> None:
        if self.paragraph and not self.aside:
            self._take(data)

    def _take(self, data: str) -> None:
        self.size += len(data)
        if self.size > LONGEST_CELL:
            raise BadLedger(f"有一个单元格超过{LONGEST_CELL}个字，请删减后重新上传。")
        self.text.append(data)
