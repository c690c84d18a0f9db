"""Documents and workbooks of the older kind (DOC and WPS, XLS and ET): compound files, read stream by stream.

Taken is what has no macros, objects or links; who wrote it is overwritten in the copy, in place.
"""

import io
import struct
from collections.abc import Iterator

import olefile

from interaction.formats.faults import BROKEN, LOCKED, MACROS, NOT_TAKEN, REACHES_OUT, Unfit
from interaction.formats.fields import check_instruction
from interaction.formats.kinds import Kind

_DOCUMENT, _WORKBOOK = "WordDocument", "Workbook"
_MACROS = frozenset({"macros", "_vba_project_cur", "vba", "_vba_project", "\x01ole10native", "ctls", "package"})
_ABOUT = {
    "\x05SummaryInformation": "e0859ff2f94f6810ab9108002b27b3d9",
    "\x05DocumentSummaryInformation": "02d5cdd59c2e1b10939708002b2cf9ae",
}
# What a document's first block says of it: flags, and the places of lists in the table beside it, by their numbers.
_FLAGS, _ENCRYPTED, _TABLE_ONE, _PLACES = 10, 0x0100, 0x0200, 154
_ASSOCIATED, _PIECES, _COMMENTERS, _REVIEWERS, _SAVERS = 32, 33, 36, 51, 71
_TEMPLATE = 1  # of what is associated
# Records of a workbook.
_SHEET, _LOCK, _WRITER, _BOOK, _CONNECTION = 0x85, 0x2F, 0x5C, 0x1AE, 0x876
_OWN = (b"\x01\x04", b"\x01\x3a")  # links within the book, and to functions every program has
_WORKSHEETS = (0, 2)  # tables and diagrams


def examine_old_office(content: bytes) -> tuple[Kind, bytes]:
    """What it is, and its copy without who wrote it."""
    held = io.BytesIO(content)
    try:
        with olefile.OleFileIO(held, write_mode=True, raise_defects=olefile.DEFECT_INCORRECT) as file:
            kind = _kind(file)
            changed = _document(file) if kind == Kind.DOC else _workbook(file)
            for name, form in _ABOUT.items():
                if file.exists(name):
                    changed[name] = _nothing_about(form, file.get_size(name))
            for name, said in changed.items():
                file.write_stream(name, said)
            return kind, held.getvalue()
    except Unfit:
        raise
    except Exception as error:  # whatever a hostile file makes the parser raise
        raise Unfit(BROKEN) from error


def text_of_document(content: bytes) -> str:
    """The words of a document."""
    with olefile.OleFileIO(io.BytesIO(content)) as file:
        main = _read(file, _DOCUMENT)
        return _text(main, _read(file, _table_of(main)))


def _kind(file: olefile.OleFileIO) -> Kind:
    for path in file.listdir(streams=True, storages=False):
        low = [part.lower() for part in path]
        if low[0] in ("encryptedpackage", "encryptioninfo"):
            raise Unfit(LOCKED)
        if _MACROS.intersection(low) or low[0] == "objectpool" or any(part.startswith("mbd") for part in low):
            raise Unfit(MACROS)
    if file.exists(_DOCUMENT):
        return Kind.DOC
    if file.exists(_WORKBOOK):
        return Kind.XLS
    raise Unfit(NOT_TAKEN)


def _read(file: olefile.OleFileIO, name: str) -> bytes:
    return bytes(file.openstream(name).read())


def _table_of(main: bytes) -> str:
    return "1Table" if struct.unpack_from("<H", main, _FLAGS)[0] & _TABLE_ONE else "0Table"


