"""Between cases: joined, ended, separated, reworked and left in any order, by two at once - and nobody is left waiting."""

import threading
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from demo.channels import sample
from interaction.casework.actions import actions_of
from interaction.casework.engine import perform
from interaction.casework.models import NEW, Case
from interaction.casework.vacancies import release_vacated
from interaction.casework.waiting import unattended
from interaction.errors import InvalidData, Refused
from interaction.leave.forms import colleagues
from interaction.leave.models import Leave
from interaction.organs.absences import left_to_nobody
from interaction.organs.actors import Actor
from interaction.organs.models import Absence, Post, Role, Staff
from interaction.publicity.leaks import leaks_since
from interaction.workbench.case_checks import EVER
from interaction.workdays.now import SHANGHAI, local_date, override_now
from interaction.workflow.engine import perform as do_to
from tests.casework.invariants import check_case, check_figures
from tests.conftest import do, everybody, open_case, staff
from tests.depth import DEEP, examples
from tests.mailbox.acting import accept, letter

START = date(2025, 1, 6)
TITLES = ("县城东区停水三天", "东区停水没有人管", "停水三天了请处理", "水压不足四楼没水")


class Between(RuleBasedStateMachine):
    """Letters and orders about one thing, handled by people who come and go."""

    @initialize(seed=st.integers(0, 10_000))
    def begin(self, seed: int) -> None:
        self.scope = transaction.atomic()  # each example sees its own cases alone
        self.scope.__enter__()
        self.random, self.moment = Random(seed), datetime.combine(START, time(9), SHANGHAI)
        self.cases: list[int] = []
        for post in list(Post.objects.filter(role=Role.HANDLER).select_related("organ", "staff")):
            if not post.staff.username.startswith("second-"):
                second, _new = Staff.objects.get_or_create(username=f"second-{post.pk}", defaults={"name": "同事"})
                Post.objects.get_or_create(staff=second, organ=post.organ, role=Role.HANDLER)
        with override_now(self.moment):
            for position in range(4):
                channel = "letter" if position % 2 else "order"
                case = open_case(channel, seed + position, title=TITLES[position], identity="withheld")
                do(case, "accept")
                self.cases.append(case.pk)

    def case(self, which: int) -> Any:
        return Case.objects.get(pk=self.cases[which % len(self.cases)]).specific

    def do(self, case: Any, name: str, data: Any, actor: Actor) -> None:
        self.moment += timedelta(minutes=7)
        with override_now(self.moment), suppress(Refused, InvalidData):
            perform(case, name, actor, data)

    @rule(which=st.integers(0, 3), choices=st.lists(st.integers(0, 40), min_size=1, max_size=6))
    def act(self, which: int, choices: list[int]) -> None:
        """Some possible actions in a row, by whoever may."""
        for choice in choices:
            case = self.case(which)
            actors = [Actor.party(case.pk), *self.staff()]
            possible = [
                (declared, actor)
                for declared in actions_of(type(case)).values()
                if case.state in declared.sources and NEW not in declared.sources
                for actor in [next((one for one in actors if declared.may_be_done_by(one, case)), None)]
                if actor and declared.unmet(case, actor) is None
            ]
            if possible:
                declared, actor = possible[choice % len(possible)]
                with override_now(self.moment):
                    data = sample(case.describes.key, declared.name, case, self.random)
                self.do(case, declared.name, data, actor)

    @rule(which=st.integers(0, 3), lead=st.integers(0, 3))
    def join(self, which: int, lead: int) -> None:
        case = self.case(which)
        name, by = ("merge", "shoujian") if case.channel == "letter" else ("join", "huawu")
        self.do(case, name, {"number": self.case(lead).number}, staff(by))

    @rule(which=st.integers(0, 3), how=st.sampled_from(["withdraw", "answer_directly", "decline", "separate"]))
    def end(self, which: int, how: str) -> None:
        case = self.case(which)
        declared = actions_of(type(case)).get(how)
        if declared:
            actor = (
                Actor.party(case.pk)
                if how == "withdraw"
                else staff("paidan" if case.channel == "order" else "shoujian")
            )
            self.do(case, how, sample(case.describes.key, how, case, self.random), actor)

    def staff(self) -> list[Actor]:
        """Who is in service, those on leave and their substitutes with the posts they have today."""
        with override_now(self.moment):
            concerned = {pk for pair in Absence.objects.values_list("staff", "substitute") for pk in pair}
            return [
                Actor.of(one.staff) if one.staff.pk in concerned else one
                for one in everybody() if one.staff and one.staff.is_active
            ]  # fmt: skip

    @rule(which=st.integers(0, 30), away=st.booleans())
    def come_and_go(self, which: int, away: bool) -> None:
        """One of the two handlers of an organ leaves service, or comes back; what nobody else would attend is not left."""
        seconds = Staff.objects.filter(username__startswith="second-").order_by("pk")
        person = seconds[which % seconds.count()]
        with override_now(self.moment):
            alone = any(left_to_nobody(post, *[local_date(self.moment)] * 2) for post in person.posts.all())
            if not (away and alone):
                Staff.objects.filter(pk=person.pk).update(is_active=not away)
            release_vacated()

    @rule(which=st.integers(0, 30), who=st.integers(0, 30), days=st.integers(0, 12), lent=st.booleans())
    def go_on_leave(self, which: int, who: int, days: int, lent: bool) -> None:
        """A handler of one of the cases' organs, or anybody of the desk, with somebody standing in or with nobody."""
        organ = self.case(which).organ
        people = Staff.objects.filter(posts__organ=organ, is_active=True).distinct().order_by("pk")
        person = people[who % people.count()]
        post = person.posts.order_by("pk")[0]
        others = colleagues(post)
        day = local_date(self.moment)
        data = {"first_day": day.isoformat(), "last_day": (day + timedelta(days=days)).isoformat()}
        if lent:
            data |= {f"post_{one.pk}": str(others[which % others.count()].pk) for one in person.posts.all()}
        leave = Leave(staff=person, organ=post.organ)
        self.moment += timedelta(minutes=7)
        with override_now(self.moment), suppress(Refused, InvalidData):
            do_to(leave, "enter", Actor.of(person), data)
            do_to(leave, "confirm", staff("duban"))
        with override_now(self.moment):
            release_vacated()

    @rule(which=st.integers(0, 30))
    def come_back(self, which: int) -> None:
        """Somebody on leave is back early."""
        leaves = Leave.objects.filter(state__in=["requested", "in_force"]).order_by("pk")
        if leaves:
            leave = leaves[which % leaves.count()]
            self.moment += timedelta(minutes=7)
            with override_now(self.moment), suppress(Refused, InvalidData):
                do_to(leave, "end", Actor.of(leave.staff))

    @rule(days=st.integers(1, 20))
    def wait(self, days: int) -> None:
        self.moment += timedelta(days=days)
        with override_now(self.moment):
            release_vacated()

    @invariant()
    def nobody_is_left_waiting(self) -> None:
        if not getattr(self, "cases", None):
            return
        with override_now(self.moment):
            assert list(unattended()) == []
            assert list(leaks_since(EVER)) == []

    def teardown(self) -> None:
        if not getattr(self, "scope", None):
            return
        try:
            if not transaction.get_rollback():
                with override_now(self.moment):
                    for pk in self.cases:
                        check_case(Case.objects.get(pk=pk))
                    check_figures()
        finally:
            transaction.set_rollback(True)
            self.scope.__exit__(None, None, None)


