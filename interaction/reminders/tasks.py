from celery import shared_task

from interaction.reminders.reminding import remind


@shared_task
def remind_staff() -> int:
    return remind()
