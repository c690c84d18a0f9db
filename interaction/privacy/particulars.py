"""Whether a text names somebody of whom one knows who they are: what is written for several must name none of them."""

import re
import unicodedata
from collections.abc import Iterable

from interaction.privacy.names import surname_of

TITLES = "先生|女士|同志|老师|大爷|大妈|大叔|阿姨|师傅|小姐|总"
# A shorter word of an address or a name would be found everywhere.
SHORTEST_NAME, SHORTEST_VALUE = 2, 6
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_RESIDENT_ID = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{9}[\dX](?!\d)")


def shadow(text: str) -> str:
    """Return a text as it is compared: of one width and case, without blanks, hyphens and characters unseen."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).upper() if char.isalnum())


def named_in(text: str, names: Iterable[str], values: Iterable[str]) -> list[str]:
    """Return the names, and the values (numbers, addresses), that stand in a text in whatever dress, each once.

    A surname with a title (张先生) is a name too.
    """
    said = shadow(text)
    found = [name for name in names if len(shadow(name)) >= SHORTEST_NAME and shadow(name) in said]
    for name in names:
        spoken = re.search(f"{re.escape(shadow(surname_of(name)))}(?:{TITLES})", said) if surname_of(name) else None
        found += [spoken[0]] if spoken else []
    found += [value for value in values if len(shadow(value)) >= SHORTEST_VALUE and shadow(value) in said]
    return list(dict.fromkeys(found))


def numbers_in(text: str) -> list[str]:
    """Return the mobile telephone numbers and resident identity numbers that stand in a text."""
    said = re.sub(r"(?<=\d)[\s\-‐‑–—]+(?=\d)", "", unicodedata.normalize("NFKC", text).upper())
    return [found[0] for pattern in (_MOBILE, _RESIDENT_ID) for found in pattern.finditer(said)]
