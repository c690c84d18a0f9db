from celery import shared_task

from interaction.archive.working import work


@shared_task
def make_packages() -> int:
    return work()
