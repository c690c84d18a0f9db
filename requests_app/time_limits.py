"""Time limits of disclosure requests (政府信息公开条例, State Council Order 711; A. is its article).

Importing this module registers them.
"""

from interaction.i18n.translation import gettext_noop as _
from interaction.limits.rules import (
    Extension,
    Pause,
    Repeats,
    Rule,
    Wait,
    register,
    register_marks,
)

# Received online: the day both sides confirm (A.31(3)); until the confirmation the day of sending stands in.
STARTS = ("submitted", "received")
ENDS = ("withdrawn", "abandoned")

register_marks(
    {
        "submitted": _("提交"),
        "received": _("收到"),
        "accepted": _("受理"),
        "correction_requested": _("要求补正"),
        "corrected": _("收到补正"),
        "third_party_asked": _("征求第三方意见"),
        "third_party_posted": _("邮寄征求第三方意见书"),
        "third_party_received": _("第三方收到征求意见书"),
        "third_party_answered": _("第三方答复"),
        "other_organ_asked": _("征求其他机关意见"),
        "other_organ_posted": _("邮寄征求意见函"),
        "other_organ_received": _("其他机关收到征求意见函"),
        "other_organ_answered": _("其他机关答复"),
        "fee_noticed": _("收费通知送达"),
        "fee_posted": _("邮寄收费通知"),
        "fee_received": _("收到收费通知"),
        "fee_paid": _("缴费"),
        "extended": _("延长期限"),
        "delayed": _("确定延迟答复的合理期限"),
        "reopened": _("重新办理"),
        "replied": _("答复"),
        "redo_ordered": _("责令重新答复"),
        "replied_again": _("重新答复"),
        "withdrawn": _("撤回"),
        "abandoned": _("视为放弃"),
        "record_corrected": _("更正登记"),
    }
)

register(
    Rule(
        name="disclosure.reply",
        label=_("申请答复"),
        law=_("条例第三十三条第二款"),
        length=20,
        starts=STARTS,
        stops=("replied",),
        ends=ENDS,
        pauses=(
            Pause(
                asked="third_party_asked",
                posted="third_party_posted",
                received="third_party_received",
                answered="third_party_answered",
                at_most=15,
                label=_("征求第三方意见"),
                law=_("条例第三十二条、第三十三条第三款"),
            ),
            Pause(
                asked="other_organ_asked",
                posted="other_organ_posted",
                received="other_organ_received",
                answered="other_organ_answered",
                at_most=15,
                label=_("征求其他机关意见"),
                law=_("条例第三十三条第三款、第三十四条"),
            ),
        ),
        waits=(
            Wait(
                asked="correction_requested",
                done="corrected",
                at_most=None,
                once=True,
                label=_("等待补正"),
                law=_("条例第三十条"),
            ),
            Wait(
                asked="fee_noticed",
                posted="fee_posted",
                received="fee_received",
                done="fee_paid",
                at_most=20,
                once=False,
                label=_("等待缴费"),
                law=_("国办函〔2020〕109号"),
            ),
        ),
        extends=(
            Extension("extended", at_most=20, times=1, law=_("条例第三十三条第二款")),
            Extension("delayed", at_most=None, times=1, law=_("条例第三十五条")),
        ),
        reopens=("reopened",),
        learnt_late=("third_party_received", "other_organ_received", "fee_received"),
    ),
    # A right rather than a duty: who asks for nothing within seven working days takes the request as it is.
    Rule(
        name="disclosure.correction_notice",
        label=_("要求补正"),
        law=_("条例第三十条"),
        length=7,
        starts=STARTS,
        stops=("correction_requested", "replied"),
        ends=(*ENDS, "accepted"),
        lapses=True,
        warn_before=2,
    ),
    Rule(
        name="disclosure.third_party",
        given=True,
        label=_("第三方答复"),
        law=_("条例第三十二条"),
        length=15,
        starts=("third_party_asked", "third_party_received"),
        learnt_late=("third_party_received",),
        stops=("third_party_answered",),
        ends=("replied", *ENDS),
        lapses=True,
        repeats=Repeats.TOGETHER,
    ),
    Rule(
        name="disclosure.other_organ",
        given=True,
        label=_("其他机关答复"),
        law=_("条例第三十四条"),
        length=15,
        starts=("other_organ_asked", "other_organ_received"),
        learnt_late=("other_organ_received",),
        stops=("other_organ_answered",),
        ends=("replied", *ENDS),
        lapses=True,
        repeats=Repeats.TOGETHER,
    ),
    Rule(
        name="disclosure.payment",
        given=True,
        label=_("缴纳信息处理费"),
        law=_("国办函〔2020〕109号"),
        length=20,
        starts=("fee_noticed", "fee_received"),
        learnt_late=("fee_received",),
        stops=("fee_paid",),
        ends=("replied", *ENDS),
        lapses=True,
        repeats=Repeats.IN_TURN,
    ),
    # As the decision or judgment orders; where it says nothing, the limit of the Regulation (条例第三十三条).
    Rule(
        name="disclosure.redo",
        label=_("重新答复"),
        law=_("行政复议法第六十四条、行政诉讼法第七十条"),
        length=20,
        starts=("redo_ordered",),
        stops=("replied_again",),
        ends=ENDS,
        given=True,
        repeats=Repeats.IN_TURN,
    ),
    # Administrative practice: the Regulation sets no time for confirming what came in online.
    Rule(
        name="disclosure.confirm",
        label=_("确认收到申请"),
        law=_("条例第三十一条第三项"),
        length=1,
        starts=("submitted",),
        stops=("received",),
        ends=("replied", *ENDS),
        warn_before=1,
        alarm_before=0,
    ),
)
