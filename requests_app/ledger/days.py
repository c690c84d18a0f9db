"""The day a cell names, in all the ways that people and spreadsheets write one."""

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache

from interaction.privacy.text import InvalidInput, clean_line

FIRST_DAY = date(2008, 5, 1)  # the Regulation's first version came into force: nobody applied under it before
DAY_0 = date(1899, 12, 30)  # of a spreadsheet's serial numbers, so that all days since March 1900 have those of Excel
DAY_0_1904 = date(1904, 1, 1)  # of the workbooks of old Macintoshes
SHOWN = 20  # characters of a cell repeated in a message

# Signs that nobody sees: what is pasted from a chat or a web page has them.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_DATE = re.compile(
    r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})[日号]|([0-9]{2})([0-9]{2}))"
    r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.0+)?)?)?",
    re.ASCII,
)
_SHORT = re.compile(r"([0-9]{2})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})[日号])", re.ASCII)
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?", re.ASCII)
_AROUND = re.compile(r"\s*([-/.年月日号])\s*")  # blanks and full-width digits are a way of typing, not a mistake
_MONTHS = 12


def shown(text: str) -> str:
    """A cell as a message repeats it."""
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


@lru_cache(maxsize=8192)  # the same days come again and again in a ledger
def day_of(text: str, day_0: date = DAY_0) -> date | None:
    """The day a text names; None when it is empty. `day_0` is that of the workbook's serial numbers."""
    text = clean_line(INVISIBLE.sub("", text))
    if not text:
        return None
    plain = _AROUND.sub(r"\1", unicodedata.normalize("NFKC", text))
    if match := _DATE.fullmatch(plain):
        year, _, *parts = match.groups()
        found = _day(int(year), parts)
    elif match := _SHORT.fullmatch(plain):
        year, _, *parts = match.groups()
        _not_backwards(text, int(year), parts)
        found = _day(2000 + int(year), parts)
    else:
        found = _of_serial(plain, day_0)
    if found is None:
        raise InvalidInput(f"“{shown(text)}”不是有效的日期，请写成2026-03-02的样子；没有的请留空。")
    return found


def _day(year: int, parts: list[str | None]) -> date | None:
    month, day = (int(part) for part in parts if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _not_backwards(text: str, first: int, parts: list[str | None]) -> None:
    """24/5/6 is a day of 2024; of 12/3/24 nobody knows which end is the year."""
    last = [int(part) for part in parts if part][-1]
    if first <= _MONTHS and last >= FIRST_DAY.year - 2000:
        raise InvalidInput(f"“{shown(text)}”只写了两位数的年份，看不出哪一个是年，请写成2026-03-02的样子。")


def _of_serial(text: str, day_0: date) -> date | None:
    """The day of a serial number: a spreadsheet shows 46083 where it was told to show a number, not a day."""
    match = _SERIAL.fullmatch(text)
    day = day_0 + timedelta(int(match[1])) if match else None
    return day if day and day >= FIRST_DAY else None
