"""The county's limits for letters (working days from receipt); a return never stops the citizen's clock."""

from interaction.limits.rules import WORKDAY, Rule, register

OVER = ("withdrawn", "declined", "merged")
PRACTICE = "县领导信箱办理规定"
# 咨询 5 working days, everything else 10.
LENGTHS = {
    "consultation": 5, "request": 10, "complaint": 10, "report": 10, "suggestion": 10, "thanks": 10,
}  # fmt: skip

register(
    Rule(
        name="letter.screen", label="审看期限", law=PRACTICE, length=1, unit=WORKDAY, starts=("received",),
        stops=("accepted", "declined"), ends=("withdrawn",), warn_before=0, alarm_before=0,
    ),
    *(
        Rule(
            name=f"letter.reply.{kind}", label="答复期限", law=PRACTICE, length=length, unit=WORKDAY,
            starts=("received",), stops=("replied",), ends=OVER, extends="extended", extend_at_most=10,
            extend_law=PRACTICE,
        )
        for kind, length in LENGTHS.items()
    ),
)  # fmt: skip
