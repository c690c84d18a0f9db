"""What the shared rooms need to know of disclosure requests."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework import channels
from interaction.casework.free_text_pages import parts_table
from interaction.casework.models import Case
from interaction.limits.telling import with_limits
from interaction.organs.models import Role
from interaction.replies.models import Draft
from interaction.supervision.orders import orders_table
from interaction.workdays.now import today
from requests_app import guide, letters
from requests_app.decisions import BY_CODE
from requests_app.duplicates import earlier_alike
from requests_app.forms import MANNERS, WAYS, told_by
from requests_app.intake_forms import HELP
from requests_app.models import DisclosureRequest
from requests_app.states import State
from requests_app.topics import asked_by_many, topic_of


def _time_limits(case: Case) -> dict[str, str]:
    return {
        "reply": "disclosure.reply",
        "confirm": "disclosure.confirm",
        "correction_notice": "disclosure.correction_notice",
        "third_party": "disclosure.third_party",
        "other_organ": "disclosure.other_organ",
        "payment": "disclosure.payment",
        "rework": "disclosure.redo",
        "supervision": "supervision.answer",
    }


def _content(case: Case) -> channels.Rows:
    assert isinstance(case, DisclosureRequest)
    rows = [
        (_("受理机关"), case.addressed_to.shown_name),
        (_("申请事项"), case.get_matter_display()),
        (_("所需信息"), case.wanted),
        (_("提供形式"), str(dict(MANNERS).get(case.manner, ""))),
        (_("获取方式"), str(dict(WAYS).get(case.way, ""))),
        (_("原受理编号"), case.ledger_number),
    ]
    return [(label, text) for label, text in rows if text]


def _reply(case: Case) -> channels.Rows:
    assert isinstance(case, DisclosureRequest)
    if not case.replied_on:
        return _unanswered(case)
    return [
        (_("决定"), _t(BY_CODE[case.decision].label)), (_("答复书"), _("请在下方“文书和附件”中下载。")), *_contest(case),
    ]  # fmt: skip


def _contest(case: DisclosureRequest) -> channels.Rows:
    told = letters.remedies_of(case)
    return [(_("不服怎么办"), told)] if told else []


def _unanswered(case: DisclosureRequest) -> channels.Rows:
    """Whose request was ended, or who waits past the last day: what they may do (行政复议法 A.11, A.23(1)(3))."""
    if case.closed_on:
        return _contest(case)
    if case.due_on is None or case.due_on >= today():
        return []
    told = letters.silence_told(case, case.due_on)
    return [(_("逾期没有答复怎么办"), told)] if told else []


def _draft_said(draft: Draft) -> channels.Rows:
    decision = BY_CODE[draft.decision]
    rows: list[tuple[channels.Text, channels.Text]] = [(_("决定："), f"{decision.label}（{decision.source}）")]
    rows += [
        (f"{one.label}：", one.said(draft.particulars[one.name]))
        for one in decision.particulars
        if draft.particulars.get(one.name)
    ]
    return rows


def _tables(case: Case) -> list[channels.Table]:
    """Consultations, fee, remedies: each asked for only where there is one."""
    assert isinstance(case, DisclosureRequest)
    found = []
    rows: list[tuple[Any, ...]]
    heads: tuple[channels.Text, ...]
    if case.consulted:
        rows = [
            (
                one.get_kind_display(),
                one.name,
                one.asked_on,
                one.answer_by or _("收到后起算"),
                one.answered,
                one.reasons,
            )
            for one in case.inquiries.all()
        ]
        heads = (_("对象"), _("名称"), _("发出"), _("期限"), _("意见"), _("理由"))
        found.append(channels.Table(_("征求意见"), heads, rows))
    if case.assisted:
        found.append(parts_table(case))
    if case.charged:
        fee = case.fee
        row = (
            fee.get_tariff_display(),
            fee.count,
            fee.yuan,
            fee.noticed_on,
            fee.pay_by or _("收到后起算"),
            fee.paid_on or _("未缴"),
        )
        heads = (_("方式"), _("件（页）数"), _("金额（元）"), _("通知"), _("期限"), _("缴费"))
        found.append(channels.Table(_("信息处理费"), heads, [row]))
    if case.supervised:
        found.append(orders_table(case))
    if case.remedied:
        rows = [
            (
                one.get_kind_display(),
                one.body,
                one.filed_on,
                _("登记有误，已撤销") if one.taken_back_on else one.get_result_display(),
                one.taken_back_on or one.decided_on or "",
            )
            for one in case.remedies.all()
        ]
        heads = (_("途径"), _("机关和案号"), _("收到通知"), _("结果"), _("收到结果"))
        found.append(channels.Table(_("复议和诉讼"), heads, rows))
    return found


def _alerts(case: Case) -> list[channels.Alert]:
    """A day of receipt put off (A.31), the same asked by many (A.44), and earlier by the same applicant (A.36(6))."""
    assert isinstance(case, DisclosureRequest)
    found = [*_received_late(case), *_corrected_late(case), *_asked_by_others(case), *_needs_help(case)]
    if case.replied_on or case.closed_on:
        return found
    return found + [
        channels.Alert(
            _("同一申请人曾申请过相似内容：%(number)s《%(title)s》（%(state)s）")
            % {"number": one.case.number, "title": one.case.title, "state": one.case.state_label},
            one.case.pk,
        )
        for one in earlier_alike(case)[:3]
    ]


def _received_late(case: DisclosureRequest) -> list[channels.Alert]:
    came_on = min(case.events.all(), key=lambda event: event.seq).on
    if case.received_on is None or case.received_on <= came_on:
        return []
    said = {"received": case.received_on.isoformat(), "came": came_on.isoformat()}
    return [
        channels.Alert(
            _("收到日期（%(received)s）晚于提交、到达日期（%(came)s），理由见办理经过；没有依据的，期限算错即违法")
            % said
        )
    ]


def _corrected_late(case: DisclosureRequest) -> list[channels.Alert]:
    asked = next((event.on for event in case.events.all() if event.mark == "correction_requested"), None)
    if asked is None or case.received_on is None or asked <= told_by(case.received_on):
        return []
    return [channels.Alert(_("要求补正时已超过收到申请后应当告知的期限（条例第三十条），原因见办理经过"))]


def _needs_help(case: DisclosureRequest) -> list[channels.Alert]:
    """What was done at intake for somebody who has difficulty with reading, seeing or hearing (A.43): it goes on being owed."""
    helped = min(case.events.all(), key=lambda event: event.seq).details.get("helped", [])
    if not helped:
        return []
    said = "、".join(str(dict(HELP)[one]) for one in helped)
    words = _("申请人有阅读困难或者视听障碍，收件时已经%(help)s；答复、送达时请继续提供帮助（条例第四十三条）")
    return [channels.Alert(words % {"help": said})]


def _asked_by_others(case: DisclosureRequest) -> list[channels.Alert]:
    topic = topic_of(case)
    if topic is None:
        return []
    if topic.outcome == "published":
        return [channels.Alert(_("同样的信息已经主动公开：%(where)s（条例第四十四条）") % {"where": topic.said})]
    if not asked_by_many(topic):
        return []
    words = _("一年内有 %(n)s 个申请人向本机关申请相同信息，属于可以公开的，可以纳入主动公开（条例第四十四条）。")
    return [channels.Alert(words % {"n": topic.applicants})]


CHANNEL = channels.Channel(
    key="disclosure",
    slug="requests",
    label=_("依申请公开"),
    noun=_("申请"),
    prefix="YSQ",
    model=DisclosureRequest,
    intro=_("向行政机关申请公开政府信息。不需要说明用途，不收取申请费用。"),
    guide=(
        with_limits(
            _("%(confirm)s内与您确认，确认之日为法定收到日期（条例第三十一条）。"), confirm="disclosure.confirm"
        ),
        with_limits(
            _("申请内容不明确的，%(notice)s内一次性告知您补正（第三十条）。"), notice="disclosure.correction_notice"
        ),
        with_limits(
            _("自收到之日起 %(reply)s内答复；需要延长的，经批准最多延长 %(more)s，并书面告知您（第三十三条）。"),
            reply="disclosure.reply",
            more="disclosure.reply+",
        ),
        guide.CONTEST_IN_SHORT,
    ),
    send_label=_("提交申请"),
    advice=guide.ADVICE,
    limits_told=guide.LIMITS,
    time_limits=_time_limits,
    clocks_of={"confirm": Role.INTAKE, "correction_notice": Role.INTAKE, "supervision": Role.HANDLER},
    content=_content,
    reply=_reply,
    draft_said=_draft_said,
    tables=_tables,
    alerts=_alerts,
    pages=(
        channels.DeskPage(_("主动公开建议"), "proactive:groups", (Role.SUPERVISOR, Role.PUBLISHER)),
        channels.DeskPage(_("公开指南和目录"), "disclosure_desk:index", (Role.PUBLISHER,)),
        channels.DeskPage(
            _("法律规则"),
            "law:index",
            (Role.LEGAL,),
            lambda actor: any(one.is_root for one in actor.organs_as(Role.LEGAL)),
        ),
    ),
    joins=("disclosurerequest__asked_with__topic",),
    delivers=True,
    public_states={
        State.SUBMITTED: (
            _("已提交"),
            with_limits(
                _("工作人员会在 %(confirm)s内与您确认收到，确认之日起计算答复期限。"), confirm="disclosure.confirm"
            ),
        ),
        State.REGISTERED: (_("已登记"), _("正在核对申请内容。")),
        State.AWAITING_CORRECTION: (_("请您补正"), _("请下载补正告知书，在期限内提交补正；逾期视为放弃。")),
        State.ACCEPTED: (_("已受理"), _("正在确定由哪个单位办理。")),
        State.HANDLING: (_("办理中"), _("承办单位正在查找、核对您申请的信息。")),
        State.AWAITING_PAYMENT: (_("待缴费"), _("请下载缴费通知书，在期限内缴费；缴费后重新计算答复期限。")),
        State.REVIEWING: (_("办理中"), _("答复已拟好，正在审核。")),
        State.SIGNING: (_("办理中"), _("答复已审核，正在签发。")),
        State.DELIVERING: (_("待送达"), _("答复书已签发，正在送达。")),
        State.REPLIED: (_("已答复"), _("请下载答复书。")),
        State.PUBLISHED: (_("已答复，已公开"), _("隐去个人信息的答复已经公开。")),
        State.CLOSED: (_("已办结"), _("本件已经办结。")),
        State.ABANDONED: (_("视为放弃"), _("依法视为放弃申请，本件不再处理，原因见告知书。您可以重新申请。")),
        State.WITHDRAWN: (_("已撤回"), _("您已撤回这件申请。")),
    },
)
