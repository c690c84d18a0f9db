from celery import shared_task

from interaction.visitors.throttle import forget_old


@shared_task
def forget_attempts() -> int:
    return forget_old()
