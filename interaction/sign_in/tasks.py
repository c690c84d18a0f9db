from celery import shared_task

from interaction.sign_in.records import forget_old


@shared_task
def forget_sign_ins() -> int:
    return forget_old()
