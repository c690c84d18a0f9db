"""The sheet a ledger stands on: where its header is, and its lines one after the other."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from requests_app.ledger import delimited, workbooks
from requests_app.ledger.columns import BY_HEADER, REQUIRED, fold
from requests_app.ledger.files import LONGEST_CELL, MOST_LINES, BadLedger, Source, is_workbook
from requests_app.ledger.rows import Cell

HEADER_WITHIN = 5  # lines: a title, the year or the organ's name may stand above the header
WIDEST = 200  # columns looked at for the header


@dataclass(frozen=True)
class Sheet:
    header: tuple[str, ...]
    line: int  # of the header
    lines: Iterator[tuple[int, Sequence[Cell | None]]]  # below the header, without the empty ones


def open_sheet(file: BinaryIO, name: str) -> Sheet:
    """The ledger's sheet. Raises BadLedger; `lines` raises it too, when something is amiss further down."""
    sources = [workbooks.source(file)] if is_workbook(file, name) else delimited.sources(file)
    found: list[tuple[int, Sequence[Cell | None]]] = []
    for source in sources:
        with closing(_checked(source(WIDEST))) as lines:
            first = list(islice(lines, HEADER_WITHIN))
        for line, cells in first:
            if line <= HEADER_WITHIN and not _lacking(cells):
                return _sheet(source, line, cells)
        found += first
    if not found:
        raise BadLedger("文件是空的，请选择有内容的台账文件。")
    nearest = min(found, key=lambda one: len(_lacking(one[1])))
    names = "、".join(_lacking(nearest[1]))
    raise BadLedger(
        f"前{HEADER_WITHIN}行中没有找到完整的表头，缺少：{names}。请下载台账模板，对照模板的表头修改；"
        "如果表头看上去完整，请另存为 XLSX 或者 UTF-8 编码的 CSV 后重新上传。"
    )


def _sheet(source: Source, line: int, cells: Sequence[Cell | None]) -> Sheet:
    header = [str(cell or "").strip() for cell in cells]
    while not header[-1]:
        header.pop()
    seen: set[str] = set()
    for name in header:
        key = fold(name)
        if key and key in seen:
            raise BadLedger(f"表头中有两列都叫“{name}”，无法判断以哪一列为准，请删除或者改名后重新上传。")
        seen.add(key)
    lines = ((at, cells) for at, cells in _checked(source(len(header))) if at > line)
    return Sheet(tuple(header), line, lines)


def _lacking(cells: Sequence[Cell | None]) -> list[str]:
    """The names of the required columns that are not among these cells."""
    names = {fold(cell) for cell in cells if isinstance(cell, str)}
    return [column.name for column in REQUIRED if fold(column.name) not in names]


def _checked(
    records: Iterator[tuple[int, Sequence[Cell | None]]],
) -> Generator[tuple[int, Sequence[Cell | None]], None, None]:
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


def known_columns(header: Sequence[str]) -> list[str | None]:
    """The field of every column of a header; None for columns the ledger does not know."""
    return [column.field if (column := BY_HEADER.get(fold(name))) else None for name in header]
