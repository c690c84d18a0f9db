"""Documents and workbooks of the newer kind (OOXML, as Word, Excel and WPS write them): refused where something in them
acts by itself, and copied without who wrote them, when, where and for whom."""

import re
from typing import Any

from interaction.formats.faults import BROKEN, MACROS, NOT_TAKEN, Unfit
from interaction.formats.fields import Instructions, check_formula
from interaction.formats.kinds import OLE, PROGRAMS, ZIP, Kind
from interaction.formats.packages import Parts, local, put_together, take_apart, written, xml
from interaction.formats.pictures_within import without_traces
from interaction.formats.relations import check_relations

TYPES = "[Content_Types].xml"
_MAIN = {
    "wordprocessingml.document.main+xml": Kind.DOCX,
    "spreadsheetml.sheet.main+xml": Kind.XLSX,
}
# A table or a show within a document.
_WITHIN = ("presentationml.presentation.main+xml", *_MAIN)
_ACTING = re.compile(r"macro|vba|activex|oleobject|connections\+xml|customui|dialogsheet|queryTable", re.IGNORECASE)
_ACTING_ELEMENTS = frozenset({"ddeLink", "oleLink", "altChunk", "webPublishing", "subDoc"})
_FORMULAS = frozenset({"f", "definedName", "formula1", "formula2", "formula", "calculatedColumnFormula"})
_DEEPEST = 2


def examine_office(parts: Parts) -> tuple[Kind, bytes]:
    """What a package is, and its copy without traces."""
    types = _types(parts)
    kind = next((kind for main, kind in _MAIN.items() if any(main in one for one in types)), None)
    if kind is None:
        raise Unfit(MACROS if any(_ACTING.search(one) for one in types) else NOT_TAKEN)
    return kind, put_together(_clean(parts, types, _DEEPEST))


def _types(parts: Parts) -> list[str]:
    if TYPES not in parts:
        raise Unfit(BROKEN)
    said = [dict(one.attrib).get("ContentType", "") for one in xml(parts[TYPES]).iter() if local(one.tag)]
    return [one for one in said if one]


def _clean(parts: Parts, types: list[str], deep: int) -> Parts:
    if any(_ACTING.search(one) for one in types):
        raise Unfit(MACROS)
    return {name: _part(name, content, deep) for name, content in parts.items()}


def _part(name: str, content: bytes, deep: int) -> bytes:
    low = name.lower()
    if content.startswith((OLE, *PROGRAMS)):
        raise Unfit(MACROS)
    if content.startswith(ZIP):
        return _within(content, deep)
    if low.endswith((".jpeg", ".jpg", ".png")):
        return without_traces(content)
    if low.endswith(".rels"):
        return _relations(content)
    if low.endswith(".xml"):
        return _xml_part(low, content)
    return content


def _relations(content: bytes) -> bytes:
    root = xml(content)
    needless = check_relations(root)
    for one in needless:
        one.getparent().remove(one)
    return written(root) if needless else content


def _within(content: bytes, deep: int) -> bytes:
    """A workbook behind a diagram."""
    parts = take_apart(content)
    types = _types(parts)
    if deep == 0 or not any(main in one for main in _WITHIN for one in types):
        raise Unfit(MACROS)
    return put_together(_clean(parts, types, deep - 1))


def _xml_part(name: str, content: bytes) -> bytes:
    root = xml(content)
    _check(root)
    return written(root) if _forget(name, root) else content


def _check(root: Any) -> None:
    fields = Instructions()
    for element in root.iter():
        tag = local(element.tag)
        if tag in _ACTING_ELEMENTS:
            raise Unfit(MACROS)
        if tag in _FORMULAS and element.text:
            check_formula(element.text)
        fields.read(element, tag)
    fields.close()


# What says who: whole parts that are emptied, and attributes and elements within others.
_ABOUT = re.compile(r"docprops/(?:core|app|custom)\.xml$")
_PEOPLE = re.compile(r"(?:word/people|xl/persons/[^/]+)\.xml$")
_BY = frozenset({"author", "initials"})
_OF_PEOPLE = frozenset({"displayName", "userId", "providerId", "author", "initials"})


def _forget(name: str, root: Any) -> bool:
    """Take out of a part who wrote, changed or commented; whether there was anything."""
    if _ABOUT.search(name):
        for child in list(root):
            root.remove(child)
        return True
    changed, names = False, _OF_PEOPLE if _PEOPLE.search(name) else _BY
    for element in [one for one in root.iter() if local(one.tag) == "attachedTemplate"]:
        element.getparent().remove(element)
        changed = True
    for element in root.iter():
        tag = local(element.tag)
        if not tag:
            continue
        for key in element.attrib:
            if local(key) in names or (tag, local(key)) in (("absPath", "url"), ("fileSharing", "userName")):
                element.attrib[key], changed = "", True
        if tag == "author" and element.text:
            element.text, changed = "", True
    return changed
