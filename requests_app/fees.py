"""The information processing fee (信息处理费): 条例 A.42; 国办函〔2020〕109号, in force 2021-01-01.

Two tariffs, progressive within themselves; an organ uses one of them for a request, never both. Plain Python.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LAW = "国办函〔2020〕109号"
IN_FORCE = date(2021, 1, 1)


class Tariff(StrEnum):
    """By item: requests of one applicant in a calendar month. By page: A4 sides of one request, copies given."""

    ITEM = "item"
    PAGE = "page"


FREE = {Tariff.ITEM: 10, Tariff.PAGE: 30}
UNITS = {Tariff.ITEM: "件", Tariff.PAGE: "页"}
LABELS = {Tariff.ITEM: "按件计收", Tariff.PAGE: "按量计收"}


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


def _bounds(tariff: Tariff) -> Iterator[tuple[int, int | None, int]]:
    """(first, last, yuan each); None where there is no upper end."""
    yield 1, FREE[tariff], 0
    if tariff is Tariff.PAGE:
        yield 31, 100, 10
        yield 101, 200, 20
        yield 201, None, 40
        return
    yield 11, 30, 100
    first, price = 31, 200
    while True:  # each further band of ten raises the price by 100 yuan
        yield first, first + 9, price
        first, price = first + 10, price + 100


def bands(tariff: Tariff, count: int) -> list[Band]:
    """What so many units fall into, band by band. Raises ValueError for a negative count."""
    if count < 0:
        raise ValueError("a count of pages or items is not negative")
    found = []
    for first, last, price in _bounds(tariff):
        if first > count:
            break
        upto = count if last is None else min(last, count)
        found.append(Band(first, upto, upto - first + 1, price))
    return found


def amount(tariff: Tariff, count: int) -> int:
    """The fee in yuan."""
    return sum(band.amount for band in bands(tariff, count))


def marginal(tariff: Tariff, before: int, count: int) -> int:
    """What `count` further units cost after `before` have been counted (this month's earlier requests)."""
    return amount(tariff, before + count) - amount(tariff, before)


def calculation(tariff: Tariff, count: int) -> str:
    """The calculation in words, as the notice has to show it."""
    unit = UNITS[tariff]
    parts = [
        f"第{band.first}至{band.last}{unit}{'免费' if not band.price else f'每{unit}{band.price}元，计{band.amount}元'}"
        for band in bands(tariff, count)
    ]
    return "；".join(parts) + f"；合计{amount(tariff, count)}元"
