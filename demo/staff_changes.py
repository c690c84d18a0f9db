"""People of the county who go on leave, come back early, leave service and are followed by others: as often as people do."""

from datetime import date, timedelta
from random import Random

from demo.people import GIVEN, SURNAMES
from interaction.casework.vacancies import release_vacated
from interaction.errors import InvalidData, Refused
from interaction.leave.forms import colleagues
from interaction.leave.models import CONFIRMS, Leave
from interaction.organs.actors import Actor, holders
from interaction.organs.models import NAMED_BY_TWO, Post, Role, Staff
from interaction.sign_in.passwords import note_password
from interaction.workbench.leaving import cases_of, hand_over
from interaction.workflow.engine import perform

# Of everybody in service, on a working day: three leaves a year, and one of twenty who leaves within it.
GOES_ON_LEAVE, LEAVES_SERVICE = 3 / 250, 1 / 20 / 250
LONGEST_LEAVE = 10
# Of leaves, those that end early; those for which nobody is named where others hold the post.
BACK_EARLY, NOBODY_NAMED = 0.15, 0.2


class StaffChanges:
    """What becomes of the county's people, day by day."""

    def __init__(self, random: Random) -> None:
        self.random, self.left, self.leaves = random, 0, 0

    def live(self, day: date) -> None:
        """One morning: some go, some come back, some have left; what they had is handed over by whoever administers."""
        for person in (
            Staff.objects.filter(is_active=True, is_staff=False, posts__isnull=False).distinct().order_by("pk")
        ):
            chance = self.random.random()
            if chance < LEAVES_SERVICE:
                self._leave_service(person)
            elif chance < LEAVES_SERVICE + GOES_ON_LEAVE:
                self._go_on_leave(person, day)
        for leave in Leave.objects.filter(state=Leave.State.IN_FORCE, first_day__lt=day, last_day__gt=day).order_by(
            "pk"
        ):
            if self.random.random() < BACK_EARLY / LONGEST_LEAVE:
                perform(leave, "end", Actor.of(leave.staff))
        release_vacated()

    def _go_on_leave(self, person: Staff, day: date) -> None:
        """Somebody enters a leave and whom they found; what the form refuses does not come about."""
        posts = list(person.posts.select_related("organ").order_by("pk"))
        data: dict[str, object] = {
            "first_day": day.isoformat(), "last_day": (day + timedelta(days=self.random.randrange(LONGEST_LEAVE))).isoformat(),
        }  # fmt: skip
        if self.random.random() > NOBODY_NAMED:
            data |= {f"post_{post.pk}": str(self.random.choice(colleagues(post)).pk) for post in posts}
        leave = Leave(staff=person, organ=min((post.organ for post in posts), key=lambda organ: organ.path))
        try:
            perform(leave, "enter", Actor.of(person), data)
        except InvalidData:
            return
        self.leaves += 1
        if leave.state == Leave.State.REQUESTED:
            self._confirm(leave)

    def _confirm(self, leave: Leave) -> None:
        people = {
            one.pk: one for role in CONFIRMS if role not in NAMED_BY_TWO for one in holders(Role(role), leave.organ)
        }
        for one in people.values():
            try:
                perform(leave, "confirm", Actor.of(one))
            except Refused:
                continue
            return

    def _leave_service(self, person: Staff) -> None:
        """Somebody leaves; a successor gets the same posts, and half of the times the cases by name."""
        self.left += 1
        successor = Staff.objects.create(
            username=f"{person.username.split('.')[0]}.{self.left}",
            name=self.random.choice(SURNAMES) + self.random.choice(GIVEN), password=person.password,
        )  # fmt: skip
        note_password(successor, own=True)
        for post in person.posts.all():
            Post.objects.create(staff=successor, organ=post.organ, role=post.role)
        administrator = holders(Role.SECURITY, person.posts.select_related("organ")[0].organ)[0]
        cases = list(cases_of(person, None).select_related("organ"))
        to = successor if self.random.random() < 1 / 2 else None
        hand_over(person, None, cases, to, Actor.of(administrator))
