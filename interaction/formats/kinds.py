"""What a file is, by its first bytes and by what is in it: what its name says does not count."""

import re
from enum import StrEnum

from interaction.formats.faults import ARCHIVE, NOT_TAKEN, Unfit

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)


class Kind(StrEnum):
    """A kind of file that may be attached, as it is kept."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    DOCX = "docx"
    XLSX = "xlsx"
    OFD = "ofd"
    DOC = "doc"
    XLS = "xls"
    TXT = "txt"


_OFFICE = "application/vnd.openxmlformats-officedocument."
CONTENT_TYPES: dict[Kind, str] = {
    Kind.PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.DOCX: _OFFICE + "wordprocessingml.document",
    Kind.XLSX: _OFFICE + "spreadsheetml.sheet",
    Kind.OFD: "application/ofd",
    Kind.DOC: "application/msword",
    Kind.XLS: "application/vnd.ms-excel",
    Kind.TXT: "text/plain",
}
# What a file of a kind may be called; with any other ending, or none, it gets the first.
ENDINGS: dict[Kind, tuple[str, ...]] = {
    Kind.PDF: (".pdf",),
    Kind.JPEG: (".jpg", ".jpeg"),
    Kind.PNG: (".png",),
    Kind.DOCX: (".docx",),
    Kind.XLSX: (".xlsx",),
    Kind.OFD: (".ofd",),
    Kind.DOC: (".doc", ".wps"),
    Kind.XLS: (".xls", ".et"),
    Kind.TXT: (".txt",),
}


class Family(StrEnum):
    """What takes a file apart."""

    PDF = "pdf"
    PICTURE = "picture"
    PACKAGE = "package"
    OLD_OFFICE = "old office"
    TEXT = "text"


_MAGIC: tuple[tuple[re.Pattern[bytes], Family], ...] = (
    (re.compile(rb"(?:\xef\xbb\xbf)?\s{0,1000}%PDF-"), Family.PDF),
    (re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|II\*\x00|MM\x00\*"), Family.PICTURE),
    (re.compile(rb"RIFF....WEBP|BM.{12}[\x0c\x28\x38\x40\x6c\x7c]\x00\x00\x00", re.DOTALL), Family.PICTURE),
    (re.compile(rb"....ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)", re.DOTALL), Family.PICTURE),
    (re.compile(re.escape(ZIP)), Family.PACKAGE),
    (re.compile(re.escape(OLE)), Family.OLD_OFFICE),
)
_ARCHIVES = re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ|PK\x05\x06|PK\x07\x08")
# Files of words that programs run, show or unpack: not what anybody reads as plain text.
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:\{\\rt|<!doctype|<\?|<!--|<(?:html|svg|script|head|body|hta:|x?ml|package|component|job)\b"
    rb"|mime-version:|#!|@echo|%!ps|\[internetshortcut\])",
    re.IGNORECASE,
)
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def family(content: bytes) -> Family:
    """The family of a file; raises Unfit for what is not taken in whatever form."""
    for pattern, found in _MAGIC:
        if pattern.match(content):
            return found
    if _ARCHIVES.match(content):
        raise Unfit(ARCHIVE)
    words = content
    if content[:2] in _WIDE:
        words = content[2:].decode(_WIDE[content[:2]], "replace").encode()
    if content.startswith(PROGRAMS) or _MARKUP.match(words):
        raise Unfit(NOT_TAKEN)
    return Family.TEXT
