from celery import shared_task

from hotline.texting.stray import forget_old_texts


@shared_task
def forget_texts() -> int:
    return forget_old_texts()
