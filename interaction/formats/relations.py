"""What a part of an office package points at: only links that a reader must click may lead outside."""

import re
from typing import Any

from interaction.formats.faults import MACROS, REACHES_OUT, Unfit
from interaction.formats.packages import local

_LINKS = frozenset(
    f"{base}/hyperlink"
    for base in (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
)
# By the last word of the relationship's type, in small letters.
_ACTING = frozenset({
    "afchunk", "oleobject", "control", "activexcontrolbinary", "vbaproject", "vbaprojectsignature", "wordvbadata",
    "xlmacrosheet", "xlintlmacrosheet", "dialogsheet", "frame", "subdocument", "ui/extensibility", "extensibility",
})  # fmt: skip
_FETCHING = frozenset({"connections", "querytable", "mailmergesource", "attachedtemplate", "externallinkpath"})
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_HARMLESS = frozenset({"http", "https", "mailto", "tel", "sms", "ftp", "file"})
_OF_THIS_COMPUTER = re.compile(r"(?:file:/{0,3})?[a-z]:(?:[\\/](?!\.)[\w .%()-]+)+\.do[tc][mx]?", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\s*(?:file:)?(?://(?!/)|/*\\\\|/{4,})", re.IGNORECASE)


def leads_astray(target: str) -> bool:
    """Whether a link, once clicked, starts a program or signs in at somebody's file server."""
    scheme = _SCHEME.match(target)
    if scheme and len(scheme[1]) > 1 and scheme[1].lower() not in _HARMLESS:  # one letter is a drive
        return True
    return bool(_ELSEWHERE.match(target.replace("%5c", "\\").replace("%5C", "\\")))


def check_relations(root: Any) -> list[Any]:
    """Refuse relationships to what acts, and to anything outside but by a link; return those that a copy does without.

    Which template of its own computer a document was begun with is no danger and nobody's business.
    """
    needless = []
    for element in [one for one in root.iter() if local(one.tag) == "Relationship"]:
        said = {local(name): value for name, value in element.attrib.items()}
        kind = said.get("Type", "")
        short = kind.rpartition("/")[2].lower()
        if short in _ACTING:
            raise Unfit(MACROS)
        if short == "attachedtemplate" and _OF_THIS_COMPUTER.fullmatch(said.get("Target", "")):
            needless.append(element)
            continue
        if kind in _LINKS:
            if leads_astray(said.get("Target", "")):
                raise Unfit(REACHES_OUT)
        elif said.get("TargetMode", "Internal") != "Internal" or short in _FETCHING or _outside(said.get("Target", "")):
            raise Unfit(REACHES_OUT)
    return needless


def _outside(target: str) -> bool:
    """Whether what should be a part of the package is an address."""
    return bool(_SCHEME.match(target)) or target.startswith(("//", "\\\\"))
