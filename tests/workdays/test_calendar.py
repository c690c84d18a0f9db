from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interaction.workdays.calendar import Calendar, OutsideCalendar, days_between

from .days import made_up, official

KNOWN = [
    ("2019-09-02", "2019-09-30"),  # Mid-Autumn off, Sunday 29 September worked
    ("2019-09-12", "2019-10-16"),  # National Day, two make-up days
    ("2020-01-17", "2020-02-21"),  # Spring Festival extended to 2 February
    ("2024-02-05", "2024-03-08"),  # New Year's Eve worked, 18 February worked
    ("2025-01-15", "2025-02-18"),
    ("2026-09-25", "2026-10-29"),  # received on a holiday
]
DAYS = st.dates(date(2009, 1, 1), date(2044, 12, 31))
START = date(2030, 1, 1)


@pytest.mark.parametrize(("received", "due"), KNOWN)
def test_twenty_working_days(received: str, due: str):
    assert official().add(date.fromisoformat(received), 20) == date.fromisoformat(due)


def test_every_day_of_2019_to_2026_agrees_with_the_independent_oracle():
    days = list(days_between(date(2019, 1, 1), date(2026, 12, 31)))
    assert len(days) == 2922
    assert [day for day in days if official().is_workday(day) != chinese_calendar.is_workday(day)] == []
    assert not any(official().is_provisional(day) for day in days)


def test_years_without_a_notice_are_provisional_and_keep_the_statutory_days():
    calendar = official()
    assert all(map(calendar.is_provisional, days_between(date(2027, 1, 1), calendar.last)))
    assert calendar.last >= date(2040, 12, 31)
    assert [calendar.reason(date(2027, 2, day)) for day in (5, 9, 11)] == ["春节放假", "春节补假", "工作日"]
    assert calendar.any_provisional(date(2026, 12, 10), calendar.add(date(2026, 12, 10), 20))
    assert not calendar.any_provisional(date(2026, 12, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "reason", "notice"),
    [
        ("2018-12-29", "调休上班", "国办发明电〔2018〕15号"),  # under the notice of the year after
        ("2019-05-02", "劳动节放假", "国办发明电〔2019〕3号"),
        ("2020-02-01", "春节延长假", "国办发明电〔2020〕1号"),
        ("2026-10-10", "调休上班", "国办发明电〔2025〕7号"),
        ("2026-10-11", "周日", "国办发明电〔2025〕7号"),
        ("2026-10-12", "工作日", "国办发明电〔2025〕7号"),
    ],
)
def test_a_day_says_why_and_under_which_notice(day: str, reason: str, notice: str):
    on = date.fromisoformat(day)
    assert (official().reason(on), official().notice(on)) == (reason, notice)


@given(DAYS, st.integers(-200, 200).filter(bool))
def test_adding_and_counting_are_inverse(day: date, count: int):
    calendar = official()
    found = calendar.add(day, count)
    assert calendar.is_workday(found)
    if count > 0:
        assert calendar.between(day, found) == count
    else:
        # Day 1 backwards is the last working day before `day`, whether or not `day` is worked.
        assert calendar.between(found, day) == -count - (not calendar.is_workday(day))


@given(st.lists(st.booleans(), min_size=1, max_size=60), st.integers(0, 59), st.integers(-70, 70))
def test_index_arithmetic_equals_walking(worked: list[bool], start: int, count: int):
    calendar = made_up(START, worked)
    day = START + timedelta(days=start % len(worked))
    step = timedelta(days=1 if count > 0 else -1)
    walked, left = day, abs(count)
    while left and calendar.first <= walked + step <= calendar.last:
        walked += step
        left -= calendar.is_workday(walked)
    if left:
        with pytest.raises(OutsideCalendar):
            calendar.add(day, count)
    else:
        assert calendar.add(day, count) == walked


def test_a_calendar_without_a_working_day_refuses_and_does_not_hang():
    calendar = made_up(START, [False] * 400)
    with pytest.raises(OutsideCalendar):
        calendar.add(START, 1)
    with pytest.raises(OutsideCalendar):
        calendar.next_workday_on_or_after(START)


def test_days_outside_the_span_are_refused_in_chinese():
    with pytest.raises(OutsideCalendar, match="1999-01-01 不在工作日历范围内"):
        official().ordinal(date(1999, 1, 1))
    with pytest.raises(OutsideCalendar, match="超出工作日历范围"):
        official().add(date(2045, 12, 20), 20)


def test_a_calendar_has_no_gaps():
    days = [official().day(date(2026, 1, 1)), official().day(date(2026, 1, 3))]
    with pytest.raises(ValueError, match="gap"):
        Calendar(days)


def test_next_workday():
    assert official().next_workday_on_or_after(date(2026, 10, 1)) == date(2026, 10, 8)
    assert official().next_workday_on_or_after(date(2026, 10, 10)) == date(2026, 10, 10)
