from celery import shared_task

from interaction.citizens.account_deletion import delete_forgotten
from interaction.citizens.codes import forget_codes
from interaction.citizens.stashed_forms import forget_old_forms


@shared_task
def forget_what_is_over() -> tuple[int, int]:
    return forget_codes(), forget_old_forms()


@shared_task
def delete_forgotten_accounts() -> int:
    return delete_forgotten()
