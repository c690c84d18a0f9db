"""The years whose notices are built in, from the library `holidays`, and provisional years after them.

The library's static table holds what the State Council's General Office announced, make-up days included; beyond its
last announced year only the statutory holidays are known, without swaps: those years are provisional.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import holidays
from holidays.countries.china import ChinaStaticHolidays

from interaction.workdays.calendar import DayEntry

FIRST_YEAR, LAST_YEAR = 2008, 2045
_WEEKDAYS = "一二三四五六日"
SATURDAY = 5


def last_announced_year() -> int:
    return int(max(ChinaStaticHolidays.special_public_holidays))


def weekday_name(day: date) -> str:
    return "周" + _WEEKDAYS[day.weekday()]


def ordinary(day: date, provisional: bool) -> DayEntry:
    """A day as the week alone has it."""
    works = day.weekday() < SATURDAY
    return DayEntry(day, works, "工作日" if works else weekday_name(day), provisional)


def built_in(first: int = FIRST_YEAR, last: int = LAST_YEAR) -> Iterator[DayEntry]:
    """Every day of the years, as announced or, beyond that, provisionally."""
    announced_until = last_announced_year()
    known = holidays.country_holidays("CN", years=range(first, last + 1), language="zh_CN")
    day = date(first, 1, 1)
    while day.year <= last:
        provisional = day.year > announced_until
        notice = "" if provisional else f"国务院办公厅关于{day.year}年部分节假日安排的通知"
        if day in known:
            entry = DayEntry(day, False, _holiday_name(known[day]), provisional, notice)
        elif known.is_working_day(day) and day.weekday() >= SATURDAY:
            entry = DayEntry(day, True, f"{weekday_name(day)}调休上班", provisional, notice)
        else:
            entry = ordinary(day, provisional)
        yield entry
        day += timedelta(days=1)


def _holiday_name(name: str) -> str:
    """"国庆节" or, for days swapped in, "国庆节放假调休"; the library's words differ from year to year."""
    short = name.split(";")[0].replace("（观察日）", "").replace("（放假）", "").strip()
    return "节假日调休放假" if short.startswith("休息日") or "补" in short else f"{short}放假"
