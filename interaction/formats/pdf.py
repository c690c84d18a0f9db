"""PDFs: every object is looked at, those beside the table too; the copy is written anew of what is reachable, without who
made it. Passwords that only forbid changes are no hindrance."""

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PasswordType, PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    StreamObject,
    read_object,
)

from interaction.formats.copied_pdf import copy_of
from interaction.formats.faults import ACTIVE_PDF, BROKEN, LOCKED, NO_PAGES, REACHES_OUT, TOO_COMPLEX, Unfit
from interaction.formats.packages import xml
from interaction.formats.relations import leads_astray

MOST_OBJECTS = 100_000
_DEEPEST = 50

# Keys that hold a script, a form of scripts, a show; and what actions and annotations may not be.
_KEYS = frozenset({"/JavaScript", "/JS", "/XFA", "/RichMediaContent", "/RichMediaSettings"})
_ACTIONS = frozenset({
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound",
    "/RichMediaExecute", "/GoTo3DView", "/GoToDp",
})  # fmt: skip
_SUBTYPES = frozenset({"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"})
_TURNS = frozenset({"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"})
_OBJECT = re.compile(rb"\b(\d{1,10})[ \t\r\n]+(\d{1,5})[ \t\r\n]+obj\b[\x00\t\n\f\r ]*")
_DOUBLE = "Multiple definitions in dictionary"


def examine_pdf(content: bytes) -> tuple[bytes, bool]:
    """The copy of a PDF, and whether the original bears a signature."""
    doubts = _Doubts()
    logging.getLogger("pypdf").addHandler(doubts)
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise Unfit(LOCKED)
        if len(reader.pages) == 0:
            raise Unfit(NO_PAGES)
        look = _Look(reader)
        for value in _objects(reader, content):
            look.at(value, _DEEPEST)
        if doubts.ambiguous:
            raise Unfit(BROKEN)
        return copy_of(reader), look.signed
    except Unfit:
        raise
    except Exception as error:  # whatever a hostile file makes the parser raise
        raise Unfit(BROKEN) from error
    finally:
        logging.getLogger("pypdf").removeHandler(doubts)


class _Doubts(logging.Handler):
    """Hears of dictionaries that say two things at once: another reader might take the other."""

    def __init__(self) -> None:
        super().__init__()
        self.ambiguous = False

    def emit(self, record: logging.LogRecord) -> None:
        if _DOUBLE in record.getMessage():
            self.ambiguous = True


def _objects(reader: PdfReader, content: bytes) -> Iterator[object]:
    """All objects of all revisions' tables, packed ones included, and those that only stand in the file."""
    numbers = {(number, generation) for generation, table in reader.xref.items() for number in table if number}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MOST_OBJECTS:
        raise Unfit(TOO_COMPLEX)
    yield reader.trailer
    for number, generation in sorted(numbers):
        yield reader.get_object(IndirectObject(number, generation, reader))
    known = {place for table in reader.xref.values() for place in table.values()}
    stream = io.BytesIO(content)
    for beside, found in enumerate(found for found in _OBJECT.finditer(content) if found.start() not in known):
        if beside > MOST_OBJECTS:
            raise Unfit(TOO_COMPLEX)
        stream.seek(found.end())
        try:
            value = read_object(stream, reader)
        except Exception:  # noqa: S112 - no object stands here, only what looks like one's beginning
            continue
        yield value


class _Look:
    """What is looked for in the objects of one file."""

    def __init__(self, reader: PdfReader) -> None:
        self._reader = reader
        self.signed = False

    def at(self, value: object, depth: int) -> None:
        """Refuse an object, or what it holds directly, that acts, embeds or reaches out."""
        if depth == 0:
            raise Unfit(TOO_COMPLEX)
        if isinstance(value, DictionaryObject):
            self._dictionary(value)
            for held in dict.values(value):
                self.at(held, depth - 1)
        elif isinstance(value, ArrayObject):
            for held in list.__iter__(value):
                self.at(held, depth - 1)

    def _dictionary(self, one: DictionaryObject) -> None:
        keys = one.keys()
        if _KEYS & keys or _named(one, "/S") in _ACTIONS or _named(one, "/Subtype") in _SUBTYPES:
            raise Unfit(ACTIVE_PDF)
        if "/OpenAction" in keys:
            self._only_jumps(one.get("/OpenAction"))
        if "/AA" in keys:
            self._only_jumps(*_values(one.get("/AA")))
        if "/EF" in keys:
            for embedded in _values(one.get("/EF")):
                _only_data(embedded)
        if _named(one, "/Type") == "/EmbeddedFile":
            _only_data(one)
        if _named(one, "/Subtype") == "/FileAttachment" and "/FS" not in keys:
            raise Unfit(ACTIVE_PDF)
        if _named(one, "/S") == "/URI" and leads_astray(_text(one.get("/URI"))):
            raise Unfit(REACHES_OUT)
        if (isinstance(one, StreamObject) and "/F" in keys) or _named(one, "/FS") == "/URL" or "/Ref" in keys:
            raise Unfit(REACHES_OUT)  # what is shown would be fetched from another file
        if "/ByteRange" in keys:
            self.signed = True

    def _only_jumps(self, *actions: object) -> None:
        for said in actions:
            action = said.get_object() if isinstance(said, IndirectObject) else said
            jumps = (
                _named(action, "/S") == "/GoTo" or (_named(action, "/S") == "/Named" and _named(action, "/N") in _TURNS)
                if isinstance(action, DictionaryObject)
                else action is None or isinstance(action, ArrayObject | NameObject | str | NullObject)
            )
            if not jumps or (isinstance(action, DictionaryObject) and "/Next" in action):
                raise Unfit(ACTIVE_PDF)


def _named(one: DictionaryObject, key: str) -> str:
    """The name that stands under a key, be it by a reference."""
    value = one.get(key)
    value = value.get_object() if isinstance(value, IndirectObject) else value
    return str(value) if isinstance(value, NameObject) else ""


def _text(value: Any) -> str:
    value = value.get_object() if isinstance(value, IndirectObject) else value
    return value.decode("latin-1") if isinstance(value, bytes) else str(value or "")


def _values(value: Any) -> list[object]:
    value = value.get_object() if isinstance(value, IndirectObject) else value
    return list(dict.values(value)) if isinstance(value, DictionaryObject) else [value]


def _only_data(embedded: object) -> None:
    """Refuse embedded files but the data of an invoice: XML, read by a real parser."""
    embedded = embedded.get_object() if isinstance(embedded, IndirectObject) else embedded
    if not isinstance(embedded, StreamObject):
        raise Unfit(ACTIVE_PDF)
    try:
        xml(embedded.get_data())
    except Unfit as unfit:
        raise Unfit(ACTIVE_PDF) from unfit
