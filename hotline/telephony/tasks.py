from celery import shared_task

from hotline.telephony.forgetting import forget_old_calls


@shared_task
def forget_calls() -> int:
    return forget_old_calls()
