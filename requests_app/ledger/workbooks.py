"""Ledgers as workbooks (XLSX): the first sheet, read as a stream, with what a hostile archive could do kept out."""

import re
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.xml.constants import SHARED_STRINGS

from requests_app.ledger.files import BadLedger, Source
from requests_app.ledger.sheet_xml import BROKEN, Meaning, Record, records, shared_texts

MOST_PARTS = 5_000
MOST_UNPACKED = 1 << 30  # a million plain lines fit; what a part claims, zipfile never exceeds
MOST_TEXTS = 1 << 28  # these are held in memory
SMALL = 16 << 20
STEEPEST = 200  # times: sheets pack to a tenth or a thirtieth, archives made to burst to a thousandth
_PIECE = 1 << 20
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


class _Package(ExcelReader):
    """openpyxl knows its way about a workbook's parts; the two that are large are read faster here."""

    first: str = ""  # the path of the first sheet

    def read(self) -> None:
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)
        # Not read_worksheets: it looks for the size of each sheet, and through all of it when none is given.
        for _, relation in self.parser.find_sheets():
            if relation.Type.endswith("/worksheet"):
                self.first = relation.target
                break

    def read_strings(self) -> None:
        manifest: Any = self.package
        part = manifest.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = shared_texts(source)


def source(file: BinaryIO) -> Source:
    _inspect(file)
    try:
        package = _Package(file, read_only=True, data_only=True, keep_links=False)
        package.read()
    except BadLedger:
        raise
    except Exception as error:  # openpyxl meets broken files with whatever its code happens to raise
        raise BadLedger(BROKEN) from error
    if not package.first:
        raise BadLedger("工作簿中没有工作表，请检查后重新上传。")
    return partial(_records, package)


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


def _records(package: Any, width: int) -> Iterator[Record]:
    book = package.wb
    meaning = Meaning(package.shared_strings, frozenset(book._date_formats), book.epoch)
    try:
        with package.archive.open(package.first) as part:
            yield from records(part, width, meaning)
    except BadLedger:
        raise
    except Exception as error:  # as above, further down in the file
        raise BadLedger(BROKEN) from error
