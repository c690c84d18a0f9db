"""The sweep: tells people that clocks turned yellow, red or overdue. It changes nothing else (clock rule 7).

Each batch is one transaction: the notices and the note that they were written stand or fall together, so a sweep killed
at any moment loses no warning and sends none twice.
"""

from datetime import date, datetime
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from interaction.casework.clocks import alert_dates, alert_instants
from interaction.casework.models import Clock
from interaction.casework.people import still_handling
from interaction.casework.steps import Stage
from interaction.notices.models import Notice
from interaction.notices.outbox import in_office_hours, notify_many
from interaction.organs.actors import holders
from interaction.organs.models import Organ, Role, Staff
from interaction.workdays.current import lock_calendar, one_calendar
from interaction.workdays.now import SHANGHAI, local_date, now, today

BATCH = 1000
Time = TypeVar("Time", date, datetime)


def sweep() -> int:
    """Warn about every clock that reached its next level by today; answers how many clocks did."""
    people, reached = _People(), 0
    for due in (Q(alert_on__lte=today()), Q(alert_at__lte=now())):  # each has its index
        while batch := _sweep_batch(due, people):
            reached += batch
    return reached


@transaction.atomic
@one_calendar()
def _sweep_batch(reached: Q, people: "_People") -> int:
    lock_calendar()  # before any row: loading a notice locks in the same order
    due = list(
        Clock.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(reached, state=Clock.State.RUNNING)
        .order_by("alert_on", "alert_at", "id")
        .select_related("case__organ", "case__handler")[:BATCH]
    )
    notices, moment = [], now()
    opening = in_office_hours(moment)
    for clock in due:
        _reach_level(clock, moment)
        subject = _subject(clock)
        # What runs out within hours cannot wait for the office to open.
        send_after = moment if clock.due_at else opening
        notices += [_notice(clock, person, subject, moment, send_after) for person in people.to_warn(clock)]
    notify_many(notices)
    with connection.cursor() as cursor:
        columns: list[Any] = [[getattr(one, name) for one in due] for name in ("pk", "level", "alert_on", "alert_at")]
        cursor.execute(NOTE_LEVELS, columns)
    return len(due)


# In arrays: a CASE of a thousand branches, as bulk_update writes it, takes longer than all the rest.
NOTE_LEVELS = """
UPDATE casework_clock SET level = reached.level, alert_on = reached.alert_on, alert_at = reached.alert_at
FROM unnest(%s::bigint[], %s::smallint[], %s::date[], %s::timestamptz[]) AS reached(id, level, alert_on, alert_at)
WHERE casework_clock.id = reached.id
"""


def _reach_level(clock: Clock, moment: datetime) -> None:
    """Give a running clock the level it has reached, and the time of its next one: a day or an instant, never both, or
    the sweep would meet it again and again."""
    if clock.due_at:
        clock.level, clock.alert_at = _reached(alert_instants(clock), moment)
        clock.alert_on = None
    else:
        clock.level, clock.alert_on = level_on(clock, local_date(moment))
        clock.alert_at = None


def level_on(clock: Clock, day: date) -> tuple[int, date | None]:
    """The level a running clock has reached on a day, and when it reaches the next."""
    return _reached(alert_dates(clock), day)


def _reached(levels: tuple[Time, Time, Time], time: Time) -> tuple[int, Time | None]:
    level: int = Clock.Level.NONE
    for next_level, starts in zip((Clock.Level.YELLOW, Clock.Level.RED, Clock.Level.OVERDUE), levels, strict=True):
        if time < starts:
            return level, starts
        level = next_level
    return level, None


class _People:
    """Whom to warn, each organ's people looked up once a sweep."""

    def __init__(self) -> None:
        self._of: dict[tuple[int, str], list[Staff]] = {}
        self._handling: dict[tuple[int, int], list[Staff]] = {}

    def _holders(self, role: Role, organ: Organ) -> list[Staff]:
        key = (organ.pk, str(role))
        if key not in self._of:
            self._of[key] = holders(role, organ)
        return self._of[key]

    def _still_handling(self, staff: Staff, organ: Organ) -> list[Staff]:
        key = (staff.pk, organ.pk)
        if key not in self._handling:
            self._handling[key] = still_handling(staff, organ)
        return self._handling[key]

    def to_warn(self, clock: Clock) -> set[Staff]:
        """The handler while in the post and who stands in, else the post's holders (before dispatch, intake), of a merged case those of its
        lead; from red on the reviewer; overdue, the supervisor too."""
        case = clock.case
        working = case.specific.lead or case if case.state == Stage.MERGED else case
        people = set(self._still_handling(working.handler, working.organ)) if working.handler else set()
        if not people:
            people = set(self._holders(Role.HANDLER if working.awaits == Role.HANDLER else Role.INTAKE, working.organ))
        people |= set(self._holders(Role.REVIEWER, case.organ))
        people |= set(self._holders(Role.SUPERVISOR, case.organ))
        return people


def _subject(clock: Clock) -> str:
    words = {
        Clock.Level.YELLOW: gettext_noop("将到期：%(number)s 应于 %(due)s 前办结"),
        Clock.Level.RED: gettext_noop("即将到期：%(number)s 应于 %(due)s 前办结"),
        Clock.Level.OVERDUE: gettext_noop("已超期：%(number)s 应于 %(due)s 前办结"),
    }[Clock.Level(clock.level)]
    due = f"{clock.due_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if clock.due_at else clock.due_on
    return _(words) % {"number": clock.case.number, "due": due}


def _notice(clock: Clock, person: Staff, subject: str, moment: datetime, send_after: datetime) -> Notice:
    return Notice(
        # A due date that moves (extension, new holiday notice) is warned about anew.
        key=f"clock:{clock.pk}:{clock.due_at or clock.due_on}:{clock.level}:{person.pk}", channel=Notice.Channel.SITE, staff=person,
        subject=subject, about_case=clock.case_id, send_after=send_after, state=Notice.State.SENT, sent_at=moment,
    )  # fmt: skip
