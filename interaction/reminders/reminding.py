"""Telling staff that something new waits for them: how many, where to look, and nothing of whom or what."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Max, Q
from django.utils.translation import gettext as _t

from interaction.notices.models import Notice
from interaction.notices.outbox import tell_address, tell_in_passing
from interaction.reminders.models import Reminder, RobotMessage
from interaction.workdays.current import calendar
from interaction.workdays.now import SHANGHAI, local_date, now

MORNING = time(8, 30)
# What could not be sent for so long is of no use any more: the next one says as much.
LASTS = timedelta(hours=12)
NEW = Q(staff__notices__channel=Notice.Channel.SITE, staff__notices__read_at=None,
        staff__notices__send_after__gt=F("told_upto"))  # fmt: skip


def remind() -> int:
    """Tell whoever wants to hear and has something new; answer how many people were told."""
    moment = now()
    new = NEW & Q(staff__notices__send_after__lte=moment)
    waiting = (
        Reminder.objects.exclude(pace=Reminder.Pace.NEVER)
        .filter(staff__is_active=True)
        .annotate(new=Count("staff__notices", filter=new), newest=Max("staff__notices__send_after", filter=new))
        .filter(new__gt=0)
    )
    told = 0
    for reminder in waiting:
        if is_time(reminder, moment) and _told(reminder, moment):
            told += 1
    return told


def is_time(reminder: Reminder, moment: datetime) -> bool:
    """Whether this person may be told now: not in quiet hours; of the morning's digest, once a working day."""
    at = moment.astimezone(SHANGHAI).time()
    start, end = reminder.quiet_from, reminder.quiet_to
    if (start <= at < end) if start <= end else (at >= start or at < end):
        return False
    if reminder.pace == Reminder.Pace.AT_ONCE:
        return True
    day = local_date(moment)
    return calendar().is_workday(day) and at >= MORNING and local_date(reminder.told_upto) < day


@transaction.atomic
def _told(reminder: Reminder, moment: datetime) -> bool:
    """Note that somebody is told, and let it go out; by one worker alone."""
    taken = Reminder.objects.filter(pk=reminder.pk, told_upto=reminder.told_upto).update(told_upto=moment)
    if taken:
        send(reminder, _t("您有 %(count)s 条新提醒") % {"count": reminder.new}, moment)  # type: ignore[attr-defined]
    return bool(taken)


def send(reminder: Reminder, words: str, moment: datetime) -> None:
    """Put a message to somebody into the outboxes, by each way they chose."""
    body = _t("回音：%(words)s，请登录工作台查看。%(address)s") % {
        "words": words,
        "address": f"{settings.SITE_URL}/desk/",
    }
    key = f"reminder:{reminder.pk}:{int(moment.timestamp())}"
    if reminder.email:
        tell_address(key=key, email=reminder.email, subject=_t("回音：%(words)s") % {"words": words}, body=body)
    if reminder.phone:
        tell_in_passing(
            key=f"{key}:sms",
            channel=Notice.Channel.SMS,
            address=reminder.phone,
            subject=words,
            body=body,
            until=moment + LASTS,
        )
    if reminder.robot:
        RobotMessage.objects.create(address=reminder.robot, body=body, send_after=moment)
