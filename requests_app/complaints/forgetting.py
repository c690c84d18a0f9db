"""The end of who complained, and of their words, the configured years after a complaint was closed (个人信息保护法 A.19, 47)."""

from interaction.organs.actors import Actor
from interaction.publicity.retention import last_day_to_keep
from interaction.workdays.now import today
from interaction.workflow.engine import perform
from requests_app.complaints.models import Complaint


def forget_old_complaints() -> int:
    """Erase them; what it was about, and what was done, stays in the register. Answers how many; safe to run again."""
    closed = Complaint.objects.filter(closed_on__lte=last_day_to_keep(today()), forgotten_on__isnull=True)
    keys = list(closed.values_list("pk", flat=True))
    for key in keys:
        perform(Complaint.objects.get(pk=key), "forget", Actor.system())
    return len(keys)
