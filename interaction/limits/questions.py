"""What holds a clock: consultations, asked and answered, and the time they take out of it. Plain Python."""

from dataclasses import dataclass, field
from datetime import date

from interaction.i18n.translation import gettext as _
from interaction.workdays.calendar import Calendar

from .axis import Axis
from .reading import Hold
from .rules import Mark, Pause
from .saying import refused


@dataclass(slots=True)
class Question:
    """A consultation as it runs; `counts` is false for one asked after the limit had run out.

    `since` is the mark from which `at_most` runs; None for a letter that is still in the post.
    """

    asked: Mark
    answered: Mark | None
    at_most: int | None
    counts: bool
    since: Mark | None


@dataclass(slots=True)
class Questions:
    """All that were asked of one clock, in order."""

    axis: Axis
    calendar: Calendar
    all: list[Question] = field(default_factory=list)

    def meant(self, pause: Pause, mark: Mark) -> Question:
        """Return the earliest open question that a mark is about; raise TransitionError where there is none."""
        for question in self.all:
            same = not mark.ref or question.asked.ref == mark.ref
            if question.asked.kind in (pause.asked, pause.posted) and question.answered is None and same:
                return question
        raise refused(_("%(what)s：此前没有待答复的%(asked)s（%(law)s）"), mark, asked=pause.asked, law=pause.law)

    def _open(self) -> list[Question]:
        return [each for each in self.all if each.counts and each.answered is None]

    def _bound(self, question: Question) -> date | None:
        """The last day on which an unanswered question holds the clock."""
        if question.at_most is None or question.since is None:
            return None
        return self.calendar.add(question.since.on, question.at_most)

    def without_end(self) -> bool:
        """Return whether one holds the clock until it is answered, whenever that may be."""
        return any(self._bound(each) is None for each in self._open())

    def hold_on(self, day: date) -> bool:
        """Return whether one that ends of itself still holds the clock on a day."""
        return any(day <= bound for bound in map(self._bound, self._open()) if bound)

    def last_bound(self) -> date | None:
        """Return the day on which the last of them ends of itself; None where one does not."""
        bounds = [self._bound(each) for each in self._open()]
        return None if None in bounds else max(day for day in bounds if day is not None)

    def held(self, anchor: Mark, until: int | None) -> int:
        """Return the size of the union of the pauses after the anchor: what overlaps is taken out once."""
        total, reached = 0, -1
        for first, last in sorted(self._stretches(anchor, until)):
            total += max(0, last - max(first, reached))
            reached = max(reached, last)
        return total

    def _stretches(self, anchor: Mark, until: int | None) -> list[tuple[int, int]]:
        """The pauses after the anchor, as pairs of positions, cut off at `until`; one without an end of its own has
        none yet."""
        start, found = self.axis.of_mark(anchor), []
        for question in self.all:
            if not question.counts:
                continue
            ends = [self.axis.of_mark(question.answered)] if question.answered else []
            bound = self._bound(question)
            ends += [self.axis.of_day(bound)] if bound else []
            ends += [until] if until is not None else []
            if ends:
                found.append((max(self.axis.of_mark(question.asked), start), min(ends)))
        return [(first, last) for first, last in found if last > first]

    def holds(self, anchor: Mark) -> tuple[Hold, ...]:
        """Return the pauses that count after the anchor, as a clock says them."""
        holds = (
            Hold(
                each.asked.on,
                each.answered.on if each.answered else None,
                each.at_most if each.since else None,
                (each.since or each.asked).on,
            )
            for each in self.all
            if each.counts
        )
        return tuple(hold for hold in holds if hold.answered_on is None or hold.answered_on > anchor.on)
