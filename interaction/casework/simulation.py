"""A county at work: cases of every channel, taken by the real actions through `perform` on a simulated clock.

Deterministic for a seed: every choice comes from one random source, and cases are worked in the order of their ids.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from interaction.casework.actions import Action, actions_of
from interaction.casework.channels import Channel, channels
from interaction.casework.engine import perform
from interaction.casework.models import NEW, Case
from interaction.organs.actors import PARTY, Actor
from interaction.organs.models import Organ, Post
from interaction.workdays.current import calendar
from interaction.workdays.now import SHANGHAI, pretend

# How often a case that waits for staff is worked on in a working day: most replies come in time, some late.
WORKED_A_DAY = 0.85
# How often something else than the main action happens, where something else is possible.
ASIDE = 0.12
# What the party does of its own accord, a day and case.
PARTY_ACTS = 0.02
# Some cases nobody touches for a long time: they make the overdue ones.
FORGOTTEN_ONE_IN = 25


@dataclass
class Day:
    """What a simulated day came to."""

    day: date
    opened: int = 0
    actions: int = 0


class County:
    """The people who act, and the random source that decides what they do."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - a simulation, not a secret
        self._posts: dict[str, list[tuple[Organ, Actor]]] = {}
        for post in Post.objects.select_related("staff", "organ").order_by("-organ__path", "pk"):
            self._posts.setdefault(post.role, []).append((post.organ, Actor.of(post.staff)))

    def actor_for(self, declared: Action, case: Case) -> Actor | None:
        """Somebody who may do this action to this case, the nearest organ's first."""
        if PARTY in declared.by:
            return Actor.party(case.pk)
        organ: Organ = getattr(case, declared.at)
        for role in declared.by:
            for place, actor in self._posts.get(role, ()):
                if place.covers(organ) and declared.unmet(case, actor) is None:
                    return actor
        return None

    def run(self, start: date, days: int, per_day: int) -> Iterator[Day]:
        """Simulate so many days from `start`, with so many new cases on each working day."""
        for offset in range(days):
            today = start + timedelta(days=offset)
            result = Day(today)
            if calendar().is_workday(today):
                for moment in self._moments(today, per_day):
                    with pretend(moment):
                        self._open_case()
                        result.opened += 1
                result.actions = self._work(today)
            yield result

    def _moments(self, day: date, count: int) -> list[datetime]:
        opening = datetime.combine(day, time(8, 30), SHANGHAI)
        return sorted(opening + timedelta(minutes=self.random.randrange(180)) for _one in range(count))

    def _open_case(self) -> None:
        channel: Channel = self.random.choices(channels(), [one.simulated_share for one in channels()])[0]
        case = channel.model()
        opening = next(one for one in actions_of(channel.model).values() if NEW in one.sources)
        perform(case, opening.name, Actor.party(), channel.sample(opening.name, case, self.random))

    def _work(self, day: date) -> int:
        """One round over all open cases, in the afternoon."""
        acted = 0
        waiting = list(
            Case.objects.filter(closed_on__isnull=True).order_by("id").values_list("id", flat=True)
        )
        for number, case_id in enumerate(waiting):
            if case_id % FORGOTTEN_ONE_IN == 0 and self.random.random() > WORKED_A_DAY / 6:
                continue
            moment = datetime.combine(day, time(13, 30), SHANGHAI) + timedelta(seconds=20 * number)
            with pretend(moment):
                acted += self._act_on(Case.objects.get(pk=case_id).specific)
        return acted

    def _act_on(self, case: Case) -> int:
        possible = self._possible(case)
        choice = self._choose(possible, case)
        if choice is None:
            return 0
        declared, actor = choice
        perform(case, declared.name, actor, case.describes.sample(declared.name, case, self.random))
        return 1

    def _possible(self, case: Case) -> list[tuple[Action, Actor]]:
        found = []
        for declared in actions_of(type(case)).values():
            actor = self.actor_for(declared, case) if case.state in declared.sources else None
            if actor and declared.unmet(case, actor) is None:
                found.append((declared, actor))
        return found

    def _choose(self, possible: list[tuple[Action, Actor]], case: Case) -> tuple[Action, Actor] | None:
        by_party = [one for one in possible if one[1].kind == PARTY]
        by_staff = [one for one in possible if one[1].kind != PARTY]
        awaited = by_party if case.awaits == PARTY else by_staff
        if by_party and case.awaits != PARTY and self.random.random() < PARTY_ACTS:
            return self.random.choice(by_party)
        if not awaited or self.random.random() > WORKED_A_DAY:
            return None
        main = [one for one in awaited if one[0].main]
        aside = [one for one in awaited if not one[0].main]
        if aside and (not main or self.random.random() < ASIDE):
            return self.random.choice(aside)
        return self.random.choice(main)
