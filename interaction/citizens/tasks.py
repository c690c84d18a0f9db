from celery import shared_task

from interaction.citizens.codes import forget_codes
from interaction.citizens.held_forms import forget_old_forms
from interaction.citizens.leaving import delete_forgotten


@shared_task
def forget_what_is_over() -> tuple[int, int]:
    return forget_codes(), forget_old_forms()


@shared_task
def delete_forgotten_accounts() -> int:
    return delete_forgotten()
