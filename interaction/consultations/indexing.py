"""What the search finds of this room: consultations with their reports, surveys, and the catalogues of decisions."""

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from interaction.consultations.models import Catalogue, Clause, Consultation, Survey
from interaction.consultations.models.stages import Stage
from interaction.publicity.search.index import Entry, provide_rows, put, take_away
from interaction.workdays.now import local_date


def consultations() -> QuerySet[Consultation]:
    """The public ones, with what is found of them."""
    clauses = Prefetch("clauses", Clause.objects.order_by("position"))
    rows = Consultation.objects.filter(stage=Stage.PUBLISHED).select_related("organ", "report")
    return rows.prefetch_related(clauses)


def surveys() -> QuerySet[Survey]:
    return Survey.objects.filter(stage=Stage.PUBLISHED).select_related("organ")


def catalogues() -> QuerySet[Catalogue]:
    return Catalogue.objects.filter(stage=Stage.PUBLISHED).select_related("organ").prefetch_related("items")


def of_consultation(one: Consultation) -> Entry:
    """The draft's own words, and what the report says of the opinions; no opinion and nobody's name."""
    assert one.published_at
    report = one.report if one.reported_on else None
    return Entry(
        source="consultation", key=str(one.pk), title=one.title,
        text="\n".join([one.explanation, *(f"{clause.label} {clause.text}" for clause in one.clauses.all())]),
        answer=f"{report.overview}\n{report.following}" if report else "", organ=one.organ,
        address=reverse("consultations:item", args=[one.pk]), on=one.reported_on or local_date(one.published_at),
    )  # fmt: skip


def of_survey(one: Survey) -> Entry:
    address = reverse("consultations:survey", args=[one.pk])
    return Entry("survey", str(one.pk), one.title, one.intro, address, one.organ, one.opens_on)


def of_catalogue(one: Catalogue) -> Entry:
    assert one.published_on
    words = "\n".join(f"{item.matter} {item.outcome}" for item in one.items.all())
    address = reverse("consultations:decisions_of", args=[one.year])
    return Entry("decision", str(one.pk), one.title, words, address, one.organ, one.published_on)


_FOUND: dict[type[Any], tuple[str, Callable[[], QuerySet[Any]], Callable[[Any], Entry]]] = {
    Consultation: ("consultation", consultations, of_consultation),
    Survey: ("survey", surveys, of_survey),
    Catalogue: ("decision", catalogues, of_catalogue),
}


def index(subject: Consultation | Survey | Catalogue) -> None:
    """Let the search find the thing as it is now, or find it no more."""
    source, rows, entry_of = _FOUND[type(subject)]
    found = rows().filter(pk=subject.pk).first()
    if found:
        put(entry_of(found))
    else:
        take_away(source, str(subject.pk))


def provide_all() -> None:
    for source, rows, entry_of in _FOUND.values():
        provide_rows(source, rows, entry_of)
