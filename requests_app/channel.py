"""What the shared rooms need to know of disclosure requests."""

from django.utils.translation import gettext_lazy as _

from interaction.casework import channels
from interaction.casework.models import Case
from interaction.replies.models import Draft
from requests_app.decisions import BY_CODE
from requests_app.forms import MANNERS, WAYS
from requests_app.models import DisclosureRequest, State
from requests_app.simulation import sample


def _time_limits(case: Case) -> dict[str, str]:
    return {
        "reply": "disclosure.reply",
        "confirm": "disclosure.confirm",
        "correction_notice": "disclosure.correction_notice",
    }


def _content(case: Case) -> list[tuple[str, str]]:
    assert isinstance(case, DisclosureRequest)
    return [
        (_("受理机关"), case.addressed_to.name),
        (_("所需信息"), case.wanted),
        (_("提供形式"), str(dict(MANNERS)[case.manner])),
        (_("获取方式"), str(dict(WAYS)[case.way])),
    ]


def _reply(case: Case) -> list[tuple[str, str]]:
    assert isinstance(case, DisclosureRequest)
    if not case.replied_on:
        return []
    return [(_("决定"), BY_CODE[case.decision].label), (_("答复书"), _("请在下方“文书和附件”中下载。"))]


def _draft_said(draft: Draft) -> list[tuple[str, str]]:
    decision = BY_CODE[draft.decision]
    rows = [(_("决定："), f"{decision.label}（条例{decision.law}）")]
    rows += [
        (f"{one.label}：", draft.particulars[one.name])
        for one in decision.particulars
        if draft.particulars.get(one.name)
    ]
    return rows


CHANNEL = channels.Channel(
    key="disclosure",
    slug="requests",
    label=_("依申请公开"),
    prefix="YSQ",
    model=DisclosureRequest,
    intro=_("向行政机关申请公开政府信息。不需要说明用途，不收取申请费用。"),
    guide=(
        _("1 个工作日内与您确认，确认之日为法定收到日期（条例第三十一条）。"),
        _("申请内容不明确的，7 个工作日内一次性告知您补正（第三十条）。"),
        _(
            "自收到之日起 20 个工作日内答复；需要延长的，经批准最多延长 20 个工作日，并书面告知您（第三十三条）。"
        ),
        _("对答复不服，或者逾期没有答复的，可以依法申请行政复议或者提起行政诉讼。"),
    ),
    send_label=_("提交申请"),
    time_limits=_time_limits,
    content=_content,
    reply=_reply,
    sample=sample,
    simulated_share=1,
    draft_said=_draft_said,
    told={
        State.SUBMITTED: (_("已提交"), _("工作人员会在 1 个工作日内与您确认收到，确认之日起计算答复期限。")),
        State.REGISTERED: (_("已登记"), _("正在核对申请内容。")),
        State.AWAITING_CORRECTION: (_("请您补正"), _("请下载补正告知书，在期限内提交补正；逾期视为放弃。")),
        State.ACCEPTED: (_("已受理"), _("正在确定由哪个单位办理。")),
        State.HANDLING: (_("办理中"), _("承办单位正在查找、核对您申请的信息。")),
        State.REVIEWING: (_("办理中"), _("答复已拟好，正在审核。")),
        State.SIGNING: (_("办理中"), _("答复已审核，正在签发。")),
        State.DELIVERING: (_("待送达"), _("答复书已签发，正在送达。")),
        State.REPLIED: (_("已答复"), _("请下载答复书。")),
        State.PUBLISHED: (_("已答复，已公开"), _("隐去个人信息的答复已经公开。")),
        State.CLOSED: (_("已办结"), _("本件已经办结。")),
        State.ABANDONED: (_("视为放弃"), _("补正期限届满没有收到补正，本件不再处理。您可以重新申请。")),
        State.WITHDRAWN: (_("已撤回"), _("您已撤回这件申请。")),
    },
)
