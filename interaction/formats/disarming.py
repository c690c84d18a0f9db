"""What honest documents hold that reaches outside or runs, and that a copy does without: pictures linked from elsewhere,
whose link goes, and formulas of the old editor, of which the drawn picture stays.

Only what is known well is taken out so; everything else that reaches out is refused by the looks that follow.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from interaction.formats.kinds import OLE
from interaction.formats.packages import Parts, local, written, xml

TYPES = "[Content_Types].xml"
# Where a picture may have been linked from: the web, or a drive of the writer's own computer; never a server of files.
_LINKED_FROM = re.compile(r"\s*(?:https?://[^\\]|(?:file:/{0,3})?[a-z]:[\\/](?![\\/]))", re.IGNORECASE)
_OF_PICTURES = frozenset({"blip", "imagedata", "fill", "stroke"})
_FORMULA = re.compile(r"Equation(?:\.(?:2|3|DSMT\d{1,2}|KSEE\d?|AxMath))?\Z")
_OBJECTS = frozenset({"OLEObject", "oleObject"})


def disarmed(parts: Parts) -> Parts:
    """The package without pictures linked from elsewhere and without formulas that are programs' objects; it is the same
    one where there are none."""
    changed: Parts = {}
    gone: set[str] = set()
    for name in parts:
        if PurePosixPath(name).suffix.lower() == ".rels":
            changed |= _beside(parts, name, gone)
    if not changed:
        return parts
    kept = {name: changed.get(name, content) for name, content in parts.items() if name not in gone}
    return {**kept, TYPES: _types_of(kept)} if gone and TYPES in kept else kept


def _beside(parts: Parts, name: str, gone: set[str]) -> Parts:
    """The relationships of one part and the part itself, where something is to be taken out of them."""
    path = PurePosixPath(name)
    owner = str(path.parent.parent / path.stem)
    root = xml(parts[name])
    linked, objects = dict[str, Any](), dict[str, Any]()
    for row, said in _rows(root):
        short, target = said.get("Type", "").rpartition("/")[2].lower(), said.get("Target", "")
        outside = said.get("TargetMode") == "External"
        if short == "image" and outside and _LINKED_FROM.match(target):
            linked[said.get("Id", "")] = row
        elif short == "oleobject" and not outside and _held(parts, owner, target).startswith(OLE):
            objects[said.get("Id", "")] = row
    if not (linked or objects):
        return {}
    formulas = set[str]()
    changed: Parts = {}
    if owner in parts:
        page = xml(parts[owner])
        formulas = _without_formulas(page, objects)
        _without_links(page, linked)
        changed[owner] = written(page)
    for key in formulas:
        gone.add(_place(owner, objects[key].get("Target")))
    for row in [*linked.values(), *(objects[key] for key in formulas)]:
        row.getparent().remove(row)
    return {**changed, name: written(root)}


def _rows(root: Any) -> Iterator[tuple[Any, dict[str, str]]]:
    for row in root.iter():
        if local(row.tag) == "Relationship":
            yield row, {local(name): value for name, value in row.attrib.items()}


def _place(owner: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath(owner).parent / target)


def _held(parts: Parts, owner: str, target: str) -> bytes:
    return parts.get(_place(owner, target), b"")


def _without_links(page: Any, linked: dict[str, Any]) -> None:
    """Let no picture point outside any more; one that is in the document as well stays."""
    for element in page.iter():
        if local(element.tag) in _OF_PICTURES:
            for key in [key for key, value in element.attrib.items() if key.startswith("{") and value in linked]:
                del element.attrib[key]


def _without_formulas(page: Any, objects: dict[str, Any]) -> set[str]:
    """Take the formulas out of a page, whose drawing stays as a picture; return the keys of their objects, but of those
    that something else uses too."""
    found, others = set[str](), set[str]()
    for element in list(page.iter()):
        said = {local(name): value for name, value in element.attrib.items()}
        key = said.get("id", "")
        if key not in objects:
            continue
        program = said.get("ProgID", said.get("progId", ""))
        if local(element.tag) not in _OBJECTS or not _FORMULA.fullmatch(program):
            others.add(key)
            continue
        found.add(key)
        _take_out(element)
    return found - others


def _take_out(element: Any) -> None:
    around = element.getparent()
    around.remove(element)
    if local(around.tag) == "object":
        around.tag = around.tag.replace("}object", "}pict")
        around.attrib.clear()
    elif local(around.tag) in ("oleObjects", "Choice", "Fallback") and len(around) == 0:
        _take_empty(around)


def _take_empty(element: Any) -> None:
    """An empty list of objects, and what holds nothing but it."""
    around = element.getparent()
    if around is not None and not any(local(child.tag) for child in element):
        around.remove(element)
        if local(around.tag) in ("AlternateContent", "oleObjects") and len(around) == 0:
            _take_empty(around)


def _types_of(parts: Parts) -> bytes:
    """The list of types without those of parts that are gone."""
    root = xml(parts[TYPES])
    endings = {PurePosixPath(name).suffix.lower().lstrip(".") for name in parts}
    for element in list(root):
        said = {local(name): value for name, value in element.attrib.items()}
        unused = (
            said.get("Extension", "").lower() not in endings
            if "Extension" in said
            else said.get("PartName", "").lstrip("/") not in parts
        )
        if (
            local(element.tag) in ("Default", "Override")
            and unused
            and "oleobject" in said.get("ContentType", "").lower()
        ):
            root.remove(element)
    return written(root)
