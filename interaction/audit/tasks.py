from celery import shared_task

from interaction.audit.alarms import raise_alarms
from interaction.audit.pruning import prune


@shared_task
def prune_readings() -> int:
    return prune()


@shared_task
def watch_readings() -> int:
    return raise_alarms()
