from celery import shared_task

from requests_app.ledger_desk.working import work


@shared_task
def work_on_ledgers() -> int:
    return work()
