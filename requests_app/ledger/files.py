"""A file that should be a ledger: what kind of file it is, or why it cannot be one."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import BinaryIO, Literal

from requests_app.ledger.days import DAY_0
from requests_app.ledger.rows import Cell

LONGEST_CELL = 20_000
MOST_LINES = 1_000_000
LAST_LINE = 1_048_576  # of a workbook's sheet; a line numbered beyond it is made up
_SUFFIXES = ("", ".xlsx", ".xlsm", ".csv", ".tsv", ".txt")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")
_LOOKED_AT = 64 * 1024
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"

Kind = Literal["xlsx", "xls", "ods", "text"]
Record = tuple[int, Sequence[Cell | None]]
# Given a width, a source starts from the sheet's beginning and gives its lines, numbered as a spreadsheet does; one
# that keeps lines of any width ignores it.
Source = Callable[[int], Iterator[Record]]


class BadLedger(ValueError):
    """A file that cannot be read as a ledger at all; `message` says why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class RawSheet:
    """A sheet as the file has it. Text has one without a name, and a source for each delimiter it may have."""

    name: str
    sources: Sequence[Source]
    hidden: bool = False
    day_0: date = DAY_0


def kind_of(file: BinaryIO, name: str) -> Kind:
    """What the file is, its content says; its name only helps to say no."""
    file.seek(0)
    head = file.read(_LOOKED_AT)
    suffix = PurePath(name).suffix.lower()
    if not head.strip():
        raise BadLedger("文件是空的，请选择有内容的台账文件。")
    if head.startswith(_OLD_OFFICE):
        file.seek(0)
        if _ENCRYPTED in file.read(_LOOKED_AT * 16):
            raise BadLedger("文件设置了打开密码，无法读取。请在 Excel 或者 WPS 中取消密码，保存后重新上传。")
        return "xls"
    if head.startswith(b"PK"):
        return "ods" if _OPEN_DOCUMENT in head or _is_open_document(file) else "xlsx"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise BadLedger("这是网页格式的文件，只是起了表格的名字。请用 Excel 或者 WPS 打开，另存为 XLSX 后重新上传。")
    if suffix not in _SUFFIXES or suffix in {".xlsx", ".xlsm"}:
        raise BadLedger("文件不是 XLSX 或者 CSV 格式，请在 Excel 或者 WPS 中另存为 XLSX 后重新上传。")
    return "text"


def _is_open_document(file: BinaryIO) -> bool:
    try:
        with zipfile.ZipFile(file) as archive, archive.open("mimetype") as part:
            return part.read(len(_OPEN_DOCUMENT)) == _OPEN_DOCUMENT
    except (KeyError, zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError):
        return False
