"""The days that a holiday notice arranges, read from its own text as the State Council publishes it.

Plain Python. "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。" - one festival a paragraph; what is
off stands before 放假, what is worked before 上班. Whatever is understood is shown before anything changes.
"""

import re
import unicodedata
from datetime import date

from .arrangements import Arrangement, BadNotice, DaysOff, parse_notice
from .calendar import weekday_name

YEAR = re.compile(r"(20\d{2})年部分节假日安排")
PARAGRAPH = re.compile(r"[一二三四五六七八九十]+、([^:、。\n]+(?:、[^:、。\n]+)?):([^\n]*)")
DAY = re.compile(r"(至)?(?:(20\d{2})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^)]*)\))?")
WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
SENTENCE = re.compile(r"[。;]")
OFF, WORKED = "放假", "上班"


def read_notice(text: str, document: str) -> Arrangement:
    """Return what a notice arranges. Raise BadNotice, saying what is not understood or cannot be."""
    plain = re.sub(r"[ \t\r\u3000]+", "", unicodedata.normalize("NFKC", text))
    titled = YEAR.search(plain)
    if titled is None:
        raise BadNotice("没有找到“关于某年部分节假日安排的通知”，请从标题起粘贴全文")
    year = int(titled[1])
    off: list[DaysOff] = []
    work: list[date] = []
    for name, said in PARAGRAPH.findall(plain):
        _read_paragraph(name, said, year, off, work)
    if not off:
        raise BadNotice("没有找到放假的日期，请从标题起粘贴通知全文")
    arranged = Arrangement(
        year, document.strip(), f"国务院办公厅关于{year}年部分节假日安排的通知", tuple(off), tuple(work)
    )
    return parse_notice(arranged.as_data())  # the same checks as of a file


def _read_paragraph(name: str, said: str, year: int, off: list[DaysOff], work: list[date]) -> None:
    """Read what is said of one festival."""
    current = (year, 0)
    for sentence in SENTENCE.split(said):
        before, is_off, _after = sentence.partition(OFF)
        days = _days(before if is_off else sentence, current, name)
        if not days:
            continue
        if is_off:
            off += [DaysOff(first, last, name) for first, last in _runs(days)]
        elif sentence.endswith(WORKED):
            work += [day for _to, day in days]
        else:
            raise BadNotice(f"{name}：看不懂“{sentence}”，请用文件录入")
        current = (days[-1][1].year, days[-1][1].month)


def _days(words: str, current: tuple[int, int], name: str) -> list[tuple[bool, date]]:
    """Every day that is named, and whether it ends a run; year and month go on where they are left out."""
    year, month = current
    found = []
    for to, said_year, said_month, said_day, remark in DAY.findall(words):
        year, month = int(said_year or year), int(said_month or month)
        try:
            day = date(year, month, int(said_day))
        except ValueError:
            raise BadNotice(f"{name}：没有{year}年{month}月{said_day}日这一天") from None
        weekday = WEEKDAY.search(remark)
        if weekday and weekday_name(day)[-1] != weekday[1].replace("天", "日"):
            raise BadNotice(f"{name}：{day} 是{weekday_name(day)}，通知写的是周{weekday[1]}，请核对")
        found.append((bool(to), day))
    return found


def _runs(days: list[tuple[bool, date]]) -> list[tuple[date, date]]:
    """The runs of days off: a day alone, or from one to another."""
    runs: list[tuple[date, date]] = []
    for to, day in days:
        if to and runs:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs
