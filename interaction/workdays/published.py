"""The arrangements published so far, read from the library `holidays`, and the statutory days of other years.

The library records the days; the document numbers are ours. Years from 2008 on are official: State Council
Order 513 (in force 2008-01-01) gave the holidays their present form, and the first disclosure regulation came
into force in May of that year, so no statutory clock is older.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import groupby

import holidays
from holidays.countries.china import ChinaStaticHolidays

from .arrangements import DECEMBER, Arrangement, DaysOff, build_days
from .calendar import ONE_DAY, CalendarDay, days_between, is_weekend

FIRST = date(2008, 1, 1)
LAST = date(2045, 12, 31)
# Of an announced year the library knows the swapped weekends; later years it projects without them.
LAST_OFFICIAL_YEAR = max(ChinaStaticHolidays.special_public_holidays)

DOCUMENTS = {
    2008: "国办发明电〔2007〕52号",
    2009: "国办发明电〔2008〕42号",
    2010: "国办发明电〔2009〕27号",
    2011: "国办发明电〔2010〕40号",
    2012: "国办发明电〔2011〕45号",
    2013: "国办发明电〔2012〕33号",
    2014: "国办发明电〔2013〕28号",
    2015: "国办发明电〔2014〕28号",
    2016: "国办发明电〔2015〕18号",
    2017: "国办发明电〔2016〕17号",
    2018: "国办发明电〔2017〕12号",
    2019: "国办发明电〔2018〕15号",
    2020: "国办发明电〔2019〕16号",
    2021: "国办发明电〔2020〕27号",
    2022: "国办发明电〔2021〕11号",
    2023: "国办发明电〔2022〕16号",
    2024: "国办发明电〔2023〕7号",
    2025: "国办发明电〔2024〕12号",
    2026: "国办发明电〔2025〕7号",
}

# Later documents that changed a year already announced; the library holds the days as changed.
AMENDMENTS = (
    Arrangement(
        2015,
        "国发明电〔2015〕1号",
        "国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知",
        (DaysOff(date(2015, 9, 3), date(2015, 9, 5), "抗战胜利70周年纪念日"),),
        (date(2015, 9, 6),),
    ),
    Arrangement(
        2019,
        "国办发明电〔2019〕3号",
        "国务院办公厅关于调整2019年劳动节假期安排的通知",
        (DaysOff(date(2019, 5, 1), date(2019, 5, 4), "劳动节"),),
        (date(2019, 4, 28), date(2019, 5, 5)),
    ),
    Arrangement(
        2020,
        "国办发明电〔2020〕1号",
        "国务院办公厅关于延长2020年春节假期的通知",
        (DaysOff(date(2020, 1, 31), date(2020, 2, 2), "春节延长假"),),
        (),
    ),
)


@lru_cache(maxsize=1)
def _library() -> holidays.HolidayBase:
    years = range(FIRST.year, LAST.year + 1)
    return holidays.country_holidays("CN", years=years, language="zh_CN")


@lru_cache(maxsize=1)
def statutory_days() -> Mapping[date, str]:
    """The holidays of the State Council's order for every year of the span, without substitutes."""
    years = range(FIRST.year, LAST.year + 1)
    library = holidays.country_holidays("CN", years=years, language="zh_CN", observed=False)
    return {day: _festivals([name]) for day, name in library.items() if _festivals([name])}


@lru_cache(maxsize=1)
def projected_days() -> Mapping[date, str]:
    """The statutory holidays and, where one falls on a weekend, the weekday that makes up for it."""
    return {
        day: _festivals([name]) + ("补假" if "补假" in name else "")
        for day, name in _library().items()
        if day.year > LAST_OFFICIAL_YEAR
    }


def published_arrangements() -> list[Arrangement]:
    """The arrangement of every official year, and the documents that amended them, in order."""
    return [*map(_arrangement, range(FIRST.year, LAST_OFFICIAL_YEAR + 1)), *AMENDMENTS]


def days_of(arrangements: list[Arrangement]) -> list[CalendarDay]:
    """Every day of the span under those arrangements, given in the order of their loading."""
    return build_days(arrangements, statutory_days(), projected_days(), FIRST, LAST)


def _arrangement(year: int) -> Arrangement:
    title = f"国务院办公厅关于{year}年部分节假日安排的通知"
    off = tuple(run for run in _runs_off() if run.last.year == year)
    work = tuple(sorted(day for day in _library().weekend_workdays if _year_of_swap(day) == year))
    return Arrangement(year, DOCUMENTS.get(year, title), title, off, work)


def _year_of_swap(day: date) -> int:
    """The year whose notice has a weekend day worked: a December one makes up for the New Year after it."""
    return day.year + (day.month == DECEMBER)


@lru_cache(maxsize=1)
def _runs_off() -> tuple[DaysOff, ...]:
    return tuple(_find_runs())


def _find_runs() -> Iterator[DaysOff]:
    """Every unbroken run of days off that holds a festival, weekends at its ends included, as notices do."""
    library = _library()

    def is_off(day: date) -> bool:
        return day in library or (is_weekend(day) and day not in library.weekend_workdays)

    for off, group in groupby(days_between(FIRST - ONE_DAY, date(LAST_OFFICIAL_YEAR, 12, 31)), key=is_off):
        run = list(group)
        name = _festivals([library[day] for day in run if day in library]) if off else ""
        if name:
            yield DaysOff(max(run[0], FIRST), run[-1], name)


def _festivals(names: list[str]) -> str:
    """The festivals in the library's names of days, without its remarks; empty for a swapped day alone."""
    found: list[str] = []
    for part in (part for name in names for part in name.split("; ")):
        festival = part.removesuffix("（补假）").replace("春节延长假期", "春节").replace("农历除夕", "春节")
        if not festival.startswith("休息日") and festival not in found:
            found.append(festival)
    return "、".join(found)
