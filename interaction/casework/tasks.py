from celery import shared_task

from interaction.casework.attachments import forget_old
from interaction.casework.sweep import sweep
from interaction.casework.vacancies import release_vacated


@shared_task
def sweep_clocks() -> int:
    release_vacated()
    return sweep()


@shared_task
def forget_stashed_files() -> int:
    return forget_old()
