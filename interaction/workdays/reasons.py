"""Why a day is worked or off, as the calendar says it (in Chinese, in its table), in the language of who reads.

Plain Python.
"""

from interaction.i18n.translation import gettext as _
from interaction.i18n.translation import gettext_noop

OFF, MADE_UP = "放假", "补假"
# What the calendar and the notices of the State Council call a day.
KNOWN = (
    gettext_noop("工作日"), gettext_noop("调休上班"), gettext_noop("恢复上班"), gettext_noop("元旦"), gettext_noop("春节"),
    gettext_noop("清明节"), gettext_noop("劳动节"), gettext_noop("端午节"), gettext_noop("中秋节"), gettext_noop("国庆节"),
    gettext_noop("抗战胜利70周年纪念日"), gettext_noop("春节延长假"), gettext_noop("周一"), gettext_noop("周二"),
    gettext_noop("周三"), gettext_noop("周四"), gettext_noop("周五"), gettext_noop("周六"), gettext_noop("周日"),
)  # fmt: skip


def said(reason: str) -> str:
    """国庆节、中秋节放假: a holiday by its festivals. What no catalogue knows stays as the notice has it."""
    if reason.endswith(OFF):
        return _("%(festival)s放假") % {"festival": _festivals(reason.removesuffix(OFF))}
    if reason.endswith(MADE_UP):
        return _("%(festival)s补假") % {"festival": _festivals(reason.removesuffix(MADE_UP))}
    return _(reason)


def _festivals(names: str) -> str:
    return _("、").join(_(name) for name in names.split("、"))
