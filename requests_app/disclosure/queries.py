"""What is read of guides and catalogues: by key, the newest first."""

from dataclasses import dataclass
from datetime import date

from interaction.casework.keyset import after_cursor
from interaction.organs.models import Organ
from requests_app.disclosure.models import CatalogueEntry

PAGE = 20
Key = tuple[date, int]


@dataclass(frozen=True)
class Page:
    rows: list[CatalogueEntry]
    next_cursor: Key | None


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
    found = list(after_cursor(rows, after, "published_on")[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(found[:PAGE], (last.published_on, last.pk) if last else None)
