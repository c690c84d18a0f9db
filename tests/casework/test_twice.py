"""Nothing is done twice: every step of every channel, its form sent again, and by two at once."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any

import pytest
from django.db import connection

from demo.channels import sample
from demo.simulation import County
from interaction.casework.actions import Action, actions_of
from interaction.casework.engine import perform
from interaction.casework.models import Case, Event, Submission
from interaction.casework.submissions import KEPT, forget_old_steps
from interaction.errors import Refused
from interaction.organs.actors import Actor
from interaction.workdays.now import now, override_now
from tests.conftest import actor_for, do, open_case, staff

# Of each channel, steps that leave the state where it was, some of which must have been met on the way.
MET = {
    "disclosure": {"remind", "order_supervision", "add_material", "take_back_material", "hand_over"},
    "letter": {"remind", "order_supervision", "add_material", "take_back_material", "reply_meanwhile", "hand_over"},
    "order": {"remind", "order_supervision", "add_material", "take_back_material", "reply_meanwhile", "hand_over"},
}
WALKS, STEPS = 2, 9


def form(case: Case, name: str, chance: Random, key: uuid.UUID) -> dict[str, Any]:
    return {**sample(case.describes.key, name, case, chance), "submission": str(key)}


def send_twice(case: Case, declared: Action, actor: Actor, chance: Random) -> None:
    """The same form again makes nothing; a new form is a new step, where the law allows another."""
    data = form(case, declared.name, chance, uuid.uuid4())
    first = perform(case, declared.name, actor, data)
    count = Event.objects.filter(case=case).count()
    assert perform(case, declared.name, actor, data).pk == first.pk, declared.name
    assert Event.objects.filter(case=case).count() == count, declared.name
    now_open = Case.objects.get(pk=case.pk).specific
    if not declared.may_be_done_by(actor, now_open) or declared.unmet(now_open, actor):
        return
    try:
        another = perform(case, declared.name, actor, form(case, declared.name, chance, uuid.uuid4()))
    except Refused:
        return
    assert another.pk != first.pk, declared.name


def possible(people: County, case: Case) -> list[tuple[Action, Actor]]:
    """What may be done with the case as it stands now, and by whom."""
    return people._possible(Case.objects.get(pk=case.pk).specific)


@pytest.mark.django_db
@pytest.mark.parametrize("channel", MET)
def test_a_form_sent_again_does_nothing_more(county: None, channel: str) -> None:
    met: set[str] = set()
    for seed in range(WALKS):
        chance, people = Random(seed), County(seed)
        case = open_case(channel, seed=seed)
        for _step in range(STEPS):
            while staying := [
                one for one in possible(people, case) if one[0].target is None and one[0].name not in met
            ]:
                declared, actor = staying[0]
                met.add(declared.name)
                send_twice(case, declared, actor, chance)
            moving = [one for one in possible(people, case) if one[0].target and one[0].main]
            if not moving:
                break
            declared, actor = moving[0]
            data = form(case, declared.name, chance, uuid.uuid4())
            first = perform(case, declared.name, actor, data)
            assert perform(case, declared.name, actor, data).pk == first.pk
    assert met >= MET[channel], MET[channel] - met


@pytest.mark.django_db
def test_the_key_of_another_case_person_or_step_means_nothing(county: None) -> None:
    one, other, key = open_case("letter"), open_case("letter", seed=2), str(uuid.uuid4())
    data = {"material": "补充", "submission": key}
    perform(one, "add_material", Actor.party(one.pk), data)
    perform(other, "add_material", Actor.party(other.pk), data)
    assert other.events.filter(action="add_material").count() == 1
    supervisor = staff("duban")
    do(one, "accept")
    assert perform(one, "remind", supervisor, {"words": "", "submission": key}).action == "remind"


@pytest.mark.django_db
def test_forms_of_steps_are_forgotten_and_that_of_the_case_is_not(county: None) -> None:
    case = open_case("letter")
    perform(case, "add_material", Actor.party(case.pk), {"material": "补充", "submission": str(uuid.uuid4())})
    assert case.submissions.count() == 2
    with override_now(now() + KEPT * 2):
        assert forget_old_steps() == 1
    assert Submission.objects.get(case=case).seq is None


def at_once(act: Callable[[], Any]) -> list[Any]:
    """What two get who press the button at the same time."""
    start = threading.Barrier(2)

    def press(_who: int) -> Any:
        start.wait(timeout=20)
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as people:
        return list(people.map(press, range(2)))


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one(county: None) -> None:
    case = open_case("letter")
    do(case, "accept", "dispatch")
    for name in ("order_supervision", "remind", "add_material"):
        declared = actions_of(type(case))[name]
        actor, data = actor_for(declared, case), form(case, name, Random(1), uuid.uuid4())
        made = at_once(lambda n=name, a=actor, d=data: perform(Case.objects.get(pk=case.pk).specific, n, a, d).pk)
        assert len(set(made)) == 1
        assert Event.objects.filter(case=case, action=name).count() == 1
    assert case.supervision_orders.count() == 1  # type: ignore[attr-defined]
