"""The end of personal data in opinions, the configured years after a consultation has ended.

个人信息保护法 A.19, A.47: kept no longer than the purpose needs. What was made public, the groups, the report and every
count stay; who said it, and how to reach them, goes, also out of the words that nobody was shown.
"""

from django.db import transaction
from django.db.models import Q

from interaction.consultations.models import Consultation, Opinion
from interaction.consultations.models.stages import Stage
from interaction.notices.outbox import forget_keys
from interaction.publicity.retention import last_day_to_keep, masked
from interaction.workdays.now import today

AT_ONCE = 500


def forget_old_opinions() -> int:
    """Erase what tells who gave opinions to consultations that were answered, or taken back, so long ago; answers of how
    many opinions. Safe to stop and to run again. One that was never answered keeps its people: they are still to be told."""
    last = last_day_to_keep(today())
    ended = Q(reported_on__lte=last) | Q(stage=Stage.WITHDRAWN, closes_on__lte=last)
    done = 0
    for consultation in Consultation.objects.filter(ended, forgotten_on__isnull=True).order_by("pk"):
        after = ""
        while batch := _forget_batch(consultation, after):
            after, done = batch[-1].number, done + len(batch)
        Consultation.objects.filter(pk=consultation.pk).update(forgotten_on=today())
    return done


@transaction.atomic
def _forget_batch(consultation: Consultation, after: str) -> list[Opinion]:
    following = consultation.opinions.filter(number__gt=after).order_by("number")
    batch = list(following.select_for_update(of=("self",))[:AT_ONCE])
    for one in batch:
        one.text = masked(one.text, (one.name,) if one.name else ())
        one.name = one.phone = one.email = ""
        one.person = str(one.pk)  # tied to nobody, and to no other opinion
        one.save(update_fields=["text", "name", "phone", "email", "person"])
        forget_keys(f"opinion:{one.pk}:")
    return batch
