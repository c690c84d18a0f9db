from pathlib import Path

from celery import shared_task
from django.conf import settings

from interaction.backups.erasures import list_waiting
from interaction.backups.making import back_up


@shared_task
def make_backup() -> None:
    back_up(Path(settings.BACKUP_DIR))


@shared_task
def list_erasures() -> int:
    """What could not be written when it was erased; answers how many."""
    return list_waiting()
