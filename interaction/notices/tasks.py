from celery import shared_task

from interaction.notices import live
from interaction.notices.delivery import courier_of, deliver


@shared_task
def deliver_outbox(key: str) -> int:
    """Send what is due in one outbox."""
    return deliver(courier_of(key))


@shared_task
def heartbeat() -> None:
    """Lets open pages know that live updates reach them."""
    live.send(live.DESK, {"type": "beat"})
