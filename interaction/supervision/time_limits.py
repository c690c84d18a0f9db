"""The time limit of a supervision order. Importing this module registers it."""

from interaction.i18n.translation import gettext_noop as _
from interaction.limits.rules import Repeats, Rule, register, register_marks

RULE = "supervision.answer"

register_marks({"supervision_ordered": _("督办"), "supervision_answered": _("反馈督办")})
register(
    Rule(
        name=RULE,
        label=_("督办单反馈"),
        law=_("督办工作惯例"),
        length=3,
        starts=("supervision_ordered",),
        stops=("supervision_answered",),
        ends=("withdrawn", "merged", "converted"),
        repeats=Repeats.TOGETHER,
        warn_before=1,
        alarm_before=0,
    )
)
