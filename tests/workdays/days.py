"""Calendars for tests."""

from datetime import date, timedelta
from functools import cache

from interaction.workdays.calendar import Calendar, CalendarDay, days_between
from interaction.workdays.published import days_of, published_arrangements


@cache
def official() -> Calendar:
    """The calendar as first filled, without a database."""
    return Calendar(days_of(published_arrangements()), version=1)


@cache
def a_few_years() -> Calendar:
    """2023 to 2026 of it, which is much quicker to change."""
    return Calendar(official().day(day) for day in days_between(date(2023, 1, 1), date(2026, 12, 31)))


def made_up(first: date, worked: list[bool]) -> Calendar:
    """A calendar whose days are worked or not as told."""
    return Calendar(
        CalendarDay(first + timedelta(days=index), works, "工作日" if works else "放假", "x")
        for index, works in enumerate(worked)
    )


def changed(calendar: Calendar, changes: dict[date, bool]) -> Calendar:
    """The same calendar with some days worked or off instead."""
    days = [calendar.day(calendar.first + timedelta(days=index)) for index in range(len(calendar))]
    return Calendar(CalendarDay(day.date, changes[day.date], "改", "x") if day.date in changes else day for day in days)
