"""The end of who complained, and of their words, the configured years after a complaint was closed (个人信息保护法 A.19, 47)."""

from django.db import transaction

from interaction.publicity.retention import last_day_to_keep
from interaction.workdays.now import today
from requests_app.complaints.models import Complaint


def forget_old_complaints() -> int:
    """Erase them; what it was about, and what was done, stays in the register. Answers how many; safe to run again."""
    closed = Complaint.objects.filter(closed_on__lte=last_day_to_keep(today()), forgotten_on__isnull=True)
    done = 0
    for key in list(closed.values_list("pk", flat=True)):
        with transaction.atomic():
            one = Complaint.objects.select_for_update().get(pk=key)
            one.name = one.contact = one.matter = one.finding = ""
            one.forgotten_on = today()
            one.save(update_fields=["name", "contact", "matter", "finding", "forgotten_on"])
        done += 1
    return done
