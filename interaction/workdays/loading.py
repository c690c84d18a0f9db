"""Loading a newly published notice: a year's provisional days become official.

The file is JSON: {"year": 2027, "document": "国办发明电〔2026〕N号", "title": "...",
"off": [{"from": "2027-01-01", "to": "2027-01-03", "name": "元旦"}, ...], "work": ["2027-02-06", ...]}.
`off` are all days off of the notice, weekends among them or not; `work` are the weekend days that are worked. The same
file again changes nothing; another one for an official year amends it (as in January 2020).
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

from interaction.workdays.announced import SATURDAY, ordinary, weekday_name
from interaction.workdays.calendar import DayEntry
from interaction.workdays.current import LOCK, current_version
from interaction.workdays.models import Day, Notice
from interaction.workdays.now import now
from interaction.workdays.signals import calendar_changed


class BadNotice(ValueError):
    """A notice that cannot be loaded; the message says what to mend."""


@dataclass(frozen=True)
class Loaded:
    """What a load did: the calendar's version, the days that changed, and how many cases' due dates moved."""

    version: int
    changed: tuple[date, ...]
    moved: int


def load_notice(content: bytes) -> Loaded:
    """Make a notice's year official and let every open clock follow. Raises BadNotice."""
    digest = hashlib.sha256(content).hexdigest()
    year, document, title, entries = _parsed(content)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        if Notice.objects.filter(digest=digest).exists():
            return Loaded(current_version(), (), 0)
        stored = {day.date: day for day in Day.objects.filter(date__year=year)}
        if not stored:
            raise BadNotice(f"日历不包括{year}年。")
        changed = tuple(day for day, entry in entries.items() if stored[day].is_workday != entry.is_workday)
        version = current_version() + 1
        Notice.objects.create(
            year=year, document=document, title=title, digest=digest, version=version, loaded_at=now()
        )
        _write(entries, cursor)
        # Clocks whose span meets the year lose their provisional mark, even where no day changed.
        answers = calendar_changed.send(
            sender=Notice, version=version, first=date(year, 1, 1), last=date(year, 12, 31), document=document
        )
    return Loaded(version, changed, sum(moved for _receiver, moved in answers))


def _write(entries: dict[date, DayEntry], cursor: Any) -> None:
    Day.objects.bulk_update(
        [
            Day(date=one.date, is_workday=one.is_workday, reason=one.reason, provisional=False, notice=one.notice)
            for one in entries.values()
        ],
        ["is_workday", "reason", "provisional", "notice"],
    )
    renumber(cursor)


def renumber(cursor: Any) -> None:
    """Make every ordinal true again, in two steps so that the unique index is never met twice."""
    cursor.execute("UPDATE workdays_day SET ordinal = -ordinal - 1")
    cursor.execute(
        "UPDATE workdays_day SET ordinal = counted.n FROM (SELECT date, "
        "count(*) FILTER (WHERE is_workday) OVER (ORDER BY date) AS n FROM workdays_day) AS counted "
        "WHERE counted.date = workdays_day.date"
    )


def _parsed(content: bytes) -> tuple[int, str, str, dict[date, DayEntry]]:
    try:
        notice = json.loads(content)
        year, document = int(notice["year"]), str(notice["document"])
        off = [(_day(one["from"]), _day(one["to"]), str(one["name"])) for one in notice["off"]]
        work = [_day(one) for one in notice.get("work", [])]
    except (ValueError, KeyError, TypeError) as error:
        raise BadNotice(f"通知文件的格式不对（{error}），请对照说明检查。") from error
    label = f"{notice.get('title') or document}"[:80]
    entries = {day: ordinary(day, False) for day in _days(date(year, 1, 1), date(year, 12, 31))}
    for start, end, name in off:
        if start > end or start not in entries or end not in entries:
            raise BadNotice(f"“{name}”的起止日期（{start} 至 {end}）不对，应在{year}年内。")
        for day in _days(start, end):
            entries[day] = DayEntry(day, False, f"{name}放假"[:40], False, label)
    for day in work:
        if day not in entries or day.weekday() < SATURDAY or not _is_plain_weekend(entries[day]):
            raise BadNotice(f"调休上班日 {day} 应是{year}年内没有放假的周六或者周日。")
        entries[day] = DayEntry(day, True, f"{weekday_name(day)}调休上班", False, label)
    return year, document[:80], str(notice.get("title", ""))[:120], entries


def _is_plain_weekend(entry: DayEntry) -> bool:
    return not entry.notice


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _days(start: date, end: date) -> list[date]:
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]
