"""What people may type: one clean form of every line and text, refused where it could deceive or break.

The one error of this room is here too: `Wrong` says in plain Chinese what is wrong and what to do.
"""

import re
import unicodedata

from interaction.i18n.translation import gettext as _


class InvalidInput(ValueError):
    """Input that cannot be taken; `message` tells the person why and how to go on."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


# What no writer can hold: a file, a feed or a workbook with one could be read by nobody.
_REFUSED = re.compile("[\x00\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
) + "]")  # fmt: skip
# Line ends of every system, and the soft ones that word processors put within a paragraph.
_NEWLINE = re.compile("\r\n|[\r\u0085\u2028\u2029\x0b\x0c]")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x9f]")
_CONTROL_OR_DIRECTION = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_SPACES = re.compile(r"[ \t\u00a0]+")
_JOINER = "\u200d"
_NEARBY = 8


def seen(text: str) -> str:
    """Return a text half-width and without the characters that nobody sees (Unicode Cf): as numbers are judged."""
    return unicodedata.normalize("NFKC", "".join(char for char in text if unicodedata.category(char) != "Cf"))


def _without_unseen(text: str) -> str:
    """The text without format characters (zero width, direction marks, soft hyphens): they are pasted, not written, and
    some reorder what is shown. A joiner between two signs of a picture (family, profession) stays."""
    if text.isascii():
        return text
    kept = [
        char
        for place, char in enumerate(text)
        if unicodedata.category(char) != "Cf" or (char == _JOINER and _joins(text, place))
    ]
    return "".join(kept)


def _joins(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    pictures = ("So", "Sk", "Mn")
    return bool(before and after) and unicodedata.category(before) in pictures and unicodedata.category(after) == "So"


def clean_text(text: str) -> str:
    """Return a text of several lines: newlines are `\\n`, composed (NFC), no blanks at its ends; width stays.

    Soft line breaks become newlines; what nobody sees is dropped. Raises InvalidInput for what no writer can hold: the null
    character, halves of characters and noncharacters. How long a text may be is the form's matter.
    """
    text = _NEWLINE.sub("\n", text)
    found = _REFUSED.search(text)
    if found:
        raise InvalidInput(_complaint(text, found.start()))
    return unicodedata.normalize("NFC", _without_unseen(_CONTROL.sub("", text))).strip()


def clean_line(text: str) -> str:
    """A text of one line: as `clean_text`, and newlines, tabs and runs of blanks become one blank.

    Raises Wrong as `clean_text` does.
    """
    return _SPACES.sub(" ", clean_text(text).replace("\n", " "))


def check_sent(text: str) -> None:
    """Refuse in what a program sends all that nobody sees: it means what it sends, and nothing is dropped of it.

    Raises InvalidInput.
    """
    found = _REFUSED.search(text) or _CONTROL_OR_DIRECTION.search(text)
    if found:
        raise InvalidInput(_complaint(text, found.start()))


def _complaint(text: str, place: int) -> str:
    before = _REFUSED.sub("", text[max(0, place - _NEARBY) : place]).strip()
    code = f"U+{ord(text[place]):04X}"
    if before:
        words = _("内容“%(before)s”之后有一个看不见的特殊字符（%(code)s），请删除后重新输入，不要从其他软件直接粘贴。")
        return words % {"before": before, "code": code}
    return _("内容开头有一个看不见的特殊字符（%(code)s），请删除后重新输入，不要从其他软件直接粘贴。") % {"code": code}
