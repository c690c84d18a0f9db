from celery import shared_task

from interaction.notices import live
from interaction.notices.outbox import deliver_waiting


@shared_task
def deliver_notices() -> int:
    return deliver_waiting()


@shared_task
def heartbeat() -> None:
    """Lets open pages know that live updates reach them."""
    live.send(live.DESK, {"type": "beat"})
