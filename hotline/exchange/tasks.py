from celery import shared_task

from hotline.exchange.delivering import deliver_waiting


@shared_task
def deliver_reports() -> int:
    return deliver_waiting()
