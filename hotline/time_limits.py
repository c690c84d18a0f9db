"""Time limits of work orders. The State sets none: these are the usual ones of county hotlines (GB/T 33358-2016 asks
for limits, not for certain ones), and a county may set others from a day on (limits.configured).

Importing this module registers them. Names end in the urgency, or the kind, that chooses them.
"""

from typing import Any

from hotline.kinds import Kind
from interaction.casework.models import Case
from interaction.i18n.translation import gettext_noop as _
from interaction.limits.rules import Extension, Repeats, Rule, Unit, register, register_marks

Urgency = Case.Urgency
# Merging is no end: the caller's clock runs on (clock rule 11). The limits of the organ's own steps end with it.
ENDS = ("withdrawn", "declined", "returned_up")
STEP_ENDS = ("replied", "merged", *ENDS)
PRACTICE = _("12345热线办理惯例")
# Working days for the answer, by kind, where nothing is urgent.
REPLY = {Kind.CONSULT: 2, Kind.HELP: 5, Kind.COMPLAIN: 10, Kind.REPORT: 10, Kind.SUGGEST: 10, Kind.PRAISE: 10}
REPLY_CALLED = {
    Kind.CONSULT: _("咨询工单答复"), Kind.HELP: _("求助工单答复"), Kind.COMPLAIN: _("投诉工单答复"), Kind.REPORT: _("举报工单答复"),
    Kind.SUGGEST: _("建议工单答复"), Kind.PRAISE: _("表扬工单答复"), Urgency.URGENT: _("紧急工单办结"),
    Urgency.VERY_URGENT: _("特急工单办结"), Urgency.LEADERS: _("呈报领导工单办结"),
}  # fmt: skip
# (length, unit) by urgency: for signing, for contacting the caller, for the answer.
SIGN = {
    Urgency.ORDINARY: (2, Unit.WORKHOUR), Urgency.URGENT: (30, Unit.MINUTE), Urgency.VERY_URGENT: (15, Unit.MINUTE),
    Urgency.LEADERS: (30, Unit.MINUTE),
}  # fmt: skip
CONTACT = {
    Urgency.ORDINARY: (1, Unit.WORKDAY), Urgency.URGENT: (1, Unit.HOUR), Urgency.VERY_URGENT: (30, Unit.MINUTE),
    Urgency.LEADERS: (1, Unit.HOUR),
}  # fmt: skip
HANDLE = {Urgency.URGENT: (24, Unit.HOUR), Urgency.VERY_URGENT: (12, Unit.HOUR), Urgency.LEADERS: (3, Unit.WORKDAY)}
# How long before the end of a limit in that unit its light turns yellow and red.
AHEAD = {Unit.MINUTE: (10, 5), Unit.HOUR: (4, 1), Unit.WORKHOUR: (1, 0), Unit.WORKDAY: (1, 0)}

register_marks(
    {
        "received": _("收到"),
        "accepted": _("受理"),
        "dispatched": _("交办"),
        "taken_up": _("签收"),
        "contacted": _("联系来电人"),
        "rated": _("回访评价"),
        "rated_badly": _("评价不满意"),
        "reworked": _("重办"),
        "reply_kept": _("维持原答复"),
        "unreached": _("回访联系不上"),
        "up_asked": _("申请退回上级"),
        "up_refused": _("上级不同意退回"),
        "returned_up": _("退回上级"),
    }
)


def _limit(name: str, label: str, length: int, starts: tuple[str, ...], stops: tuple[str, ...], *,
           unit: Unit = Unit.WORKDAY, **more: Any) -> Rule:  # fmt: skip
    """A limit of practice, which a county may set anew."""
    warn, alarm = AHEAD[unit]
    usual: dict[str, Any] = {
        "law": PRACTICE, "ends": ENDS, "warn_before": min(warn, length - 1), "alarm_before": alarm,
    }  # fmt: skip
    return Rule(name=f"hotline.{name}", label=label, length=length, starts=starts, stops=stops, unit=unit,
                **{**usual, **more})  # fmt: skip


def _reply(name: str, label: str, length: int, unit: Unit, **more: Any) -> Rule:
    """The caller's own clock: from receipt, through every dispatch and return."""
    return _limit(f"reply.{name}", label, length, ("received",), ("replied",), unit=unit, **more)


