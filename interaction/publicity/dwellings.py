"""Finding where somebody lives: house, building, unit and room are masked, village, estate and street stay.

Parts that narrow down to one door are a home by themselves, unless they lie in a public place. A house or a building
alone is one where its village, or what is said around it, tells of somebody who lives there.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from interaction.publicity.address_parts import COUNTS, NUMERALS, SIDES, STEMS, Address, Level, addresses
from interaction.publicity.finding import Hit, Kind
from interaction.publicity.surroundings import Surroundings, home_clauses

# A number of a form (楼栋 7；单元 2；房号 1003), and a room that its neighbour calls by the number alone.
_LABELLED = re.compile(
    r"(?:楼栋|楼牌?号|栋号|幢号|房间(?:号|(?=[0-9是]))|房号|房屋编号|室号|门牌(?:号码?)?"
    r"|(?<![\u4e00-\u9fff])单元(?:号|(?=[: 是]|[0-9]{1,2}[,;]))) ?[:为是]? ?(?:[Nn][Oo]\.? ?)?"
    rf"((?:附|[{STEMS}])?(?:[A-Z]?[0-9]{{1,5}}|[{NUMERALS}]{{1,5}})(?:[-·.][0-9]{{1,4}}){{0,3}}(?:号(?:之[0-9{NUMERALS}]{{1,3}})?|室|栋|幢)?)"
    r"(?![0-9A-Za-z]|(?![的住户业])[\u4e00-\u9fff])"
)
_ROOM = rf"([0-9]{{3,4}})(?![0-9A-Za-z.*%\-{COUNTS}医号]|天(?!天))"
_NEXT_DOOR = re.compile(
    rf"(?:(?:楼[上下]|对门|隔壁|邻居|住户|租户|[本同]楼层?|本单元"
    rf"|[我他她俺]们?(?:住在?|家|在)|家住|单元|顶楼|(?:公寓|宿舍)楼?)(?:的|是|住)?|受害的是) ?{_ROOM}"
    rf"|(?:[我他她]们?|本人)是 ?{_ROOM}(?=的?(?:住户|业主|租户|租客|房主|居民))"
)
_AND_ANOTHER = re.compile(rf"室?(?:[和与跟及、至到~]|,(?=[0-9]{{3,4}}(?:室|[两三]?[家户]|[,。;]|\Z))) ?{_ROOM}")
# A foreigner's address: Room 1203, Building 5; the wider parts only where a room is named.
_ENGLISH_ROOM = re.compile(
    r"(?<![A-Za-z])(?:room|rm|unit|apt|apartment|flat|suite|dorm)\.? ?(?:no\.? ?)?#?([0-9]{1,5}[A-Z]?(?:-[0-9]{1,4}){0,3}|[A-Z](?![A-Za-z]))",
    re.IGNORECASE,
)
_ENGLISH_PART = re.compile(
    r"(?<![A-Za-z])(?:building|bldg|block|tower|floor|entrance|no|lane)\.? ?(?:no\.? ?)?#?([0-9]{1,4}[A-Z]?)(?![0-9])",
    re.IGNORECASE,
)
_ENGLISH_NUMBER_FIRST = re.compile(
    r"(?<=[,. ])#?([0-9]{1,4}[A-Z]?) (?:building|bldg|block|unit|lane|floor|[A-Z][a-z]+ (?:road|street|rd|st))(?![a-z])",
    re.IGNORECASE,
)
# 门牌：桥北村77: the village between the label and the number.
_LABELLED_WITH_NAME = re.compile(
    r"门牌(?:号码?)?[:是为]{1,2} ?[\u4e00-\u9fff]{1,10}?([0-9]{1,4}(?:-[0-9]{1,3})?)(?=[,。;\n]|\Z)"
)
# Of a list of houses to be pulled down or measured: 编号C-118的院子.
_LISTED = re.compile(
    r"编号[:为是]? ?([A-Za-z]?-?[0-9]{1,5}(?:-[0-9]{1,4})?)号?的?(?=院子|房子|房屋|老宅|宅院|平房|小院)"
)
# A house told by what is to be seen there, where somebody says that it is theirs: 进去右手边蓝色铁门那家就是我.
_BY_SIGHT = re.compile(
    r"([\u4e00-\u9fff]{3,14}?(?:那一?[家户间栋]|最里[头面](?:那|一)?[家户间]?|尽头(?:那|一)?[家户间]))(?![住所]?房|长|籍)(?:,?就?是(?:我|俺|咱)|住着[我他她俺])"
)
_BY_SIGHT_OF = re.compile(
    r"(?:[我他她俺咱]们?家|家)(?:就?住?在|住)([\u4e00-\u9fff]{3,16}?(?:那一?[家户间栋]|最里[头面](?:那|一)?[家户间]?|尽头(?:那|一)?[家户间]))"
)
# The way to a house: 村西头第三家, 往南第四户, 第二排第三户.
_ORDINAL = rf"第?[0-9{NUMERALS}]{{1,3}}"
_BY_WAY = re.compile(
    rf"(村?最?(?:[{SIDES}]{{1,2}}[头边面角侧数]|最?[里外前后][头面边]|往[东西南北里]数?|数|斜?对[过面]|第[0-9{NUMERALS}]{{1,2}}排)"
    rf"(?:第[0-9{NUMERALS}]{{1,2}}排)?(?:[{SIDES}]|倒数)? ?{_ORDINAL}[家户](?![口型籍主超店分公企饭药工]))"
)
# Which one of a row, where the clause says that somebody lives there: 坡脚第二家, 沟底第四孔窑, 往北第三个门洞.
_WHICH_ONE = re.compile(
    rf"(?:倒数)?(?:第[0-9{NUMERALS}]{{1,3}} ?(?:[家户间栋幢排]|孔窑?洞?|座院?子?"
    rf"|个[^,。;\n]{{0,3}}(?:院子?|门洞?|楼道|单元|房子?))|[0-9{NUMERALS}]{{1,2}}孔窑洞?)"
    r"(?![口型籍主超店分公企饭药工])"
)
_LONE_ROOM = re.compile(rf"[0-9A-Za-z{NUMERALS}]+|.*门")
_IN_A_COMPLEX = re.compile(r"(?:中心|广场|园区|商场|大楼) ?\Z")
# Any other number in such a clause: 地下室03, 2独贵龙6号, 19户; years, lengths and roads are none of it.
_ANY_NUMBER = re.compile(
    rf"(?<![0-9A-Za-z.\-GSKX第])(?<!国道)(?<!省道)(?:[A-Za-z]?[0-9]{{1,4}}[A-Za-z]?(?:-[0-9]{{1,4}}){{0,3}})(?![0-9A-Za-z.%\-/]|[{COUNTS}后届级班块毛分秒度周天次名位口公厘毫栋幢]|小时)"
)
_TRIPLE = re.compile(r"[A-Za-z]?[0-9]{1,2} ?- ?[0-9]{1,3} ?- ?(?!(?:19|20)[0-9]{2}(?![0-9]))[0-9]{3,4}|.*户")
_OF_A_HOUSE = re.compile(rf"[附副之{STEMS}]|信箱")
_RESIDENTIAL = re.compile("宿舍|公寓|住宅|信箱|板房")
_NAME_BETWEEN = re.compile(r"[\u4e00-\u9fff]{1,8}")
_FIGURE = re.compile(rf"[A-Za-z]?[0-9{NUMERALS}]{{1,6}}[A-Za-z]?|[A-Z{STEMS}]|[{SIDES}]{{1,2}}(?=户|门|单元|\Z|-)")
_PATTERNS = (_LABELLED, _LABELLED_WITH_NAME, _LISTED, _NEXT_DOOR, _ENGLISH_ROOM)
_REASON = "住址中的楼栋、单元、房号；如为公共场所或者机关地址，可以保留"


def dwellings(text: str) -> Iterator[Hit]:
    """Houses, buildings, units and rooms where they are somebody's; 3-2-501; the third house from the west."""
    places = [run for place in _homes(text) for run in place.runs]
    patterns = (*_PATTERNS, _ENGLISH_PART, _ENGLISH_NUMBER_FIRST) if _ENGLISH_ROOM.search(text) else _PATTERNS
    places += [match.span(match.lastindex or 0) for pattern in patterns for match in pattern.finditer(text)]
    places += _numbers_of_homes(text)
    for start, end in _united(places):
        yield _hit(text, start, end)
        yield from _others_named_with(text, end)
    for match in _BY_WAY.finditer(text):
        around = Surroundings(text, *match.span())
        if around.lived_in or around.lived_in_further_on:
            yield Hit(Kind.ADDRESS, *match.span(1), "***", "写明了是哪一户")
    for match in (*_BY_SIGHT.finditer(text), *_BY_SIGHT_OF.finditer(text)):
        yield Hit(Kind.ADDRESS, *match.span(1), "***", "写明了是哪一户")
    for match in _WHICH_ONE.finditer(text):
        around = Surroundings(text, *match.span())
        if around.said_to_be_home or around.lived_in_right_after:
            yield Hit(Kind.ADDRESS, *match.span(), "***", "写明了是哪一户")


