"""What is due is given out once, however many beats there are and however the clock steps."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from config.celery import app
from config.schedule import LONG, SCHEDULE, WORK
from interaction.periodic.lease import holds, leave
from interaction.periodic.models import BeatLease, PeriodicTask
from interaction.periodic.scheduler import Scheduler

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def beat() -> Iterator[Any]:
    """A beat with a real broker, to which nobody listens."""
    scheduler = Scheduler(app)
    yield scheduler
    with app.connection_for_write() as broker:
        channel: Any = broker.default_channel
        for queue in (WORK, LONG):
            channel.queue_purge(queue)
    scheduler.close()


def given_out(beat: Any) -> set[str]:
    """What a round gives out, until nothing is due."""
    before = dict(PeriodicTask.objects.values_list("name", "given_at"))
    while beat.tick() == 0:
        pass
    return {name for name, at in PeriodicTask.objects.values_list("name", "given_at") if before.get(name) != at}


def every_few_seconds() -> set[str]:
    return {name for name, one in SCHEDULE.items() if isinstance(one["schedule"], float)}


def test_every_tick_expires_and_has_a_queue_that_somebody_works_on() -> None:
    app.loader.import_default_modules()
    for one in app.conf.beat_schedule.values():
        assert one["options"]["expires"] > 0
        assert one["options"]["queue"] in (WORK, LONG)
        assert one["task"] in app.tasks
    assert settings.CELERY_TASK_TIME_LIMIT > settings.CELERY_TASK_SOFT_TIME_LIMIT


def test_after_a_step_back_of_the_clock_nothing_waits(beat: Any) -> None:
    past = _set_all(beat, -HOUR)
    assert given_out(beat) >= every_few_seconds()
    _set_all(beat, HOUR)  # what was given out before the clock was put right
    beat._looked = past + 2 * HOUR
    beat.populate_heap()
    assert given_out(beat) == set()  # and an hour ago is now: each waits its own time, and no longer
    entries = beat.schedule.values()
    assert max(one.last_run_at for one in entries) <= next(iter(entries)).default_now()
    assert min(event.time for event in beat._heap) - beat._when(next(iter(entries)), 0) <= 10


def test_times_in_the_future_are_not_believed() -> None:
    now = next(iter(Scheduler(app).schedule.values())).default_now()
    PeriodicTask.objects.create(name="sweep", given_at=now + 30 * 24 * HOUR)
    PeriodicTask.objects.create(name="retention", given_at=now - 48 * HOUR)
    schedule = Scheduler(app).schedule
    assert schedule["sweep"].last_run_at <= schedule["sweep"].default_now()
    assert schedule["retention"].is_due()[0]  # missed last night: made up for


def test_one_of_two_beats_works_and_the_other_takes_over(beat: Any) -> None:
    _set_all(beat, -HOUR)
    other = uuid4()
    assert holds(other)
    assert given_out(beat) == set()
    leave(other)
    assert given_out(beat) >= every_few_seconds()
    assert not holds(other)
    BeatLease.objects.update(until=BeatLease.objects.get().until - HOUR)  # killed: it says nothing any more
    assert holds(other)


def _set_all(beat: Any, ago: timedelta) -> datetime:
    """Let everything have been given out then; answer now."""
    for entry in beat.schedule.values():
        now: datetime = entry.default_now()
        entry.last_run_at = now + ago
    beat._heap = None
    return now
