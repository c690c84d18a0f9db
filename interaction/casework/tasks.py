from celery import shared_task

from interaction.casework.rescanning import ask_again
from interaction.casework.stash import forget_old
from interaction.casework.submissions import forget_old_steps
from interaction.casework.sweep import sweep
from interaction.casework.untold import follow_untold
from interaction.casework.vacancies import release_vacated
from interaction.workflow.unsent import forget_old_unsent


@shared_task
def sweep_clocks() -> int:
    release_vacated()
    return sweep()


@shared_task
def follow_untold_answers() -> int:
    return follow_untold()


@shared_task
def scan_waiting_files() -> int:
    return ask_again()


@shared_task
def forget_stashed_files() -> tuple[int, int, int]:
    return forget_old(), forget_old_steps(), forget_old_unsent()
