"""A county at work: cases of every channel, taken by the real actions through `perform` on a simulated clock.

Deterministic for a seed: every choice comes from one random source, and cases are worked in the order of their ids.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.db.models import Q, QuerySet, prefetch_related_objects

from demo.channels import SHARES, sample
from demo.mails import Post
from demo.staff_changes import StaffChanges
from interaction.casework.actions import Action, actions_of
from interaction.casework.channels import Channel
from interaction.casework.engine import perform
from interaction.casework.models import NEW, Case, OpenQuestion
from interaction.casework.registry import channels
from interaction.errors import InvalidData
from interaction.limits.configured import as_configured
from interaction.organs.absences import held
from interaction.organs.actors import PARTY, SYSTEM, Actor
from interaction.organs.models import Organ
from interaction.replies.reworking import DECIDES_ABOUT
from interaction.workdays.current import calendar, one_calendar
from interaction.workdays.now import SHANGHAI, override_now

# How often a case that waits for staff is worked on in a working day: most replies come in time, some late.
WORKED_A_DAY = 0.85
# How often something else than the main action happens, where something else is possible.
ASIDE = 0.2
# The same, when that something has hardly ever been done yet: a county sees everything sooner or later.
ASIDE_FIRST, RARE = 0.6, 3
# What the party does of its own accord, a day and case.
PARTY_ACTS = 0.02
# How many cases come over the counter, by post, by telephone: entered by staff.
ENTERED_BY_STAFF = 0.12
# Some cases nobody touches for a long time: they make the overdue ones.
FORGOTTEN_ONE_IN = 25
# After the end: remedies, ratings, a correction that comes late for a good reason; a day and case, for so many days.
AFTERWARDS, AFTERWARDS_WITHIN = 0.06, 45
# Some applicants never answer what they are asked.
SILENT_ONE_IN = 3

# How often a bad rating is decided about on a working day after it.
DECIDED = 0.5

Choice = tuple[Action, Actor]


@dataclass
class Day:
    """What a simulated day came to."""

    day: date
    opened: int = 0
    actions: int = 0


class County:
    """The people who act, and the random source that decides what they do; `changing`: they come and go as well;
    `mailing`: mails go out or fail, and come back."""

    afterwards = AFTERWARDS

    def __init__(self, seed: int, *, changing: bool = False, mailing: bool = False) -> None:
        self.random = Random(seed)  # noqa: S311 - a simulation, not a secret
        self._done: Counter[tuple[str, str]] = Counter()
        self.changes = StaffChanges(Random(seed + 1)) if changing else None  # noqa: S311
        self.post = Post(Random(seed + 2)) if mailing else None  # noqa: S311
        self.deciding = Random(seed + 3)  # noqa: S311
        self._read_posts()

    def _read_posts(self) -> None:
        """Who attends which post: its holder, or who stands in for them."""
        self._posts: dict[str, list[tuple[Organ, Actor]]] = {}
        actors: dict[int, Actor] = {}
        for one in sorted(held(Q()), key=lambda one: (one.post.organ.path, -one.post.pk), reverse=True):
            person = one.substitute or one.post.staff
            if one.attended:
                actor = actors.setdefault(person.pk, Actor.of(person))
                self._posts.setdefault(one.post.role, []).append((one.post.organ, actor))

    def actor_for(
        self, declared: Action, case: Case, places: Callable[[Action], list[Organ]] | None = None
    ) -> Actor | None:
        """Somebody who may do this action to this case, the nearest organ's first."""
        if PARTY in declared.by:
            party = Actor.party(case.pk)
            return party if declared.unmet(case, party) is None else None
        refused = set()  # who holds two posts is asked once
        for organ in places(declared) if places else declared.places(case):
            for role in declared.by:
                for place, actor in self._posts.get(role, ()):
                    if actor.staff not in refused and place.covers(organ):
                        if declared.unmet(case, actor) is None:
                            return actor
                        refused.add(actor.staff)
        return None

    def run(self, start: date, days: int, per_day: int) -> Iterator[Day]:
        """Simulate so many days from `start`, with so many new cases on each working day."""
        for offset in range(days):
            today = start + timedelta(days=offset)
            result = Day(today)
            if calendar().is_workday(today):
                if self.changes:
                    with override_now(datetime.combine(today, time(8), SHANGHAI)):
                        self.changes.live(today)
                        self._read_posts()
                for moment in self._moments(today, per_day):
                    with override_now(moment):
                        self._open_case()
                        result.opened += 1
                result.actions = self._work(today) + self._decide(today)
            if self.post:
                with override_now(datetime.combine(today, time(20), SHANGHAI)):
                    self.post.live(today, self.act_by_name)
            yield result

    def _moments(self, day: date, count: int) -> list[datetime]:
        opening = datetime.combine(day, time(8, 30), SHANGHAI)
        return sorted(opening + timedelta(minutes=self.random.randrange(180)) for _one in range(count))

    def _open_case(self) -> None:
        channel = self._channel()
        case = channel.model()
        openings = [one for one in actions_of(channel.model).values() if NEW in one.sources]
        by_staff = [one for one in openings if PARTY not in one.by]
        if by_staff and self.random.random() < ENTERED_BY_STAFF:
            declared, actor = self._rarest([(one, self._widest(one)) for one in by_staff], case)
        else:
            declared, actor = next(one for one in openings if PARTY in one.by), Actor.party()
        self._do(declared, actor, case)
        self._done[case.channel, declared.name] += 1

    def _channel(self) -> Channel:
        """What sort of case comes in."""
        return self.random.choices(channels(), [SHARES[one.key] for one in channels()])[0]

    def _do(self, declared: Action, actor: Actor, case: Case) -> None:
        perform(case, declared.name, actor, self.typed(declared, case))

    def typed(self, declared: Action, case: Case) -> dict[str, object]:
        """What whoever acts enters into the action's form."""
        return sample(case.describes.key, declared.name, case, self.random)

    def _widest(self, declared: Action) -> Actor:
        """Whoever takes in for the whole county."""
        return Actor.system() if SYSTEM in declared.by else self._posts[declared.by[0]][-1][1]

    def _work(self, day: date) -> int:
        """One round over all open cases, in the afternoon."""
        acted = 0
        waiting = self._waiting(day).order_by("id").values_list("id", "number", "closed_on")
        for position, (case_id, number, closed_on) in enumerate(list(waiting)):
            if closed_on and self.random.random() > self.afterwards:
                continue
            forgotten = serial(number) % FORGOTTEN_ONE_IN == 0
            if forgotten and self.random.random() > WORKED_A_DAY / 6:
                continue
            moment = datetime.combine(day, time(13, 30), SHANGHAI) + timedelta(seconds=20 * position)
            with override_now(moment):
                acted += self._act_on(Case.objects.get(pk=case_id).specific)
        return acted

    def _waiting(self, day: date) -> QuerySet[Case]:
        """What somebody may look at on that day."""
        recent = Q(closed_on__gte=day - timedelta(days=AFTERWARDS_WITHIN))
        return Case.objects.filter(Q(closed_on__isnull=True) | recent)

    def _act_on(self, case: Case) -> int:
        with one_calendar(), as_configured():
            possible = self._possible(case)
        choice = self._choose(possible, case)
        if choice is None:
            return 0
        declared, actor = choice
        try:
            self._do(declared, actor, case)
        except InvalidData:  # nobody is there to whom it could be given
            if self.changes is None or declared.name != "hand_over":
                raise
            return 0
        self._done[case.channel, declared.name] += 1
        return 1

    def _decide(self, day: date) -> int:
        """One round over the bad ratings, in the late afternoon: whoever was asked lets the reply stand, or has it done again."""
        asked = OpenQuestion.objects.filter(kind__in=DECIDES_ABOUT, event__on__lt=day).order_by("case__number")
        decided = 0
        for case_id in dict.fromkeys(asked.values_list("case_id", flat=True)):
            if self.deciding.random() < DECIDED:
                case = Case.objects.get(pk=case_id).specific
                name = min(("rework", "keep_reply"), key=lambda one: self._done[case.channel, one])
                with override_now(datetime.combine(day, time(17), SHANGHAI) + timedelta(seconds=20 * decided)):
                    decided += self.act_by_name(case, name)
        return decided

    def act_by_name(self, case: Case, name: str) -> bool:
        """Let whoever may take this very step; return whether there was anybody who could."""
        declared = actions_of(type(case))[name]
        actor = self.actor_for(declared, case) if case.state in declared.sources else None
        if actor:
            self._do(declared, actor, case)
            self._done[case.channel, name] += 1
        return actor is not None

    def _possible(self, case: Case) -> list[Choice]:
        prefetch_related_objects([case], "events")  # conditions look at what has happened
        found, read = [], dict[str, list[Organ]]()

        def places(declared: Action) -> list[Organ]:
            """They are the same for most actions of a case."""
            if declared.at not in read:
                read[declared.at] = declared.places(case)
            return read[declared.at]

        for declared in actions_of(type(case)).values():
            actor = self.actor_for(declared, case, places) if case.state in declared.sources else None
            if actor:
                found.append((declared, actor))
        return found

    def _choose(self, possible: list[Choice], case: Case) -> Choice | None:
        if case.closed_on:
            return self._rarest(possible, case) if possible else None
        by_party = [one for one in possible if one[1].kind == PARTY]
        by_staff = [one for one in possible if one[1].kind != PARTY]
        silent = case.awaits == PARTY and serial(case.number) % SILENT_ONE_IN == 0
        rare = any(self._done[case.channel, one[0].name] < RARE for one in by_party)
        if by_party and case.awaits != PARTY and self.random.random() < (ASIDE if rare else PARTY_ACTS):
            return self._rarest(by_party, case)
        if not by_staff + by_party or self.random.random() > WORKED_A_DAY:
            return None
        # What a party owes, staff may enter for it (a payment, a correction by post); who is silent does not do it.
        answering = possible if case.awaits == PARTY else by_staff
        main = [] if silent else [one for one in answering if one[0].main]
        aside = [one for one in by_staff if not one[0].main]
        rare = any(self._done[case.channel, one[0].name] < RARE for one in aside)
        if aside and (not main or self.random.random() < (ASIDE_FIRST if rare else ASIDE)):
            return self._rarest(aside, case)
        return self.random.choice(main) if main else None

    def _rarest(self, choices: list[Choice], case: Case) -> Choice:
        """What has been done least so far, so that everything is done sooner or later."""
        fewest = min(self._done[case.channel, one[0].name] for one in choices)
        return self.random.choice([one for one in choices if self._done[case.channel, one[0].name] == fewest])


def serial(number: str) -> int:
    """The serial within a case number; it decides what befalls a case, as ids differ from database to database."""
    return int(number.rpartition("-")[2])
