"""Characters that the faces of letters lack, drawn by the outlines of further free faces: rare Han, Uyghur, Tibetan, signs.

They are drawn, not embedded: scripts that join and stack need shaping, and a reader of the PDF finds the characters by the
text that goes with each drawing. A block of rare Han is taken apart when one of its characters first appears (a second or
two, once a process).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import uharfbuzz
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

# Under the font directory: faces with the scripts that must be shaped, and the folder with rare Han by blocks.
SHAPED = (
    (
        "noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf",
        re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
    ),
    ("noto-serif-tibetan/400Regular/NotoSerifTibetan_400Regular.ttf", re.compile("[\u0f00-\u0fff]")),
)
HAN, HAN_RANGES = "../hanamin", "HanaMin.css"
_FACE = re.compile(r"url\(([^)]+)\).*?unicode-range:([^;]+);", re.DOTALL)
_RANGE = re.compile(r"U\+([0-9a-fA-F]+)(?:-([0-9a-fA-F]+))?")

Point = tuple[float, float]
# "m" and "l" with one point, "c" with three, "h" with none; in ems.
Stroke = tuple[str, tuple[Point, ...]]


@dataclass(frozen=True)
class Drawing:
    """A run of text as it is drawn: how far each of its characters moves the pen, and the outlines; in ems."""

    advances: tuple[float, ...]
    strokes: tuple[Stroke, ...]

    @property
    def width(self) -> float:
        return sum(self.advances)


class _Pen(BasePen):
    """Takes outlines down, scaled to ems and moved to where the pen stands."""

    def __init__(self, glyphs: Any, units: int) -> None:
        super().__init__(glyphs)
        self.strokes: list[Stroke] = []
        self.at: Point = (0.0, 0.0)
        self._units = units

    def _set(self, kind: str, *points: Point) -> None:
        left, base = self.at
        moved = tuple(((x + left) / self._units, (y + base) / self._units) for x, y in points)
        self.strokes.append((kind, moved))

    def _moveTo(self, point: Point) -> None:  # noqa: N802 - the names of the pen's protocol
        self._set("m", point)

    def _lineTo(self, point: Point) -> None:  # noqa: N802
        self._set("l", point)

    def _curveToOne(self, first: Point, second: Point, third: Point) -> None:  # noqa: N802
        self._set("c", first, second, third)

    def _closePath(self) -> None:  # noqa: N802
        self._set("h")


class _Han:
    """Rare Han and signs, one glyph a character, in files by ranges of code points."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._starts: list[int] = []
        self._ranges: list[tuple[int, str]] = []
        told = (folder / HAN_RANGES).read_text(encoding="utf-8")
        found = sorted(
            (int(first, 16), int(last or first, 16), name)
            for name, ranges in _FACE.findall(told)
            for first, last in _RANGE.findall(ranges)
        )
        for first, last, name in found:
            self._starts.append(first)
            self._ranges.append((last, name))

    def _file(self, code: int) -> str:
        place = bisect_right(self._starts, code) - 1
        last, name = self._ranges[place] if place >= 0 else (-1, "")
        return name if code <= last else ""

    def has(self, code: int) -> bool:
        return bool(self._file(code))

    def draw(self, run: str) -> Drawing:
        advances, strokes = [], []
        done = 0.0
        for char in run:
            glyph = _han_glyph(self._folder / self._file(ord(char)), ord(char))
            strokes += [(kind, tuple((x + done, y) for x, y in points)) for kind, points in glyph.strokes]
            advances.append(glyph.width)
            done += glyph.width
        return Drawing(tuple(advances), tuple(strokes))


@cache
def _opened(file: Path) -> tuple[Any, Any, int]:
    font = TTFont(file, lazy=True)
    return font.getGlyphSet(), font.getBestCmap(), font["head"].unitsPerEm


@lru_cache(maxsize=1024)
def _han_glyph(file: Path, code: int) -> Drawing:
    glyphs, names, units = _opened(file)
    name = names.get(code, ".notdef")
    pen = _Pen(glyphs, units)
    glyphs[name].draw(pen)
    return Drawing((glyphs[name].width / units,), tuple(pen.strokes))


class _Shaped:
    """A script whose letters join, stack or run from the right."""

    def __init__(self, file: Path, letters: re.Pattern[str]) -> None:
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)))
        self._font, self._units = uharfbuzz.Font(face), face.upem
        self._codes = frozenset(code for code in face.unicodes if letters.match(chr(code)))

    def has(self, code: int) -> bool:
        return code in self._codes

    def draw(self, run: str) -> Drawing:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(run)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer)
        pen, advances, left = _Pen(None, self._units), [0.0] * len(run), 0
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            pen.at = (left + position.x_offset, position.y_offset)
            self._font.draw_glyph_with_pen(info.codepoint, pen)
            advances[info.cluster] += position.x_advance / self._units
            left += position.x_advance
        return Drawing(tuple(advances), tuple(pen.strokes))


Source = _Han | _Shaped


@dataclass
class RareFaces:
    """The further faces of one font directory; those whose files are not there are done without."""

    directory: Path
    _sources: list[Source] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._sources = [
            _Shaped(self.directory / name, letters) for name, letters in SHAPED if (self.directory / name).is_file()
        ]
        han = self.directory / HAN
        if (han / HAN_RANGES).is_file():
            self._sources.append(_Han(han))

    def source(self, char: str) -> Source | None:
        """Return the face that can draw a character."""
        return next((one for one in self._sources if one.has(ord(char))), None)

    def runs(self, text: str) -> Iterator[tuple[str, Drawing]]:
        """Yield a text of such characters in runs of one face, each with its drawing."""
        start, current = 0, self.source(text[0]) if text else None
        for place, char in enumerate(text):
            source = current if char == " " else self.source(char)
            if source is not current or (isinstance(current, _Han) and place > start):  # Han stand one by one
                yield text[start:place], _drawn(current, text[start:place])
                start, current = place, source
        if text:
            yield text[start:], _drawn(current, text[start:])


@lru_cache(maxsize=256)
def _drawn(source: Source | None, run: str) -> Drawing:
    return source.draw(run) if source else Drawing((1.0,) * len(run), ())


def described(char: str) -> str:
    """Return what stands for a character that no face can draw: what kind it is, and its number in Unicode."""
    kind = "字" if _HAN_SIGN.match(char) else "符号"
    return f"〔{kind}U+{ord(char):04X}〕"


_HAN_SIGN = re.compile("[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
