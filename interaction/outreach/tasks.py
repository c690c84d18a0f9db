from celery import shared_task

from interaction.outreach import signing_up


@shared_task
def look_after_open_days() -> tuple[int, int]:
    """Remind those who come tomorrow; forget those who came long ago."""
    return signing_up.remind(), signing_up.forget_old()
