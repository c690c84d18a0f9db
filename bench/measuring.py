"""Timing, and the lines of the table."""

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")
WARM = 8


@dataclass(frozen=True)
class ReportLine:
    """One line of the table. `met` is None where no bar is set."""

    what: str
    result: str
    against: str = ""
    ratio: str = ""
    bar: str = ""
    met: bool | None = None


def progress(items: Iterable[T], what: str, total: int | None = None) -> Iterable[T]:
    return tqdm(items, desc=what, total=total, leave=False, mininterval=0.5, file=sys.stderr)


def say(text: str) -> None:
    tqdm.write(text, file=sys.stderr)


def seconds(call: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    result = call()
    return time.perf_counter() - start, result


def medians_ms(calls: Sequence[Callable[[], object]], times: int, what: str) -> list[float]:
    """The median of each call in milliseconds. They take turns, so that what disturbs the machine disturbs all."""
    for call in calls:
        for _one in range(WARM):
            call()
    taken: list[list[float]] = [[] for _call in calls]
    for _round in progress(range(times), what):
        for index, call in enumerate(calls):
            taken[index].append(seconds(call)[0] * 1000)
    return [median(each) for each in taken]


def ms(value: float) -> str:
    return f"{value:.1f} ms"


def times(value: float) -> str:
    return f"{value:.2f}x"


def count(number: int) -> str:
    return f"{number:,}"
