"""OFD (GB/T 33190), as invoices and certificates come: pages, seals and data of an invoice are taken, what acts is not."""

import re
from typing import Any

from interaction.formats.faults import BROKEN, LOCKED, MACROS, REACHES_OUT, Unfit
from interaction.formats.kinds import OLE, PROGRAMS, ZIP
from interaction.formats.packages import Parts, local, put_together, written, xml
from interaction.formats.pictures_within import without_traces
from interaction.formats.relations import leads_astray

ROOT = "OFD.xml"
_ACTING = frozenset({"Sound", "Movie", "GotoA", "Script", "JavaScript"})
_BY_ITSELF = frozenset({"DO", "PO"})
_PLACES = frozenset({"BaseLoc", "FileLoc", "MediaFile", "FontFile", "ImgPath", "SignedInfo", "SignedValue", "DocRoot"})
_WHO = frozenset({"Author", "Creator", "CreatorVersion", "Keywords", "Abstract", "Subject", "CreationDate", "ModDate"})
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|\\\\", re.IGNORECASE)
_DATA = (".xml", ".xbrl", ".esl", ".dat")
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".jb2", ".jp2", ".gbig2")
_FONTS = (".ttf", ".otf", ".ttc", ".cff", ".cmap")
_COLOURS = (".icc", ".icm")


def examine_ofd(parts: Parts) -> bytes:
    """The copy of an OFD without who wrote it."""
    if any(name.lower().endswith(("encryptions.xml", "decryptseed.dat")) for name in parts):
        raise Unfit(LOCKED)
    root = xml(parts[ROOT])
    if local(root.tag) != "OFD":
        raise Unfit(BROKEN)
    return put_together({name: _part(name, content) for name, content in parts.items()})


def _part(name: str, content: bytes) -> bytes:
    low = name.lower()
    if content.startswith((OLE, ZIP, *PROGRAMS)):
        raise Unfit(MACROS)
    if low.endswith((".jpg", ".jpeg", ".png")):
        return without_traces(content)
    if low.endswith(".xml") or content.lstrip().startswith(b"<"):
        root = xml(content)
        _check(root)
        return written(root) if name == ROOT and _forget(root) else content
    if low.endswith((*_DATA, *_PICTURES, *_FONTS, *_COLOURS)):
        return content
    raise Unfit(MACROS)


def _check(root: Any) -> None:
    for element in root.iter():
        tag = local(element.tag)
        if tag in _ACTING:
            raise Unfit(MACROS)
        if tag == "Action" and element.get("Event", "").upper() in _BY_ITSELF and not _only_jumps(element):
            raise Unfit(MACROS)
        if tag == "URI" and leads_astray(f"{element.get('Base', '')}{element.get('URI', '')}"):
            raise Unfit(REACHES_OUT)
        if tag in _PLACES and _ELSEWHERE.match((element.text or "").strip()):
            raise Unfit(REACHES_OUT)
        if _ELSEWHERE.match(element.get("BaseLoc", "") if tag else ""):
            raise Unfit(REACHES_OUT)


def _only_jumps(action: Any) -> bool:
    return all(local(one.tag) in ("Goto", "Region") for one in action if local(one.tag))


def _forget(root: Any) -> bool:
    """Take out of the information about a document who made it; the data of an invoice (CustomDatas) stay."""
    gone = [one for one in root.iter() if local(one.tag) in _WHO]
    for one in gone:
        one.getparent().remove(one)
    return bool(gone)
