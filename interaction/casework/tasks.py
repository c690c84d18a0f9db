from celery import shared_task

from interaction.casework.attachments import forget_old
from interaction.casework.sweep import sweep


@shared_task
def sweep_clocks() -> int:
    return sweep()


@shared_task
def forget_stashed_files() -> int:
    return forget_old()
