"""The grammar of a Chinese address below its street or village: numbered parts, from the wide to the narrow.

三组 | 12号附1号 | 3号楼 | 2单元 | 5楼 | 501室, 东户: each part is narrower than the one before it, and what does not go on
narrowing begins an address of its own (1号楼、2号楼). 3-2-501 is a building with its room.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise


class Level(IntEnum):
    """How narrow a part is."""

    AREA = 0
    GROUP = 1  # of a village, a lane, a row of houses
    HOUSE = 2  # in a street or village
    BUILDING = 3
    ENTRANCE = 4
    FLOOR = 5
    ROOM = 6


NUMERALS = "一二三四五六七八九十百零〇两幺廿壹贰叁肆伍陆柒捌玖拾佰"
SIDES = "东西南北中左右顶底"
STEMS = "甲乙丙丁"
_SIDE = rf"[{SIDES}]{{1,2}}"
_DIGITS = rf"[A-Za-z]?[0-9]{{1,5}}[A-Za-z{STEMS}]?"
_SHORT = rf"(?:{_DIGITS}|[{NUMERALS}]{{1,5}})"
_NUMBER = rf"[第负]?(?:(?:[{STEMS}]字?)?{_SHORT}|[IVX]{{2,4}}|[A-Z]|[{STEMS}])"
_FURTHER = rf"(?=[,、]? ?[第附]?[0-9{NUMERALS}{STEMS}])"
# A number before one of these counts or measures, and is no part of an address.
COUNTS = "年月日时点元个件人米平亩斤吨万多余路国省县线型岁倍套"
_ROOM_NUMBER = (
    r"(?:[甲乙丙丁]?[0-9]{3,4}[A-Za-z]?|[0-9]{1,2}[A-Z]|[0-9一二两三四五六七八九零〇幺壹贰叁肆伍陆柒捌玖]{3,4})"
    rf"(?![0-9A-Za-z.*%{NUMERALS}{COUNTS}]|天(?!天))"
    rf"|[0-9{NUMERALS}](?: [0-9{NUMERALS}]){{2,3}}(?! ?[0-9A-Za-z.{NUMERALS}])"
)
_MORE = rf"(?:[0-9]{{1,4}}|[{SIDES}](?![0-9]))"
_MEASURES = "公[里斤顷分]|分钟|小时|千米|[厘毫升度天周名位辆棵折次]"
_DASHED = (
    rf"[A-Za-z{STEMS}]?[0-9]{{1,3}}(?:-{_MORE}){{1,3}}[A-Z]?(?![0-9A-Za-z\-.%号]| ?[{COUNTS}]|户[^口]?|{_MEASURES})"
    rf"|[0-9]{{1,2}} - [0-9]{{1,2}} - [0-9]{{3,4}}(?![0-9])|[A-Za-z]?[0-9]{{1,3}}-[0-9]{{1,3}}-{_SIDE}户"
    rf"|[{NUMERALS}]{{1,3}}(?:-[{NUMERALS}]{{1,4}}){{2}}|{_SHORT}(?:杠{_SHORT}){{1,3}}"
    r"|(?:[0-9]{1,2}/[0-9]{1,2}/|[0-9]{1,2}\.[0-9]{1,2}\.)[0-9]{3,4}(?![0-9/.])"
)
_PARTS = (
    (Level.AREA, r"(?:[A-Z]|[0-9]{1,2}|[一二三四五六七八九十]{1,2})(?:区|组团)|[A-Z]厅"),
    (Level.ENTRANCE, r"[0-9]{1,2}-[0-9]{1,2}(?=[,、 ] ?[0-9]{3,4}(?![0-9]))"),
    (Level.ROOM, rf"(?:{_DASHED})[室床房]?"),
    (Level.HOUSE, rf"{_SHORT}号?信箱"),
    (Level.GROUP, rf"第?{_SHORT}(?:(?:村民|居民)?小?组(?![织长成合团])|(?:生产|小)?队(?![长伍员])|社(?![区会员保长])"
                  rf"|弄(?!堂)(?:{_NUMBER}支弄)?|趟(?:房|(?=[0-9]))"
                  rf"|[巷条段片连委]{_FURTHER}|排(?![水放污查队除气长]))|[A-Z{STEMS}]排(?=第?[0-9{NUMERALS}])"),
    (Level.BUILDING, rf"{_NUMBER} ?(?:号 ?(?:(?:宿舍|公寓|职工|住宅)?楼|(?:宿舍|公寓)(?=[0-9]))|号(?:板房|船|舍|包(?![括含]))"
                     r"|[栋幢]|座(?![桥山房坟墓城庙塔水大小位])|#楼?|舍(?![得弃]))"
                     rf"|[{SIDES}前后]楼(?=第?[0-9{NUMERALS}]{{1,4}}[0-9单门层楼室号])"),
    (Level.ROOM, rf"{_SHORT} ?号(?:房(?![屋产子型价东款改管源顶租间号])|室|床)"),
    (Level.ENTRANCE, rf"第{_SHORT}个单元"),
    (Level.ENTRANCE, rf"{_NUMBER} ?号门洞?(?=[0-9{NUMERALS}])"),
    # 12号附1号, 87号之3, 60-3号, 47之1号, 66号院.
    (Level.HOUSE, rf"(?:[附副] ?)?{_NUMBER}(?:[\-之]{_SHORT})? ?号(?:院(?![长校士]))?(?: ?附{_SHORT}号?| ?之{_SHORT}|-[0-9]{{1,3}}(?![0-9]))?"
                  rf"|[0-9]{{1,4}}(?:之[0-9]{{1,3}}(?![0-9分])|[{STEMS}](?=[0-9,、。]|\Z))"),
    (Level.ENTRANCE, rf"(?:{_NUMBER}|[{SIDES}]) ?单 ?元(?![房测格考])"
                     rf"|{_NUMBER} ?(?:门洞?(?![课学面牌诊口前市禁店窗头心类])|梯(?![队度次]|[0-9两一二三四六八]{{1,2}}户))"),
    (Level.FLOOR, rf"[{SIDES}]门(?=[0-9]{{3,4}}(?![0-9]))"),
    (Level.FLOOR, rf"(?:{_NUMBER}|[顶底地]) ?(?:楼(?![上下道梯栋房主盘市])(?:之{_SHORT})?"
                  rf"|层(?![面级次高]))(?:{_SIDE}(?:户|门)?(?![\u4e00-\u9fff]))?"
                  r"|[0-9]{1,2}F"),
    (Level.ROOM, rf"[A-Z]室|{_SHORT} ?(?:室(?!.厅|内|外)|房(?![屋产子型价东款改管源顶租间])|床(?!位)|分箱|户(?![口型籍主均数居人业村没都]))"
                 rf"|{_SIDE}{_SHORT}?户(?![口型籍主])|[{SIDES}]门(?![\u4e00-\u9fff])|[{SIDES}]首"),
    (Level.ROOM, rf"(?:[左右]手边?|靠?{_SIDE}[头边侧]?)?第{_SHORT}(?:[户间](?![口型籍主])|个门|家(?=[的,。;、!?)]|\Z))"),
    (Level.ROOM, _ROOM_NUMBER),
    (Level.ROOM, r"[A-Z](?![0-9A-Za-z座区栋幢厅栋级类])"),
    (Level.BUILDING, rf"[A-Z][0-9]{{1,3}}(?![0-9A-Za-z.\-{COUNTS}次高公])"),
)  # fmt: skip
_PART = re.compile("|".join(f"({pattern})" for _level, pattern in _PARTS))
_START = re.compile(
    rf"(?<![0-9A-Za-z.第每各某*#])(?:(?<![{NUMERALS}])|(?=[0-9]))(?<![0-9]-)(?<!(?<!胡)同)(?=[第附副地负前后靠{STEMS}{SIDES}0-9A-Za-z{NUMERALS}])"
)
_GAP = re.compile(
    r" ?[\-/,、·|~;\n的()\[\]【】]{0,2}(?:往里走?|里面?|内|的?(?:出租[屋房]|自建房|民房|家属楼|宿舍楼?)(?=[0-9一二三四五六七八九十]))? ?"
)
_PAUSES = frozenset(",、;\n")
_BARE = re.compile(_ROOM_NUMBER)
_MOST_PARTS = 8
# 20户 of a group or a building are so many; of a house or a floor it is one.
_HOUSEHOLDS = re.compile(rf"{_SHORT} ?户")
_HAVE_MANY = {None, Level.AREA, Level.GROUP, Level.BUILDING}


@dataclass(frozen=True)
class Part:
    """One numbered part of an address."""

    level: Level
    start: int
    end: int
    words: str
    pause: bool = False  # between it and the part before


@dataclass(frozen=True)
class Address:
    """Parts that stand in a row, each narrower than the one before."""

    parts: tuple[Part, ...]

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end

    @property
    def runs(self) -> Iterator[tuple[int, int]]:
        """Its places without the commas between them."""
        start = self.start
        for part, further in pairwise(self.parts):
            if further.pause:
                yield start, part.end
                start = further.start
        yield start, self.end

    @property
    def levels(self) -> tuple[Level, ...]:
        """How it narrows, areas apart: they are part of a name."""
        return tuple(part.level for part in self.parts if part.level is not Level.AREA)


def addresses(text: str) -> Iterator[Address]:
    """Yield what could be an address, in order, without overlaps."""
    done = 0
    for start in _START.finditer(text):
        if start.start() < done:
            continue
        parts = tuple(_parts(text, start.start()))
        if parts:
            done = parts[-1].end
            yield Address(parts)


def _parts(text: str, at: int) -> Iterator[Part]:
    last: Part | None = None
    pause = False
    for _turn in range(_MOST_PARTS):
        found = _part(text, at, last)
        if found is None or (pause and last and last.level is Level.HOUSE and _BARE.fullmatch(found.words)):
            return
        yield replace(found, pause=pause)
        last = found
        gap = _GAP.match(text, found.end)
        pause, at = (not _PAUSES.isdisjoint(gap.group()), gap.end()) if gap else (False, found.end)


def _part(text: str, at: int, last: Part | None) -> Part | None:
    """The part that stands here, when it is narrower than what is before it, or a group within another (七队3排)."""
    match = _PART.match(text, at)
    if match is None or match.lastindex is None:
        return None
    words, before = match.group(), last.level if last else None
    level = _read_after(_PARTS[match.lastindex - 1][0], words, before)
    a_count = before in _HAVE_MANY and _HOUSEHOLDS.fullmatch(words)
    a_letter = (before is None or before < Level.BUILDING) and len(words) == 1
    if a_count or a_letter:
        return None
    within = last is not None and level is last.level is Level.GROUP and words[-1] != last.words[-1]
    if before is not None and level <= before and not within:
        return None
    return Part(level, *match.span(), words)


def _read_after(level: Level, words: str, before: Level | None) -> Level:
    """What a part is after the one before it: 12幢3号 is a door, 3栋B座 an entrance, 23楼5门 a building."""
    inside = before is not None and before >= Level.BUILDING
    if level is Level.AREA and inside:
        return Level.FLOOR
    if level is before is Level.HOUSE and words.endswith("信箱"):
        return Level.ROOM
    if level is Level.HOUSE and inside:
        return Level.ROOM
    if level is Level.BUILDING and inside and words.endswith("座"):
        return Level.ENTRANCE
    if level is Level.FLOOR and not inside:
        return Level.BUILDING
    return level
