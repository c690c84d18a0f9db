"""What the shared rooms need to know of work orders."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hotline import guide
from hotline.centre import DESK
from hotline.exchange.showing import tables_of
from hotline.intake_actions import THIRD
from hotline.kinds import DeclineGround, ExclusionGround, Kind, Settled
from hotline.models import UNDECIDED, WorkOrder
from hotline.rates.readers import ROLES as READERS
from hotline.states import ANSWERED, BEFORE_DISPATCH, State
from hotline.texting.stray import may_read
from hotline.time_limits import limits_of
from interaction.casework import channels, free_text_pages
from interaction.casework.models import Case, Event, Subject
from interaction.casework.similarity import suggested_organs
from interaction.i18n.translation import written_day
from interaction.limits.telling import with_limits
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role
from interaction.replies.drafting import signed
from interaction.supervision.orders import orders_table


def _content(case: Case) -> channels.Rows:
    assert isinstance(case, WorkOrder)
    rows = [
        (_("类型"), case.get_kind_display()),
        (_("事项类别"), case.subject.name if case.subject else ""),
        (_("紧急程度"), case.get_urgency_display() if case.is_urgent else ""),
        (_("地点"), f"{case.town.shown_short_name if case.town else ''}{case.place}"),
        (_("来源"), f"{case.get_source_display()} {case.upstream_number}".strip()),
        (_("姓名"), case.get_identity_display()),
        (_("举报谁"), case.accused),
        (_("内容"), case.content),
    ]
    return [(label, text) for label, text in rows if text]


def _reply(case: Case) -> channels.Rows:
    """What the caller reads."""
    assert isinstance(case, WorkOrder)
    if case.state == State.DECLINED:
        return free_text_pages.declined(case, DeclineGround)
    if case.state == State.JOINED and case.due_on:
        day = written_day(case.due_on)
        return [(_("最迟答复"), _t("%(day)s，与同一事项一并答复") % {"day": day})]
    if case.direct:
        return [(_("答复"), free_text_pages.words_of(case, "answer_directly").get("answer", ""))]
    draft = signed(case) if case.replied_on else None
    return [(_("答复"), draft.body)] if draft else []


def _after_rating(case: Case) -> channels.Rows:
    assert isinstance(case, WorkOrder)
    said = _t("%(n)s 分，%(settled)s") % {"n": case.stars, "settled": case.get_settled_display()}
    return free_text_pages.after_rating(case, said)


def _tables(case: Case) -> list[channels.Table]:
    """Callers of the same incident, parts of assisting organs, supervision orders."""
    assert isinstance(case, WorkOrder)
    found = free_text_pages.tables(case, _("并入本事件的工单"))
    if case.supervised:
        found.append(orders_table(case))
    if case.is_from_above:
        found += tables_of(case)
    return found


def _alerts(case: Case) -> list[channels.Alert]:
    """What belongs together with this order; whether the caller has come before; what is asked about the rates."""
    assert isinstance(case, WorkOrder)
    found = free_text_pages.joined(case)
    if case.state in BEFORE_DISPATCH:
        found += free_text_pages.likes(case)
    if case.repeat_of:
        found.append(channels.Alert(_t("同一来电人第 %(n)s 次反映同一事项") % {"n": case.repeat_of + 1}))
    if case.state == State.DECLINED:
        found += [
            channels.Alert(_t("不予受理：%(ground)s") % {"ground": text})
            for _label, text in free_text_pages.declined(case, DeclineGround)[:1]
        ]
    if case.exclusion_asked:
        found.append(channels.Alert(_exclusion(case)))
    if case.sensitive:
        found.append(channels.Alert(_t("敏感：不公开，只限经办人员查看。")))
    return found


def _exclusion(case: WorkOrder) -> str:
    decided = {None: _t("待审核"), True: _t("已同意"), False: _t("未同意")}[case.excluded]
    return _t("申请剔除三率（%(ground)s）：%(decided)s") % {
        "ground": ExclusionGround(case.exclusion_asked).label, "decided": decided,
    }  # fmt: skip


def _unhappy() -> Any:
    """Answered orders with a bad rating about which nobody has decided."""
    return WorkOrder.objects.filter(UNDECIDED, state__in=ANSWERED).values("pk")


def _flags(cases: Sequence[int]) -> dict[int, list[channels.Text]]:
    """Orders that are sensitive, worked on a second time, unsettled, a third repeat, or more than ordinarily urgent."""
    marked = WorkOrder.objects.filter(
        Q(sensitive=True) | Q(reworked=True) | UNDECIDED | Q(repeat_of__gte=THIRD - 1) | ~Q(urgency="ordinary"),
        pk__in=cases,
    )
    found: dict[int, list[channels.Text]] = {}
    for order in marked.only("sensitive", "reworked", "rework_refused", "settled", "stars", "repeat_of", "urgency"):
        undecided = order.badly_rated and not (order.reworked or order.rework_refused)
        said = {
            order.get_urgency_display(): order.is_urgent, _t("敏感"): order.sensitive, _t("重办"): order.reworked,
            _t("未解决"): undecided and order.settled == Settled.NO,
            _t("不满意"): undecided and order.settled != Settled.NO,
            _t("第 %(n)s 次反映") % {"n": order.repeat_of + 1}: order.repeat_of >= THIRD - 1,
        }  # fmt: skip
        found[order.pk] = [text for text, holds in said.items() if holds]
    return found


def _facets(case: Case, event: Event) -> dict[str, str]:
    """By what the figures of orders are told apart."""
    assert isinstance(case, WorkOrder)
    found = {"kind": case.kind, "source": case.source}
    if case.subject_id:
        found["subject"] = str(case.subject_id)
    if case.town_id:
        found["town"] = str(case.town_id)
    if event.mark == "declined":
        found["ground"] = event.details["ground"]
    return found


def _facet_names() -> list[channels.TallyFacet]:
    return [
        channels.TallyFacet("kind", _("类型"), {value: str(label) for value, label in Kind.choices}),
        channels.TallyFacet(
            "subject", _("事项类别"), {str(one.pk): one.name for one in Subject.objects.all()}, known_on_receipt=False
        ),
        channels.TallyFacet(
            "town", _("所在乡镇"),
            {str(one.pk): one.shown_short_name for one in Organ.objects.filter(kind=Organ.Kind.TOWNSHIP)},
        ),
        channels.TallyFacet("source", _("来源"), {value: str(label) for value, label in Case.Source.choices}),
        channels.TallyFacet(
            "ground", _("不予受理的理由"), {value: str(label) for value, label in DeclineGround.choices}, "declined"
        ),
    ]  # fmt: skip


def _supervises_a_hotline(actor: Actor) -> bool:
    """Read from the posts alone: the navigation of every page asks."""
    return any(
        post.role == Role.SUPERVISOR and (post.organ.kind == Organ.Kind.HOTLINE or post.organ.is_root)
        for post in actor.posts
    )


CHANNEL = channels.Channel(
    key="order",
    slug="hotline",
    label=_("12345热线"),
    noun=_("诉求"),
    prefix="RX",
    model=WorkOrder,
    calls_back=True,
    intro=_("停水停电、路灯不亮、政策怎么办：打 12345 或者在这里写下来，全天有人接听。"),
    guide=(
        _("能当场答复的当场答复，其余派给负责的单位，承办单位会与您联系。"),
        with_limits(
            _(
                "咨询 %(consult)s、求助 %(help)s、投诉 %(complain)s、举报 %(report)s、建议 %(suggest)s内答复；紧急事项 %(urgent)s内办理。"
            ),
            consult="hotline.reply.consult",
            help="hotline.reply.help",
            complain="hotline.reply.complain",
            report="hotline.reply.report",
            suggest="hotline.reply.suggest",
            urgent="hotline.reply.urgent",
        ),
        with_limits(_("办完后 %(back)s内回访，您说没有解决的，退回重新办理。"), back="hotline.call_back"),
    ),
    send_label=_("发送"),
    advice=guide.ADVICE,
    limits_told=guide.LIMITS,
    time_limits=limits_of,
    clocks_of={
        "sign": Role.HANDLER,
        "contact": Role.HANDLER,
        "return_decision": Role.INTAKE,
        "arbitration": Role.SUPERVISOR,
        "interim": Role.HANDLER,
        "supervision": Role.HANDLER,
        "up_return": Role.INTAKE,
        "call_back": Role.CALL_AGENT,
        "rework_decision": Role.SUPERVISOR,
        "upstream": Role.HANDLER,
    },
    content=_content,
    reply=_reply,
    after_rating=_after_rating,
    offers_similar=True,
    draft_said=lambda draft: [],
    tables=_tables,
    alerts=_alerts,
    flags=_flags,
    unhappy=_unhappy,
    suggest=suggested_organs,
    pages=(
        channels.DeskPage(_("话务台"), "console:console", (Role.CALL_AGENT,)),
        channels.DeskPage(_("回访"), "console:call_backs", (Role.CALL_AGENT,)),
        channels.DeskPage(_("来电短信"), "texting_desk:index", DESK, may_read),
        channels.DeskPage(_("热线大屏"), "wallboard:wall", (Role.CALL_AGENT, Role.SUPERVISOR)),
        channels.DeskPage(_("热线三率"), "rates:index", READERS),
        channels.DeskPage(_("单位考核"), "appraisal:standings", tuple(Role.values)),
        channels.DeskPage(_("质检"), "quality:index", (Role.SUPERVISOR,)),
        channels.DeskPage(_("知识库"), "knowledge:index", tuple(Role.values)),
        channels.DeskPage(_("上级平台"), "exchange_desk:index", (Role.SUPERVISOR,), _supervises_a_hotline),
    ),
    joins=("workorder__town", "workorder__merged_into"),
    facets=_facets,
    facet_names=_facet_names,
    public_states={
        State.SUBMITTED: (_("已收到"), _("话务员正在查看您的诉求。")),
        State.ACCEPTED: (_("已受理"), _("正在确定由哪个单位办理。")),
        State.HANDLING: (_("办理中"), _("承办单位正在办理，会与您联系。")),
        State.RETURNING: (_("办理中"), _("正在核对由哪个单位承办，您的期限照常计算。")),
        State.ARBITRATING: (_("办理中"), _("正在确定承办单位，您的期限照常计算。")),
        State.RETURNING_UP: (_("办理中"), _("正在与上级平台核对由谁办理，您的期限照常计算。")),
        State.REVIEWING: (_("办理中"), _("答复已拟好，正在审核。")),
        State.CHECKING: (_("办理中"), _("答复已审核，热线正在核对。")),
        State.REPLIED: (_("已答复"), _("请查看答复，并请您评价；热线也会打电话回访。")),
        State.CLOSED: (_("已办结"), _("请查看答复。")),
        State.PUBLISHED: (_("已办结，已公开"), _("隐去个人信息的诉求和答复已经公开。")),
        State.DECLINED: (_("未予受理"), _("请查看理由和建议的去处。")),
        State.JOINED: (_("一并办理"), _("同一事项正在办理，答复后同时告知您。")),
        State.RETURNED_UP: (_("已退回上级"), _("本件由上级平台另行交办。")),
        State.WITHDRAWN: (_("已撤回"), _("您已撤回这件诉求。")),
        State.ARCHIVED: (_("已归档"), _("本件已经办结归档。")),
    },
)
