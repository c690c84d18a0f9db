"""Reads of what is public, by key; and what the home page, search and the sitemap ask for."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from interaction.casework.keyset import after_cursor, encode_cursor
from interaction.organs.models import Organ
from interaction.outreach.models import Announcement, Entry, Episode, OpenDay, Programme, ServicePoint
from interaction.workdays.now import now, today

PAGE = 20
Key = tuple[date, int]


@dataclass(frozen=True)
class Page:
    rows: list[Any]
    next_cursor: str  # as a link carries it; empty on the last page


def public(model: type[Any]) -> QuerySet[Any]:
    """The published entries of a kind."""
    return model.objects.filter(state=Entry.State.PUBLISHED).select_related("organ")


def newest(rows: QuerySet[Any], after: Key | None, size: int = PAGE, field: str = "published_on") -> Page:
    """Entries by date of publication (or another date), the newest first, after a key."""
    found = list(after_cursor(rows, after, field).order_by(f"-{field}", "-pk")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Page(found[:size], encode_cursor((getattr(last, field), last.pk) if last else None))


def newest_announcements(size: int) -> list[Announcement]:
    """The newest announcements that still hold."""
    holding = public(Announcement).filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today()))
    return list(holding.order_by("-published_on", "-pk")[:size])


def coming_open_days(size: int) -> list[OpenDay]:
    """The open days that have not ended, the next first."""
    days = list(public(OpenDay).filter(ends_at__gt=now()).order_by("starts_at", "pk")[:size])
    repeated = OpenDay.repeated_of([one.pk for one in days])
    for one in days:
        one.repeated = repeated.get(one.pk, 0)
    return days


def past_open_days(before: Key | None, size: int = PAGE) -> Page:
    """The open days that are over, the newest first, by the date of their publication."""
    return newest(public(OpenDay).filter(ends_at__lte=now()), before, size)


def points(*, township: str = "", organ: str = "") -> list[ServicePoint]:
    """The service points, of a township's or an organ's code where given; a county has some dozens at the most."""
    rows = public(ServicePoint).select_related("organ", "township")
    if township:
        rows = rows.filter(township__code=township)
    if organ:
        rows = rows.filter(organ__code=organ)
    return list(rows.order_by("township__path", "title", "pk")[:MOST_POINTS])


MOST_POINTS = 200


def organs_with(model: type[Any]) -> list[Organ]:
    return list(Organ.objects.filter(pk__in=public(model).order_by().values("organ")).order_by("path"))


def episodes() -> QuerySet[Episode]:
    """The published episodes of published programmes."""
    return public(Episode).filter(programme__state=Entry.State.PUBLISHED).select_related("programme")


def programmes() -> list[Programme]:
    return list(public(Programme).order_by("-published_on", "-pk")[:MOST_POINTS])
