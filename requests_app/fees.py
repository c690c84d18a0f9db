"""The information processing fee (信息处理费): 条例 A.42; 国办函〔2020〕109号, in force 2021-01-01.

Two tariffs, progressive within themselves; an organ uses one of them for a request, never both. What a unit costs is a rule of
law (`requests_app.law.tariffs`), whose text is read here. Plain Python.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

LAW = "国办函〔2020〕109号"


class Tariff(StrEnum):
    """By item: requests of one applicant in a calendar month. By page: A4 sides of one request, copies given."""

    ITEM = "item"
    PAGE = "page"


UNITS = {Tariff.ITEM: "件", Tariff.PAGE: "页"}
LABELS = {Tariff.ITEM: "按件计收", Tariff.PAGE: "按量计收"}
_STEP = re.compile(r"自第(\d{1,6})([件页])起：(?:免费|每\2(\d{1,6})元(?:，此后每(\d{1,6})\2加(\d{1,6})元)?)")


@dataclass(frozen=True)
class Band:
    """So many units, from the `first` to the `last`, at a price in yuan each."""

    first: int
    last: int
    units: int
    price: int

    @property
    def amount(self) -> int:
        return self.units * self.price


@dataclass(frozen=True)
class Step:
    """From a unit on each costs so many yuan; with every `every` units, `rise` more."""

    first: int
    price: int
    every: int = 0
    rise: int = 0


@dataclass(frozen=True)
class Scale:
    """What the units of a request cost: the steps of a tariff as the law has them on a day."""

    tariff: Tariff
    steps: tuple[Step, ...]

    @classmethod
    def read(cls, tariff: Tariff, text: str) -> "Scale":
        """Read the rule's text, a line a step: 自第1件起：免费 / 自第11件起：每件100元，此后每10件加100元.

        Raises ValueError, in Chinese, for what is no tariff: a line that is not understood, one of the other unit, steps that do
        not begin at one and rise, or a rise that is not the last step's.
        """
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        unit, steps = UNITS[tariff], list[Step]()
        for line in lines:
            found = _STEP.fullmatch(line)
            if found is None or found[2] != unit:
                raise ValueError(f"“{line}”看不懂。请照这样写：自第11{unit}起：每{unit}100元，此后每10{unit}加100元。")
            first, price, every, rise = (int(found[place] or 0) for place in (1, 3, 4, 5))
            steps.append(Step(first, price, every, rise))
        firsts = [step.first for step in steps]
        if firsts[:1] != [1] or firsts != sorted(set(firsts)):
            raise ValueError(f"请从“自第1{unit}起”写起，一行一档，由少到多。")
        if any(step.every for step in steps[:-1]) or any(bool(step.every) != bool(step.rise) for step in steps):
            raise ValueError("只有最后一档可以写“此后每……加……元”。")
        return cls(tariff, tuple(steps))

    @property
    def free(self) -> int:
        """How many units cost nothing."""
        return next((band_first - 1 for band_first, _last, price in self._bounds() if price), 0)

    def _bounds(self) -> Iterator[tuple[int, int | None, int]]:
        """(first, last, yuan each); None where there is no upper end."""
        for step, following in zip(self.steps, [*self.steps[1:], None], strict=True):
            if not step.every:
                yield step.first, following.first - 1 if following else None, step.price
                continue
            first, price = step.first, step.price
            while True:
                yield first, first + step.every - 1, price
                first, price = first + step.every, price + step.rise

    def bands(self, count: int) -> list[Band]:
        """What so many units fall into, band by band. Raises ValueError for a negative count."""
        if count < 0:
            raise ValueError("a count of pages or items is not negative")
        found = []
        for first, last, price in self._bounds():
            if first > count:
                break
            upto = count if last is None else min(last, count)
            found.append(Band(first, upto, upto - first + 1, price))
        return found

    def amount(self, count: int) -> int:
        """The fee in yuan."""
        return sum(band.amount for band in self.bands(count))

    def marginal(self, before: int, count: int) -> int:
        """What `count` further units cost after `before` have been counted (this month's earlier requests)."""
        return self.amount(before + count) - self.amount(before)

    def calculation(self, count: int) -> str:
        """The calculation in words, as the notice has to show it."""
        unit = UNITS[self.tariff]
        parts = [
            f"第{band.first}至{band.last}{unit}{'免费' if not band.price else f'每{unit}{band.price}元，计{band.amount}元'}"
            for band in self.bands(count)
        ]
        return "；".join(parts) + f"；合计{self.amount(count)}元"
