"""Measures out of tallies. Never counts cases."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum
from django.db.models.functions import ExtractMonth, ExtractYear

from interaction.organs.models import Organ
from interaction.statistics.models import Measure, Tally
from interaction.workdays.now import today


@dataclass
class Figures:
    """What a group of tallies says; rates are None where there is nothing to divide by."""

    received: int = 0
    replied: int = 0
    on_time: int = 0
    ended: int = 0
    published: int = 0
    rated: int = 0
    workdays: int = 0  # sum over replies
    stars: int = 0  # sum over ratings

    @property
    def on_time_rate(self) -> float | None:
        return self.on_time / self.replied if self.replied else None

    @property
    def average_workdays(self) -> float | None:
        return self.workdays / self.replied if self.replied else None

    @property
    def average_stars(self) -> float | None:
        return self.stars / self.rated if self.rated else None

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
    """Years with figures, the newest first."""
    found = Tally.objects.annotate(year=ExtractYear("month")).values_list("year", flat=True).distinct()
    return sorted(found, reverse=True)


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
