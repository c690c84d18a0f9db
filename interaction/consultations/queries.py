"""Reads that pages share: public lists by key, what is open now, and every public page for sitemap and search."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from interaction.casework.keyset import after_cursor, encode_cursor
from interaction.consultations.models import Catalogue, Consultation, Opinion, Survey
from interaction.consultations.models.stages import Stage
from interaction.workdays.now import today
from interaction.workflow.actions import actions_of

PAGE = 20
Key = tuple[date, int]
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Page:
    rows: list[Any]
    next_cursor: str


def in_state(state: str) -> Q:
    """Published consultations that are upcoming, open, closed or answered today (Asia/Shanghai)."""
    day = today()
    return {
        "upcoming": Q(opens_on__gt=day, reported_on__isnull=True),
        "open": Q(opens_on__lte=day, closes_on__gte=day),
        "closed": Q(closes_on__lt=day, reported_on__isnull=True),
        "answered": Q(reported_on__isnull=False),
    }.get(state, Q())


def published() -> QuerySet[Consultation]:
    return Consultation.objects.filter(stage=Stage.PUBLISHED).select_related("organ")


def listing(*, state: str = "", organ: str = "", after: Key | None = None, size: int = PAGE) -> Page:
    """Published consultations, the last opened first, after a key; by state and organ code where given."""
    rows = published().filter(in_state(state))
    if organ:
        rows = rows.filter(organ__code=organ)
    return by_opening(rows.defer("explanation", "other_ways"), after, size)


def by_opening(rows: QuerySet[Any], after: Key | None, size: int = PAGE) -> Page:
    """One page of rows with `opens_on`, the last opened first."""
    rows = rows.order_by("-opens_on", "-id")
    found = list(after_cursor(rows, after, "opens_on")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Page(found[:size], encode_cursor((last.opens_on, last.pk) if last else None))


def open_now(size: int = 5) -> list[Consultation]:
    """What opinions can be given on today, what closes first on top."""
    return list(published().filter(in_state("open")).order_by("closes_on", "id")[:size])


def newest(*, organ: str = "", size: int = PAGE) -> list[Consultation]:
    """The consultations that opened last; of an organ (by its code) where given."""
    return list(listing(organ=organ, size=size).rows)


def shown_opinions(consultation: Consultation, *, clause: int = 0, after: str = "", size: int = PAGE) -> Page:
    """Opinions that a person has let be shown, the newest first: masked text, clause and day, nobody's name."""
    rows = consultation.opinions.filter(shown=Opinion.Shown.SHOWN).select_related("clause", "group").order_by("-number")
    rows = rows.defer("text", "name", "phone", "email")
    if clause:
        rows = rows.filter(clause=clause)
    if after:
        rows = rows.filter(number__lt=after)
    found = list(rows[: size + 1])
    return Page(found[:size], found[size - 1].number if len(found) > size else "")


@dataclass(frozen=True)
class RecordLine:
    """One line of the public record of acts."""

    label: Any
    on: date
    note: str
    details: dict[str, Any]


def public_record(subject: Consultation | Survey | Catalogue) -> list[RecordLine]:
    """What was done since the thing became public, as the public reads it: acts, days and reasons, no names."""
    log = list(subject.log.order_by("version"))
    first = next((place for place, one in enumerate(log) if one.action == "publish"), len(log))
    labels = {name: action.public_label for name, action in actions_of(subject).items()}
    return [RecordLine(labels[one.action], one.on, one.words, one.details) for one in log[first:] if labels[one.action]]
