"""Numbers that somebody has masked in part: 139****7777, 371324********1234, a card's 尾号1234.

What is left of them is shown no further than of a whole number. Read before whole numbers are, over half-width text.
"""

import re
from collections.abc import Iterator

from interaction.publicity.finding import Hit, Kind
from interaction.publicity.shown import NOTHING, REST, ends_shown

# What stands for a digit; of these some end a sentence too (打12345……), and stand for digits only before others.
_SURE = "[*Xx#_●◯□■◆★☆※某✱✲∗⁎]"
_STAR = rf"(?:{_SURE}|[?~…]|\.{{2}}|-{{2}})"
_STARS = rf"(?:(?:{_STAR}(?:[ \-]?{_STAR}){{1,15}}|…)(?=[ \-]?[0-9])|{_SURE}(?: ?{_SURE}){{1,15}})"
_FIGURES = r"[0-9](?:[ \-]?[0-9]){0,11}"
_NUMBER = re.compile(
    rf"(?<![0-9A-Za-z*.\-])((?:[A-Za-z]{{0,2}}{_FIGURES})?)((?:[ \-]?{_STARS}(?:[ \-]?{_FIGURES}[Xx]?)?){{1,3}})(?![0-9A-Za-z*])"
)
_LAST_FIGURES = re.compile(r"[0-9]*[Xx]?\Z")
_ENDING = re.compile(
    r"(?:尾号|[后末][三四五六3-6][位个]数?字?|[后末][三四五六3-6]位号码?)[是为:]{0,2} ?([0-9]{2,5}[0-9Xx])(?![0-9.])"
)
_LABELS = (
    (Kind.RESIDENT_ID, re.compile(r"(?:身份证|证件|公民身份)[^0-9]{0,8}\Z")),
    (Kind.PERMIT, re.compile(r"(?:护照|通行证|台胞证|军官证|士兵证|驾驶证|社保卡|医保卡|残疾证|居住证)[^0-9]{0,8}\Z")),
    (Kind.PLATE, re.compile(r"(?:车牌|牌照|车号|车辆)[^0-9]{0,8}\Z")),
    (Kind.BANK_CARD, re.compile(r"(?:卡|账号|帐号|账户|帐户|存折)[^0-9]{0,8}\Z")),
    (Kind.PHONE, re.compile(r"(?:电话|手机|座机|联系方式|打|拨|致电)[^0-9]{0,6}\Z")),
)
_PHONE = re.compile(r"1[3-9]|0[1-9]")
_GROUP, _CARDS = 4, (16, 17, 19)
_CARD = re.compile(r"62|60|4|5[1-5]|35|9558")
_SEPARATORS = re.compile(r"[ \-]")
_REACH = 14
_AS_LONG_AS_A_DOCUMENT, _AS_LONG_AS_A_PHONE = range(13, 21), range(9, 14)


def half_masked(text: str) -> Iterator[Hit]:
    """Numbers with stars in place of some digits, known by their label or by length and beginning; and the end of one."""
    for match in _NUMBER.finditer(text):
        front, rest = (_SEPARATORS.sub("", part) for part in match.groups())
        back = _last_figures(rest)
        kind = _labelled(text, match.start()) or _alike(
            front, len(match.group(2).replace(" ", "").replace("…", "***")), back
        )
        if kind is None:
            continue
        first, last = ends_shown(kind) if kind is not Kind.PHONE or front.startswith("1") else (0, 0)
        if len(front) > first or len(back) > last or any(char.isdigit() for char in rest[: len(rest) - len(back)]):
            public = front[:first] + REST + back[len(back) - last :] if first + last else NOTHING
            yield Hit(kind, *match.span(), public, "部分隐去的号码")
    for match in _ENDING.finditer(text):
        kind = _labelled(text, match.start()) or Kind.BANK_CARD
        yield Hit(kind, *match.span(1), NOTHING, "号码的末几位")


def _labelled(text: str, at: int) -> Kind | None:
    """What the nearest label says."""
    before = text[max(0, at - _REACH) : at]
    labels = ((match.start(), kind) for kind, label in _LABELS if (match := label.search(before)))
    return max(labels, default=(0, None))[1]


def _last_figures(words: str) -> str:
    match = _LAST_FIGURES.search(words)
    return match.group() if match and match.group()[:1].isdigit() else ""


def _alike(front: str, further: int, back: str) -> Kind | None:
    """What it is by its length and beginning; people do not count their stars."""
    length = len(front) + further
    if length in _AS_LONG_AS_A_PHONE and _PHONE.match(front):
        return Kind.PHONE
    if _CARD.match(front) and (len(front) == len(back) == _GROUP or length in _CARDS):
        return Kind.BANK_CARD
    return Kind.RESIDENT_ID if front[:1].isdigit() and length in _AS_LONG_AS_A_DOCUMENT else None
