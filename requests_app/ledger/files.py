"""A file that should be a ledger: what kind of file it is, or why it cannot be one."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath
from typing import BinaryIO

from requests_app.ledger.rows import Cell

LONGEST_CELL = 20_000
MOST_LINES = 1_000_000
LAST_LINE = 1_048_576  # of a workbook's sheet; a line numbered beyond it is made up
_SUFFIXES = ("", ".xlsx", ".xlsm", ".csv", ".tsv", ".txt")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")
_LOOKED_AT = 64 * 1024

# Given a width, a source starts from the file's beginning and gives its lines, numbered as a spreadsheet does; one
# that keeps lines of any width ignores it.
Source = Callable[[int], Iterator[tuple[int, Sequence[Cell | None]]]]


class BadLedger(ValueError):
    """A file that cannot be read as a ledger at all; `message` says why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def is_workbook(file: BinaryIO, name: str) -> bool:
    """Whether the file is a workbook (else it is text). What it is, its content says; its name only helps to say no."""
    file.seek(0)
    head = file.read(_LOOKED_AT)
    suffix = PurePath(name).suffix.lower()
    if not head.strip():
        raise BadLedger("文件是空的，请选择有内容的台账文件。")
    if head.startswith(_OLD_OFFICE):
        file.seek(0)
        if _ENCRYPTED in file.read(_LOOKED_AT * 16):
            raise BadLedger("文件设置了打开密码，无法读取。请在 Excel 或者 WPS 中取消密码，保存后重新上传。")
        raise BadLedger("这是旧格式的表格（.xls、.et），无法读取。请在 Excel 或者 WPS 中另存为 XLSX 后重新上传。")
    if head.startswith(b"PK"):
        return True
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise BadLedger("这是网页格式的文件，只是起了表格的名字。请用 Excel 或者 WPS 打开，另存为 XLSX 后重新上传。")
    if suffix not in _SUFFIXES or suffix in {".xlsx", ".xlsm"}:
        raise BadLedger("文件不是 XLSX 或者 CSV 格式，请在 Excel 或者 WPS 中另存为 XLSX 后重新上传。")
    return False
