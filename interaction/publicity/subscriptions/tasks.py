from celery import shared_task

from interaction.publicity.subscriptions.notifications import tell
from interaction.publicity.subscriptions.subscribing import forget_unconfirmed


@shared_task
def tell_subscribers() -> int:
    return tell()


@shared_task
def forget_unconfirmed_subscriptions() -> int:
    return forget_unconfirmed()
