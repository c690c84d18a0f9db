"""Whether the keys are those of this database, and what happened is sealed each day."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.evidence.keys import faults
from interaction.evidence.models import DaySeal, Link
from interaction.watching.checks import Check, Finding, Group, bad, good, watches
from interaction.workdays.now import now

# A day is sealed soon after midnight.
LATE = timedelta(hours=30)


def keys() -> Finding:
    with transaction.atomic():
        wrong = faults()
    if wrong:
        return bad("；".join(wrong), _t("请按 docs/keys.md 从备份恢复密钥文件。"))
    return good(_t("密钥齐全，都是这个数据库用的"))


def seals() -> Finding:
    last = DaySeal.objects.order_by("-number").first()
    waiting = Link.objects.filter(at__lt=now() - LATE)
    if last:
        waiting = waiting.filter(at__gt=last.made_at)
    if waiting.exists():
        return bad(_t("一天以上没有存证"), _t("请检查 worker；也可以运行 manage.py seal。"))
    return good(_t("存证到 %(day)s") % {"day": last.day} if last else _t("还没有可存证的内容"))


def watch() -> None:
    watches(Check("keys", Group.EVIDENCE, _("密钥"), keys))
    watches(Check("seals", Group.EVIDENCE, _("每日存证"), seals))
