"""Any sequence of permitted actions, on any days, keeps what must hold (hypothesis, stateful)."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from random import Random

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from demo.channels import sample
from demo.loading import load_demo
from demo.simulation import County
from interaction.casework.actions import actions_of
from interaction.casework.engine import perform
from interaction.casework.models import NEW, Case
from interaction.casework.registry import channels
from interaction.errors import NotNow
from interaction.organs.actors import Actor
from interaction.organs.models import Organ
from interaction.workdays.now import SHANGHAI, override_now
from tests.casework.invariants import check_case, check_figures
from tests.depth import examples

START = date(2025, 1, 6)


class Desk(RuleBasedStateMachine):
    """A few cases of all channels, worked in any order while days pass."""

    @initialize(seed=st.integers(0, 10_000))
    def begin(self, seed: int) -> None:
        if not Organ.objects.exists():
            load_demo()
        self.county, self.random = County(seed), Random(seed)
        self.moment = datetime.combine(START, time(9), SHANGHAI)
        self.cases: list[int] = []
        self.touched: Case | None = None

    def actors(self, case: Case) -> list[Actor]:
        return [
            Actor.party(case.pk),
            Actor.system(),
            *(actor for posts in self.county._posts.values() for _organ, actor in posts),
        ]

    @precondition(lambda self: len(self.cases) < 4)
    @rule(channel=st.sampled_from(sorted(one.key for one in channels())))
    def send(self, channel: str) -> None:
        found = next(one for one in channels() if one.key == channel)
        case = found.model()
        with override_now(self.moment):
            perform(case, "submit", Actor.party(), sample(found.key, "submit", case, self.random))
        self.cases.append(case.pk)
        self.touched = case

    @rule(days=st.integers(1, 40))
    def wait(self, days: int) -> None:
        self.moment += timedelta(days=days)

    @precondition(lambda self: self.cases)
    @rule(which=st.integers(0, 3), choices=st.lists(st.integers(0, 30), min_size=1, max_size=5))
    def act(self, which: int, choices: list[int]) -> None:
        """Some actions in a row on one case, each chosen from those possible then."""
        for choice in choices:
            self.moment += timedelta(minutes=5)
            with override_now(self.moment):
                case = Case.objects.get(pk=self.cases[which % len(self.cases)]).specific
                possible = self.county._possible(case)
                if not possible:
                    return
                declared, actor = possible[choice % len(possible)]
                with suppress(NotNow):  # the law may forbid it on this day: the invariant sees that nothing changed
                    perform(case, declared.name, actor, sample(case.describes.key, declared.name, case, self.random))
                self.touched = case

    @precondition(lambda self: self.cases)
    @rule(which=st.integers(0, 3))
    def try_everything_else(self, which: int) -> None:
        """What is not possible is refused and leaves no trace."""
        with override_now(self.moment):
            case = Case.objects.get(pk=self.cases[which % len(self.cases)]).specific
            before = case.last_seq
            for name, declared in actions_of(type(case)).items():
                if case.state in declared.sources or NEW in declared.sources:
                    continue
                actor = next((one for one in self.actors(case) if declared.may_be_done_by(one, case)), None)
                if actor is None:  # nobody at all, as for an assisting organ's part where none assists
                    continue
                try:
                    perform(case, name, actor, {})
                except NotNow:
                    continue
                raise AssertionError(f"{name} was done in state {case.state}")
            assert Case.objects.get(pk=case.pk).last_seq == before

    @invariant()
    def what_was_touched_holds(self) -> None:
        if getattr(self, "touched", None) is not None:
            with override_now(self.moment):
                check_case(self.touched)  # type: ignore[arg-type]
            self.touched = None

    def teardown(self) -> None:
        if getattr(self, "cases", None):
            with override_now(self.moment):
                check_figures()


class TestDesk(TestCase, Desk.TestCase):  # type: ignore[valid-type]
    settings = settings(  # type: ignore[assignment]
        max_examples=examples(10), stateful_step_count=25, deadline=None, derandomize=True,
        suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate],
    )  # fmt: skip
