"""Holiday arrangements: what a State Council notice says, and the days that follow from all of them.

Plain Python. The General Office announces each year's arrangement in the autumn before it
(国务院办公厅关于某年部分节假日安排的通知): days off, and weekend days worked in exchange. An arrangement
may reach into the December before its year (2018-12-29 was worked under the notice for 2019), and a later
document may change a year already announced, as in May 2019 and January 2020.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from .calendar import CalendarDay, days_between, is_weekend, weekday_name

DECEMBER = 12
LONGEST_NAME = 60
KEYS = frozenset({"year", "document", "title", "off", "work"})
OFF_KEYS = frozenset({"from", "to", "name"})
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class BadNotice(ValueError):
    """A notice file that cannot be right; the message is for the person who loads it."""


@dataclass(frozen=True, slots=True)
class DaysOff:
    """A run of days off, both ends included, and the festival it is for."""

    first: date
    last: date
    name: str


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One document: the days it gives off and the days it has worked."""

    year: int
    document: str
    title: str
    off: tuple[DaysOff, ...]
    work: tuple[date, ...]

    def named(self) -> dict[date, tuple[bool, str]]:
        """Every day the document names, whether it is worked, and why."""
        days = {day: (False, _why_off(run.name)) for run in self.off for day in days_between(run.first, run.last)}
        return days | {day: (True, "调休上班" if is_weekend(day) else "恢复上班") for day in self.work}

    def as_data(self) -> dict[str, object]:
        """The document in the form that `parse_notice` reads."""
        return {
            "year": self.year,
            "document": self.document,
            "title": self.title,
            "off": [{"from": run.first.isoformat(), "to": run.last.isoformat(), "name": run.name} for run in self.off],
            "work": [day.isoformat() for day in self.work],
        }


def build_days(
    arrangements: Iterable[Arrangement],
    statutory: Mapping[date, str],
    projected: Mapping[date, str],
    first: date,
    last: date,
) -> list[CalendarDay]:
    """Every day from `first` to `last` as the arrangements leave it.

    Arrangements are given in the order of their loading. The first of a year governs all of it; a further one
    of the same year amends the days it names and no other. `statutory` holds the holidays of the State
    Council's order (全国年节及纪念日放假办法), off whether or not an arrangement repeats them; `projected`
    holds those days and their weekday substitutes, and stands in for a year that has no arrangement yet.
    """
    named: dict[date, tuple[bool, str, str]] = {}
    governing: dict[int, str] = {}
    for arrangement in sorted(arrangements, key=lambda item: item.year):
        governing.setdefault(arrangement.year, arrangement.document)
        for day, (works, reason) in arrangement.named().items():
            named[day] = (works, reason, arrangement.document)

    def fact(day: date) -> CalendarDay:
        if day in named:
            return CalendarDay(day, *named[day])
        document = governing.get(day.year, "")
        festival = (statutory if document else projected).get(day)
        if festival:
            return CalendarDay(day, False, _why_off(festival), document)
        if is_weekend(day):
            return CalendarDay(day, False, weekday_name(day), document)
        return CalendarDay(day, True, "工作日", document)

    return [fact(day) for day in days_between(first, last)]


def _why_off(name: str) -> str:
    """国庆节 becomes 国庆节放假; a name that already says so (春节补假) stays."""
    return name if name.endswith("假") else f"{name}放假"


def parse_notice(data: object) -> Arrangement:
    """Read a notice file that has been parsed from JSON. Raise BadNotice, saying what is wrong.

    The form: {"year": 2027, "document": "国办发明电〔2026〕…号", "title": "国务院办公厅关于…的通知",
    "off": [{"from": "2027-01-01", "to": "2027-01-03", "name": "元旦"}, ...], "work": ["2027-02-20", ...]}.
    """
    if not isinstance(data, dict):
        raise BadNotice("文件内容应为一个 JSON 对象")
    _only_keys(data, KEYS, "文件")
    year = data.get("year")
    if not isinstance(year, int) or isinstance(year, bool):
        raise BadNotice("year 应为年份，例如 2027")
    off = tuple(_days_off(item) for item in _list(data, "off"))
    work = tuple(_date(item, "work") for item in _list(data, "work"))
    if not off and not work:
        raise BadNotice("off 和 work 不能都为空")
    arrangement = Arrangement(year, _text(data, "document"), _text(data, "title"), off, work)
    _check_days(arrangement)
    return arrangement


def _check_days(arrangement: Arrangement) -> None:
    seen: set[date] = set()
    off = [day for run in arrangement.off for day in days_between(run.first, run.last)]
    for day in [*off, *arrangement.work]:
        if day.year != arrangement.year and (day.year, day.month) != (arrangement.year - 1, DECEMBER):
            raise BadNotice(f"{day} 不属于 {arrangement.year} 年（只可以涉及上一年 12 月）")
        if day in seen:
            raise BadNotice(f"{day} 出现了两次")
        seen.add(day)


def _days_off(item: object) -> DaysOff:
    if not isinstance(item, dict):
        raise BadNotice('off 的每一项应为 {"from": 日期, "to": 日期, "name": 节日名称}')
    _only_keys(item, OFF_KEYS, "off")
    run = DaysOff(_date(item.get("from"), "from"), _date(item.get("to"), "to"), _text(item, "name"))
    if run.last < run.first:
        raise BadNotice(f"{run.name}：结束日期 {run.last} 早于开始日期 {run.first}")
    return run


def _only_keys(data: dict[str, object], keys: frozenset[str], where: str) -> None:
    if unknown := sorted(set(data) - keys):
        raise BadNotice(f"{where}中有不认识的项：{'、'.join(unknown)}")


def _list(data: dict[str, object], key: str) -> list[object]:
    value = data.get(key, [])
    if not isinstance(value, list):
        raise BadNotice(f"{key} 应为列表")
    return value


def _text(data: dict[str, object], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_NAME:
        raise BadNotice(f"{key} 应为不超过 {LONGEST_NAME} 字的文字")
    return value.strip()


def _date(value: object, where: str) -> date:
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass  # a day that no month has: refused below, with the rest
    raise BadNotice(f"{where}：“{value}”不是 2027-01-01 形式的日期")
