from celery import shared_task

from interaction.workbench.case_checks import check_cases, tell_supervisors
from interaction.workbench.system_status import tell_administrators


@shared_task
def check_all_cases() -> None:
    tell_supervisors(check_cases())


@shared_task
def watch() -> int:
    return tell_administrators()
