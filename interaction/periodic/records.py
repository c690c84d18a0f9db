"""How the tasks of the schedule went, as the workers tell it."""

from typing import Any

from celery.signals import task_failure, task_success
from django.db import DatabaseError

from interaction.periodic.models import PeriodicTask
from interaction.workdays.now import now

# Under this name a task carries its line of the schedule.
HEADER = "scheduled_as"


@task_success.connect
def _was_done(sender: Any, **_more: Any) -> None:
    _note(sender, done_at=now(), fault="")


@task_failure.connect
def _failed(sender: Any, exception: BaseException, **_more: Any) -> None:
    _note(sender, failed_at=now(), fault=type(exception).__name__)


def _note(task: Any, **how: Any) -> None:
    """The database being away is what the next run will tell."""
    name = getattr(task.request, HEADER, None)
    if name:
        try:
            PeriodicTask.objects.filter(pk=name).update(**how)
        except DatabaseError:
            return
