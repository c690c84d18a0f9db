"""Ledgers as old workbooks (XLS, ET): taken apart by python-calamine, in a process of its own that may use so much memory
and so much time and no more - of what a hostile file makes of it, nobody else feels anything.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from requests_app.ledger.files import BadLedger, RawSheet, Record
from requests_app.ledger.merged import Merged, filled
from requests_app.ledger.rows import Cell

READER = Path(__file__).with_name("old_workbook_reader.py")
WITHIN = 60  # seconds; 65,536 lines, the most a sheet of these has, take two
UNREADABLE = "这是旧格式的表格（.xls、.et），无法读取。请在 Excel 或者 WPS 中另存为 XLSX 后重新上传。"


def raw_sheets(file: BinaryIO) -> list[RawSheet]:
    """The sheets of an old workbook, in their order."""
    file.seek(0)
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(READER)], input=file.read(), stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, timeout=WITHIN, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        raise BadLedger(UNREADABLE) from late
    if done.returncode:
        raise BadLedger(UNREADABLE)
    return list(_sheets(BytesIO(done.stdout)))


def count(file: BinaryIO) -> int:
    """Lines of all sheets below their headers."""
    return sum(max(0, sum(1 for _line in one.sources[0](1)) - 1) for one in raw_sheets(file))


def _sheets(taken_apart: BytesIO) -> Iterator[RawSheet]:
    """Each sheet is a line of its own with what it is, and as many lines as it has."""
    while head := taken_apart.readline():
        told = json.loads(head)
        merged = [Merged(*one) for one in told["merged"]]
        yield RawSheet(
            told["name"], [partial(_records, taken_apart, taken_apart.tell(), told["lines"], merged)], told["hidden"]
        )
        for _line in range(told["lines"]):
            taken_apart.readline()


def _records(taken_apart: BytesIO, start: int, lines: int, merged: list[Merged], width: int) -> Iterator[Record]:
    fitting = [one for one in merged if one.column < width]
    return filled(_lines(taken_apart, start, lines, width), fitting)


def _lines(taken_apart: BytesIO, place: int, lines: int, width: int) -> Iterator[Record]:
    for number in range(1, lines + 1):
        taken_apart.seek(place)
        row: list[Any] = json.loads(taken_apart.readline())[:width]
        place = taken_apart.tell()
        yield number, [_cell(one) for one in row] + [None] * (width - len(row))


def _cell(told: Any) -> Cell | None:
    return date.fromisoformat(told["day"]) if isinstance(told, dict) else told
