"""What the shared rooms need to know of letters."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework import channels, free_text_pages
from interaction.casework.models import Case, Event, Subject
from interaction.casework.similarity import suggested_organs
from interaction.i18n.translation import written_day
from interaction.limits.telling import with_limits
from interaction.organs.models import Role
from interaction.replies.drafting import signed
from interaction.replies.models import Draft
from interaction.supervision.orders import orders_table
from mailbox import guide
from mailbox.kinds import DeclineGround, Kind
from mailbox.models import UNDECIDED, Letter, Mailbox
from mailbox.petitions import STATED, stated
from mailbox.states import ANSWERED, State


def _time_limits(case: Case) -> dict[str, str]:
    assert isinstance(case, Letter)
    limits = {
        "screen": "letter.screen",
        "reply": f"letter.reply.{'petition' if case.petition else case.kind}",
        "return": "letter.return",
        "return_decision": "letter.return_decision",
        "arbitration": "letter.arbitration",
        "interim": "letter.interim",
        "unanswered": "letter.unanswered",
        "supervision": "supervision.answer",
        "rework": "letter.rework",
        "rework_decision": "letter.rework_decision",
    }
    if case.petition:
        limits |= {"review": "letter.review", "reexamination": "letter.reexamination"}
    if case.is_urgent:
        limits["urgent"] = "letter.urgent"
    if case.is_from_above:
        limits |= {"objection": "letter.objection", "up_return": "letter.up_return"}
    if case.upstream_days:
        limits["upstream"] = "letter.upstream"
    return limits


def _content(case: Case) -> channels.Rows:
    assert isinstance(case, Letter)
    rows = [
        (_("写给"), case.mailbox.shown_name),
        (_("类型"), case.get_kind_display()),
        (_("事项类别"), case.subject.name if case.subject else ""),
        (_("紧急程度"), case.get_urgency_display() if case.is_urgent else ""),
        (_("地点"), f"{case.town.shown_short_name if case.town else ''}{case.place}"),
        (_("来源"), "" if case.source == case.Source.ONLINE else _came_from(case)),
        (_("姓名"), case.get_identity_display()),
        (_("举报谁"), case.accused),
        (_("正文"), case.content),
    ]
    return [(label, text) for label, text in rows if text]


def _draft_said(draft: Draft) -> channels.Rows:
    """Of an opinion on a petition, what it states beside itself."""
    return [(f"{label}：", draft.particulars[name]) for name, label, _help in STATED if draft.particulars.get(name)]


def _came_from(letter: Letter) -> str:
    return f"{letter.get_source_display()} {letter.upstream_number} {letter.batch}".strip()


def _reply(case: Case) -> channels.Rows:
    """What the sender reads. A converted letter names its request, a declined one its ground."""
    assert isinstance(case, Letter)
    if case.state == State.DECLINED:
        return free_text_pages.declined(case, DeclineGround)
    if case.state == State.CONVERTED:
        return [
            row
            for request in case.outcomes.all()
            for row in (
                (_("信息公开申请编号"), request.number),
                (_("查询码"), request.query_code),
            )
        ]
    if case.state == State.MERGED and case.due_on:
        day = written_day(case.due_on)
        return [(_("最迟答复"), _t("%(day)s，与同一事项的来信一并答复") % {"day": day})]
    draft = signed(case) if case.replied_on else None
    return [(_("答复"), draft.body)] if draft else []


def _after_rating(case: Case) -> channels.Rows:
    assert isinstance(case, Letter)
    return free_text_pages.after_rating(case, _rating(case))


def _tables(case: Case) -> list[channels.Table]:
    """Letters merged into this one, parts of assisting organs, supervision orders, rulings."""
    assert isinstance(case, Letter)
    found = free_text_pages.tables(case, _("并入本件的来信"))
    if case.supervised:
        found.append(orders_table(case))
    return found


def _alerts(case: Case) -> list[channels.Alert]:
    """What belongs together with this letter; and letters at work that read the same."""
    assert isinstance(case, Letter)
    found = free_text_pages.joined(case)
    if case.state == State.CONVERTED:
        found += [
            channels.Alert(_t("已转为信息公开申请 %(number)s") % {"number": one.number}, one.pk)
            for one in case.outcomes.all()
        ]
    if case.state == State.SCREENING:
        found += free_text_pages.likes(case)
    if case.state == State.DECLINED:
        found += [
            channels.Alert(_t("不予受理：%(ground)s") % {"ground": text})
            for _label, text in free_text_pages.declined(case, DeclineGround)[:1]
        ]
    if case.sensitive:
        found.append(channels.Alert(_t("敏感：不公开，只限经办人员查看。")))
    return found


def _unhappy() -> Any:
    """Answered letters with a bad rating about which nobody has decided."""
    return Letter.objects.filter(UNDECIDED, state__in=ANSWERED).values("pk")


def _flags(cases: Sequence[int]) -> dict[int, list[channels.Text]]:
    """Letters that are sensitive, being answered a second time, or badly rated without a decision so far."""
    marked = Letter.objects.filter(Q(sensitive=True) | Q(reworked=True) | UNDECIDED, pk__in=cases)
    found: dict[int, list[channels.Text]] = {}
    for letter in marked.only("sensitive", "reworked", "rework_refused", "stars", "settled"):
        undecided = letter.badly_rated and not (letter.reworked or letter.rework_refused)
        said = {_t("敏感"): letter.sensitive, _t("重办"): letter.reworked, _rating(letter): undecided}
        found[letter.pk] = [text for text, holds in said.items() if holds]
    return found


def _rating(letter: Letter) -> str:
    settled = _t("已解决") if letter.settled else _t("未解决")
    return _t("评价 %(n)s 分，%(settled)s") % {"n": letter.stars, "settled": settled}


def _facets(case: Case, event: Event) -> dict[str, str]:
    """By what the figures of letters are told apart."""
    assert isinstance(case, Letter)
    found = {"kind": case.kind, "mailbox": str(case.mailbox_id)}
    if case.subject_id:
        found["subject"] = str(case.subject_id)
    if event.mark == "declined":
        found["ground"] = event.details["ground"]
    return found


def _batch(case: Case) -> str:
    assert isinstance(case, Letter)
    return case.batch


def _facet_names() -> list[channels.TallyFacet]:
    return [
        channels.TallyFacet("mailbox", _("信箱"), {str(one.pk): one.shown_name for one in Mailbox.objects.all()}),
        channels.TallyFacet("kind", _("类型"), {value: str(label) for value, label in Kind.choices}),
        channels.TallyFacet(
            "subject", _("事项类别"), {str(one.pk): one.name for one in Subject.objects.all()}, known_on_receipt=False
        ),
        channels.TallyFacet(
            "ground", _("不予受理的理由"), {value: str(label) for value, label in DeclineGround.choices}, "declined"
        ),
    ]


CHANNEL = channels.Channel(
    key="letter",
    slug="letters",
    label=_("领导信箱"),
    noun=_("来信"),
    prefix="XX",
    model=Letter,
    intro=_("向县领导、部门和乡镇负责人反映情况、提出建议。每封信都有编号，都有答复。"),
    guide=(
        with_limits(_("%(screen)s内审看，属于本级政府职责的即交办。"), screen="letter.screen"),
        with_limits(
            _(
                "咨询 %(consult)s内答复，求助 %(help)s、投诉 %(complaint)s、举报 %(report)s、建议 %(suggest)s内答复；情况复杂的经批准可以延长一次，会告诉您原因。"
            ),
            consult="letter.reply.consultation",
            help="letter.reply.request",
            complaint="letter.reply.complaint",
            report="letter.reply.report",
            suggest="letter.reply.suggestion",
        ),
        _("答复后请您评价。您同意公开的，隐去个人信息后公开来信和答复。"),
    ),
    send_label=_("发送"),
    advice=guide.ADVICE,
    limits_told=guide.LIMITS,
    time_limits=_time_limits,
    clocks_of={
        "screen": Role.INTAKE,
        "return_decision": Role.INTAKE,
        "arbitration": Role.SUPERVISOR,
        "interim": Role.HANDLER,
        "rework_decision": Role.SUPERVISOR,
        "supervision": Role.HANDLER,
        "urgent": Role.HANDLER,
        "review": Role.SIGNER,
        "reexamination": Role.SIGNER,
        "upstream": Role.HANDLER,
        "objection": Role.INTAKE,
        "up_return": Role.INTAKE,
    },
    content=_content,
    reply=_reply,
    after_rating=_after_rating,
    offers_similar=True,
    draft_said=_draft_said,
    stated=stated,
    tables=_tables,
    alerts=_alerts,
    flags=_flags,
    unhappy=_unhappy,
    suggest=suggested_organs,
    joins=("letter__mailbox", "letter__town", "letter__merged_into"),
    facets=_facets,
    facet_names=_facet_names,
    batch=_batch,
    public_states={
        State.SCREENING: (
            _("已收到"),
            with_limits(_("工作人员会在 %(screen)s内审看您的来信。"), screen="letter.screen"),
        ),
        State.ACCEPTED: (_("已受理"), _("正在确定由哪个单位办理。")),
        State.HANDLING: (_("办理中"), _("承办单位正在办理。")),
        State.REVIEWING: (_("办理中"), _("答复已拟好，正在审核。")),
        State.SIGNING: (_("办理中"), _("答复已审核，正在签发。")),
        State.REPLIED: (_("已答复"), _("请查看答复，并请您评价。")),
        State.PUBLISHED: (_("已答复，已公开"), _("隐去个人信息的来信和答复已经公开。")),
        State.CLOSED: (_("已答复，已办结"), _("请查看答复。")),
        State.DECLINED: (_("未予受理"), _("请查看理由和建议的去处。")),
        State.RETURNING: (_("办理中"), _("正在核对由哪个单位承办，您的期限照常计算。")),
        State.ARBITRATING: (_("办理中"), _("正在确定承办单位，您的期限照常计算。")),
        State.RETURNING_UP: (_("办理中"), _("正在与上级核对由谁办理，您的期限照常计算。")),
        State.RETURNED_UP: (_("已退回上级"), _("本件不属于本级职权范围，由上级另行转送，请向上级查询。")),
        State.MERGED: (_("一并办理"), _("同一事项的来信正在办理，答复后同时告知您。")),
        State.CONVERTED: (_("已转为公开申请"), _("请凭下面的编号和查询码查询申请的进度。")),
        State.WITHDRAWN: (_("已撤回"), _("您已撤回这封信。")),
        State.ARCHIVED: (_("已归档"), _("本件已经办结归档。")),
    },
)
