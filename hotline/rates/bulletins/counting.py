"""The figures of a bulletin, counted once and frozen: names and numbers as they are printed, no keys of anything."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Min, Q
from django.db.models.functions import Coalesce

from hotline.kinds import Kind
from hotline.rates.bulletins.periods import DAILY, Span, earlier
from hotline.rates.bulletins.sections import NOWHERE, UNSORTED
from hotline.rates.configured import terms_on
from hotline.rates.formulas import HUNDRED, decimal
from hotline.rates.models import Outcome
from hotline.rates.reading import Period, RateLine, by_organ, of_organ
from hotline.rates.rises import rises
from interaction.casework.models import NO_DUE_DATE, Case, Subject
from interaction.organs.models import Organ
from interaction.workdays.now import today

TOP = 10
Counts = Mapping[Any, int]
Pairs = list[list[Any]]


def figures_of(kind: str, span: Span) -> dict[str, Any]:
    """What a bulletin of these days says, as JSON."""
    during = Q(received_on__range=span)
    subjects, towns = _names(Subject, "name", UNSORTED), _names(Organ, "short_name", NOWHERE)
    return {
        "government": settings.OFFICE["government"], "received": _count(during),
        "kinds": _named(_by("kind", during), {value: str(label) for value, label in Kind.choices}),
        "sources": _named(_by("source", during), {value: str(label) for value, label in Case.Source.choices}),
        "subjects": _named(_by("subject", during), subjects)[:TOP],
        "places": _named(_by("town", during), towns)[:TOP],
        **_work(span), "rises": _rises(kind, span, subjects, towns), **_rates(span), "overdue": _overdue(),
    }  # fmt: skip


def _count(which: Q) -> int:
    return Outcome.objects.filter(which).count()


def _by(column: str, which: Q) -> dict[Any, int]:
    rows = Outcome.objects.filter(which).order_by().values_list(column).annotate(Count("order"))
    return dict(rows.values_list(column, "order__count"))


def _names(model: type[Subject] | type[Organ], column: str, without: str) -> dict[Any, str]:
    return {None: without, **dict(model._default_manager.values_list("pk", column))}


def _named(counts: Counts, names: Mapping[Any, str]) -> Pairs:
    """[[name, count]], the most first."""
    found = [[names[key], n] for key, n in counts.items()]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _work(span: Span) -> dict[str, Any]:
    """Each step is told by its own day, so that a figure does not change when the next step is taken."""

    def on(column: str) -> Q:
        return Q(**{f"{column}__range": span})

    dispatched, answered = _count(on("dispatched_on")), _count(on("answered_on"))
    timed = _count(on("answered_on") & Q(on_time__isnull=False))
    return {
        "direct": [_count(on("received_on") & Q(direct=True)), _count(on("received_on"))],
        "dispatched": dispatched, "answered": answered, "returned": [_count(on("returned_on")), dispatched],
        "on_time": [_count(on("answered_on") & Q(on_time=True)), timed],
        "reworked": [_count(on("reworked_on")), answered],
    }  # fmt: skip


# -- Sudden rises -----------------------------------------------------------------------------------------


def _rises(kind: str, span: Span, subjects: Mapping[Any, str], towns: Mapping[Any, str]) -> list[dict[str, Any]]:
    before = _compared(kind, span)
    usual = Q(received_on__in=[one.first for one in before]) if kind == DAILY else _throughout(before)
    found = []
    for column, what, names in (("subject", "事项", subjects), ("town", "地区", towns)):
        now, then = _by(column, Q(received_on__range=span)), _by(column, usual) if before else {}
        for key, rise in rises(now, then, len(before)).items():
            if key is not None:  # what nobody sorted, or placed, is no matter and no place
                found.append({
                    "what": what, "name": names[key], "count": rise.count, "average": decimal(rise.average, 1),
                    "times": None if rise.times is None else decimal(rise.times, 1),
                })  # fmt: skip
    return found


def _compared(kind: str, span: Span) -> list[Span]:
    """Earlier periods in which the desk was at work already: a new desk's first weeks are not quiet ones."""
    opened = Outcome.objects.aggregate(first=Min("received_on"))["first"]
    return [one for one in earlier(kind, span) if opened and one.first >= opened]


def _throughout(spans: Sequence[Span]) -> Q:
    return Q(received_on__range=(spans[-1].first, spans[0].last)) if spans else Q(pk__in=[])


# -- Rates, overdue ---------------------------------------------------------------------------------------


def _rates(span: Span) -> dict[str, Any]:
    terms, period = terms_on(span.last), Period(*span)
    return {
        "county": _line(of_organ(Organ.objects.get(parent=None), period, terms)),
        "organs": [_line(line) for line in by_organ(period, terms)],
        "terms": {
            "weights": [terms.response, terms.resolution, terms.satisfaction],
            "partly": decimal(terms.partly * HUNDRED, 0), "basically": terms.basically,
        },
    }  # fmt: skip


def _line(line: RateLine) -> dict[str, Any]:
    assert line.place
    aside = {"unreached": line.tally.unreached, "excluded": line.tally.excluded}
    return {"rank": line.rank, "name": line.place.short_name, **line.rates.as_json(), **aside}


def _overdue() -> dict[str, Any]:
    """As the desk stands when the bulletin is made: what was late then cannot be asked of the past."""
    day: date = today()
    late = (
        Case.objects.annotate(sorts_by=Coalesce("due_on", NO_DUE_DATE))
        .filter(closed_on__isnull=True, sorts_by__lt=day, channel="order")
        .order_by().values_list("organ").annotate(Count("pk"))
    )  # fmt: skip
    organs = _named(dict(late.values_list("organ", "pk__count")), _names(Organ, "short_name", ""))
    return {"on": day.isoformat(), "total": sum(n for _name, n in organs), "organs": organs}
