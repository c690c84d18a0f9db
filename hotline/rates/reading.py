"""The rates of a period: aggregates over the covering indexes of the outcomes, from one day to another; and the orders
behind each figure, page by page. No case is counted."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hotline.rates.formulas import Rates, Tally, Terms, ranked, rates, total
from hotline.rates.models import Outcome
from interaction.organs.models import Organ
from interaction.workdays.now import now

PAGE = 50
Key = tuple[date, int]


class Period(NamedTuple):
    first: date
    last: date

    def of(self, column: str) -> Q:
        return Q(**{f"{column}__range": (self.first, self.last)})


# -- What a figure counts ---------------------------------------------------------------------------------

IN = Q(excluded_on__isnull=True)
SATISFIED, BASICALLY = 4, 3


@dataclass(frozen=True)
class Figure:
    """One figure: the day it is told by, whose it is, and which of that day's orders it counts."""

    label: Any
    day: str
    organ: str
    counts: Callable[[Terms], Q]


def _response(label: Any, counts: Callable[[], Q]) -> Figure:
    # What is undecided counts once the limit has run out.
    return Figure(label, "response_on", "response_organ", lambda terms: IN & counts())


def _called(label: Any, counts: Q | Callable[[Terms], Q]) -> Figure:
    asked = counts if callable(counts) else lambda terms: counts
    return Figure(label, "called_back_on", "organ", lambda terms: IN & asked(terms))


def _missed() -> Q:
    return Q(response_met=False) | Q(response_met__isnull=True, response_by__lt=now())


FIGURES = {
    "due": _response(_("应响应"), lambda: Q(response_met__isnull=False) | _missed()),
    "met": _response(_("按时联系来电人"), lambda: Q(response_met=True)),
    "missed": _response(_("没有按时联系来电人"), _missed),
    "answered": _called(_("回访有结果"), Q(settled__isnull=False)),
    "solved": _called(_("解决（含部分解决）"), lambda terms: Q(settled__in=("yes", "partly") if terms.partly else ("yes",))),
    "settled": _called(_("已解决"), Q(settled="yes")),
    "partly": _called(_("部分解决"), Q(settled="partly")),
    "unsettled": _called(_("未解决"), Q(settled="no")),
    "rated": _called(_("回访有评价"), Q(stars__isnull=False)),
    "pleased": _called(_("计为满意"), lambda terms: Q(stars__gte=BASICALLY if terms.basically else SATISFIED)),
    "satisfied": _called(_("满意、非常满意"), Q(stars__gte=SATISFIED)),
    "basically": _called(_("基本满意"), Q(stars=BASICALLY)),
    "dissatisfied": _called(_("不满意、非常不满意"), Q(stars__lt=BASICALLY)),
    "unreached": _called(_("三次回访联系不上"), Q(unreached=True)),
    "excluded": Figure(_("经审核剔除"), "excluded_on", "organ", lambda terms: Q(excluded_on__isnull=False)),
}  # fmt: skip
# The figures that a tally holds; the others are sums of them.
HELD = ("due", "met", "settled", "partly", "unsettled", "satisfied", "basically", "dissatisfied", "unreached",
        "excluded")  # fmt: skip


def tallies(period: Period, *, by: str = "organ", organs: Collection[int] | None = None) -> dict[int | None, Tally]:
    """{key of the organ or town: tally} for orders of these organs, or of all."""
    found: dict[int | None, dict[str, int]] = defaultdict(dict)
    for day in ("response_on", "called_back_on", "excluded_on"):
        held = {name: FIGURES[name] for name in HELD if FIGURES[name].day == day}
        whose = next(iter(held.values())).organ
        rows = Outcome.objects.filter(period.of(day), **({f"{whose}__in": organs} if organs is not None else {}))
        counts = {f"n_{name}": Count("order", filter=one.counts(Terms())) for name, one in held.items()}
        key = whose if by == "organ" else "town"
        for row in rows.values(key).annotate(**counts).order_by():
            found[row[key]] |= {name: row[f"n_{name}"] for name in held}
    return {key: tally for key, counts in found.items() if (tally := Tally(**counts))}


