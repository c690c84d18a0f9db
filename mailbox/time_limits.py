"""Time limits of letters to leaders. The State sets none: these are the usual ones of county mailboxes, and a county
may set others from a day on (limits.configured).

Importing this module registers them.
"""

from typing import Any

from interaction.i18n.translation import gettext_noop as _
from interaction.limits.rules import Extension, Repeats, Rule, Unit, register, register_marks

# The outcomes other than a reply. Merging is none: the sender's clock runs on (clock rule 11).
ENDS = ("withdrawn", "declined", "abandoned", "converted", "returned_up")
PRACTICE = _("领导信箱办理惯例")
# Kind of letter: what its limit is called, and the working days for the reply.
KINDS = {
    "consultation": (_("咨询来信答复"), 5),
    "request": (_("求助来信答复"), 10),
    "complaint": (_("投诉来信答复"), 10),
    "report": (_("举报来信答复"), 10),
    "suggestion": (_("建议来信答复"), 10),
    "thanks": (_("感谢来信答复"), 10),
}

register_marks(
    {
        "received": _("收到"),
        "accepted": _("受理"),
        "petition_accepted": _("按信访事项受理"),
        "urged": _("标为紧急"),
        "taken_up": _("签收"),
        "dispatched": _("交办"),
        "returned": _("退办"),
        "return_granted": _("同意退办"),
        "return_refused": _("驳回退办"),
        "return_disputed": _("提请裁定"),
        "arbitrated": _("裁定"),
        "assist_asked": _("交协办"),
        "extended": _("延长期限"),
        "interim_replied": _("阶段性答复"),
        "replied": _("答复"),
        "replied_again": _("重新答复"),
        "review_requested": _("请求复查"),
        "review_decided": _("作出复查意见"),
        "reexamination_requested": _("请求复核"),
        "reexamination_decided": _("作出复核意见"),
        "up_asked": _("申请退回上级"),
        "up_refused": _("上级不同意退回"),
        "returned_up": _("退回上级"),
        "withdrawn": _("撤回"),
        "abandoned": _("视为放弃"),
        "declined": _("不予受理"),
        "merged": _("并案"),
        "converted": _("转为信息公开申请"),
        "reworked": _("重办"),
        "rated_badly": _("评价不满意"),
        "reply_kept": _("维持原答复"),
    }
)


def _practice(name: str, label: str, length: int, starts: tuple[str, ...], stops: tuple[str, ...], **more: Any) -> Rule:
    """A limit of a step within the office, in working days: yellow a day before, red on its last day."""
    usual: dict[str, Any] = {
        "law": PRACTICE, "ends": ENDS, "warn_before": 1, "alarm_before": 0,
    }  # fmt: skip
    return Rule(name=f"letter.{name}", label=label, length=length, starts=starts, stops=stops, **{**usual, **more})


