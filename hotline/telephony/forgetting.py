"""The end of personal data in calls: number, notes, recording and what the switch told, after the configured years.

个人信息保护法 A.19, A.47. The call itself stays with its times and codes, so that the hall's measures stay right.
"""

from datetime import datetime, time

from django.db import transaction

from hotline.telephony.models import Call, DeliveredEvent
from interaction.publicity.retention import last_day_to_keep
from interaction.workdays.now import SHANGHAI, today

AT_ONCE = 500


def forget_old_calls() -> int:
    """Erase what tells who called; answers of how many calls. Safe to run at any time."""
    until = datetime.combine(last_day_to_keep(today()), time.max, SHANGHAI)
    forgotten = 0
    while batch := _forget_batch(until):
        forgotten += batch
    return forgotten


@transaction.atomic
def _forget_batch(until: datetime) -> int:
    kept = DeliveredEvent.objects.filter(call__ringing_at__lte=until).values("call")
    calls = list(Call.objects.select_for_update(of=("self",)).filter(pk__in=kept, ringing_at__lte=until)[:AT_ONCE])
    for call in calls:
        call.phone, call.notes, call.recording_url = "", "", ""
        call.save(update_fields=["phone", "phone_index", "notes", "recording_url"])
    DeliveredEvent.objects.filter(call__in=calls).delete()
    return len(calls)
