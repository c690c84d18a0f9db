"""Celery's scheduler, with its memory in the database.

Its own keeps times in a file of the machine: after a step of the clock it waits until the clock has caught up, also when
started anew, and two beats give everything twice. Here a time that lies in the future counts as now, one beat works
while it holds the lease, and the database being away is waited for.
"""

import logging
from datetime import datetime
from threading import Thread
from typing import Any
from uuid import uuid4

from celery.beat import ScheduleEntry
from celery.beat import Scheduler as CeleryScheduler
from django.db import DatabaseError, connection

from interaction.periodic.lease import LASTS, holds, leave
from interaction.periodic.models import PeriodicTask
from interaction.periodic.records import HEADER

logger = logging.getLogger(__name__)
# Seconds between two looks at the least: at the lease, and at the clock.
LOOK = 5


class Scheduler(CeleryScheduler):
    """Gives out the tasks of the schedule, once however many beats there are."""

    max_interval = LOOK
    _looked: datetime | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.holder = uuid4()
        super().__init__(*args, **kwargs)

    def setup_schedule(self) -> None:
        """The schedule of the settings; what was given out before is remembered, and what was missed is made up for."""
        super().setup_schedule()
        given = dict(PeriodicTask.objects.values_list("name", "given_at"))
        for name, entry in self.schedule.items():
            before = given.get(name)
            if before:
                entry.last_run_at = min(before, entry.default_now())

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Give out what is due, if this beat is the one that does; answer after how many seconds to come back."""
        try:
            if not holds(self.holder):
                return LOOK
            self._follow_the_clock()
            return float(super().tick(*args, **kwargs))
        except DatabaseError:
            logger.warning("the database is away, beat waits")
            connection.close()
            return LOOK

    def _follow_the_clock(self) -> None:
        """After a step back nothing waits for the time that was: what lies in the future is as if it had been now."""
        entries: list[ScheduleEntry] = list(self.schedule.values())
        present = entries[0].default_now() if entries else None
        if self._looked and present and present < self._looked:
            for entry in entries:
                entry.last_run_at = min(entry.last_run_at or present, present)
            self._heap = None
        self._looked = present

    def apply_async(self, entry: ScheduleEntry, *args: Any, **kwargs: Any) -> Any:
        """Give out one task under its name in the schedule, and remember when."""
        entry.options = {**(entry.options or {}), "headers": {HEADER: entry.name}}
        given = super().apply_async(entry, *args, **kwargs)
        PeriodicTask.objects.update_or_create(name=entry.name, defaults={"given_at": entry.default_now()})
        return given

    def close(self) -> None:
        """Let another beat go on at once. By a thread with a connection of its own: a signal to end comes in the midst of a
        query too, and whoever waited for that query's connection then would wait for ever."""
        leaving = Thread(target=self._leave, daemon=True)
        leaving.start()
        leaving.join(LOOK)
        super().close()

    def _leave(self) -> None:
        try:
            leave(self.holder)
        except DatabaseError:
            logger.warning("another beat goes on after %s", LASTS)
        finally:
            connection.close()
