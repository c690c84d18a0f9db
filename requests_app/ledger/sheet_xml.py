"""The XML of a workbook's sheet and of its shared strings, read with expat. Nothing here grows with the file: rows are
handed on as they come, and a cell too long is refused in its midst (why no library does this: docs/decisions/).
"""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import IO, Protocol
from xml.parsers import expat

from requests_app.ledger.files import LAST_LINE, LONGEST_CELL, BadLedger
from requests_app.ledger.rows import Cell
from requests_app.ledger.workbook_parts import BROKEN, local, no_doctype

_PIECE = 1 << 18
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_TO_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_DIGITS = "0123456789"
_DAY = 86_400_000  # milliseconds
_LEAPING, _LEAP_DAY = 1899, 60  # the year of day 0 where Excel counts a 29 February 1900; that day
_EXACT = 1e15  # a spreadsheet's numbers have fifteen digits
MOST_TEXTS = 2_500_000
MOST_COLUMNS = 16_384  # of a workbook's sheet
MOST_BLANK = 2_000_000  # cells with a format and nothing in them

TOO_LARGE = "文件解压后过大，无法读取。请只保留台账所在的工作表，按年度拆分后重新上传。"

Record = tuple[int, list[Cell | None]]


def escape(text: str) -> str:
    """A text that looks like the format's own escape of a character, written so that it stays what it is."""
    return _TO_ESCAPE.sub("_x005F_", text) if "_x" in text else text


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


@dataclass(frozen=True)
class Meaning:
    """What the cells of a sheet refer to: the workbook's texts, the styles that show dates, day 0."""

    texts: "Texts"
    date_styles: frozenset[int]
    epoch: datetime


class Texts(Protocol):
    """The texts that cells refer to by their place."""

    def __getitem__(self, place: int) -> str: ...


class SharedTexts:
    """The shared texts of a workbook, read as far as they are asked for: a header's stand at the beginning."""

    def __init__(self, open_part: Callable[[], AbstractContextManager[IO[bytes]]]) -> None:
        self._reader = _Texts()
        self._more = self._read(open_part)

    def __getitem__(self, place: int) -> str:
        texts = self._reader.texts
        while place >= len(texts) and next(self._more, False):
            pass
        return texts[place]

    def _read(self, open_part: Callable[[], AbstractContextManager[IO[bytes]]]) -> Iterator[bool]:
        with open_part() as part:
            for _ in _pieces(part, self._reader):
                yield True


def records(part: IO[bytes], width: int, meaning: Meaning) -> Iterator[Record]:
    """The rows of a sheet with their numbers, each `width` cells wide; those with nothing in them are left out."""
    reader = _Rows(width, meaning)
    for _ in _pieces(part, reader):
        yield from reader.done
        reader.done.clear()
        if reader.over:
            return


def _pieces(part: IO[bytes], reader: "_Reader") -> Iterator[None]:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.characters
    parser.StartDoctypeDeclHandler = no_doctype
    while piece := part.read(_PIECE):
        parser.Parse(piece, False)
        yield
    parser.Parse(b"", True)
    yield


class _Reader:
    """Collects the text of `t` and `v`, without that of phonetic guides (rPh). Names come with or without a prefix."""

    collected: tuple[str, ...] = ("t",)

    def __init__(self) -> None:
        self.text: list[str] = []
        self.size = 0
        self.collecting = self.aside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name in self.collected:
            self.collecting = not self.aside
        elif name == "rPh":
            self.aside = True
        else:
            self.opened(name, attributes)

    def end(self, name: str) -> None:
        name = local(name)
        if name in self.collected:
            self.collecting = False
        elif name == "rPh":
            self.aside = False
        else:
            self.closed(name)

    def characters(self, data: str) -> None:
        if self.collecting:
            self.size += len(data)
            if self.size > LONGEST_CELL:
                raise BadLedger(f"有一个单元格超过{LONGEST_CELL}个字，请删减后重新上传。")
            self.text.append(data)

    def taken(self) -> str:
        text = "".join(self.text)
        self.text.clear()
        self.size = 0
        return text

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def closed(self, name: str) -> None:
        raise NotImplementedError


