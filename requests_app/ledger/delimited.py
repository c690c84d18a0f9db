"""Ledgers as delimited text: UTF-8 with or without a mark, GB18030 as Chinese offices' programmes write it."""

import codecs
import csv
from collections.abc import Iterator
from functools import partial
from io import TextIOWrapper
from typing import BinaryIO

from interaction.statistics.cells import unprotect
from requests_app.ledger.files import BadLedger, RawSheet

_PIECE = 1 << 20
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DELIMITERS = (",", "\t", ";")


def raw_sheets(file: BinaryIO) -> list[RawSheet]:
    """The file by each delimiter it may have; the header will tell which is right."""
    encoding = _encoding(file)
    return [RawSheet("", [partial(_records, file, encoding, delimiter) for delimiter in _DELIMITERS])]


def count(file: BinaryIO) -> int:
    """Lines of text below the header, at least nearly: cells of several lines are counted with their lines."""
    file.seek(0)
    ends, last = 0, b""
    while piece := file.read(_PIECE):
        ends, last = ends + piece.count(b"\n"), piece[-1:]
    return max(0, ends - (last == b"\n"))


def _encoding(file: BinaryIO) -> str:
    """Reads the file once: the first encoding all of it is valid in."""
    file.seek(0)
    decoders = {"utf-8": codecs.getincrementaldecoder("utf-8")(), "gb18030": codecs.getincrementaldecoder("gb18030")()}
    first = True
    while decoders:
        piece = file.read(_PIECE)
        if first and piece.startswith(_UTF16):
            break
        if first and piece.startswith(codecs.BOM_UTF8):
            del decoders["gb18030"]
        first = False
        if b"\0" in piece:
            raise BadLedger("文件不是 XLSX 或者 CSV 格式，请在 Excel 或者 WPS 中另存为 XLSX 后重新上传。")
        for name, decoder in list(decoders.items()):
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError:
                del decoders[name]
        if not piece and decoders:
            return "utf-8-sig" if "utf-8" in decoders else "gb18030"
    raise BadLedger("文件的文字编码无法识别，请另存为 XLSX，或者“CSV UTF-8（逗号分隔）”后重新上传。")


def _records(file: BinaryIO, encoding: str, delimiter: str, width: int) -> Iterator[tuple[int, list[str]]]:
    file.seek(0)
    text = TextIOWrapper(file, encoding=encoding, newline="")
    try:
        reader = csv.reader(text, delimiter=delimiter)
        for line, record in enumerate(reader, start=1):
            for place, cell in enumerate(record):
                if cell[:1] == "'":
                    record[place] = unprotect(cell)
            yield line, record
    except csv.Error as error:
        raise BadLedger(
            f"第{reader.line_num}行附近有一个单元格长得无法读取，多半是引号没有成对。请检查后重新上传。"
        ) from error
    finally:
        if not text.closed:
            text.detach()  # else the caller's file is closed with the wrapper
