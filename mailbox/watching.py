"""Whether a citizen finds somebody to write to."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.watching.checks import Check, Finding, Group, good, soon, watches
from mailbox.mailboxes import Mailbox


def mailboxes() -> Finding:
    count = Mailbox.objects.filter(open=True).count()
    if not count:
        return soon(_t("还没有开通信箱，公众不能写信"), _t("请系统管理员在系统设置的“信箱”里录入。"))
    return good(_t("开通了 %(count)s 个信箱") % {"count": count})


def watch() -> None:
    watches(Check("mailboxes", Group.LAW, _("领导信箱"), mailboxes))