def _document(file: olefile.OleFileIO) -> dict[str, bytes]:
    main = _read(file, _DOCUMENT)
    if struct.unpack_from("<H", main, _FLAGS)[0] & _ENCRYPTED:
        raise Unfit(LOCKED)
    name = _table_of(main)
    table = bytearray(_read(file, name))
    for instruction in instructions(_text(main, bytes(table))):
        check_instruction(instruction)
    strings = list(_strings(table, *_place(main, _ASSOCIATED)))
    if len(strings) > _TEMPLATE:
        start, end = strings[_TEMPLATE]
        template = table[start:end].decode("utf-16-le", "replace")
        if "://" in template or template.startswith("\\\\"):
            raise Unfit(REACHES_OUT)
    for number in (_ASSOCIATED, _REVIEWERS, _SAVERS):
        for start, end in _strings(table, *_place(main, number)):
            table[start:end] = b" \0" * ((end - start) // 2)
    _blank_commenters(table, *_place(main, _COMMENTERS))
    return {name: bytes(table)}


def _place(main: bytes, number: int) -> tuple[int, int]:
    if _PLACES + 8 * (number + 1) > len(main):
        return 0, 0
    start, length = struct.unpack_from("<II", main, _PLACES + 8 * number)
    return start, length


def _strings(table: bytearray, start: int, length: int) -> Iterator[tuple[int, int]]:
    """Where each string of a list stands."""
    if length < 6 or table[start : start + 2] != b"\xff\xff":  # noqa: PLR2004
        return
    count, extra = struct.unpack_from("<HH", table, start + 2)
    place, over = start + 6, min(start + length, len(table))
    for _number in range(count):
        if place + 2 > over:
            return
        (letters,) = struct.unpack_from("<H", table, place)
        yield place + 2, min(place + 2 + 2 * letters, over)
        place += 2 + 2 * letters + extra


def _blank_commenters(table: bytearray, start: int, length: int) -> None:
    place, over = start, min(start + length, len(table))
    while place + 2 <= over:
        (letters,) = struct.unpack_from("<H", table, place)
        end = min(place + 2 + 2 * letters, over)
        table[place + 2 : end] = b" \0" * ((end - place - 2) // 2)
        place = end


def _text(main: bytes, table: bytes) -> str:
    """The text, put together from its pieces."""
    place, length = _place(main, _PIECES)
    over = place + length
    while place < over and table[place] == 1:  # formatting, not text
        place += 3 + struct.unpack_from("<H", table, place + 1)[0]
    if place >= over or table[place] != 2:  # noqa: PLR2004
        raise Unfit(BROKEN)
    count = (struct.unpack_from("<I", table, place + 1)[0] - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", table, place + 5)
    said = []
    for number in range(count):
        letters = ends[number + 1] - ends[number]
        (where,) = struct.unpack_from("<I", table, place + 5 + 4 * (count + 1) + 8 * number + 2)
        if where & 0x40000000:
            start = (where & 0x3FFFFFFF) // 2
            said.append(main[start : start + letters].decode("cp1252", "replace"))
        else:
            said.append(main[where : where + 2 * letters].decode("utf-16-le", "replace"))
    return "".join(said)


def instructions(text: str) -> Iterator[str]:
    """The instruction of each field; what another field writes into it stands as a NUL."""
    fields: list[list[str]] = []
    in_result: list[bool] = []
    for char in text:
        if char == "\x13":
            if fields and not in_result[-1]:
                fields[-1].append("\0")
            fields.append([])
            in_result.append(False)
        elif char == "\x14" and fields:
            in_result[-1] = True
        elif char == "\x15" and fields:
            yield "".join(fields.pop())
            in_result.pop()
        elif fields and not in_result[-1]:
            fields[-1].append(char)
    yield from ("".join(one) for one in fields)


def _workbook(file: olefile.OleFileIO) -> dict[str, bytes]:
    book = bytearray(_read(file, _WORKBOOK))
    place = 0
    while place + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, place)
        said = bytes(book[place + 4 : place + 4 + length])
        if kind == _LOCK:
            raise Unfit(LOCKED)
        if kind == _SHEET and said[5] not in _WORKSHEETS:
            raise Unfit(MACROS)
        if (kind == _BOOK and said[2:4] not in _OWN) or kind == _CONNECTION:
            raise Unfit(REACHES_OUT)
        if kind == _WRITER and length > 3:  # noqa: PLR2004
            book[place + 4 : place + 4 + length] = b"\0\0\0" + b" " * (length - 3)
        place += 4 + length
    return {_WORKBOOK: bytes(book)}


def _nothing_about(form: str, size: int) -> bytes:
    """A set of properties with none in it, as long as the one before."""
    said = struct.pack("<HHI16sI", 0xFFFE, 0, 0x00020006, b"", 1) + bytes.fromhex(form) + struct.pack("<III", 48, 8, 0)
    return said[:size].ljust(size, b"\0")
