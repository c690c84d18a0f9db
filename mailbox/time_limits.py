"""Time limits of letters to leaders. The State sets none: these are the usual ones of county mailboxes.

Importing this module registers them.
"""

from interaction.limits.rules import Extension, Repeats, Rule, register, register_marks

# The outcomes other than a reply; a letter that comes back from one of them goes on as if it had not been.
ENDS = ("withdrawn", "declined", "merged", "abandoned")
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
        "dispatched": "交办",
        "returned": "退办",
        "extended": "延长期限",
        "replied": "答复",
        "withdrawn": "撤回",
        "abandoned": "视为放弃",
        "declined": "不予受理",
        "merged": "并案",
        "reopened": "重新办理",
    }
)

# The sender's clock runs from receipt and lives through every dispatch and return; a return has its own.
register(
    *(
        Rule(
            name=f"letter.reply.{kind}",
            label=f"{name}来信答复",
            law=PRACTICE,
            length=length,
            starts=("received",),
            stops=("replied",),
            ends=ENDS,
            reopens=("reopened",),
            passes=("accepted", "dispatched", "returned"),
            extends=(Extension("extended", at_most=10, times=1, law=PRACTICE),),
        )
        for kind, (name, length) in KINDS.items()
    ),
    Rule(
        name="letter.screen",
        label="审看来信",
        law=PRACTICE,
        length=1,
        starts=("received",),
        stops=("accepted", "dispatched", "declined", "merged", "replied"),
        ends=("withdrawn", "abandoned"),
        warn_before=1,
        alarm_before=0,
    ),
    # A right of the organ, not a duty: when the day has passed it keeps the letter.
    Rule(
        name="letter.return",
        label="退办",
        law=PRACTICE,
        length=1,
        starts=("dispatched",),
        stops=("returned",),
        ends=("replied", *ENDS),
        lapses=True,
        repeats=Repeats.IN_TURN,
        warn_before=1,
        alarm_before=0,
    ),
    Rule(
        name="letter.rework",
        label="重新办理",
        law=PRACTICE,
        length=5,
        starts=("reopened",),
        stops=("replied",),
        ends=ENDS,
        repeats=Repeats.IN_TURN,
        warn_before=2,
    ),
)
