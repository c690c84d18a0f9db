"""Measures out of tallies. Never counts cases."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Max, Min, QuerySet, Sum

from interaction.organs.models import Organ
from interaction.statistics.models import Group, Measure, Tally, YearDays, YearTally
from interaction.statistics.periods import YEAR, Period, shifted
from interaction.workdays.now import today


@dataclass
class Figures:
    """What a group of tallies says; rates are None where there is nothing to divide by."""

    received: int = 0
    accepted: int = 0
    declined: int = 0
    replied: int = 0
    on_time: int = 0
    ended: int = 0
    published: int = 0
    rated: int = 0
    satisfied: int = 0
    settled: int = 0
    workdays: int = 0  # sum over replies
    stars: int = 0  # sum over ratings
    days: Counter[int] = field(default_factory=Counter)  # {working days: replies that took so many}

    @property
    def on_time_rate(self) -> float | None:
        return self.on_time / self.replied if self.replied else None

    @property
    def average_workdays(self) -> float | None:
        return self.workdays / self.replied if self.replied else None

    @property
    def average_stars(self) -> float | None:
        return self.stars / self.rated if self.rated else None

    @property
    def satisfaction_rate(self) -> float | None:
        """Satisfied or basically satisfied (3 stars or more) among the ratings."""
        return self.satisfied / self.rated if self.rated else None

    @property
    def settled_rate(self) -> float | None:
        return self.settled / self.rated if self.rated else None

    @property
    def ninetieth_workdays(self) -> int | None:
        """In how many working days nine of ten were answered: the smallest number that so many did not exceed."""
        wanted, reached = -(-sum(self.days.values()) * 9 // 10), 0
        for days in sorted(self.days):
            reached += self.days[days]
            if reached >= wanted:
                return days
        return None

    def add(self, measure: str, n: int, total: int) -> None:
        if measure == Measure.WORKDAYS:
            self.workdays += total
            return
        setattr(self, measure, getattr(self, measure) + n)
        if measure == Measure.RATED:
            self.stars += total

    def take(self, taken: Iterable[int], replies: Iterable[int]) -> None:
        """Add how working days are spread: numbers of days, and how many replies took each; a number may come twice."""
        for days, n in zip(taken, replies, strict=True):
            self.days[days] += n


def years() -> list[int]:
    """Years with figures, the newest first; the ends of an index, not the table, say which."""
    span = Tally.objects.aggregate(first=Min("month"), last=Max("month"))
    return list(range(span["last"].year, span["first"].year - 1, -1)) if span["first"] else []


def monthly(first: date, last: date, channel: str = "", organ: Organ | None = None) -> dict[date, Figures]:
    """The figures of each month from the one that begins on `first` to the one that begins on `last`, also of months
    without any; in one channel or all, of one organ or all.

    Of one organ's months nobody keeps how the working days are spread, so `ninetieth_workdays` is None there.
    """
    count = (last.year - first.year) * YEAR + last.month - first.month + 1
    figures = {shifted(first, by): Figures() for by in range(count)}
    if organ:
        only = {"month__range": (first, last), "organ": organ, **({"channel": channel} if channel else {})}
        for month, measure, n, sum_ in _summed(Tally.objects.filter(**only), "month"):
            figures[month].add(measure, n, sum_)
        return figures
    only = {"year__range": (first.year, last.year), "facet": Group.MONTH, **({"channel": channel} if channel else {})}
    tallies = YearTally.objects.filter(**only).values_list("year", "value", "measure").annotate(Sum("n"), Sum("total"))
    for year, value, measure, n, sum_ in tallies.order_by():
        if month := figures.get(date(year, int(value), 1)):
            month.add(measure, n, sum_)
    spread = YearDays.objects.filter(**only).values_list("year", "value")
    for year, value, taken, replies in spread.annotate(taken=ArrayAgg("days"), replies=ArrayAgg("n")).order_by():
        if month := figures.get(date(year, int(value), 1)):
            month.take(taken, replies)
    return figures


def by_organ(period: Period, channel: str = "") -> list[tuple[Organ, Figures]]:
    """Organs by number of replies in a period, the most first. Only of whole years is it known how the working days of
    each organ are spread."""
    if period.length == YEAR:
        figures = {int(organ): one for organ, one in by_facet(period.first.year, channel, Group.ORGAN).items()}
    else:
        figures = _of_months(period, "organ", **({"channel": channel} if channel else {}))
    organs = Organ.objects.in_bulk(list(figures))
    ranked = [(organs[organ], one) for organ, one in figures.items()]
    return sorted(ranked, key=lambda pair: (-pair[1].replied, -pair[1].received, pair[0].path))


def by_channel(period: Period, organ: Organ | None = None) -> list[tuple[str, Figures]]:
    """The figures of each channel in a period, of one organ or all."""
    if organ:
        return sorted(_of_months(period, "channel", organ=organ).items())
    if period.length == YEAR:
        return sorted(by_facet(period.first.year, "", Group.ALL, by="channel").items())
    only = {
        "year": period.first.year, "facet": Group.MONTH, "value__in": [str(month.month) for month in period.months],
    }  # fmt: skip
    return sorted(_grouped(only, "channel").items())


def _summed(tallies: QuerySet[Tally], by: str) -> Iterable[tuple[Any, str, int, int]]:
    return tallies.values_list(by, "measure").annotate(Sum("n"), Sum("total")).order_by()


def _of_months(period: Period, by: str, **only: Any) -> dict[Any, Figures]:
    figures: defaultdict[Any, Figures] = defaultdict(Figures)
    months = Tally.objects.filter(month__range=(period.months[0], period.months[-1]), **only)
    for key, measure, n, sum_ in _summed(months, by):
        figures[key].add(measure, n, sum_)
    return dict(figures)


def by_facet(year: int, channel: str, facet: str, by: str = "value") -> dict[str, Figures]:
    """The figures of each value of a facet, in one channel or in all together; or of each channel."""
    return _grouped({"year": year, "facet": facet, **({"channel": channel} if channel else {})}, by)


def _grouped(only: dict[str, Any], by: str) -> dict[str, Figures]:
    figures: defaultdict[str, Figures] = defaultdict(Figures)
    tallies = YearTally.objects.filter(**only).values_list(by, "measure").annotate(Sum("n"), Sum("total"))
    for key, measure, n, sum_ in tallies.order_by():
        figures[key].add(measure, n, sum_)
    # One row a group: one for each number of days would cost a page more than anything else on it.
    spread = YearDays.objects.filter(**only).values_list(by).annotate(taken=ArrayAgg("days"), replies=ArrayAgg("n"))
    for key, taken, replies in spread.order_by():
        figures[key].take(taken, replies)
    return dict(figures)


def total(parts: Iterable[Figures]) -> Figures:
    whole = Figures()
    for part in parts:
        for name in vars(whole):
            setattr(whole, name, getattr(whole, name) + getattr(part, name))
    return whole


def this_month() -> Figures:
    figures = Figures()
    rows = Tally.objects.filter(month=today().replace(day=1)).values_list("measure").annotate(Sum("n"), Sum("total"))
    for measure, n, sum_ in rows:
        figures.add(measure, n, sum_)
    return figures
