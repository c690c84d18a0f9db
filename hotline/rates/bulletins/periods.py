"""The days that a bulletin tells of, and the earlier ones it is held against. Plain Python."""

from datetime import date, timedelta
from typing import NamedTuple

DAILY, WEEKLY, MONTHLY = "daily", "weekly", "monthly"
# How many earlier periods make what is usual.
COMPARED = {DAILY: 8, WEEKLY: 8, MONTHLY: 6}
WEEK = timedelta(days=7)
DAY = timedelta(days=1)


class Span(NamedTuple):
    first: date
    last: date

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


def span_of(kind: str, day: date) -> Span:
    """The day, the week (Monday to Sunday) or the month in which a day lies."""
    if kind == DAILY:
        return Span(day, day)
    if kind == WEEKLY:
        monday = day - timedelta(days=day.weekday())
        return Span(monday, monday + WEEK - DAY)
    following = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    return Span(day.replace(day=1), following - DAY)


def last_over(kind: str, today: date) -> Span:
    """The latest period that is over."""
    return span_of(kind, span_of(kind, today).first - DAY)


def earlier(kind: str, span: Span) -> list[Span]:
    """What a period is held against, the latest first: of a day, the same weekday of the weeks before."""
    found = []
    for _one in range(COMPARED[kind]):
        span = span_of(kind, span.first - (WEEK if kind == DAILY else DAY))
        found.append(span)
    return found
