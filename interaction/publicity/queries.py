"""Public listings, by key: newest reply first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from interaction.publicity.models import Publication

PAGE = 20
Key = tuple[date, int]


@dataclass(frozen=True)
class Page:
    rows: list[Publication]
    following: Key | None


def published() -> QuerySet[Publication]:
    return Publication.objects.filter(withdrawn_at__isnull=True).select_related("organ")


def newest(*, channel: str = "", organ: str = "", after: Key | None = None, size: int = PAGE) -> Page:
    """Published replies, the newest first, after a key; by channel and organ code where given."""
    rows = published().order_by("-replied_on", "-id")
    if channel:
        rows = rows.filter(channel=channel)
    if organ:
        rows = rows.filter(organ__code=organ)
    if after:
        rows = rows.filter(
            Q(replied_on__lt=after[0]) | Q(replied_on=after[0], id__lt=after[1]), replied_on__lte=after[0]
        )
    found = list(rows[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Page(found[:size], (last.replied_on, last.pk) if last else None)
