"""Whether what has to go out goes out."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db.models import Min
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.notices import delivery
from interaction.notices.models import Outgoing
from interaction.notices.sms import can_send
from interaction.watching.checks import Check, Finding, Group, bad, good, soon, watches
from interaction.watching.gauges import Sample, counts
from interaction.workdays.now import now

STATE = Outgoing.State
# A mail is tried every ten seconds; a slow server may hold a lane up for some minutes.
LATE = timedelta(minutes=15)
# What died longer ago stands on the page of dead letters alone: of a mailbox that is gone nothing can be made.
DEAD_WITHIN = timedelta(days=14)
TO_FILES = ("filebased", "console", "locmem", "dummy")


def _waiting(courier: delivery.Courier) -> "delivery.QuerySet":
    return courier.all().filter(state__in=[STATE.WAITING, STATE.SENDING], send_after__lte=now())


def outboxes() -> Finding:
    late = []
    for courier in delivery.couriers():
        oldest = _waiting(courier).aggregate(oldest=Min("send_after"))["oldest"]
        if oldest and oldest < now() - LATE:
            late.append(_t("%(outbox)s已等 %(minutes)s 分钟") % {
                "outbox": courier.label, "minutes": int((now() - oldest).total_seconds() // 60),
            })  # fmt: skip
    if late:
        return bad("；".join(late), _t("请检查邮件服务器、短信网关、上级平台是否连得上，以及 worker 是否在运行。"))
    return good(_t("没有积压"))


def dead() -> Finding:
    count = sum(
        delivery.dead_letters(one).filter(send_after__gte=now() - DEAD_WITHIN).count() for one in delivery.couriers()
    )
    if count:
        return soon(_t("最近两周有 %(count)s 条没有送达") % {"count": count}, _t("请在“没有送达”里逐条处理。"))
    return good(_t("最近两周都已送达"))


def mail() -> Finding:
    if any(kind in settings.EMAIL_BACKEND for kind in TO_FILES) and not settings.DEMONSTRATION:
        return bad(
            _t("邮件只写进文件，没有人收到"),
            _t(
                "请设置 EMAIL_BACKEND=django.core.mail.backends.smtp.EmailBackend 和 EMAIL_HOST 等，再用 doctor --mail 试发。"
            ),
        )
    return good(_t("邮件由 %(host)s 发送") % {"host": settings.EMAIL_HOST})


def texts() -> Finding:
    if not can_send():
        return soon(
            _t("没有短信网关，只留手机号的来件人收不到通知"), _t("请设置 SMS_GATEWAY_URL，再用 doctor --sms 试发。")
        )
    return good(_t("短信网关已设置"))


def _waiting_counts() -> Iterator[Sample]:
    for one in delivery.couriers():
        yield {"outbox": one.key}, _waiting(one).count()


def _oldest() -> Iterator[Sample]:
    for one in delivery.couriers():
        since = _waiting(one).aggregate(oldest=Min("send_after"))["oldest"]
        yield {"outbox": one.key}, (now() - since).total_seconds() if since else 0


def _dead_counts() -> Iterator[Sample]:
    for one in delivery.couriers():
        yield {"outbox": one.key}, delivery.dead_letters(one).count()


def watch() -> None:
    watches(Check("outboxes", Group.DELIVERY, _("待发送"), outboxes))
    watches(Check("dead", Group.DELIVERY, _("没有送达"), dead))
    watches(Check("mail", Group.DELIVERY, _("电子邮件"), mail))
    watches(Check("texts", Group.DELIVERY, _("短信"), texts))
    counts("huiyin_outbox_waiting", "Messages that are due and have not gone out", _waiting_counts, "outbox")
    counts("huiyin_outbox_oldest_seconds", "Seconds that the oldest of them is late", _oldest, "outbox")
    counts("huiyin_dead_letters", "Messages that went out at no attempt", _dead_counts, "outbox")
