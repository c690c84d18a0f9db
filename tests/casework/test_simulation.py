"""A simulated county can be repeated."""

from collections import Counter
from datetime import date, datetime, time

import pytest
from django.db import transaction

from demo.simulation import County
from interaction.casework.models import Case, Event, OpenQuestion
from interaction.casework.waiting import unattended
from interaction.leave.models import Leave
from interaction.workdays.now import SHANGHAI, override_now
from tests.casework.invariants import check_case
from tests.conftest import do, open_case
from tests.depth import DEEP

pytestmark = pytest.mark.django_db
START = date(2025, 8, 18)  # over the National Day


def history() -> list[tuple[object, ...]]:
    events = Event.objects.order_by("at", "case__number", "seq")
    fields = ("case__number", "action", "at", "on", "state_after", "actor__username", "organ__code", "mark")
    return [*events.values_list(*fields)]


def simulate(seed: int, days: int, per_day: int) -> None:
    for _day in County(seed).run(START, days, per_day):
        pass


def test_a_seed_tells_the_same_story_twice(county: None) -> None:
    stories = []
    for _time in range(2):
        with transaction.atomic():
            simulate(seed=3, days=8, per_day=3)
            stories.append(history())
            transaction.set_rollback(True)
    assert stories[0] == stories[1]
    assert len(stories[0]) > 50


def test_a_mail_that_fails_or_comes_back_is_delivered_another_way(county: None) -> None:
    """Every other mailbox is gone, what the others took comes back, and one day in three the server is away."""
    with override_now(datetime.combine(START, time(9), SHANGHAI)):
        for _one in range(4):
            case = open_case("disclosure", way="email", email="someone@example.com")
            do(case, "register", "accept", "dispatch", "take_up", "draft_reply", "approve", "sign", "send_reply")
        for phone in ("", "", "13900001111", "13900001111"):
            case = open_case("letter", email="someone@example.com", phone=phone)
            do(case, "accept", "dispatch", "take_up", "draft_reply", "approve", "sign")
        do(case, "rate", stars="1", settled="no")
    life = County(4, mailing=True)
    assert life.post
    life.post.away_one_day_in, life.post.gone_one_in, life.post.full_one_in, life.post.returned_one_in = 3, 2, 999, 2
    for day in life.run(START, 20, 0):
        with override_now(datetime.combine(day.day, time(21), SHANGHAI)):
            assert list(unattended()) == [], day.day
    assert not OpenQuestion.objects.exists()
    steps = Counter(Event.objects.values_list("action", flat=True))
    assert steps["mail_failed"] >= 2
    assert life.post.returned
    assert steps["record_bounce"] >= steps["deliver_again"] >= 1
    assert min(steps["retell"], steps["ask_to_retell"], steps["tell_another_way"]) >= 1
    assert steps["rework"] + steps["keep_reply"] >= 1
    for case in Case.objects.all():
        check_case(case)


def test_people_come_and_go_and_nobody_is_left_waiting(county: None) -> None:
    """On every evening; substitutes have acted, and each for somebody."""
    life, days, many = County(3, changing=True, mailing=DEEP), *((25, 10) if DEEP else (14, 5))
    assert life.changes
    for day in life.run(START, days, 3):
        with override_now(datetime.combine(day.day, time(18), SHANGHAI)):
            assert list(unattended()) == [], day.day
    assert life.changes.left or not DEEP
    assert Leave.objects.count() == life.changes.leaves > many
    acted = Event.objects.filter(details__has_key="behalf")
    assert acted.exists()
    assert not any(event.details["behalf"]["id"] == event.actor_id for event in acted)
    for case in Case.objects.all():
        check_case(case)
