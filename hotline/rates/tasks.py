from celery import shared_task

from hotline.rates.bulletins.issuing import issue_due


@shared_task
def issue_bulletins() -> int:
    return issue_due()
