"""The sweep: tells people that clocks turned yellow, red or overdue. It changes nothing else (clock rule 7).

Each batch is one transaction: the notices and the note that they were written stand or fall together, so a sweep killed
at any moment loses no warning and sends none twice.
"""

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from interaction.casework.clocks import alert_dates
from interaction.casework.models import Clock
from interaction.notices.models import Notice
from interaction.notices.outbox import in_office_hours, tell_many
from interaction.organs.actors import holders
from interaction.organs.models import Organ, Role, Staff
from interaction.workdays.current import held_calendar, one_calendar
from interaction.workdays.now import now, today

BATCH = 1000


def sweep() -> int:
    """Warn about every clock that reached its next level by today; answers how many clocks did."""
    people, reached = _People(), 0
    while batch := _sweep_batch(today(), people):
        reached += batch
    return reached


@transaction.atomic
@one_calendar()
def _sweep_batch(day: date, people: "_People") -> int:
    held_calendar()  # before any row: loading a notice locks in the same order
    due = list(
        Clock.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(state=Clock.State.RUNNING, alert_on__lte=day)
        .order_by("alert_on", "id")
        .select_related("case__organ", "case__handler")[:BATCH]
    )
    notices, moment = [], now()
    send_after = in_office_hours(moment)
    for clock in due:
        clock.level, clock.alert_on = level_on(clock, day)
        subject = _subject(clock)
        notices += [_notice(clock, person, subject, moment, send_after) for person in people.to_warn(clock)]
    tell_many(notices)
    with connection.cursor() as cursor:
        columns: list[Any] = [[one.pk for one in due], [one.level for one in due], [one.alert_on for one in due]]
        cursor.execute(NOTE_LEVELS, columns)
    return len(due)


# In arrays: a CASE of a thousand branches, as bulk_update writes it, takes longer than all the rest.
NOTE_LEVELS = """
UPDATE casework_clock SET level = reached.level, alert_on = reached.alert_on
FROM unnest(%s::bigint[], %s::smallint[], %s::date[]) AS reached(id, level, alert_on)
WHERE casework_clock.id = reached.id
"""


def level_on(clock: Clock, day: date) -> tuple[int, date | None]:
    """The level a running clock has reached on a day, and when it reaches the next."""
    level: int = Clock.Level.NONE
    for next_level, starts in zip(
        (Clock.Level.YELLOW, Clock.Level.RED, Clock.Level.OVERDUE), alert_dates(clock), strict=True
    ):
        if day < starts:
            return level, starts
        level = next_level
    return level, None


class _People:
    """Whom to warn, each organ's people looked up once a sweep."""

    def __init__(self) -> None:
        self._of: dict[tuple[int, str], list[Staff]] = {}

    def _holders(self, role: Role, organ: Organ) -> list[Staff]:
        key = (organ.pk, str(role))
        if key not in self._of:
            self._of[key] = holders(role, organ)
        return self._of[key]

    def to_warn(self, clock: Clock) -> set[Staff]:
        """The handler (before there is one, intake); from red on the reviewer; overdue, the supervisor too."""
        case = clock.case
        people = {case.handler} if case.handler else set(self._holders(Role.INTAKE, case.organ))
        people |= set(self._holders(Role.REVIEWER, case.organ))
        people |= set(self._holders(Role.SUPERVISOR, case.organ))
        return people


def _subject(clock: Clock) -> str:
    words = {
        Clock.Level.YELLOW: gettext_noop("将到期：%(number)s 应于 %(due)s 前办结"),
        Clock.Level.RED: gettext_noop("即将到期：%(number)s 应于 %(due)s 前办结"),
        Clock.Level.OVERDUE: gettext_noop("已超期：%(number)s 应于 %(due)s 前办结"),
    }[Clock.Level(clock.level)]
    return _(words) % {"number": clock.case.number, "due": clock.due_on}


def _notice(clock: Clock, person: Staff, subject: str, moment: datetime, send_after: datetime) -> Notice:
    return Notice(
        # A due date that moves (extension, new holiday notice) is warned about anew.
        key=f"clock:{clock.pk}:{clock.due_on}:{clock.level}:{person.pk}", channel=Notice.Channel.SITE, staff=person,
        subject=subject, about_case=clock.case_id, send_after=send_after, state=Notice.State.SENT, sent_at=moment,
    )  # fmt: skip
