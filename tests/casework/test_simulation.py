"""A simulated county can be repeated."""

from datetime import date

import pytest
from django.db import transaction

from demo.simulation import County
from interaction.casework.models import Event

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
            simulate(seed=3, days=12, per_day=3)
            stories.append(history())
            transaction.set_rollback(True)
    assert stories[0] == stories[1]
    assert len(stories[0]) > 80
