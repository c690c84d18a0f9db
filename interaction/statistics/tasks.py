from celery import shared_task

from interaction.statistics.fold import fold


@shared_task
def fold_events() -> int:
    return fold()
