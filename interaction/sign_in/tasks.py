from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore

from interaction.sign_in.records import forget_old


@shared_task
def forget_sign_ins() -> int:
    return forget_old()


@shared_task
def forget_sessions() -> None:
    """Delete what remains of sessions that have ended: every citizen who sends or follows something leaves one."""
    SessionStore.clear_expired()
