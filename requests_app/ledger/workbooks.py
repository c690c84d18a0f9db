"""Ledgers as workbooks (XLSX): the first sheet, read as a stream, with what a hostile archive could do kept out."""

import re
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from requests_app.ledger.files import BadLedger, Source
from requests_app.ledger.sheet_xml import Meaning, Record, records, shared_texts
from requests_app.ledger.workbook_parts import BROKEN, find_parts

MOST_PARTS = 5_000
MOST_UNPACKED = 1 << 30  # a million plain lines fit; what a part claims, zipfile never exceeds
MOST_TEXTS = 1 << 28  # these are held in memory
SMALL = 16 << 20
STEEPEST = 200  # times: sheets pack to a tenth or a thirtieth, archives made to burst to a thousandth
_PIECE = 1 << 20
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def source(file: BinaryIO) -> Source:
    _inspect(file)
    try:
        archive = zipfile.ZipFile(file)
        parts, texts = find_parts(archive), []
        if parts.texts:
            with archive.open(parts.texts) as part:
                texts = shared_texts(part)
    except BadLedger:
        raise
    except Exception as error:  # a broken file is met with whatever zipfile and expat happen to raise
        raise BadLedger(BROKEN) from error
    return partial(_records, archive, parts.first, Meaning(texts, parts.date_styles, parts.epoch))


def count(file: BinaryIO) -> int:
    """Lines of the largest sheet below its header, counted in its XML without understanding it."""
    _inspect(file)
    with zipfile.ZipFile(file) as archive:
        sheets = [part for part in archive.infolist() if _SHEET.fullmatch(part.filename)]
        if not sheets:
            return 0
        lines, rest = 0, b""
        with archive.open(max(sheets, key=lambda part: part.file_size)) as part:
            while piece := part.read(_PIECE):
                piece = rest + piece
                lines += piece.count(b"<row ") + piece.count(b"<row>")
                rest = piece[-4:]  # a tag cut in two; too short to be counted twice
    return max(0, lines - 1)


def _inspect(file: BinaryIO) -> None:
    """Refuse what must not even be unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except Exception as error:  # zipfile, too, has many ways to find a file broken
        raise BadLedger(BROKEN) from error
    if any(part.flag_bits & 1 for part in parts):
        raise BadLedger("文件是加密的压缩包，无法读取。请解密后另存为 XLSX，重新上传。")
    bursting = any(part.file_size > SMALL and part.file_size > STEEPEST * part.compress_size for part in parts)
    texts = sum(part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml"))
    total = sum(part.file_size for part in parts)
    if bursting or len(parts) > MOST_PARTS or texts > MOST_TEXTS or total > MOST_UNPACKED:
        raise BadLedger("文件解压后过大，无法读取。请只保留台账所在的工作表，按年度拆分后重新上传。")


def _records(archive: zipfile.ZipFile, path: str, meaning: Meaning, width: int) -> Iterator[Record]:
    try:
        with archive.open(path) as part:
            yield from records(part, width, meaning)
    except BadLedger:
        raise
    except Exception as error:  # as above, further down in the file
        raise BadLedger(BROKEN) from error
