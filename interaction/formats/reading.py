"""The words and pictures of a kept document, for those who should see what it holds before they fetch it."""

import io
import re
from collections.abc import Iterator
from itertools import islice

from python_calamine import CalamineWorkbook

from interaction.formats.kinds import Kind
from interaction.formats.old_office import text_of_document
from interaction.formats.packages import Parts, local, take_apart, xml
from interaction.formats.plain_text import text_of

MOST_ROWS, MOST_COLUMNS = 2_000, 64
_TEXTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$")
_PAGE = re.compile(r"Content\.xml$")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|bmp|tiff?|webp)$", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d+)")
_BREAKS = {"p": "\n", "br": "\n", "cr": "\n", "tab": "\t"}


def words_of(kind: Kind, content: bytes) -> str:
    """The words, as far as they can be read off."""
    if kind == Kind.TXT:
        return text_of(content)
    if kind == Kind.DOC:
        return _without_instructions(text_of_document(content))
    if kind in (Kind.XLS, Kind.XLSX):
        return "\n".join(_rows(content))
    parts = take_apart(content)
    found = _document(parts) if kind == Kind.DOCX else _pages(parts)
    return "".join(found).strip()


def pictures_of(kind: Kind, content: bytes) -> list[bytes]:
    """The pictures, in the order of their names."""
    if kind not in (Kind.DOCX, Kind.XLSX, Kind.OFD):
        return []
    parts = take_apart(content)
    return [parts[name] for name in sorted(parts, key=_in_order) if _PICTURE.search(name)]


def _in_order(name: str) -> list[tuple[int, str]]:
    return [(int(piece), "") if piece.isdigit() else (0, piece) for piece in _NUMBERS.split(name)]


def _without_instructions(text: str) -> str:
    said = re.sub("\x13[^\x13\x14\x15]*\x14?", "", text).replace("\x15", "")
    return re.sub("[\x00-\x08\x0b-\x1f]", "", said.replace("\r", "\n").replace("\x07", "\t"))


def _rows(content: bytes) -> Iterator[str]:
    book = CalamineWorkbook.from_object(io.BytesIO(content))
    for name in book.sheet_names:
        yield f"【{name}】"
        for row in islice(book.get_sheet_by_name(name).to_python(), MOST_ROWS):
            yield "\t".join(str(cell) for cell in row[:MOST_COLUMNS])


def _document(parts: Parts) -> Iterator[str]:
    for name in sorted(
        (name for name in parts if _TEXTS.search(name)), key=lambda name: (name != "word/document.xml", name)
    ):
        for element in xml(parts[name]).iter():
            tag = local(element.tag)
            yield (element.text or "") if tag == "t" else _BREAKS.get(tag, "")


def _pages(parts: Parts) -> Iterator[str]:
    for name in sorted((name for name in parts if _PAGE.search(name)), key=_in_order):
        for element in xml(parts[name]).iter():
            tag = local(element.tag)
            yield (element.text or "") if tag == "TextCode" else "\n" if tag == "TextObject" else ""
        yield "\n\n"
