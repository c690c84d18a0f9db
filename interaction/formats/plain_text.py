"""Plain text in the encodings that phones and offices write."""

import unicodedata

from interaction.formats.faults import UNKNOWN_TEXT, Unfit

# What Word leaves of its line and page breaks is among them; a file that says where it ends (Ctrl-Z) is an old one.
_CONTROLS = frozenset("\t\n\r\f\v\ufeff\x1a")
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def text_of(content: bytes) -> str:
    """The text; raises Unfit where it is none."""
    for encoding in [_MARKS[content[:2]]] if content[:2] in _MARKS else ["utf-8-sig", "gb18030"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(char in _CONTROLS or unicodedata.category(char) != "Cc" for char in text):
            return text
    raise Unfit(UNKNOWN_TEXT)
