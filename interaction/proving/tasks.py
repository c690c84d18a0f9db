from celery import shared_task

from interaction.proving.sealing import seal


@shared_task
def seal_the_day() -> int:
    made = seal()
    return made.number if made else 0
