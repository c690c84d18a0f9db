from celery import shared_task

from interaction.opendata.limiting import forget_old


@shared_task
def forget_uses() -> int:
    return forget_old()
