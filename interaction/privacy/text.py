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


# Embeddings, overrides and isolates reorder what is shown, so that a text reads otherwise than it is.
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_SURROGATE = "\ud800-\udfff"
# What no XML can hold: a feed or a workbook with one could be read by nobody.
_NONCHARACTER = "\ufffe\uffff"
_REFUSED = re.compile(f"[{_CONTROL}{_DIRECTION}{_SURROGATE}{_NONCHARACTER}]")
_NEWLINE = re.compile("\r\n|[\r\u0085\u2028\u2029]")
_SPACES = re.compile(r"[ \t\u00a0]+")
_NEARBY = 8


def clean_text(text: str) -> str:
    """A text of several lines: newlines are `\\n`, composed (NFC), no blanks at its ends; width stays.

    Raises Wrong for control characters other than newline and tab, for characters that change the direction
    of the text and for halves of characters. How long a text may be is the form's matter.
    """
    text = _NEWLINE.sub("\n", text)
    found = _REFUSED.search(text)
    if found:
        raise InvalidInput(_complaint(text, found.start()))
    return unicodedata.normalize("NFC", text).strip()


def clean_line(text: str) -> str:
    """A text of one line: as `clean_text`, and newlines, tabs and runs of blanks become one blank.

    Raises Wrong as `clean_text` does.
    """
    return _SPACES.sub(" ", clean_text(text).replace("\n", " "))


def _complaint(text: str, place: int) -> str:
    before = _REFUSED.sub("", text[max(0, place - _NEARBY) : place]).strip()
    code = f"U+{ord(text[place]):04X}"
    if before:
        words = _("内容“%(before)s”之后有一个看不见的特殊字符（%(code)s），请删除后重新输入，不要从其他软件直接粘贴。")
        return words % {"before": before, "code": code}
    return _("内容开头有一个看不见的特殊字符（%(code)s），请删除后重新输入，不要从其他软件直接粘贴。") % {"code": code}