class _Texts(_Reader):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self.taken()

    def closed(self, name: str) -> None:
        if name == "si":
            if len(self.texts) >= MOST_TEXTS:
                raise BadLedger(TOO_LARGE)
            self.texts.append(_unescape(self.taken()))


@dataclass
class _Open:
    """The cell being read."""

    column: int = 0
    kind: str = "n"
    style: str = "0"
    row: list[Cell | None] = field(default_factory=list)
    filled: bool = False  # whether there is anything in its row


class _Rows(_Reader):
    collected = ("t", "v")

    def __init__(self, width: int, meaning: Meaning) -> None:
        super().__init__()
        self.width, self.meaning = width, meaning
        self.done: list[Record] = []
        self.line = 0
        self.cell = _Open()
        self.over = False
        self.blank = self.cells = 0

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            place, cell = attributes.get("r"), self.cell
            cell.column = column_of(place.rstrip(_DIGITS)) if place else cell.column + 1
            cell.kind, cell.style = attributes.get("t", "n"), attributes.get("s", "0")
            self.taken()
            self.cells += 1
            if self.cells > MOST_COLUMNS:
                raise BadLedger(BROKEN)
        elif name == "row":
            self.cells = 0
            line = int(attributes.get("r", self.line + 1))
            if line <= self.line:
                raise BadLedger(BROKEN)
            if line > LAST_LINE:
                raise BadLedger(f"表格超过{LAST_LINE}行，请删除多余的行后重新上传。")
            self.line = line
            cell = self.cell
            cell.column = 0
            if cell.filled or not cell.row:
                cell.row, cell.filled = [None] * self.width, False

    def closed(self, name: str) -> None:
        if name == "c":
            cell = self.cell
            if not self.text:
                self._count_blank()
            elif cell.column <= self.width:
                cell.row[cell.column - 1] = self._value(cell, self.taken())
                cell.filled = True
        elif name == "row":
            if self.cell.filled:
                self.done.append((self.line, self.cell.row))
        elif name == "sheetData":
            self.over = True

    def _count_blank(self) -> None:
        self.blank += 1
        if self.blank > MOST_BLANK:
            raise BadLedger(
                f"表格里有{MOST_BLANK // 10_000}多万个只有格式、没有内容的单元格，无法读取。请删除表格下方和右侧的空白行、列，"
                "或者把台账复制到新建的工作簿，保存后重新上传。"
            )

    def _value(self, cell: _Open, text: str) -> Cell:
        if cell.kind == "s":
            return self.meaning.texts[int(text)]
        if cell.kind == "n":
            if int(cell.style) in self.meaning.date_styles:
                return _date(text, self.meaning.epoch)
            return text if text.isdigit() else number_text(text)
        if cell.kind == "b":
            return "TRUE" if text == "1" else "FALSE"
        return _unescape(text)


@lru_cache(maxsize=1024)
def column_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    if number < 1:
        raise BadLedger(BROKEN)
    return number


@lru_cache(maxsize=8192)
def _date(text: str, epoch: datetime) -> Cell:
    """The day of a serial number; times of day have none and stay what they are."""
    try:
        days, rest = divmod(float(text), 1)
        found = epoch + timedelta(days=days, milliseconds=round(rest * _DAY))
    except (OverflowError, ValueError):
        return text
    if found.date() == epoch.date():
        return str(found.time())
    return found.date() + timedelta(days=epoch.year == _LEAPING and 0 < days < _LEAP_DAY)


def number_text(text: str) -> str:
    """A number as people write it: workbooks keep 3.1 as 3.1000000000000001, and whole numbers at times as 12.0."""
    number = float(text)
    return str(int(number)) if number.is_integer() and abs(number) < _EXACT else repr(number)
