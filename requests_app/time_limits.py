"""The Regulation's time limits (条例; 国办函〔2020〕109号), as data."""

from interaction.limits.rules import WORKDAY, Pause, Rule, register

CONSULTATIONS = (
    Pause("third_party_asked", "third_party_answered", "征求第三方意见", at_most=15, law="条例第三十二条"),
    Pause("other_organ_asked", "other_organ_answered", "征求其他机关意见", at_most=15, law="条例第三十四条"),
)
CORRECTION = Pause("correction_requested", "corrected", "等待申请人补正", once=True, law="条例第三十条")
PAYMENT = Pause(
    "fee_noticed", "fee_paid", "等待申请人缴费", lapses_after=20, once=True, law="国办函〔2020〕109号"
)
OVER = ("withdrawn", "abandoned")

register(
    Rule(
        name="disclosure.reply", label="答复期限", law="条例第三十三条第二款", length=20, unit=WORKDAY,
        # Online, receipt is the day both sides confirm (A.31): until then the clock runs from the submission.
        starts=("submitted", "received"),
        restarts=("corrected", "fee_paid"),
        pauses=(*CONSULTATIONS, CORRECTION, PAYMENT),
        extends="extended", extend_at_most=20, extend_law="条例第三十三条第二款",
        stops=("replied",), ends=OVER,
    ),
    Rule(
        name="disclosure.correction_notice", label="补正告知期限", law="条例第三十条", length=7, unit=WORKDAY,
        starts=("received",), stops=("correction_requested", "accepted"), ends=OVER,
    ),
    Rule(
        name="disclosure.confirm", label="确认收到", law="条例第三十一条（1个工作日为本县办理要求）", length=1,
        unit=WORKDAY, starts=("submitted",), stops=("received",), ends=OVER, warn_before=0, alarm_before=0,
    ),
    Rule(
        name="disclosure.third_party", label="第三方答复期限", law="条例第三十二条", length=15, unit=WORKDAY,
        starts=("third_party_asked",), stops=("third_party_answered",), ends=OVER,
    ),
    Rule(
        name="disclosure.other_organ", label="其他机关答复期限", law="条例第三十四条", length=15, unit=WORKDAY,
        starts=("other_organ_asked",), stops=("other_organ_answered",), ends=OVER,
    ),
    Rule(
        name="disclosure.payment", label="缴费期限", law="国办函〔2020〕109号", length=20, unit=WORKDAY,
        starts=("fee_noticed",), stops=("fee_paid",), ends=OVER,
    ),
)  # fmt: skip
