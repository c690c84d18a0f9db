from celery import shared_task

from interaction.consultations.reporting import flag_late_reports


@shared_task
def flag_late() -> int:
    return flag_late_reports()
