from celery import shared_task

from interaction.workbench.case_checks import check_cases, tell_supervisors


@shared_task
def check_all_cases() -> None:
    tell_supervisors(check_cases())
