"""The typefaces of letters and receipts: which file serves which, what they can set, how wide it is.

The FangSong, XiaoBiaoSong, HeiTi and KaiTi of the standard are licensed; free faces stand in for them.
An organ that owns the licensed ones puts them into the font directory under the first name of each row
of `FILES`.
"""

import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from threading import RLock

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from interaction.replies.rare_glyphs import Drawing, RareFaces, described

# reportlab keeps its place in the font file inside the shared font, so one document is drawn at a time.
drawing = RLock()

_UNDRAWN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_UNSEEN = {*_UNDRAWN, "Mn"}
_EM_UNITS = 1000

# Full-width marks whose ink fills one half of the square; two of them in a row are set closer together, but
# not by the full half: readers of PDF text (poppler) take an overlap of half a square for a new line.
_INK_ON_THE_LEFT = frozenset("。，、；：）》〉」』】〕”’")
_INK_ON_THE_RIGHT = frozenset("（《〈「『【〔“‘")
_MARKS = _INK_ON_THE_LEFT | _INK_ON_THE_RIGHT | frozenset("？！")
SQUEEZE = 0.35


class Face(StrEnum):
    """A typeface by its place in a letter."""

    BODY = "FangSong"
    HEAD = "XiaoBiaoSong"
    HEADING = "HeiTi"
    SUBHEADING = "KaiTi"
    PLAIN = "PlainSans"


_SERIF = "noto-serif-sc/{0}/NotoSerifSC_{0}.ttf"
_SANS = "noto-sans-sc/{0}/NotoSansSC_{0}.ttf"
FILES: dict[Face, tuple[str, ...]] = {
    Face.BODY: ("FangSong.ttf", _SERIF.format("400Regular")),
    Face.HEAD: ("XiaoBiaoSong.ttf", _SERIF.format("900Black")),
    Face.HEADING: ("HeiTi.ttf", _SANS.format("700Bold")),
    Face.SUBHEADING: ("KaiTi.ttf", _SERIF.format("600SemiBold")),
    Face.PLAIN: ("PlainSans.ttf", _SANS.format("400Regular")),
}


def font_file(directory: Path, face: Face) -> Path:
    """The file that serves a face: the organ's own if it is there, else the free stand-in.

    Raises FileNotFoundError when neither is there.
    """
    for name in FILES[face]:
        path = directory / name
        if path.is_file():
            return path
    raise FileNotFoundError(f"no font file for {face.value} in {directory}: looked for {', '.join(FILES[face])}")


_loaded: dict[Face, TTFont] = {}
_rare: list[RareFaces] = []


def register_fonts(directory: Path) -> None:
    """Load the faces, once per process (about a third of a second); later calls return at once."""
    with drawing:
        for face in Face:
            if face not in _loaded:
                _loaded[face] = TTFont(face.value, str(font_file(directory, face)), shapable=False)
                pdfmetrics.registerFont(_loaded[face])
        if not _rare:
            _rare.append(RareFaces(directory))


class _Setting(dict[int, str]):
    """For `str.translate`: what a face sets in place of each character, worked out when first met."""

    def __init__(self, face: Face) -> None:
        super().__init__({0x09: " ", 0xA0: " "})
        self._glyphs: dict[int, int] = _loaded[face].face.charToGlyph

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if code in self._glyphs or _rare[0].source(char):
            self[code] = "" if unicodedata.category(char) in _UNDRAWN else char
        else:
            self[code] = "" if unicodedata.category(char) in _UNSEEN else described(char)
        return self[code]


_setting = cache(_Setting)


@cache
def _widths(face: Face) -> dict[int, float]:
    """Advance widths by code point, in thousandths of the type size."""
    widths: dict[int, float] = _loaded[face].face.charWidths
    return widths


def settable(text: str, face: Face) -> str:
    """What can be set of a text: composed, nothing invisible, a description for what no face can draw."""
    return unicodedata.normalize("NFC", text).translate(_setting(face))


def undrawable(text: str) -> list[str]:
    """Return the characters of a text that no face can draw, each once; in a letter a description stands for them."""
    setting = _setting(Face.BODY)
    return sorted({char for char in unicodedata.normalize("NFC", text) if setting[ord(char)] == described(char)})


def parts(text: str, face: Face) -> Iterator[tuple[str, Drawing | None]]:
    """Yield what was made settable in runs: what the face sets itself, and what is drawn for it."""
    glyphs = _loaded[face].face.charToGlyph
    if glyphs.keys() >= set(map(ord, text)):  # nearly every text
        yield text, None
        return
    for found in _runs(text, glyphs):
        if ord(found[0]) in glyphs:
            yield found, None
        else:
            yield from _rare[0].runs(found)


def _runs(text: str, glyphs: dict[int, int]) -> Iterator[str]:
    """A blank between two drawn words belongs to their run: they may be written from the right."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or _own(text, place, glyphs) != _own(text, place - 1, glyphs):
            if text[start:place]:
                yield text[start:place]
            start = place


def _own(text: str, place: int, glyphs: dict[int, int]) -> bool:
    if text[place] == " " and 0 < place < len(text) - 1:
        return ord(text[place - 1]) in glyphs or ord(text[place + 1]) in glyphs
    return ord(text[place]) in glyphs


def squeezed(text: str) -> list[int]:
    """Where two marks meet with a blank between their inks: the positions of the first ones."""
    return [
        place
        for place, (mark, following) in enumerate(pairwise(text))
        if (mark in _INK_ON_THE_LEFT and following in _MARKS)
        or (mark in _INK_ON_THE_RIGHT and following in _INK_ON_THE_RIGHT)
    ]


def advances(text: str, face: Face, size: float) -> list[float]:
    """How far each character moves the pen, in points."""
    widths, scale = _widths(face), size / _EM_UNITS
    steps: list[float] = []
    for run, drawing in parts(text, face):
        if drawing:
            steps += [advance * size for advance in drawing.advances]
        else:
            steps += [widths.get(ord(char), _EM_UNITS) * scale for char in run]
    for place in squeezed(text):
        steps[place] -= SQUEEZE * size
    return steps


def text_width(text: str, face: Face, size: float) -> float:
    """How far a run of text moves the pen, in points."""
    return sum(advances(text, face, size))
