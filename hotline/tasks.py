from celery import shared_task

from hotline.unasked import close_unasked


@shared_task
def close_orders_nobody_is_asked_about() -> int:
    return close_unasked()
