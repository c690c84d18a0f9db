"""Sudden rises (突增): what came in much more often than usual. Plain Python.

A day is held against the same weekday of the weeks before, a week against the weeks before, a month against the months
before: a Monday has more calls than a Sunday, whatever happens.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

# Fewer than this are chance; and "much more" is at least double the average.
LEAST = 5
TIMES = 2
Key = TypeVar("Key")


@dataclass(frozen=True)
class Rise:
    count: int
    average: Fraction

    @property
    def times(self) -> Fraction | None:
        """None where there was nothing before."""
        return self.count / self.average if self.average else None


def rises(now: Mapping[Key, int], before: Mapping[Key, int], periods: int) -> dict[Key, Rise]:
    """What rose, the most first; `before` is the sum over so many earlier periods. Without any, nothing rises."""
    if not periods:
        return {}
    found = {key: Rise(count, Fraction(before.get(key, 0), periods)) for key, count in now.items() if count >= LEAST}
    risen = [(key, one) for key, one in found.items() if one.count >= TIMES * one.average]
    return dict(sorted(risen, key=lambda pair: (_place(pair[1]), -pair[1].count)))


def _place(rise: Rise) -> tuple[int, Fraction]:
    """What had never been before comes first, then what grew most."""
    return (0, Fraction(0)) if rise.times is None else (1, -rise.times)
