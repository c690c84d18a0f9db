from celery import shared_task

from hotline.knowledge.keeping import remind_of_expiry


@shared_task
def remind_keepers() -> int:
    return remind_of_expiry()
