from celery import shared_task

from interaction.consultations.forgetting import forget_old_opinions
from interaction.consultations.reporting import flag_late_reports
from interaction.consultations.surveys import forget_respondents


@shared_task
def flag_late() -> int:
    return flag_late_reports()


@shared_task
def forget_opinions() -> int:
    return forget_old_opinions()


@shared_task
def forget_survey_respondents() -> int:
    return forget_respondents()
