"""Time limits of letters to leaders. The State sets none: these are the usual ones of county mailboxes, and a county
may set others from a day on (limits.configured).

Importing this module registers them.
"""

from typing import Any

from interaction.limits.rules import Extension, Repeats, Rule, Unit, register, register_marks

# The outcomes other than a reply; a letter that comes back from one of them goes on as if it had not been.
ENDS = ("withdrawn", "declined", "merged", "abandoned", "converted")
PRACTICE = "领导信箱办理惯例"
# Kind of letter: its name and the working days for the reply.
KINDS = {
    "consultation": ("咨询", 5),
    "request": ("求助", 10),
    "complaint": ("投诉", 10),
    "report": ("举报", 10),
    "suggestion": ("建议", 10),
    "thanks": ("感谢", 10),
}

register_marks(
    {
        "received": "收到",
        "accepted": "受理",
        "urged": "标为紧急",
        "taken_up": "签收",
        "dispatched": "交办",
        "returned": "退办",
        "return_granted": "同意退办",
        "return_refused": "驳回退办",
        "return_disputed": "提请裁定",
        "arbitrated": "裁定",
        "assist_asked": "交协办",
        "extended": "延长期限",
        "interim_replied": "阶段性答复",
        "replied": "答复",
        "replied_again": "重新答复",
        "withdrawn": "撤回",
        "abandoned": "视为放弃",
        "declined": "不予受理",
        "merged": "并案",
        "converted": "转为信息公开申请",
        "reopened": "重新办理",
        "reworked": "重办",
    }
)


def _practice(name: str, label: str, length: int, starts: tuple[str, ...], stops: tuple[str, ...], **more: Any) -> Rule:
    """A limit of a step within the office, in working days: yellow a day before, red on its last day."""
    usual: dict[str, Any] = {
        "law": PRACTICE, "ends": ENDS, "warn_before": 1, "alarm_before": 0, "configurable": True,
    }  # fmt: skip
    return Rule(name=f"letter.{name}", label=label, length=length, starts=starts, stops=stops, **{**usual, **more})


# The sender's clock runs from receipt and lives through every dispatch and return; a return has its own.
register(
    *(
        Rule(
            name=f"letter.reply.{kind}", label=f"{name}来信答复", law=PRACTICE, length=length,
            starts=("received",), stops=("replied",), ends=ENDS, reopens=("reopened",),
            passes=("accepted", "dispatched", "returned"),
            extends=(Extension("extended", at_most=10, times=1, law=PRACTICE),), configurable=True,
        )
        for kind, (name, length) in KINDS.items()
    ),
    _practice("screen", "审看来信", 1, ("received",), ("accepted", "dispatched", "declined", "merged", "replied"),
              ends=("withdrawn", "abandoned", "converted")),
    # What is urgent has a clock beside the sender's, from the day it was found to be: the other keeps its rule.
    _practice("urgent", "紧急事项办理", 3, ("accepted", "urged"), ("replied",)),
    # A right of the organ, not a duty: when the day has passed it keeps the letter.
    _practice("return", "退办", 1, ("dispatched",), ("returned",), ends=("replied", *ENDS), lapses=True,
              repeats=Repeats.IN_TURN, configurable=False),
    _practice("return_decision", "退办审定", 1, ("returned",), ("return_granted", "return_refused", "arbitrated"),
              ends=("replied", *ENDS), repeats=Repeats.IN_TURN),
    _practice("arbitration", "承办争议裁定", 2, ("return_disputed",), ("arbitrated",), ends=("replied", *ENDS),
              repeats=Repeats.IN_TURN),
    # Who is given more time tells the sender meanwhile how things stand.
    _practice("interim", "延期后的阶段性答复", 5, ("extended",), ("interim_replied", "replied")),
    _practice("rework", "重新办理", 5, ("reworked",), ("replied_again",), repeats=Repeats.IN_TURN, warn_before=2,
              alarm_before=1),
    # The platform above set its own limit when it sent the letter down.
    Rule(
        name="letter.upstream", label="上级平台办理", law="上级平台交办要求", length=10, starts=("received",),
        stops=("replied",), ends=ENDS, given=True,
    ),
    # 网站检查指标: unanswered for three months fails the site. Yellow at 60 days: on the county leader's board.
    Rule(
        name="letter.unanswered", label="长期未答复", law="国办秘函〔2019〕19号", length=90, unit=Unit.DAY,
        starts=("received",), stops=("replied",), ends=ENDS, reopens=("reopened",), warn_before=30, alarm_before=10,
    ),
)  # fmt: skip