# The sender's clock runs from receipt and lives through every dispatch and return; a return has its own.
register(
    *(
        Rule(
            name=f"letter.reply.{kind}", label=label, law=PRACTICE, length=length,
            starts=("received",), stops=("replied",), ends=ENDS,
            passes=("accepted", "dispatched", "returned"),
            extends=(Extension("extended", at_most=10, times=1, law=PRACTICE),),
        )
        for kind, (label, length) in KINDS.items()
    ),
    # 信访工作条例 A.34: sixty days from acceptance, at most thirty more, told with the reasons.
    Rule(
        name="letter.reply.petition", label=_("信访事项办理"), law=_("信访工作条例第三十四条"), length=60, unit=Unit.DAY,
        starts=("received", "petition_accepted"), stops=("replied",), ends=ENDS,
        passes=("accepted", "dispatched", "returned"),
        extends=(Extension("extended", at_most=30, times=1, law=_("信访工作条例第三十四条")),), warn_before=10, alarm_before=5,
    ),
    # 信访工作条例 A.35, 36: the organ above answers within thirty days of being asked.
    Rule(
        name="letter.review", label=_("信访复查"), law=_("信访工作条例第三十五条"), length=30, unit=Unit.DAY,
        starts=("review_requested",), stops=("review_decided",), repeats=Repeats.IN_TURN, warn_before=10, alarm_before=5,
    ),
    Rule(
        name="letter.reexamination", label=_("信访复核"), law=_("信访工作条例第三十六条"), length=30, unit=Unit.DAY,
        starts=("reexamination_requested",), stops=("reexamination_decided",), repeats=Repeats.IN_TURN, warn_before=10,
        alarm_before=5,
    ),
    # A.35, 36: who disagrees asks within thirty days of the written answer; a right, counted by mailbox.petition_reviews.
    Rule(
        name="letter.review_request", label=_("请求复查、复核"), law=_("信访工作条例第三十五条、第三十六条"), length=30, unit=Unit.DAY,
        starts=("replied", "review_decided"), stops=("review_requested", "reexamination_requested"), lapses=True,
        repeats=Repeats.IN_TURN,
    ),
    _practice("screen", _("审看来信"), 1, ("received",), ("accepted", "dispatched", "declined", "merged", "replied", "up_asked"),
              ends=("withdrawn", "abandoned", "converted")),
    # 信访工作条例 A.23: a right to object to what a superior sent down, not a duty; then its answer is asked for.
    Rule(
        name="letter.objection", label=_("对转送提出异议"), law=_("信访工作条例第二十三条"), length=5, starts=("received",),
        stops=("up_asked",), ends=("replied", "dispatched", "merged", *ENDS), lapses=True, warn_before=1, alarm_before=0,
    ),
    _practice("up_return", _("等上级答复异议"), 2, ("up_asked",), ("up_refused", "returned_up"),
              ends=("withdrawn", "declined", "merged")),
    # What is urgent has a clock beside the sender's, from the day it was found to be: the other keeps its rule.
    _practice("urgent", _("紧急事项办理"), 3, ("accepted", "urged"), ("replied",)),
    # A right of the organ, not a duty: when the day has passed it keeps the letter.
    _practice("return", _("退办"), 1, ("dispatched",), ("returned",), ends=("replied", *ENDS), lapses=True,
              repeats=Repeats.IN_TURN),
    _practice("return_decision", _("退办审定"), 1, ("returned",), ("return_granted", "return_refused", "arbitrated"),
              ends=("replied", *ENDS), repeats=Repeats.IN_TURN),
    _practice("arbitration", _("承办争议裁定"), 2, ("return_disputed",), ("arbitrated",), ends=("replied", *ENDS),
              repeats=Repeats.IN_TURN),
    # Who is given more time tells the sender meanwhile how things stand.
    _practice("interim", _("延期后的阶段性答复"), 5, ("extended",), ("interim_replied", "replied")),
    _practice("rework", _("重新办理"), 5, ("reworked",), ("replied_again",), repeats=Repeats.IN_TURN, warn_before=2,
              alarm_before=1),
    # A bad rating is a question: whether the letter is worked on anew is decided, and the sender told, within days.
    _practice("rework_decision", _("不满意评价的处理"), 3, ("rated_badly",), ("reworked", "reply_kept")),
    # The platform above set its own limit when it sent the letter down.
    Rule(
        name="letter.upstream", label=_("上级平台办理"), law=_("上级平台交办要求"), length=10, starts=("received",),
        stops=("replied",), ends=ENDS, given=True,
    ),
    # 网站检查指标: unanswered for three months fails the site. Yellow at 60 days: on the county leader's board.
    Rule(
        name="letter.unanswered", label=_("长期未答复"), law=_("国办秘函〔2019〕19号"), length=90, unit=Unit.DAY,
        starts=("received",), stops=("replied",), ends=ENDS, warn_before=30, alarm_before=10,
    ),
)  # fmt: skip
