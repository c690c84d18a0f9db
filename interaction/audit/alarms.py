"""Unusual reading: many cases outside one's own organs in a day, reading at night, one name searched for often.

Raised once a day, person and kind; told to the auditors by a notice that names nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Count, Q
from django.db.models.functions import ExtractHour
from django.utils.translation import gettext as _t

from interaction.audit.models import Alarm, Kind, Reading
from interaction.notices.outbox import notify_staff
from interaction.organs.models import Post, Role, Staff
from interaction.workdays.now import SHANGHAI, now, today

LOOKS = (Kind.CASE, Kind.FILE, Kind.ORIGINAL, Kind.PERSON, Kind.EXPORT)
# From ten in the evening until six, as 等保 calls outside of working hours; the hotline's agents work then.
NIGHT_FROM, NIGHT_TO = 22, 6


@dataclass(frozen=True)
class Unusual:
    kind: Alarm.Kind
    who: int
    count: int
    words_digest: str = ""


def of_day(day: date) -> tuple[datetime, datetime]:
    """Return the first instant of a day in Asia/Shanghai and that of the next."""
    return tuple(  # type: ignore[return-value]
        datetime.combine(one, time(), SHANGHAI) for one in (day, day + timedelta(days=1))
    )


def unusual(day: date) -> Iterator[Unusual]:
    """Yield what of a day's reading is over a threshold."""
    first, after = of_day(day)
    read = Reading.objects.filter(at__gte=first, at__lt=after, who__isnull=False).order_by()
    outside = (
        read.filter(kind__in=LOOKS, outside=True).values_list("who").annotate(n=Count("case_number", distinct=True))
    )
    for who, count in outside.filter(n__gte=settings.ALARM_CASES_OUTSIDE):
        yield Unusual(Alarm.Kind.OUTSIDE, who, count)
    hour = ExtractHour("at", tzinfo=SHANGHAI)
    by_night = read.alias(hour=hour).filter(
        Q(hour__gte=NIGHT_FROM) | Q(hour__lt=NIGHT_TO), kind__in=[*LOOKS, Kind.SEARCH]
    )
    agents = Post.objects.filter(role=Role.CALL_AGENT).values("staff")
    for who, count in (
        by_night.exclude(who__in=agents)
        .values_list("who")
        .annotate(n=Count("pk"))
        .filter(n__gte=settings.ALARM_READINGS_AT_NIGHT)
    ):
        yield Unusual(Alarm.Kind.NIGHT, who, count)
    searched = read.filter(kind=Kind.SEARCH).exclude(words_digest="").values_list("who", "words_digest")
    for who, words, count in searched.annotate(n=Count("pk")).filter(n__gte=settings.ALARM_SAME_WORDS):
        yield Unusual(Alarm.Kind.SAME_WORDS, who, count, words)


def raise_alarms() -> int:
    """Raise what is new of yesterday and today; answer how many."""
    raised = 0
    for day in (today() - timedelta(days=1), today()):
        for one in unusual(day):
            alarm, new = Alarm.objects.get_or_create(
                kind=one.kind, who_id=one.who, day=day, words_digest=one.words_digest,
                defaults={"count": one.count, "at": now()},
            )  # fmt: skip
            if new:
                raised += 1
                _tell(alarm)
    return raised


def _tell(alarm: Alarm) -> None:
    auditors = list(Staff.objects.filter(is_active=True, posts__role=Role.AUDITOR).distinct())
    said = {"kind": alarm.get_kind_display(), "day": alarm.day.isoformat()}
    subject = _t("查阅记录有异常，请到“审计”查看：%(kind)s，%(day)s") % said
    notify_staff(auditors, key=f"alarm:{alarm.pk}", subject=subject, send_after=alarm.at)
