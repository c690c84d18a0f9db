"""Whether a text names somebody of whom one knows who they are: what is written for several must name none of them."""

import re
from collections.abc import Iterable

from interaction.privacy.names import surname_of
from interaction.privacy.shadow import as_read

TITLES = "先生|女士|同志|老师|大爷|大妈|大叔|阿姨|师傅|小姐|总"
# A shorter word of an address or a name would be found everywhere.
SHORTEST_NAME, SHORTEST_VALUE = 2, 6
# What may stand between the digits of a number, as people write it.
_GAP = r"[ \n\-._/,、()·]{0,3}"
_MOBILE = re.compile(rf"(?<!\d)1{_GAP}[3-9](?:{_GAP}\d){{9}}(?!\d)")
_RESIDENT_ID = re.compile(
    rf"(?<!\d)[1-9](?:{_GAP}\d){{5}}{_GAP}(?:1{_GAP}[89]|2{_GAP}0)(?:{_GAP}\d){{9}}{_GAP}[\dXx](?!\d)"
)


def bare(text: str) -> str:
    """Return a text as it is compared: as a reader sees it, in one case, without blanks and separators."""
    return "".join(char for char in as_read(text).upper() if char.isalnum())


def named_in(text: str, names: Iterable[str], values: Iterable[str]) -> list[str]:
    """Return the names, and the values (numbers, addresses), that stand in a text in whatever dress, each once.

    A surname with a title (张先生) is a name too.
    """
    said = bare(text)
    found = []
    for name in names:
        if len(bare(name)) >= SHORTEST_NAME and bare(name) in said:
            found.append(name)
        spoken = re.search(f"{re.escape(bare(surname_of(name)))}(?:{TITLES})", said) if surname_of(name) else None
        found += [spoken[0]] if spoken else []
    found += [value for value in values if len(bare(value)) >= SHORTEST_VALUE and bare(value) in said]
    return list(dict.fromkeys(found))


def numbers_in(text: str) -> list[str]:
    """Return the mobile telephone numbers and resident identity numbers that stand in a text, in their normal form."""
    said, found = as_read(text), []
    for pattern in (_RESIDENT_ID, _MOBILE):  # the longer first: within it there may be what looks like the other
        found += [bare(match[0]) for match in pattern.finditer(said)]
        said = pattern.sub("；", said)
    return found
