"""A simulated county is the engine's property test: everything is driven, everything holds, and it can be repeated."""

from datetime import date

import pytest
from django.db import transaction

from demo.simulation import County
from interaction.casework.actions import actions_of
from interaction.casework.channels import channels
from interaction.casework.models import Case, Event
from interaction.organs.actors import SYSTEM
from interaction.workdays.now import override_now
from tests.casework.invariants import check_case, check_figures

pytestmark = pytest.mark.django_db
START = date(2025, 8, 18)  # over the National Day


def history() -> list[tuple[object, ...]]:
    events = Event.objects.order_by("at", "case__number", "seq")
    fields = ("case__number", "action", "at", "on", "state_after", "actor__username", "organ__code", "mark")
    return [*events.values_list(*fields)]


def simulate(seed: int, days: int, per_day: int) -> None:
    for _day in County(seed).run(START, days, per_day):
        pass


def undone() -> list[tuple[str, str]]:
    """Actions that nobody has done yet, but those of the system alone."""
    done = {(channel, action) for channel, action in Event.objects.values_list("case__channel", "action").distinct()}
    return [
        (one.key, declared.name)
        for one in channels()
        for declared in actions_of(one.model).values()
        if (one.key, declared.name) not in done and set(declared.by) != {SYSTEM}
    ]


@pytest.mark.long
def test_everything_is_driven_and_everything_holds(county: None) -> None:
    """What is rare takes its time: the county works on until it has seen everything, half a year at most."""
    for number, _day in enumerate(County(2).run(START, days=182, per_day=4)):
        if number >= 45 and number % 7 == 0 and not undone():
            break
    assert undone() == []
    with override_now(Event.objects.latest("at").at):
        for case in Case.objects.all():
            check_case(case)
        check_figures()


def test_a_seed_tells_the_same_story_twice(county: None) -> None:
    stories = []
    for _time in range(2):
        with transaction.atomic():
            simulate(seed=3, days=12, per_day=3)
            stories.append(history())
            transaction.set_rollback(True)
    assert stories[0] == stories[1]
    assert len(stories[0]) > 80
