"""Whether what is done again and again is given out and done."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from celery.schedules import crontab
from django.conf import settings
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.periodic.models import PeriodicTask
from interaction.watching.checks import Check, Finding, Group, bad, good, soon, watches
from interaction.watching.gauges import Sample, counts
from interaction.workdays.now import now

# Beat gives something out every three seconds; a worker does something every ten.
BEAT_SILENT, WORKER_SILENT = timedelta(minutes=2), timedelta(minutes=5)
# How late a task of a time of day may be, and how many of its turns one of an interval may miss.
LATE, TURNS = timedelta(hours=2), 10
NAMED = 5


def _newest(column: str) -> datetime | None:
    found: Any = PeriodicTask.objects.exclude(**{column: None}).order_by(f"-{column}").values_list(column, flat=True)
    return found.first()


def _ago(moment: datetime | None) -> str:
    if moment is None:
        return _t("从来没有")
    return _t("%(minutes)s 分钟前") % {"minutes": int((now() - moment).total_seconds() // 60)}


def beat() -> Finding:
    given = _newest("given_at")
    if given is None or given < now() - BEAT_SILENT:
        return bad(
            _t("没有派发定时任务，最近一次：%(ago)s") % {"ago": _ago(given)},
            _t("beat 进程没有运行：请启动 huiyin-beat，再看它的日志。期限提醒、统计、通知都靠它。"),
        )
    return good(_t("最近一次派发：%(ago)s") % {"ago": _ago(given)})


def worker() -> Finding:
    done = _newest("done_at")
    if done is None or done < now() - WORKER_SILENT:
        return bad(
            _t("没有办完过定时任务，最近一次：%(ago)s") % {"ago": _ago(done)},
            _t("worker 进程没有运行，或者连不上 Redis：请启动 huiyin-worker 和 huiyin-worker-long，再看日志。"),
        )
    return good(_t("最近一次办完：%(ago)s") % {"ago": _ago(done)})


def late_tasks() -> Iterator[str]:
    """Yield the name of each task of the schedule that was not done when it should have been."""
    known = PeriodicTask.objects.in_bulk()
    for name, line in settings.CELERY_BEAT_SCHEDULE.items():
        row = known.get(name)
        since = row and (row.done_at or row.given_at)
        if since and _due_again(line["schedule"], since) < now():
            yield name


def _due_again(every: float | crontab, since: datetime) -> datetime:
    if isinstance(every, crontab):
        last, delta, _now = every.remaining_delta(since)
        return last + delta + LATE
    return since + timedelta(seconds=every * TURNS) + WORKER_SILENT


def tasks() -> Finding:
    late = list(late_tasks())
    if late:
        return soon(
            _t("没有按时办完的任务：%(names)s") % {"names": "、".join(late[:NAMED])},
            _t("请看 worker 日志里这些任务为什么失败，或者机器是否太忙。"),
        )
    return good(_t("定时任务都按时办完"))


def _ages() -> Iterator[Sample]:
    for one in PeriodicTask.objects.exclude(done_at=None):
        yield {"task": one.name}, (now() - one.done_at).total_seconds()  # type: ignore[operator]


def watch() -> None:
    watches(Check("beat", Group.PROCESSES, _("定时派发"), beat))
    watches(Check("worker", Group.PROCESSES, _("任务办理"), worker))
    watches(Check("tasks", Group.PROCESSES, _("定时任务"), tasks))
    counts("huiyin_task_age_seconds", "Seconds since a periodic task was last done", _ages, "task")