# -- By organ, by township --------------------------------------------------------------------------------


class RateLine(NamedTuple):
    """What a table says of an organ, or of a township (None: no place was given)."""

    place: Organ | None
    tally: Tally
    rates: Rates
    rank: int | None = None


def of_organ(organ: Organ, period: Period, terms: Terms) -> RateLine:
    """An organ with what lies under it; of the root, the whole county."""
    found = tallies(period, organs=None if organ.is_root else under(organ))
    tally = total(found.values())
    return RateLine(organ, tally, rates(tally, terms))


def under(organ: Organ) -> list[int]:
    return list(Organ.objects.filter(path__startswith=organ.path).values_list("pk", flat=True))


def by_organ(period: Period, terms: Terms, *, everyone: bool = False) -> list[RateLine]:
    """Every organ with what lies under it, ranked; those of which there is nothing to say only where asked for.

    The county as a whole is ranked with nobody.
    """
    organs = list(Organ.objects.filter(parent__isnull=False).exclude(kind=Organ.Kind.HOTLINE).order_by("path"))
    paths = dict(Organ.objects.values_list("pk", "path"))
    own = {paths[key]: tally for key, tally in tallies(period).items() if key is not None}
    found = {organ: total(one for path, one in own.items() if path.startswith(organ.path)) for organ in organs}
    lines = {organ: RateLine(organ, tally, rates(tally, terms)) for organ, tally in found.items()
             if tally or (everyone and organ.active)}  # fmt: skip
    order = ranked([(organ, line.rates.composite) for organ, line in lines.items()])
    return [lines[organ]._replace(rank=rank) for rank, organ in order]


def by_town(period: Period, terms: Terms, organs: Collection[int] | None = None) -> list[RateLine]:
    """By the township where the matter is, in the county's order; orders without a place last."""
    found = tallies(period, by="town", organs=organs)
    towns = Organ.objects.in_bulk([key for key in found if key is not None])
    lines = [RateLine(towns[key] if key else None, tally, rates(tally, terms)) for key, tally in found.items()]
    return sorted(lines, key=lambda line: line.place.path if line.place else "~")


# -- The orders behind a figure ---------------------------------------------------------------------------


class Page(NamedTuple):
    rows: list[Outcome]
    next_cursor: Key | None


def orders_behind(name: str, period: Period, terms: Terms, *, organs: Iterable[int] | None = None,
           town: int | None = None, anywhere: bool = True) -> QuerySet[Outcome]:  # fmt: skip
    """The orders that a figure counts; of some organs, of a township (`anywhere` false), in the order of their days."""
    figure = FIGURES[name]
    found = Outcome.objects.filter(period.of(figure.day), figure.counts(terms))
    if organs is not None:
        found = found.filter(**{f"{figure.organ}__in": list(organs)})
    if not anywhere:
        found = found.filter(town=town)
    return found.order_by(figure.day, "order")


def page_of(name: str, found: QuerySet[Outcome], after: Key | None = None, size: int = PAGE) -> Page:
    day = FIGURES[name].day
    if after:
        found = found.filter(
            Q(**{f"{day}__gt": after[0]}) | Q(**{day: after[0], "order__gt": after[1]}), **{f"{day}__gte": after[0]}
        )
    # Keys first, off the index; then the orders of one page.
    keys = list(found.values_list(day, "pk")[: size + 1])
    joined = Outcome.objects.select_related(
        "order__organ", "order__addressed_to", "organ", "response_organ", "town", "lead", "excluded_by"
    ).defer("order__content", "lead__content")
    rows = joined.in_bulk([key for _day, key in keys[:size]])
    return Page([rows[key] for _day, key in keys[:size]], keys[size - 1] if len(keys) > size else None)
