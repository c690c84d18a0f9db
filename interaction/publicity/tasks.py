from celery import shared_task

from interaction.publicity.retention import anonymise_due, file_due


@shared_task
def anonymise_old_cases() -> int:
    return anonymise_due()


@shared_task
def file_closed_years() -> int:
    return file_due()
