"""How words sound: pinyin without tones, and without the differences that people hear or type wrong."""

import re

from pypinyin import Style, lazy_pinyin

# Heard or typed for each other: zh and z, ch and c, sh and s, ing and in, eng and en, ang and an; v for ü.
_MIXED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("v", "u"))
_BACK = re.compile(r"(?<=[aei])ng(?![aeiou])")
HAN = re.compile(r"[\u3400-\u9fff]+")


def sound_of(word: str) -> str:
    """ "住房公积金" sounds "zufangongjijin"."""
    return simple("".join(lazy_pinyin(word, errors="ignore")))


def initials_of(word: str) -> str:
    """ "公积金" is typed "gjj"."""
    return "".join(lazy_pinyin(word, style=Style.FIRST_LETTER, errors="ignore"))


def simple(pinyin: str) -> str:
    """Typed pinyin as `sound_of` writes it; syllables need not be parted."""
    for heard, written in _MIXED:
        pinyin = pinyin.replace(heard, written)
    return _BACK.sub("n", pinyin)