def _numbers_of_homes(text: str) -> Iterator[tuple[int, int]]:
    """Whatever is numbered in a clause that tells where somebody lives, unless it is a thing or a day."""
    for start, end in home_clauses(text):
        for match in _ANY_NUMBER.finditer(text, start, end):
            around = Surroundings(text, *match.span())
            if not (around.is_a_thing or around.is_a_day or around.is_one_of_many):
                yield match.span()


def _united(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places in order, those that overlap as one."""
    whole: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if whole and start < whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


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
    at_home = around.object_of_living or around.said_to_be_home
    numbered_through = _TRIPLE.fullmatch(place.parts[-1].words) is not None and _IN_A_COMPLEX.search(around.before)
    if around.is_a_thing or (around.in_an_office and not (residential or at_home or numbered_through)):
        return False
    if _leads_to_a_door(place) or (around.said_to_be_home and _says_where(place, around)):
        return True
    match place.levels:
        case (Level.HOUSE,):
            of_a_market = place.parts[0].level is Level.AREA and around.lived_in
            return of_a_market or _is_a_house_lived_in(around)
        case (Level.GROUP,):
            told = around.object_of_living or around.numbered_further_on
            return (around.in_a_village and told) or around.lived_in_right_after
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
            return last not in {Level.FLOOR, Level.GROUP} or Level.ENTRANCE in place.levels
        case _:
            return False


def _says_where(place: Address, around: Surroundings) -> bool:
    """Whether the numbers in a clause about somebody's home tell where it is: no day, no count, not several buildings."""
    if around.is_a_day or around.is_one_of_many:
        return False
    match place.levels:
        case ():
            return False
        case (Level.ROOM,):
            return around.ends_here or _LONE_ROOM.fullmatch(place.parts[-1].words) is None
        case _:
            return True


def _is_a_house_lived_in(around: Surroundings) -> bool:
    if around.object_of_living or around.lived_in_right_after:
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
