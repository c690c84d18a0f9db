"""Public listings, by key: newest reply first."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import QuerySet

from interaction.casework.keyset import after_cursor
from interaction.publicity.models import Publication, TypicalReply

PAGE = 20
Key = tuple[date, int]


@dataclass(frozen=True)
class Page:
    rows: list[Publication]
    next_cursor: Key | None


def published() -> QuerySet[Publication]:
    return Publication.objects.filter(withdrawn_at__isnull=True).select_related("organ")


def newest(
    *, channel: str = "", organ: str = "", kind: str = "", year: int | None = None, after: Key | None = None,
    size: int = PAGE,
) -> Page:  # fmt: skip
    """Published replies, the newest first, after a key; by channel, organ code, kind and year of the reply where given."""
    rows = published().order_by("-replied_on", "-id")
    if channel:
        rows = rows.filter(channel=channel)
    if organ:
        rows = rows.filter(organ__code=organ)
    if kind:
        rows = rows.filter(kind=kind)
    if year:
        rows = rows.filter(replied_on__range=(date(year, 1, 1), date(year, 12, 31)))
    found = list(after_cursor(rows, after, "replied_on")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Page(found[:size], (last.replied_on, last.pk) if last else None)


KINDS = """
WITH RECURSIVE kinds AS (
    (SELECT kind FROM publicity_publication WHERE withdrawn_at IS NULL AND kind > '' ORDER BY kind LIMIT 1)
    UNION ALL
    SELECT (SELECT kind FROM publicity_publication WHERE withdrawn_at IS NULL AND kind > kinds.kind ORDER BY kind LIMIT 1)
    FROM kinds WHERE kinds.kind IS NOT NULL
)
SELECT kind FROM kinds WHERE kind IS NOT NULL
"""


def kinds() -> list[str]:
    """The kinds of which there are published replies: one step in an index for each, however many replies there are."""
    with connection.cursor() as cursor:
        cursor.execute(KINDS)
        return [row[0] for row in cursor.fetchall()]


def years() -> list[int]:
    """The years in which there were replies that are published, the newest first."""
    days = Publication.objects.filter(withdrawn_at__isnull=True)
    newest_one, oldest = (days.order_by(*order).values_list("replied_on", flat=True).first()
                          for order in (("-replied_on", "-id"), ("replied_on", "id")))  # fmt: skip
    return list(range(newest_one.year, oldest.year - 1, -1)) if newest_one and oldest else []


@dataclass(frozen=True)
class TypicalPage:
    rows: list[TypicalReply]
    next_cursor: tuple[datetime, int] | None


def typical_replies(
    *, kind: str = "", organ: str = "", after: tuple[datetime, int] | None = None, size: int = PAGE
) -> TypicalPage:
    """The replies that answer what many ask, the last pinned first; by kind and organ code where given.

    For any room that answers questions: the public page of answers, a desk, a hotline console.
    """
    rows = TypicalReply.objects.select_related("publication__organ").filter(publication__withdrawn_at__isnull=True)
    rows = rows.order_by("-pinned_at", "-publication_id")
    if kind:
        rows = rows.filter(publication__kind=kind)
    if organ:
        rows = rows.filter(publication__organ__code=organ)
    found = list(after_cursor(rows, after, "pinned_at", "publication")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return TypicalPage(found[:size], (last.pinned_at, last.pk) if last else None)


def typical_kinds() -> list[str]:
    """The kinds of which there are typical replies."""
    kinds = TypicalReply.objects.exclude(publication__kind="").values_list("publication__kind", flat=True)
    return sorted(kinds.distinct())
