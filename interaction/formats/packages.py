"""Packages of XML: taken apart into their parts, each read by a real parser that knows no entities, and put together anew."""

import io
import zipfile
from typing import Any

from lxml import etree

from interaction.formats.faults import BROKEN, LOCKED, MACROS, TOO_LARGE, Unfit

Parts = dict[str, bytes]

MOST_PARTS = 2_000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_RATIO = 200
_SMALL_PART = 1024 * 1024
_ENCRYPTED = 1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# As old as a file can be: when it was written is nobody's business.
_NEVER = (1980, 1, 1, 0, 0, 0)


def take_apart(content: bytes) -> Parts:
    """The parts of a package by their names, in its order."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            files = [one for one in package.infolist() if not one.is_dir()]
            _weigh(files)
            return {one.filename: package.read(one) for one in files}
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise Unfit(BROKEN) from error


def _weigh(files: list[zipfile.ZipInfo]) -> None:
    """Refuse what unpacks to far more than it weighs, or would unpack elsewhere, before anything is unpacked."""
    if len(files) > MOST_PARTS or sum(one.file_size for one in files) > MOST_UNPACKED:
        raise Unfit(TOO_LARGE)
    if any(one.file_size > _SMALL_PART and one.file_size > MOST_RATIO * one.compress_size for one in files):
        raise Unfit(TOO_LARGE)
    if any(one.flag_bits & _ENCRYPTED for one in files):
        raise Unfit(LOCKED)
    names = {one.filename.lower() for one in files}
    astray = any("\\" in one.filename or ".." in one.filename.split("/") for one in files)
    if len(names) != len(files) or astray or any(one.compress_type not in _METHODS for one in files):
        raise Unfit(BROKEN)


def put_together(parts: Parts) -> bytes:
    """A package of these parts and nothing else: no dates, comments or extra fields."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, _NEVER), content, zipfile.ZIP_DEFLATED)
    return sink.getvalue()


def xml(content: bytes) -> Any:
    """The root of a part; raises Unfit where it is not well-formed or declares a document type."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unfit(BROKEN) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unfit(MACROS)
    return root


def written(root: Any) -> bytes:
    """A part as it is kept again."""
    return bytes(etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True))


def local(tag: Any) -> str:
    """The name of an element or attribute without its namespace; empty for comments and the like."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
