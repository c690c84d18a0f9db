"""Measures out of tallies. Never counts cases."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Max, Min, Sum

from interaction.organs.models import Organ
from interaction.statistics.models import Group, Measure, Tally, YearDays, YearTally
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


def years() -> list[int]:
    """Years with figures, the newest first; the ends of an index, not the table, say which."""
    span = Tally.objects.aggregate(first=Min("month"), last=Max("month"))
    return list(range(span["last"].year, span["first"].year - 1, -1)) if span["first"] else []


def by_month(year: int, channel: str = "") -> dict[int, Figures]:
    """Each month of a year, to the present one in the present year."""
    last = today().month if year == today().year else 12
    found = by_facet(year, channel, Group.MONTH)
    return {month: found.get(str(month), Figures()) for month in range(1, last + 1)}


def by_organ(year: int, channel: str = "") -> list[tuple[Organ, Figures]]:
    """Organs by number of replies, the most first."""
    figures = {int(organ): one for organ, one in by_facet(year, channel, Group.ORGAN).items()}
    organs = Organ.objects.in_bulk(list(figures))
    ranked = [(organs[organ], one) for organ, one in figures.items()]
    return sorted(ranked, key=lambda pair: (-pair[1].replied, -pair[1].received, pair[0].path))


def by_channel(year: int) -> list[tuple[str, Figures]]:
    return sorted(by_facet(year, "", Group.ALL, by="channel").items())


def by_facet(year: int, channel: str, facet: str, by: str = "value") -> dict[str, Figures]:
    """The figures of each value of a facet, in one channel or in all together; or of each channel."""
    only = {"year": year, "facet": facet, **({"channel": channel} if channel else {})}
    figures: defaultdict[str, Figures] = defaultdict(Figures)
    tallies = YearTally.objects.filter(**only).values_list(by, "measure").annotate(Sum("n"), Sum("total"))
    for key, measure, n, total_ in tallies.order_by():
        figures[key].add(measure, n, total_)
    # One row a group: one for each number of days would cost a page more than anything else on it.
    spread = YearDays.objects.filter(**only).values_list(by).annotate(taken=ArrayAgg("days"), replies=ArrayAgg("n"))
    for key, taken, replies in spread.order_by():
        for days, n in zip(taken, replies, strict=True):
            figures[key].days[days] += n  # once for each channel
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
