from celery import shared_task

from requests_app.complaints.forgetting import forget_old_complaints


@shared_task
def forget_complaints() -> int:
    return forget_old_complaints()
