"""What the shared rooms need to know of letters."""

from django.utils.translation import gettext_lazy as _

from interaction.casework import channels
from interaction.casework.models import Case
from mailbox.demo import load_demo
from mailbox.models import Letter, State, reply_body
from mailbox.simulation import sample


def _time_limits(case: Case) -> dict[str, str]:
    assert isinstance(case, Letter)
    return {"screen": "letter.screen", "reply": f"letter.reply.{case.kind}"}


def _content(case: Case) -> channels.Rows:
    assert isinstance(case, Letter)
    rows = [
        (_("写给"), case.mailbox.name),
        (_("类型"), case.get_kind_display()),
        (_("地点"), case.place),
        (_("正文"), case.content),
    ]
    return [(label, text) for label, text in rows if text]


def _reply(case: Case) -> channels.Rows:
    assert isinstance(case, Letter)
    return [(_("答复"), reply_body(case))] if case.replied_on else []


CHANNEL = channels.Channel(
    key="letter",
    slug="letters",
    label=_("领导信箱"),
    prefix="XX",
    model=Letter,
    intro=_("向县领导、部门和乡镇负责人反映情况、提出建议。每封信都有编号，都有答复。"),
    guide=(
        _("1 个工作日内审看，属于本级政府职责的即交办。"),
        _(
            "咨询 5 个工作日内答复，求助、投诉、举报、建议 10 个工作日内答复；情况复杂的经批准可以延长一次，会告诉您原因。"
        ),
        _("答复后请您评价。您同意公开的，隐去个人信息后公开来信和答复。"),
    ),
    send_label=_("发送"),
    time_limits=_time_limits,
    content=_content,
    reply=_reply,
    sample=sample,
    simulated_share=2,
    offers_similar=True,
    load_demo=load_demo,
    draft_said=lambda draft: [],
    told={
        State.SCREENING: (_("已收到"), _("工作人员会在 1 个工作日内审看您的来信。")),
        State.ACCEPTED: (_("已受理"), _("正在确定由哪个单位办理。")),
        State.HANDLING: (_("办理中"), _("承办单位正在办理。")),
        State.REVIEWING: (_("办理中"), _("答复已拟好，正在审核。")),
        State.SIGNING: (_("办理中"), _("答复已审核，正在签发。")),
        State.REPLIED: (_("已答复"), _("请查看答复，并请您评价。")),
        State.PUBLISHED: (_("已答复，已公开"), _("隐去个人信息的来信和答复已经公开。")),
        State.CLOSED: (_("已办结"), _("本件已经办结。")),
        State.DECLINED: (_("未予受理"), _("请查看理由和建议的去处。")),
        State.WITHDRAWN: (_("已撤回"), _("您已撤回这封信。")),
    },
)
