"""When the tasks of the schedule were done, as the workers tell it."""

from contextlib import suppress
from typing import Any

from celery.signals import task_success
from django.db import DatabaseError

from interaction.periodic.models import PeriodicTask
from interaction.workdays.now import now

# Under this name a task carries its line of the schedule.
HEADER = "scheduled_as"


@task_success.connect
def _was_done(sender: Any, **_more: Any) -> None:
    """The database being away is what the next run will tell."""
    name = getattr(sender.request, HEADER, None)
    if name:
        with suppress(DatabaseError):
            PeriodicTask.objects.filter(pk=name).update(done_at=now())
