"""Finding where somebody lives: building, unit and room are masked, village, estate and street stay."""

import re
from collections.abc import Iterator

from interaction.publicity.finding import Hit, Kind

_FIGURES = r"[A-Za-z]?[0-9]{1,5}"
_NUMERALS = r"[一二三四五六七八九十百]{1,4}"
_NUMBER = rf"(?:{_FIGURES}|{_NUMERALS}|[A-Z])"
_BEFORE = r"(?<![0-9A-Za-z一二三四五六七八九十百第共建有])"
# What marks a dwelling by itself, and what does so only after another part of an address.
_STRONG = rf"(?:(?:{_FIGURES}|{_NUMERALS})(?:号楼|号院|单元)|{_FIGURES}(?:#楼|栋|幢|室(?![一二三两0-9]厅)))"
_FURTHER = rf"(?:{_NUMBER}(?:号楼|号院|单元|#楼|栋|幢|座|楼|层|室|户|号)|[0-9]{{3,4}}(?![0-9年月日元个件]))"
_ROOMS = re.compile(rf"{_BEFORE}{_STRONG}(?:[ ,\-]?{_FURTHER}){{0,6}}")
_PLACE = r"(?<=[村路街巷道庄弄里苑园区院城府寓同组])"
_HOUSE = re.compile(rf"{_PLACE} ?({_NUMBER}号(?:附[0-9]{{1,3}}号)?(?:[ ,\-]?{_FURTHER}){{0,6}})")
_DASHED = re.compile(r"(?<=[区苑园城府寓里庭湾郡]) ?([0-9]{1,3}(?:[\-#][0-9]{1,4}){1,3})(?![0-9])")

_FIGURE = re.compile(rf"{_FIGURES}|{_NUMERALS}|[A-Z]")
_REASON = "住址中的楼栋、单元、房号；如为公共场所或者机关地址，可以保留"


def dwellings(text: str) -> Iterator[Hit]:
    """Buildings, units and rooms; house numbers right after a village or street; 3-2-501 after an estate."""
    for match in _ROOMS.finditer(text):
        yield _hit(text, match.start(), match.end())
    for pattern in (_HOUSE, _DASHED):
        for match in pattern.finditer(text):
            yield _hit(text, match.start(1), match.end(1))


def _hit(text: str, start: int, end: int) -> Hit:
    return Hit(Kind.ADDRESS, start, end, _FIGURE.sub(_stars, text[start:end]), _REASON)


def _stars(match: re.Match[str]) -> str:
    """Two stars for a building or unit, three for a room; never as many as there were digits."""
    after = match.string[match.end() : match.end() + 1]
    return "***" if after in {"", "室", "户"} else "**"
