from celery import shared_task

from interaction.casework.sweep import sweep


@shared_task
def sweep_clocks() -> int:
    return sweep()
