"""The questions of an episode: cases that came in with its medium and batch, as far as the public may know of them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from interaction.casework.models import Case, Event
from interaction.outreach.models import Episode, Programme, Question
from interaction.publicity.models import Publication
from interaction.workdays.now import local_date


def note_event(sender: Any, case: Case, event: Event, **others: Any) -> None:
    """Follow a case that a programme raised; part of the step's transaction."""
    if case.source in Programme.Medium.values:
        note(case)


def note(case: Case) -> bool:
    """Note where a case stands; answers whether a programme raised it."""
    batch = case.describes.batch(case)
    if case.source not in Programme.Medium.values or not batch:
        return False
    found = {
        "medium": case.source, "batch": batch, "answered_on": case.replied_on,
        "raised_on": case.received_on or local_date(case.submitted_at),
        "publication": Publication.objects.filter(case=case).first(),
    }  # fmt: skip
    Question.objects.update_or_create(case=case, defaults=found)
    return True


def note_all() -> int:
    """Note every case of a programme, for those that were there before this room was; answers how many."""
    cases = Case.objects.filter(source__in=Programme.Medium.values).order_by("pk")
    return sum(note(case.specific) for case in cases.iterator())


@dataclass(frozen=True)
class Counts:
    raised: int = 0
    answered: int = 0
    published: int = 0


def counts_of(episodes: list[Episode]) -> dict[int, Counts]:
    """{episode: how many questions were raised, answered, published}; one read for all of them."""
    batches = Q(pk__in=[])
    for one in episodes:
        batches |= Q(medium=one.medium, batch=one.batch)
    rows = Question.objects.filter(batches).values("medium", "batch").annotate(
        raised=Count("pk"), answered=Count("answered_on"),
        published=Count("pk", filter=Q(publication__isnull=False, publication__withdrawn_at__isnull=True)),
    )  # fmt: skip
    found = {
        (row["medium"], row["batch"]): Counts(row["raised"], row["answered"], row["published"])
        for row in rows
    }  # fmt: skip
    return {one.pk: found.get((one.medium, one.batch), Counts()) for one in episodes}


def published_of(episode: Episode) -> list[Publication]:
    """The published, masked replies to an episode's questions, in the order they were raised."""
    of_batch = Question.objects.filter(medium=episode.medium, batch=episode.batch).values("publication")
    rows = Publication.objects.filter(pk__in=of_batch, withdrawn_at__isnull=True).select_related("organ")
    return list(rows.order_by("received_on", "pk"))
