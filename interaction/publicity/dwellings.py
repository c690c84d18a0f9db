"""Finding where somebody lives: house, building, unit and room are masked, village, estate and street stay.

Parts that narrow down to one door are a home by themselves, unless they lie in a public place. A house or a building
alone is one where its village, or what is said around it, tells of somebody who lives there.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from interaction.publicity.address_parts import COUNTS, NUMERALS, SIDES, STEMS, Address, Level, addresses
from interaction.publicity.finding import Hit, Kind
from interaction.publicity.surroundings import Surroundings

# A number of a form (楼栋 7；单元 2；房号 1003), and a room that its neighbour calls by the number alone.
_LABELLED = re.compile(
    r"(?:楼栋|楼号|栋号|幢号|房间号|房号|室号|门牌(?:号码?)?|(?<![\u4e00-\u9fff])单元(?:号|(?=[: ]))) ?[:为是]? ?"
    rf"((?:附|[{STEMS}])?(?:[A-Z]?[0-9]{{1,5}}|[{NUMERALS}]{{1,5}})(?:-[0-9]{{1,4}}){{0,3}}(?:号(?:之[0-9{NUMERALS}]{{1,3}})?|室|栋|幢)?)"
    r"(?![0-9A-Za-z]|(?![的住户业])[\u4e00-\u9fff])"
)
_ROOM = rf"([0-9]{{3,4}})(?![0-9A-Za-z.*%\-{COUNTS}医号]|天(?!天))"
_NEXT_DOOR = re.compile(rf"(?:楼[上下]|对门|隔壁|[我他她俺](?:住在?|家|在)|家住|单元|顶楼|公寓|宿舍)的? ?{_ROOM}")
_AND_ANOTHER = re.compile(rf"[和与跟及、] ?{_ROOM}")
# The way to a house: 村西头第三家, 往南第四户, 第二排第三户.
_ORDINAL = rf"第?[0-9{NUMERALS}]{{1,3}}"
_BY_WAY = re.compile(
    rf"(村?最?(?:[{SIDES}]{{1,2}}[头边面角侧]|最?[里外前后][头面边]|往[东西南北里]数?|数|斜?对[过面]|第[0-9{NUMERALS}]{{1,2}}排)"
    rf"(?:第[0-9{NUMERALS}]{{1,2}}排)? ?{_ORDINAL}[家户](?![口型籍主超店分公企饭药工]))"
)
_LONE_ROOM = re.compile(rf"[0-9A-Za-z{NUMERALS}]+|.*门")
_TRIPLE = re.compile(r"[A-Za-z]?[0-9]{1,2} ?- ?[0-9]{1,3} ?- ?(?!(?:19|20)[0-9]{2}(?![0-9]))[0-9]{3,4}|.*户")
_OF_A_HOUSE = re.compile(rf"[附之{STEMS}]|信箱")
_RESIDENTIAL = re.compile("宿舍|公寓|住宅|信箱")
_NAME_BETWEEN = re.compile(r"[\u4e00-\u9fff]{1,8}")
_FIGURE = re.compile(
    rf"[A-Za-z]?[0-9]{{1,5}}[A-Za-z]?|[{NUMERALS}]{{1,6}}|[A-Z{STEMS}]|[{SIDES}]{{1,2}}(?=户|门|单元|\Z|-)"
)
_REASON = "住址中的楼栋、单元、房号；如为公共场所或者机关地址，可以保留"


def dwellings(text: str) -> Iterator[Hit]:
    """Houses, buildings, units and rooms where they are somebody's; 3-2-501; the third house from the west."""
    places = [run for place in _homes(text) for run in place.runs]
    places += [match.span(1) for pattern in (_LABELLED, _NEXT_DOOR) for match in pattern.finditer(text)]
    for start, end in places:
        yield _hit(text, start, end)
        yield from _others_named_with(text, end)
    for match in _BY_WAY.finditer(text):
        around = Surroundings(text, *match.span())
        if around.lived_in or around.lived_in_further_on:
            yield Hit(Kind.ADDRESS, *match.span(1), "***", "写明了是哪一户")


def _others_named_with(text: str, end: int) -> Iterator[Hit]:
    """Rooms counted up after the first one: 2单元501和502."""
    while another := _AND_ANOTHER.match(text, end):
        yield _hit(text, *another.span(1))
        end = another.end()


def _homes(text: str) -> Iterator[Address]:
    """The addresses of homes; of a home in an estate also the estate's own number in its street (88号御园3栋501)."""
    found = [(place, _is_a_home(text, place)) for place in addresses(text)]
    for (place, home), (further, home_there) in pairwise(found):
        names_it = place.levels == (Level.HOUSE,) and _NAME_BETWEEN.fullmatch(text[place.end : further.start])
        if home or (home_there and names_it and Surroundings(text, place.start, place.end).in_a_street):
            yield place
    yield from (place for place, home in found[-1:] if home)


def _is_a_home(text: str, place: Address) -> bool:
    around = Surroundings(text, place.start, place.end)
    residential = Level.ENTRANCE in place.levels or any(_RESIDENTIAL.search(part.words) for part in place.parts)
    if around.is_a_thing or (around.in_an_office and not residential and not around.object_of_living):
        return False
    if _leads_to_a_door(place):
        return True
    match place.levels:
        case (Level.HOUSE,):
            of_a_market = place.parts[0].level is Level.AREA and around.lived_in
            return of_a_market or _is_a_house_lived_in(around)
        case (Level.GROUP,):
            return around.in_a_village and around.object_of_living
        case ():
            return False
        case (Level.ROOM,):
            named = _LONE_ROOM.fullmatch(place.parts[-1].words) is None
            return named and (around.lived_in or around.in_an_estate or around.lived_in_further_on)
        case (*_wider, Level.FLOOR):
            return around.lived_in or (around.in_an_estate and not around.names_an_organ)
        case _:
            a_floor = place.parts[-1].words[-1] in "楼层" and "号" not in place.parts[-1].words
            named = around.in_an_estate or around.in_a_street or not a_floor
            return named and around.lived_in and not around.is_one_of_many


def _leads_to_a_door(place: Address) -> bool:
    """Whether the parts narrow down to one door, or to one entrance of a building."""
    words = place.parts[-1].words
    match place.levels:
        case (Level.ROOM,):
            return _TRIPLE.fullmatch(words) is not None
        case (Level.HOUSE,):
            return _OF_A_HOUSE.search(words) is not None
        case (_, *_narrower, last):
            return last is not Level.FLOOR or Level.ENTRANCE in place.levels
        case _:
            return False


def _is_a_house_lived_in(around: Surroundings) -> bool:
    if around.object_of_living:
        return True
    if around.is_a_day:
        return False
    if around.in_a_village or around.in_an_estate or around.stands_alone:
        return True
    return around.in_a_street and (around.lived_in or around.lived_in_further_on)


def _hit(text: str, start: int, end: int) -> Hit:
    return Hit(Kind.ADDRESS, start, end, _FIGURE.sub(_stars, text[start:end]), _REASON)


def _stars(match: re.Match[str]) -> str:
    """Two stars for a building or unit, three for a room; never as many as there were digits."""
    after = match.string[match.end() : match.end() + 1]
    return "***" if after in {"", "室", "户"} else "**"
