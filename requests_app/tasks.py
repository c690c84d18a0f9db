from celery import shared_task

from requests_app.ledger_desk.working import work
from requests_app.mailing import follow_mailed_replies


@shared_task
def follow_mails() -> int:
    return follow_mailed_replies()


@shared_task
def work_on_ledgers() -> int:
    return work()
