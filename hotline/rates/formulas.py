"""The three rates (三率) of 接诉即办 and what is made of them: exact arithmetic, no Django, no floats.

A rate without a denominator is None: nobody's merit and nobody's fault. In the composite its weight falls to the other
rates; an organ that has none of the three has no score, no rank, and stands last.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

HUNDRED = 100
HALF = Fraction(1, 2)
Key = TypeVar("Key")


@dataclass(frozen=True)
class Terms:
    """What an office sets: the weights of the composite, what a partly settled order counts, and whether a caller
    who is basically satisfied (基本满意, three stars) is satisfied."""

    response: int = 20
    resolution: int = 40
    satisfaction: int = 40
    partly: Fraction = HALF
    basically: bool = True

    def __post_init__(self) -> None:
        weights = (self.response, self.resolution, self.satisfaction)
        if min(weights) < 0 or sum(weights) != HUNDRED:
            raise ValueError("weights are not negative and make a hundred")
        if not 0 <= self.partly <= 1:
            raise ValueError("a partly settled order counts between nothing and one")


@dataclass(frozen=True)
class Tally:
    """Orders of an organ and a period, counted. `unreached` and `excluded` are told and not reckoned with."""

    due: int = 0  # orders due for response
    met: int = 0  # of these, the caller contacted within the limit
    settled: int = 0  # called back: what the caller says
    partly: int = 0
    unsettled: int = 0
    satisfied: int = 0  # called back: four stars and five
    basically: int = 0  # three
    dissatisfied: int = 0  # two and one
    unreached: int = 0
    excluded: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Tally)))

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(Tally))


def total(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


class Rate(NamedTuple):
    numerator: Fraction
    denominator: int

    @property
    def value(self) -> Fraction | None:
        return self.numerator / self.denominator if self.denominator else None


def response(tally: Tally) -> Rate:
    """响应率: orders whose caller was contacted within the limit / orders due for response."""
    return Rate(Fraction(tally.met), tally.due)


def resolution(tally: Tally, terms: Terms) -> Rate:
    """解决率: called-back orders that are settled / called-back orders with an answer."""
    answered = tally.settled + tally.partly + tally.unsettled
    return Rate(tally.settled + terms.partly * tally.partly, answered)


def satisfaction(tally: Tally, terms: Terms) -> Rate:
    """满意率: called-back orders rated satisfied / called-back orders with a rating."""
    rated = tally.satisfied + tally.basically + tally.dissatisfied
    return Rate(Fraction(tally.satisfied + (tally.basically if terms.basically else 0)), rated)


@dataclass(frozen=True)
class Rates:
    response: Rate
    resolution: Rate
    satisfaction: Rate
    composite: Fraction | None  # points, of a hundred

    def as_json(self) -> dict[str, Any]:
        """For machines: counts as numbers, rates as decimals in a string."""
        three = {"response": self.response, "resolution": self.resolution, "satisfaction": self.satisfaction}
        told: dict[str, Any] = {name: _as_json(rate) for name, rate in three.items()}
        return {**told, "composite": None if self.composite is None else decimal(self.composite)}


def _as_json(rate: Rate) -> dict[str, Any]:
    value = rate.value
    return {
        "numerator": number(rate.numerator), "denominator": rate.denominator,
        "rate": None if value is None else decimal(value, 4),
    }  # fmt: skip


def rates(tally: Tally, terms: Terms) -> Rates:
    three = response(tally), resolution(tally, terms), satisfaction(tally, terms)
    weights = terms.response, terms.resolution, terms.satisfaction
    return Rates(*three, composite(three, weights))


def composite(three: Sequence[Rate], weights: Sequence[int]) -> Fraction | None:
    """The weighted mean in points; the weight of a rate that is None falls to the others."""
    known = [(rate.value, weight) for rate, weight in zip(three, weights, strict=True) if rate.value is not None]
    weight = sum(weight for _value, weight in known)
    if not weight:
        return None
    return HUNDRED * sum((value * one for value, one in known), Fraction(0)) / weight


def ranked(scores: Iterable[tuple[Key, Fraction | None]]) -> list[tuple[int | None, Key]]:
    """By score, the highest first. Equal scores share a rank and the next rank skips; no score, no rank, last.

    Exact scores are compared, not their rounded appearance. Those that share a rank keep the order they came in.
    """
    given = list(scores)
    known = sorted(((score, key) for key, score in given if score is not None), key=lambda pair: -pair[0])
    found: list[tuple[int | None, Key]] = []
    rank, before = 0, None
    for place, (score, key) in enumerate(known, start=1):
        if score != before:
            rank, before = place, score
        found.append((rank, key))
    return found + [(None, key) for key, score in given if score is None]


def decimal(value: Fraction | None, places: int = 2) -> str:
    """A number that is not negative as it is written, rounded half up; "—" where there is none."""
    if value is None:
        return "—"
    scale = 10**places
    whole = int(value * scale + HALF)
    return f"{whole // scale}.{whole % scale:0{places}d}" if places else str(whole)


def percent(value: Fraction | None, places: int = 2) -> str:
    return "—" if value is None else decimal(value * HUNDRED, places) + "%"


def number(value: Fraction) -> int | float:
    """For JSON: a count, or one with a half, which a float holds exactly."""
    return int(value) if value.denominator == 1 else float(value)
