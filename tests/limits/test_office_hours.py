"""Limits in working hours and minutes: nights, weekends and the midday rest do not count."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interaction.limits.clock import run
from interaction.limits.reading import Status
from interaction.limits.rules import Mark, Rule, Unit
from interaction.workdays.calendar import Calendar
from interaction.workdays.now import SHANGHAI, local_date
from interaction.workdays.office import AS_USUAL, USUAL, Hours, OfficeHours
from tests.workdays.days import official

SIGN = Rule("test.sign", "签收", "", 2, ("dispatched",), ("signed",), Unit.WORKHOUR, warn_before=1, alarm_before=0)
URGENT = Rule("test.urgent", "签收", "", 30, ("dispatched",), ("signed",), Unit.MINUTE, warn_before=10, alarm_before=5)


@pytest.fixture(scope="module")
def days() -> Calendar:
    return official()


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


def mark(kind: str, instant: datetime) -> Mark:
    return Mark(kind, local_date(instant), instant)


@pytest.mark.parametrize(
    ("dispatched", "due"),
    [
        ("2026-11-24T09:00", "2026-11-24T11:00"),
        ("2026-11-24T11:00", "2026-11-24T14:30"),  # over the midday rest
        ("2026-11-24T16:30", "2026-11-25T09:30"),  # over night
        ("2026-11-24T17:30", "2026-11-25T10:30"),
        ("2026-11-27T17:00", "2026-11-30T10:00"),  # over a weekend
        ("2026-09-30T17:00", "2026-10-08T10:00"),  # over National Day
        ("2026-11-28T15:00", "2026-11-30T10:30"),  # sent on a Saturday
        ("2026-11-24T03:00", "2026-11-24T10:30"),  # before the office opens
        ("2026-11-24T12:30", "2026-11-24T15:30"),
    ],
)
def test_two_working_hours_to_sign_for_an_order(days: Calendar, dispatched: str, due: str) -> None:
    sent = at(dispatched)
    reading = run(SIGN, [mark("dispatched", sent)], days, as_of=local_date(sent), now=sent)
    assert reading.due_at == at(due)


def test_thirty_minutes_run_at_night_too(days: Calendar) -> None:
    sent = at("2026-11-28T23:50")
    marks = [mark("dispatched", sent)]
    reading = run(URGENT, marks, days, as_of=local_date(sent), now=sent)
    assert (reading.due_at, reading.due_on) == (at("2026-11-29T00:20"), date(2026, 11, 29))
    in_time = run(
        URGENT, [*marks, mark("signed", at("2026-11-29T00:20"))], days, date(2026, 11, 29), at("2026-11-29T08:00")
    )
    late = run(
        URGENT, [*marks, mark("signed", at("2026-11-29T00:21"))], days, date(2026, 11, 29), at("2026-11-29T08:00")
    )
    assert (in_time.status, late.status) == (Status.MET, Status.OVERDUE)


INSTANTS = st.integers(1_704_800_000, 1_796_000_000).map(lambda second: datetime.fromtimestamp(second, SHANGHAI))
A_DAY = USUAL.length
SUMMER = Hours(date(2026, 6, 1), time(8), time(12), time(14, 30), time(18))
WINTER = Hours(date(2026, 10, 9), time(8, 30), time(12), time(14), time(17, 30))
SEASONS = OfficeHours([WINTER, SUMMER])


@pytest.mark.parametrize(
    ("dispatched", "due"),
    [
        ("2026-05-29T16:30", "2026-06-01T09:00"),  # into the summer: an hour on Friday, one from eight on Monday
        ("2026-06-02T11:30", "2026-06-02T16:00"),  # over the longer rest
        ("2026-10-08T17:30", "2026-10-09T10:00"),  # out of it: half an hour until six, then from half past eight
        ("2026-10-09T11:30", "2026-10-09T15:30"),
    ],
)
def test_the_hours_of_the_season_are_counted(days: Calendar, dispatched: str, due: str) -> None:
    sent = at(dispatched)
    reading = run(SIGN, [mark("dispatched", sent)], days, local_date(sent), sent, hours=SEASONS)
    assert reading.due_at == at(due)


@given(INSTANTS, st.integers(1, 20 * A_DAY), st.sampled_from((AS_USUAL, SEASONS)))
def test_adding_working_time_is_undone_by_counting_it(start: datetime, seconds: int, hours: OfficeHours) -> None:
    days = official()
    begun = hours.worked_until(days, start)
    end = hours.instant_after(days, begun + seconds)
    assert end.tzinfo is UTC
    assert hours.worked_until(days, end) - begun == seconds
    # No earlier instant has as much behind it.
    assert hours.worked_until(days, end - timedelta(seconds=1)) < begun + seconds


@given(INSTANTS, INSTANTS, st.sampled_from((AS_USUAL, SEASONS)))
def test_working_time_never_runs_backwards(one: datetime, other: datetime, hours: OfficeHours) -> None:
    days = official()
    first, last = sorted((one, other))
    assert hours.worked_until(days, first) <= hours.worked_until(days, last)
