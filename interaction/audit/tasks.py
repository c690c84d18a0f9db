from celery import shared_task

from interaction.audit.pruning import prune


@shared_task
def prune_readings() -> int:
    return prune()
