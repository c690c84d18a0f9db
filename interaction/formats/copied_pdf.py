"""The copy of a PDF that everybody gets: what is reachable from its pages, without Info, XMP, and who commented."""

import io
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, IndirectObject, NameObject, StreamObject

from interaction.formats.pictures_within import without_traces

_NOTES = ("/Metadata", "/PieceInfo", "/LastModified")
# Comments whose /T is who made them; in a field of a form it is the field's name.
_COMMENTS = frozenset({
    "/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline", "/Squiggly",
    "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/FileAttachment",
})  # fmt: skip


def copy_of(reader: PdfReader) -> bytes:
    """Write a PDF anew; a signature loses its value and keeps its look."""
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    for one in list(writer._objects):
        _walk(one)
    _loosen(writer.root_object)
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    sink = io.BytesIO()
    writer.write(sink)
    return sink.getvalue()


def _walk(value: object) -> None:
    """An object and what it holds directly; how deep that goes was looked at before."""
    if isinstance(value, DictionaryObject):
        _forget(value)
    held = dict.values(value) if isinstance(value, DictionaryObject) else value if isinstance(value, list) else ()
    for one in list(list.__iter__(held) if isinstance(held, list) else held):
        _walk(one)


def _forget(one: DictionaryObject) -> None:
    for key in _NOTES:
        dict.pop(one, NameObject(key), None)
    if _direct(one, "/Subtype") in _COMMENTS:
        dict.pop(one, NameObject("/T"), None)
    if _direct(one, "/FT") == "/Sig":
        dict.pop(one, NameObject("/V"), None)
    if isinstance(one, StreamObject) and _filters(one) == ["/DCTDecode"]:
        one._data = without_traces(one._data)


def _loosen(root: DictionaryObject) -> None:
    """No form that says it is signed, and no rights that hang on a signature."""
    dict.pop(root, NameObject("/Perms"), None)
    dict.pop(root, NameObject("/DSS"), None)
    form = root.get("/AcroForm")
    form = form.get_object() if isinstance(form, IndirectObject) else form
    if isinstance(form, DictionaryObject):
        dict.pop(form, NameObject("/SigFlags"), None)


def _direct(one: DictionaryObject, key: str) -> Any:
    return dict.get(one, NameObject(key))


def _filters(one: DictionaryObject) -> list[Any]:
    said = _direct(one, "/Filter")
    return [said] if isinstance(said, NameObject) else list(said) if isinstance(said, list) else []
