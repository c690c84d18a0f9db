"""Measures out of tallies. Never counts cases."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Max, Min, QuerySet, Sum
from django.db.models.functions import ExtractMonth

from interaction.organs.models import Organ
from interaction.statistics.models import DaysTally, FacetTally, Measure, Tally
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
    # {working days: replies}, where a page asked for it; see `with_days`.
    days: dict[int, int] = field(default_factory=dict)

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


def _tallies(year: int, channel: str = "") -> QuerySet[Tally]:
    rows = Tally.objects.filter(month__gte=date(year, 1, 1), month__lte=date(year, 12, 31))
    return rows.filter(channel=channel) if channel else rows


def years() -> list[int]:
    """Years with figures, the newest first; the ends of an index, not the table, say which."""
    span = Tally.objects.aggregate(first=Min("month"), last=Max("month"))
    return list(range(span["last"].year, span["first"].year - 1, -1)) if span["first"] else []


def by_month(year: int, channel: str = "") -> dict[int, Figures]:
    """Each month of a year, to the present one in the present year."""
    last = today().month if year == today().year else 12
    months = {month: Figures() for month in range(1, last + 1)}
    rows = _tallies(year, channel).annotate(number=ExtractMonth("month"))
    for number, measure, n, total in rows.values_list("number", "measure").annotate(Sum("n"), Sum("total")):
        if number in months:
            months[number].add(measure, n, total)
    return months


def by_organ(year: int, channel: str = "") -> list[tuple[Organ, Figures]]:
    """Organs by number of replies, the most first."""
    figures: dict[int, Figures] = {}
    rows = _tallies(year, channel).values_list("organ", "measure").annotate(Sum("n"), Sum("total"))
    for organ, measure, n, total in rows:
        figures.setdefault(organ, Figures()).add(measure, n, total)
    organs = Organ.objects.in_bulk(list(figures))
    ranked = [(organs[organ], one) for organ, one in figures.items()]
    return sorted(ranked, key=lambda pair: (-pair[1].replied, -pair[1].received, pair[0].path))


def by_channel(year: int) -> list[tuple[str, Figures]]:
    figures: dict[str, Figures] = {}
    rows = _tallies(year).values_list("channel", "measure").annotate(Sum("n"), Sum("total")).order_by("channel")
    for channel, measure, n, total in rows:
        figures.setdefault(channel, Figures()).add(measure, n, total)
    return sorted(figures.items())


def by_facet(year: int, channel: str, facet: str) -> dict[str, Figures]:
    """{value: figures} of a facet, with how the working days are spread."""
    figures: dict[str, Figures] = {}
    span = {"channel": channel, "facet": facet, "month__gte": date(year, 1, 1), "month__lte": date(year, 12, 31)}
    rows = FacetTally.objects.filter(**span).values_list("value", "measure").annotate(Sum("n"), Sum("total"))
    for value, measure, n, total_ in rows.order_by():
        figures.setdefault(value, Figures()).add(measure, n, total_)
    for value, days, n in DaysTally.objects.filter(**span).values_list("value", "days").annotate(Sum("n")).order_by():
        figures.setdefault(value, Figures()).days[days] = n
    return figures


def days_by(year: int, channel: str, by: str) -> dict[Any, dict[int, int]]:
    """How the working days of replies are spread, by "organ" (its key), "channel" or "month" (its number)."""
    rows = DaysTally.objects.filter(facet="", month__gte=date(year, 1, 1), month__lte=date(year, 12, 31))
    rows = rows.filter(channel=channel) if channel else rows
    found: dict[Any, dict[int, int]] = {}
    for key, days, n in rows.values_list("month__month" if by == "month" else by, "days").annotate(Sum("n")).order_by():
        found.setdefault(key, {})[days] = n
    return found


def total(parts: Iterable[Figures]) -> Figures:
    whole = Figures()
    for part in parts:
        for name in vars(whole):
            if name == "days":
                for days, n in part.days.items():
                    whole.days[days] = whole.days.get(days, 0) + n
            else:
                setattr(whole, name, getattr(whole, name) + getattr(part, name))
    return whole


def this_month() -> Figures:
    figures = Figures()
    rows = Tally.objects.filter(month=today().replace(day=1)).values_list("measure").annotate(Sum("n"), Sum("total"))
    for measure, n, sum_ in rows:
        figures.add(measure, n, sum_)
    return figures
