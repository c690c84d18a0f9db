"""What the search finds of this room: consultations with their reports, surveys, and the catalogues of decisions."""

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from interaction.consultations.models import Catalogue, Clause, Consultation, Survey
from interaction.consultations.models.stages import Stage
from interaction.publicity.search.index import IndexEntry, delete_document, index_document, register_table_source
from interaction.workdays.now import local_date
from interaction.workflow.actions import actions_of
from interaction.workflow.models import LogEntry


def consultations() -> QuerySet[Consultation]:
    """The public ones, with what is found of them."""
    clauses = Prefetch("clauses", Clause.objects.order_by("position"))
    rows = Consultation.objects.filter(stage=Stage.PUBLISHED).select_related("organ", "report")
    return rows.prefetch_related(clauses)


def surveys() -> QuerySet[Survey]:
    return Survey.objects.filter(stage=Stage.PUBLISHED).select_related("organ")


def catalogues() -> QuerySet[Catalogue]:
    return Catalogue.objects.filter(stage=Stage.PUBLISHED).select_related("organ").prefetch_related("items")


def of_consultation(one: Consultation) -> IndexEntry:
    """The draft's own words, and what the report says of the opinions; no opinion and nobody's name."""
    assert one.published_at
    report = one.report if one.reported_on else None
    return IndexEntry(
        source="consultation", key=str(one.pk), title=one.title,
        text="\n".join([one.explanation, *(f"{clause.label} {clause.text}" for clause in one.clauses.all())]),
        answer=f"{report.overview}\n{report.following}" if report else "", organ=one.organ,
        address=reverse("consultations:item", args=[one.pk]), on=one.reported_on or local_date(one.published_at),
    )  # fmt: skip


def of_survey(one: Survey) -> IndexEntry:
    address = reverse("consultations:survey", args=[one.pk])
    return IndexEntry("survey", str(one.pk), one.title, one.intro, address, one.organ, one.opens_on)


def of_catalogue(one: Catalogue) -> IndexEntry:
    assert one.published_on
    words = "\n".join(f"{item.matter} {item.outcome}" for item in one.items.all())
    address = reverse("consultations:decisions_of", args=[one.year])
    return IndexEntry("decision", str(one.pk), one.title, words, address, one.organ, one.published_on)


_FOUND: dict[type[Any], tuple[str, Callable[[], QuerySet[Any]], Callable[[Any], IndexEntry]]] = {
    Consultation: ("consultation", consultations, of_consultation),
    Survey: ("survey", surveys, of_survey),
    Catalogue: ("decision", catalogues, of_catalogue),
}


def index(subject: Consultation | Survey | Catalogue) -> None:
    """Let the search find the thing as it is now, or find it no more."""
    source, rows, entry_of = _FOUND[type(subject)]
    found = rows().filter(pk=subject.pk).first()
    if found:
        index_document(entry_of(found))
    else:
        delete_document(source, str(subject.pk))


def follow(sender: Any, document: Any, entry: LogEntry, **others: Any) -> None:
    """Whatever the public is told of may change what is found."""
    if type(document) in _FOUND and actions_of(document)[entry.action].public_label:
        index(document)


def provide_all() -> None:
    for source, rows, entry_of in _FOUND.values():
        register_table_source(source, rows, entry_of)
