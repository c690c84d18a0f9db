"""What is read of guides and catalogues: by key, the newest first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from interaction.organs.models import Organ
from requests_app.disclosure.models import CatalogueEntry

PAGE = 20
Key = tuple[date, int]


@dataclass(frozen=True)
class Page:
    rows: list[CatalogueEntry]
    following: Key | None


def entries(
    organ: Organ | None,
    *,
    category: str = "",
    year: int | None = None,
    after: Key | None = None,
    withdrawn: bool = False,
) -> Page:
    """What was published, the newest first, after a key; of one organ, category and year where given."""
    rows = CatalogueEntry.objects.select_related("organ").order_by("-published_on", "-id")
    if organ:
        rows = rows.filter(organ=organ)
    if not withdrawn:
        rows = rows.filter(withdrawn_on__isnull=True)
    if category:
        rows = rows.filter(category=category)
    if year:
        rows = rows.filter(published_on__year=year)
    if after:
        rows = rows.filter(
            Q(published_on__lt=after[0]) | Q(published_on=after[0], id__lt=after[1]), published_on__lte=after[0]
        )
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(found[:PAGE], (last.published_on, last.pk) if last else None)


def as_text(key: Key | None) -> str:
    return f"{key[0].isoformat()}.{key[1]}" if key else ""
