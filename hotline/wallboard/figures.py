"""The figures of the wallboard: today against the same weekday's average, up to the same minute."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Max
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from hotline.centre import works_for_centre
from hotline.kinds import Kind
from hotline.states import State
from hotline.telephony import calls, seats
from hotline.telephony.measures import Service, measures
from hotline.telephony.models import Seat
from hotline.wallboard.models import BoardOrder
from interaction.casework.models import NO_DUE_DATE, Case, Subject
from interaction.organs.actors import Actor
from interaction.organs.models import Organ
from interaction.workdays.now import SHANGHAI, now, today

# The same weekday of so many weeks is the average; so many rows of a list; from how many orders a rise is one, and
# how many times the average.
WEEKS, ROWS, RISE_FROM, RISE = 4, 6, 3, 2.0
MOST_COUNTED = 999
# The name of the page; a session of a screen is bound to it.
PAGE = "wallboard:wall"
AT_WORK = (_("待受理、待派单"), (State.SUBMITTED, State.ACCEPTED)), (_("办理中"), (
    State.HANDLING, State.RETURNING, State.ARBITRATING, State.RETURNING_UP, State.REVIEWING, State.CHECKING, State.JOINED,
)), (_("待回访"), (State.REPLIED,)), (_("已办结"), (
    State.CLOSED, State.PUBLISHED, State.DECLINED, State.RETURNED_UP, State.WITHDRAWN, State.ARCHIVED,
))  # fmt: skip


@dataclass(frozen=True)
class Hot:
    """One class of matters, or place: today's orders, and what this weekday brings on average by this time."""

    name: str
    n: int
    usual: float

    @property
    def rises(self) -> bool:
        """Suddenly more than usual."""
        return self.n >= RISE_FROM and self.n >= RISE * self.usual


@dataclass(frozen=True)
class Board:
    at: datetime
    # The last change these figures know of: what the page is as new as.
    as_of: datetime | None
    waiting: int
    longest: timedelta
    seats: list[tuple[str, int]]
    people: list[Seat]
    service: Service
    received: int
    usual: float
    states: list[tuple[str, int]]
    kinds: list[tuple[str, int]]
    subjects: list[Hot]
    towns: list[Hot]
    overdue: int


def may_watch(actor: Actor) -> bool:
    """Everybody with a post that covers the hotline centre: the hall's own people and those above them."""
    return works_for_centre(actor)


def board() -> Board:
    """All figures of this moment, in a handful of reads of which none grows with the years."""
    moment, day = now(), today()
    local = moment.astimezone(SHANGHAI)
    minute = local.hour * 60 + local.minute
    waiting = list(calls.waiting().only("ringing_at"))
    people = list(seats.occupied())
    mine = BoardOrder.objects.filter(day=day)
    by_state: dict[str, int] = dict(mine.values_list("state").annotate(Count("pk")).order_by())
    by_kind: dict[str, int] = dict(mine.values_list("kind").annotate(Count("pk")).order_by())
    before = _weekdays_before(day)
    earlier = BoardOrder.objects.filter(day__in=before, minute__lte=minute)
    midnight = datetime.combine(day, time(), SHANGHAI)
    return Board(
        at=moment,
        as_of=BoardOrder.objects.aggregate(last=Max("changed_at"))["last"],
        waiting=len(waiting),
        longest=moment - waiting[0].ringing_at if waiting else timedelta(),
        seats=[(str(label), sum(one.state == value for one in people)) for value, label in Seat.State.choices[:-1]],
        people=people,
        service=measures(midnight, midnight + timedelta(days=1)).total,
        received=sum(by_state.values()),
        usual=earlier.count() / WEEKS,
        states=[(str(label), sum(by_state.get(state, 0) for state in states)) for label, states in AT_WORK],
        kinds=[(str(label), by_kind.get(value, 0)) for value, label in Kind.choices],
        subjects=_hot("subject", Subject.objects, mine, earlier),
        towns=_hot("town", Organ.objects, mine, earlier),
        overdue=_overdue(day),
    )


def _weekdays_before(day: date) -> list[date]:
    return [day - timedelta(weeks=week) for week in range(1, WEEKS + 1)]


def _hot(by: str, names: Any, mine: Any, earlier: Any) -> list[Hot]:
    """What most orders of today are about, or where, beside what is usual."""
    most = mine.exclude(**{by: None}).values_list(by).annotate(n=Count("pk")).order_by("-n", by)[:ROWS]
    found: dict[int, int] = dict(most)
    usual = dict(earlier.filter(**{f"{by}__in": list(found)}).values_list(by).annotate(Count("pk")).order_by())
    named = names.in_bulk(list(found))
    return [
        Hot(getattr(named[key], "short_name", None) or named[key].name, n, usual.get(key, 0) / WEEKS)
        for key, n in found.items()
    ]


def _overdue(day: date) -> int:
    """Open orders past their due date; above a thousand the board says no more than that."""
    late = Case.objects.filter(channel="order", closed_on__isnull=True).annotate(due=Coalesce("due_on", NO_DUE_DATE))
    return late.filter(due__lt=day).order_by("due")[: MOST_COUNTED + 1].count()
