"""The sheets a ledger stands on: where their headers are, and their lines one after the other."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import BinaryIO

from requests_app.ledger import delimited, old_workbooks, open_documents, workbooks
from requests_app.ledger.columns import BY_FIELD, REQUIRED, fold, match_columns
from requests_app.ledger.files import LONGEST_CELL, MOST_LINES, BadLedger, RawSheet, Record, Source, kind_of
from requests_app.ledger.rows import Cell

HEADER_WITHIN = 5  # lines: a title, the year or the organ's name may stand above the header
WIDEST = 200  # columns looked at for the header
_SHEETS_OF = {
    "xlsx": workbooks.raw_sheets, "xls": old_workbooks.raw_sheets, "ods": open_documents.raw_sheets,
    "text": delimited.raw_sheets,
}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """What a person settled of a file: which sheets to read (None: the visible ones), which column is what."""

    sheets: frozenset[str] | None = None
    # Folded head -> field of LedgerRow; empty for a column not to be read.
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    name: str
    header: tuple[str, ...]
    fields: tuple[str | None, ...]  # of the columns; None for those that are not read
    line: int  # of the header
    day_0: date
    lines: Iterator[Record]  # below the header, without the empty ones


@dataclass(frozen=True)
class Passed:
    """A sheet that is not read, and why. `header` is the line most like one, for mapping its columns by hand."""

    name: str
    reason: str
    hidden: bool = False
    header: tuple[str, ...] = ()


@dataclass(frozen=True)
class Book:
    sheets: tuple[Sheet, ...]
    passed: tuple[Passed, ...]

    @property
    def several(self) -> bool:
        """Whether a line has to be told with its sheet."""
        return len(self.sheets) > 1


def look(file: BinaryIO, name: str, choice: Choice) -> Book:
    """The sheets that are read, and those that are not. Raises BadLedger where there is no sheet with anything on it."""
    sheets: list[Sheet] = []
    passed: list[Passed] = []
    for raw in _SHEETS_OF[kind_of(file, name)](file):
        if choice.sheets is None and raw.hidden:
            passed.append(Passed(raw.name, "隐藏的工作表，没有读取。", hidden=True))
        elif choice.sheets is not None and raw.name not in choice.sheets:
            passed.append(Passed(raw.name, "没有选择读取。", raw.hidden))
        else:
            found = _opened(raw, choice)
            if isinstance(found, Sheet):
                sheets.append(found)
            else:
                passed.append(found)
    if not sheets and all(one.reason == _EMPTY for one in passed):
        raise BadLedger("文件是空的，请选择有内容的台账文件。")
    return Book(tuple(sheets), tuple(passed))


def open_book(file: BinaryIO, name: str, choice: Choice) -> Book:
    """As `look`, and raises BadLedger where no sheet is a ledger; `lines` raises it too, when something is amiss
    further down."""
    book = look(file, name, choice)
    if not book.sheets:
        raise BadLedger(why_none(book))
    return book


def why_none(book: Book) -> str:
    """What is wrong when no sheet can be read."""
    said = "".join(f"工作表“{one.name}”：{one.reason}" if one.name else one.reason for one in book.passed)
    return f"{said}请下载台账模板，对照模板的表头修改；如果表头看上去完整，请另存为 XLSX 或者 UTF-8 编码的 CSV 后重新上传。"


_EMPTY = "没有内容。"


def _opened(raw: RawSheet, choice: Choice) -> Sheet | Passed:
    found: list[Record] = []
    for source in raw.sources:
        with closing(_checked(source(WIDEST))) as lines:
            first = list(islice(lines, HEADER_WITHIN))
        for line, cells in first:
            if line <= HEADER_WITHIN and not _lacking(cells, choice):
                return _sheet(raw, source, line, cells, choice)
        found += first
    if not found:
        return Passed(raw.name, _EMPTY, raw.hidden)
    _line, cells = min(found, key=lambda one: (len(_lacking(one[1], choice)), -_width(one[1])))
    names = "、".join(_lacking(cells, choice))
    return Passed(
        raw.name, f"前{HEADER_WITHIN}行中没有找到完整的表头，缺少：{names}。", raw.hidden, header=_heads(cells)
    )


def _sheet(raw: RawSheet, source: Source, line: int, cells: Sequence[Cell | None], choice: Choice) -> Sheet:
    header = _heads(cells)
    fields, _doubtful = match_columns(header, choice.columns)
    seen: set[str] = set()
    for name, known in zip(header, fields, strict=True):
        key = fold(name)
        if key and key in seen and (known or _is_known(name, choice)):
            raise BadLedger(f"表头中有两列都叫“{name}”，无法判断以哪一列为准，请删除或者改名后重新上传。")
        seen.add(key)
    lines = ((at, cells) for at, cells in _checked(source(len(header))) if at > line)
    return Sheet(raw.name, header, tuple(fields), line, raw.day_0, lines)


def _is_known(name: str, choice: Choice) -> bool:
    return match_columns([name], choice.columns)[0] != [None]


def _heads(cells: Sequence[Cell | None]) -> tuple[str, ...]:
    header = [str(cell or "").strip() for cell in cells]
    while header and not header[-1]:
        header.pop()
    return tuple(header)


def _width(cells: Sequence[Cell | None]) -> int:
    return sum(bool(str(cell or "").strip()) for cell in cells)


def _lacking(cells: Sequence[Cell | None], choice: Choice) -> list[str]:
    """The names of the required columns that are not among these cells."""
    fields, doubtful = match_columns([cell if isinstance(cell, str) else "" for cell in cells], choice.columns)
    return [
        column.name + (f"（{'、'.join(doubtful[column.field])}都像）" if column.field in doubtful else "")
        for column in REQUIRED
        if column.field not in fields
    ]


def unread(sheet: Sheet) -> list[str]:
    """The columns of a sheet that are not read."""
    return [name for name, known in zip(sheet.header, sheet.fields, strict=True) if name and known is None]


def suggested(header: Sequence[str], columns: Mapping[str, str]) -> list[str]:
    """What each column of a header most likely is, for somebody to look over; empty where nothing can be said."""
    fields, doubtful = match_columns(header, columns)
    unsure = {name: likely for likely, names in doubtful.items() for name in names[:1]}
    return [known or unsure.get(name, "") or _within(name) for name, known in zip(header, fields, strict=True)]


def _within(name: str) -> str:
    """A field whose name is part of a head."""
    key = fold(name)
    if not key:
        return ""
    return next((one for one, column in BY_FIELD.items() if fold(column.name) in key), "")


def _checked(records: Iterator[Record]) -> Generator[Record, None, None]:
    """The lines that are not empty, as many as a ledger can have."""
    filled = 0
    for line, cells in records:
        empty = True
        for cell in cells:
            if isinstance(cell, str):
                if len(cell) > LONGEST_CELL:
                    raise BadLedger(
                        f"第{line}行有一个单元格超过{LONGEST_CELL}个字，可能是引号没有成对。请检查该行，修改后重新上传。"
                    )
                if empty and cell and not cell.isspace():
                    empty = False
            elif cell is not None:
                empty = False
        if empty:
            continue
        filled += 1
        if filled > MOST_LINES + 1:  # the header is one
            raise BadLedger(f"台账超过{MOST_LINES}行，请按年度拆分成几个文件后分别上传。")
        yield line, cells