register(
    *(
        _reply(
            kind,
            REPLY_CALLED[kind],
            days,
            Unit.WORKDAY,
            warn_before=min(3, days - 1),
            alarm_before=1,
            # Once, approved, before the limit, for at most the original length.
            extends=(Extension("extended", at_most=days, times=1, law=PRACTICE),),
        )
        for kind, days in REPLY.items()
    ),
    *(_reply(urgency, REPLY_CALLED[urgency], length, unit) for urgency, (length, unit) in HANDLE.items()),
    *(
        _limit(
            f"sign.{urgency}",
            _("签收工单"),
            length,
            ("dispatched", "arbitrated"),
            ("taken_up", "contacted", "returned"),
            unit=unit,
            ends=STEP_ENDS,
            repeats=Repeats.IN_TURN,
        )
        for urgency, (length, unit) in SIGN.items()
    ),
    # 响应: the unit speaks with the caller. Another unit that gets the order starts anew.
    *(
        _limit(
            f"contact.{urgency}",
            _("联系来电人"),
            length,
            ("dispatched", "arbitrated"),
            ("contacted",),
            unit=unit,
            ends=STEP_ENDS,
            repeats=Repeats.IN_TURN,
        )
        for urgency, (length, unit) in CONTACT.items()
    ),
    # A right of the organ, not a duty: when the day has passed it keeps the order.
    _limit(
        "return",
        _("退单"),
        1,
        ("dispatched",),
        ("returned",),
        ends=STEP_ENDS,
        lapses=True,
        repeats=Repeats.IN_TURN,
    ),
    _limit(
        "return_decision",
        _("退单审定"),
        1,
        ("returned",),
        ("return_granted", "return_refused", "arbitrated"),
        ends=STEP_ENDS,
        repeats=Repeats.IN_TURN,
    ),
    _limit(
        "arbitration",
        _("承办争议裁定"),
        2,
        ("return_disputed",),
        ("arbitrated",),
        ends=STEP_ENDS,
        repeats=Repeats.IN_TURN,
    ),
    _limit(
        "up_return",
        _("退回上级待定"),
        2,
        ("up_asked",),
        ("up_refused", "returned_up"),
        ends=("withdrawn", "declined", "merged"),
        repeats=Repeats.IN_TURN,
    ),
    # Who is given more time tells the caller meanwhile how things stand.
    _limit("interim", _("延期后的阶段性答复"), 5, ("extended",), ("interim_replied", "replied")),
    _limit(
        "rework",
        _("重新办理"),
        5,
        ("reworked",),
        ("replied_again",),
        repeats=Repeats.IN_TURN,
        warn_before=2,
        alarm_before=1,
    ),
    # A bad rating is a question: whether it is done again is decided, and the caller told, within days.
    _limit("rework_decision", _("不满意评价的处理"), 3, ("rated_badly",), ("reworked", "reply_kept"), ends=()),
    _limit(
        "call_back",
        _("回访"),
        3,
        ("replied", "replied_again"),
        ("rated", "rated_badly", "unreached", "reworked"),
        ends=(),
        repeats=Repeats.IN_TURN,
    ),
    # The platform above set its own limit when it sent the order down.
    Rule(
        name="hotline.upstream",
        label=_("上级平台办理"),
        law=_("上级平台交办要求"),
        length=10,
        starts=("received",),
        stops=("replied",),
        ends=ENDS,
        given=True,
        warn_before=1,
        alarm_before=0,
    ),
)


def limits_of(order: Any) -> dict[str, str]:
    """{slot: rule} for an order as it stands."""
    urgency = order.urgency
    limits = {
        "reply": f"hotline.reply.{order.kind if urgency == Urgency.ORDINARY else urgency}",
        "sign": f"hotline.sign.{urgency}",
        "return": "hotline.return",
        "return_decision": "hotline.return_decision",
        "arbitration": "hotline.arbitration",
        "interim": "hotline.interim",
        "supervision": "supervision.answer",
        "rework": "hotline.rework",
        "rework_decision": "hotline.rework_decision",
    }
    if not order.direct:  # whoever was answered on the line need not be asked again
        limits["call_back"] = "hotline.call_back"
    if order.owes_contact:
        limits["contact"] = f"hotline.contact.{urgency}"
    if order.is_from_above:
        limits["up_return"] = "hotline.up_return"
    if order.upstream_days:
        limits["upstream"] = "hotline.upstream"
    return limits
