"""The figures of a consultation: counted from the opinions, frozen with the report."""

from typing import Any

from django.db import connection
from django.db.models import Count

from interaction.consultations.models import Consultation, Opinion, OpinionGroup


def count(consultation: Consultation) -> dict[str, Any]:
    """How many opinions, from how many people, by source, by who, by clause and by outcome.

    People: of one telephone number or e-mail address, one; a minute says how many spoke. Hidden opinions count like all
    others; "hidden" and "shown" say how many are which.
    """
    opinions = consultation.opinions.order_by()
    clauses = opinions.values_list("clause_id").annotate(n=Count("pk"))
    by_clause = dict(clauses)
    named = [(one.label, by_clause[one.pk]) for one in consultation.clauses.all() if one.pk in by_clause]
    if None in by_clause:
        named.insert(0, ("", by_clause[None]))
    return {
        "opinions": opinions.count(),
        "people": _people(consultation),
        "by_source": dict(opinions.values_list("source").annotate(n=Count("pk"))),
        "by_from": dict(opinions.values_list("from_kind").annotate(n=Count("pk"))),
        "by_clause": [list(row) for row in named],
        "by_outcome": dict(
            opinions.filter(group__isnull=False).values_list("group__outcome").annotate(n=Count("pk"))
        ),
        "by_group": {
            str(position): n for position, n in opinions.filter(group__isnull=False)
            .values_list("group__position").annotate(n=Count("pk"))
        },
        "shown": opinions.filter(shown=Opinion.Shown.SHOWN).count(),
        "hidden": opinions.filter(shown=Opinion.Shown.HIDDEN).count(),
    }  # fmt: skip


def _people(consultation: Consultation) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(most), 0) FROM (SELECT max(people) AS most FROM consultations_opinion "
            "WHERE consultation_id = %s GROUP BY person) AS persons",
            [consultation.pk],
        )
        return int(cursor.fetchone()[0])


def labelled(figures: dict[str, Any]) -> dict[str, list[tuple[str, int]]]:
    """The figures with what pages call them, in the order of the choices; what is nothing is left out."""

    def named(key: str, choices: list[tuple[str, Any]]) -> list[tuple[str, int]]:
        return [(str(label), figures[key][value]) for value, label in choices if figures[key].get(value)]

    return {
        "by_source": named("by_source", Opinion.Source.choices),
        "by_from": named("by_from", Opinion.FromKind.choices),
        "by_outcome": named("by_outcome", OpinionGroup.Outcome.choices),
    }