class TestBetween(TestCase, Between.TestCase):  # type: ignore[valid-type]
    settings = settings(  # type: ignore[assignment]
        max_examples=300 if DEEP else 8, stateful_step_count=20, deadline=None, derandomize=True,
        suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate],
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_leave_nobody_waiting() -> None:
    """Conflicting things done to a pair at the same moment: one happens, the other is told why not; never a deadlock."""
    rounds = examples(100)
    chance = Random(7)
    for _round in range(rounds):
        one, two = letter(), letter("早晚高峰没有自来水")
        for case in (one, two):
            accept(case)
        steps = [
            ("merge", one, {"number": two.number}, staff("shoujian")),
            ("merge", two, {"number": one.number}, staff("shoujian")),
            ("withdraw", two, {"reason": ""}, Actor.party(two.pk)),
            ("withdraw", one, {"reason": ""}, Actor.party(one.pk)),
            ("add_material", one, {"material": "还有一层楼没有水。"}, Actor.party(one.pk)),
        ]
        told = _at_once(chance.sample(steps, 2))
        assert all(isinstance(error, (Refused, InvalidData)) for error in told if error), told
        assert list(unattended()) == []
        for case in (one, two):
            check_case(case)


def _at_once(steps: list[Any]) -> list[Exception | None]:
    """Do each step in a thread of its own, all from one moment on; answer what each was told."""
    start = threading.Barrier(len(steps))
    told: list[Exception | None] = []

    def act(name: str, case: Any, data: Any, actor: Actor) -> None:
        start.wait()
        try:
            perform(case, name, actor, data)
            told.append(None)
        except Exception as error:
            told.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=step) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told
