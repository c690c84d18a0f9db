"""Ledgers as workbooks (XLSX): their sheets, read as streams, with what a hostile archive could do kept out."""

import re
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from requests_app.ledger.days import DAY_0, DAY_0_1904
from requests_app.ledger.files import BadLedger, RawSheet, Record
from requests_app.ledger.merged import MOST_MERGED, Merged, filled
from requests_app.ledger.sheet_xml import TOO_LARGE, Meaning, SharedTexts, column_of, records
from requests_app.ledger.workbook_parts import BROKEN, find_parts

MOST_PARTS = 5_000
MOST_UNPACKED = 1 << 30  # a million plain lines fit; what a part claims, zipfile never exceeds
MOST_TEXTS = 1 << 27  # these are held in memory
# What holds for the parts that are no sheets: they say little, and are read as a whole.
MOST_ELSE = {"styles.xml": 16 << 20, "workbook.xml": 4 << 20, ".rels": 4 << 20, "[content_types].xml": 4 << 20}
SMALL = 4 << 20
STEEPEST = 150  # times: sheets pack to a tenth or a thirtieth, archives made to burst to a thousandth
_PIECE = 1 << 20
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})[\"']")
_LONGEST_TAG = 200


def raw_sheets(file: BinaryIO) -> list[RawSheet]:
    """The sheets of a workbook in their order."""
    inspect(file)
    try:
        archive = zipfile.ZipFile(file)
        parts = find_parts(archive)
        texts = SharedTexts(partial(archive.open, parts.texts)) if parts.texts else [""]
    except BadLedger:
        raise
    except Exception as error:  # a broken file is met with whatever zipfile and expat happen to raise
        raise BadLedger(BROKEN) from error
    meaning = Meaning(texts, parts.date_styles, parts.epoch)
    day_0 = DAY_0 if parts.epoch.year == DAY_0.year else DAY_0_1904
    return [
        RawSheet(one.name, [partial(_records, archive, one.path, meaning)], one.hidden, day_0) for one in parts.sheets
    ]


def count(file: BinaryIO) -> int:
    """Lines of all sheets below their headers, counted in their XML without understanding it."""
    inspect(file)
    with zipfile.ZipFile(file) as archive:
        sheets = [part for part in archive.infolist() if _SHEET.fullmatch(part.filename)]
        return sum(max(0, _rows_of(archive, part) - 1) for part in sheets)


def _rows_of(archive: zipfile.ZipFile, sheet: zipfile.ZipInfo) -> int:
    lines, rest = 0, b""
    with archive.open(sheet) as part:
        while piece := part.read(_PIECE):
            piece = rest + piece
            lines += piece.count(b"<row ") + piece.count(b"<row>")
            rest = piece[-4:]  # a tag cut in two; too short to be counted twice
    return lines


def inspect(file: BinaryIO) -> None:
    """Refuse what must not even be unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except Exception as error:  # zipfile, too, has many ways to find a file broken
        raise BadLedger(BROKEN) from error
    if any(part.flag_bits & 1 for part in parts):
        raise BadLedger("文件是加密的压缩包，无法读取。请解密后另存为 XLSX，重新上传。")
    texts = sum(part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml"))
    total = sum(part.file_size for part in parts)
    if any(map(_bursting, parts)) or len(parts) > MOST_PARTS or texts > MOST_TEXTS or total > MOST_UNPACKED:
        raise BadLedger(TOO_LARGE)


def _bursting(part: zipfile.ZipInfo) -> bool:
    most = next((size for end, size in MOST_ELSE.items() if part.filename.lower().endswith(end)), MOST_UNPACKED)
    return part.file_size > most or (part.file_size > SMALL and part.file_size > STEEPEST * part.compress_size)


def _records(archive: zipfile.ZipFile, path: str, meaning: Meaning, width: int) -> Iterator[Record]:
    try:
        merged = _merged(archive, path, width)
        with archive.open(path) as part:
            yield from filled(records(part, width, meaning), merged)
    except BadLedger:
        raise
    except Exception as error:  # as above, further down in the file
        raise BadLedger(BROKEN) from error


def _merged(archive: zipfile.ZipFile, path: str, width: int) -> list[Merged]:
    """Which cells are merged over several lines. It is told at the end of the part, and wanted at its beginning."""
    found: list[Merged] = []
    rest = b""
    with archive.open(path) as part:
        while piece := part.read(_PIECE):
            piece = rest + piece
            end = 0
            for match in _MERGED.finditer(piece):
                column, first, last, end = column_of(match[1].decode()) - 1, int(match[2]), int(match[4]), match.end()
                if last > first and column < width:
                    found.append(Merged(first, last, column))
            if len(found) > MOST_MERGED:
                raise BadLedger("表格里合并的单元格太多，无法读取。请取消合并单元格后重新上传。")
            rest = piece[max(end, len(piece) - _LONGEST_TAG) :]
    return found
