"""Finding where somebody lives: building, unit and room are masked, village, estate and street stay.

A unit or a room is a home by itself. A building, or a number in a street, may be a public place: it is one when nothing
before it says that somebody lives there.
"""

import re
from collections.abc import Iterator

from interaction.publicity.finding import Hit, Kind

_FIGURES = r"[A-Za-z]?[0-9]{1,5}"
_NUMERALS = r"[一二三四五六七八九十百零〇]{1,5}"
_NUMBER = rf"(?:{_FIGURES}|{_NUMERALS}|[A-Z])"
_BEFORE = r"(?<![0-9A-Za-z一二三四五六七八九十百第共建有])"
# What marks a dwelling by itself, and what does so only after another part of an address.
_STRONG = rf"(?:(?:{_FIGURES}|{_NUMERALS})(?:号楼|号院|单元|栋|幢)|{_FIGURES}(?:#楼|室(?![一二三两0-9]厅)))"
_ROOM = r"(?:[0-9]{3,4}|[一二三四五六七八九零〇]{3,4})(?![0-9年月日元个件户人])"
_FURTHER = rf"(?:{_NUMBER}(?:号楼|号院|单元|#楼|栋|幢|座|楼|层|室|户|号)|{_ROOM})"
_ROOMS = re.compile(rf"{_BEFORE}(?:[A-Z]区)?({_STRONG})((?:[ \-]?{_FURTHER}){{0,6}})")
_VILLAGE_HOUSE = re.compile(rf"(?<=[村庄组屯寨]) ?({_NUMBER}号(?:附[0-9]{{1,3}}号)?(?:[ \-]?{_FURTHER}){{0,6}})(?!楼)")
_HOUSE = re.compile(
    rf"(?<=[路街巷道弄里苑园区院城府寓同]) ?({_NUMBER}号(?:附[0-9]{{1,3}}号)?((?:[ \-]?{_FURTHER}){{0,6}}))"
)
_DASHED = re.compile(
    r"(?<=[\u3400-\u9fff: ])([0-9]{1,2}[\-#][0-9]{1,2}[\-#](?!(?:19|20)[0-9]{2}(?![0-9]))[0-9]{3,4})(?![0-9\-])"
    r"|(?<=[区苑园城府寓里庭湾郡])([0-9]{1,3}[\-#][0-9]{3,4}|[0-9]{1,3}-[0-9]{1,3}-[0-9]{1,3})(?![0-9\-])"
)
_LIVES = re.compile(
    r"住(?!房|建|院|宿|户)|[我他她们]家|家[在里属]|租|业主|[户房]主|户籍|门牌|房号|收件|通信地址|快递|坐落|家庭"
)
_CLAUSE_END = re.compile(r"[。！？；\n]")
_REACH = 24

_FIGURE = re.compile(rf"{_FIGURES}|{_NUMERALS}|[A-Z]")
_REASON = "住址中的楼栋、单元、房号；如为公共场所或者机关地址，可以保留"


def dwellings(text: str) -> Iterator[Hit]:
    """Buildings, units and rooms; house numbers of a village or, where somebody lives, of a street; 3-2-501."""
    for match in _ROOMS.finditer(text):
        if match.group(2) or "室" in match.group(1) or _somebody_lives(text, match.start()):
            yield _hit(text, *match.span())
    for match in _VILLAGE_HOUSE.finditer(text):
        yield _hit(text, *match.span(1))
    for match in _HOUSE.finditer(text):
        if match.group(2) or _somebody_lives(text, match.start()):
            yield _hit(text, *match.span(1))
    for match in _DASHED.finditer(text):
        yield _hit(text, *match.span())


def _somebody_lives(text: str, at: int) -> bool:
    return _LIVES.search(_CLAUSE_END.split(text[max(0, at - _REACH) : at])[-1]) is not None


def _hit(text: str, start: int, end: int) -> Hit:
    return Hit(Kind.ADDRESS, start, end, _FIGURE.sub(_stars, text[start:end]), _REASON)


def _stars(match: re.Match[str]) -> str:
    """Two stars for a building or unit, three for a room; never as many as there were digits."""
    after = match.string[match.end() : match.end() + 1]
    return "***" if after in {"", "室", "户"} else "**"
