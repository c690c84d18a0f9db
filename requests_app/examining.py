"""公开审查: before information goes out on request it is examined, and who found what is kept with the case (条例 A.17).

The reviewer says so in passing a draft that discloses anything; the sheet (政府信息公开审查呈批单) is made when it is signed.
"""

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, action
from interaction.casework.attachments import attach_document
from interaction.casework.common_answer import names_nobody
from interaction.casework.models import Attachment, Event
from interaction.casework.steps import Stage
from interaction.organs.models import Role
from interaction.replies.delivery_slips import SlipField, form_sheet
from interaction.replies.drafting import latest
from interaction.replies.models import Draft
from interaction.replies.steps import ApprovalForm, four_eyes, last_level, not_reviewed_before
from interaction.replies.typesetting import chinese_date
from interaction.workdays.now import SHANGHAI
from interaction.workflow.forms import TextField
from requests_app.decisions import BY_CODE

SHEET = _("政府信息公开审查呈批单")
# What is examined, and the findings with which information may go out.
SECRETS = (("none", _("不涉及国家秘密，也不是法律、行政法规禁止公开的")),
           ("asked", _("不能确定的，已经报有关主管部门或者保密行政管理部门确定可以公开")))  # fmt: skip
OTHERS = (("none", _("不涉及第三方商业秘密、个人隐私")), ("asked", _("涉及，已经依法征求第三方意见")),
          ("left_out", _("涉及，已经作区分处理，不予公开的部分没有附上")))  # fmt: skip
SAFETY = (("none", _("公开后不会危及国家安全、公共安全、经济安全、社会稳定")),
          ("left_out", _("可能危及的部分已经作区分处理")))  # fmt: skip
EXAMINED = {
    "secrets": (_("保密审查"), SECRETS), "others": (_("第三方权益"), OTHERS), "safety": (_("安全和稳定"), SAFETY),
}  # fmt: skip


def discloses(draft: Draft | None) -> bool:
    """Whether a draft gives anything out, in whole or in part."""
    if draft is None or draft.decision not in BY_CODE:
        return False
    decision = BY_CODE[draft.decision]
    return decision.discloses or decision.withholds_part


class ExaminedForm(ApprovalForm):
    """The review of a reply; of one that discloses, what was examined (条例 A.17)."""

    secrets = forms.ChoiceField(label=EXAMINED["secrets"][0], choices=SECRETS, widget=forms.RadioSelect)
    others = forms.ChoiceField(label=EXAMINED["others"][0], choices=OTHERS, widget=forms.RadioSelect)
    safety = forms.ChoiceField(label=EXAMINED["safety"][0], choices=SAFETY, widget=forms.RadioSelect)
    basis = TextField(
        label=_("审查意见"), max_length=300, help_text=_("写明审查了哪些内容、依据什么可以公开；写入审查呈批单，与本件一起归档。")
    )  # fmt: skip

    field_order = ("secrets", "others", "safety", "basis", "remarks")

    def prepare(self) -> None:
        """Ask only where something goes out."""
        if not discloses(latest(self.case)):
            for name in (*EXAMINED, "basis"):
                del self.fields[name]


class ExaminingActions:
    """Between the draft and the signature. `Case` is mixed in beside this."""

    @action(_("审核通过"), source=Stage.REVIEWING, target=Stage.SIGNING, by=Role.REVIEWER, form=ExaminedForm,
            law="条例第十七条", needs=(four_eyes, not_reviewed_before, last_level, names_nobody), main=True)  # fmt: skip
    def approve(self: Any, ctx: ActionContext, *, remarks: str, basis: str = "", **found: str) -> None:
        """The reviewer passes the draft on to sign-off, and says what was examined of what goes out."""
        if found:
            draft = latest(self)
            assert draft
            ctx.details["examined"] = {**found, "version": draft.version}


def keep_sheet(request: Any, draft: Draft, signed_by: str, ctx: ActionContext) -> Attachment | None:
    """Make the sheet of a reply that discloses, within the step that signs it; for the office alone."""
    passed = request.events.filter(action="approve").order_by("-seq").select_related("actor", "words").first()
    found = passed.details.get("examined") if passed else None
    if not passed or not found or found["version"] != draft.version or not discloses(draft):
        return None
    entries = _entries(request, draft, passed, signed_by, ctx)
    organ, note = request.addressed_to.name, _t("依据《中华人民共和国政府信息公开条例》第十七条，与本件一起归档。")
    pdf = form_sheet(organ, str(SHEET), request.number, entries, note)
    name = f"{SHEET}.pdf"
    return attach_document(request, name, pdf, hashlib.sha256(pdf).hexdigest(), for_party=False)


def _entries(request: Any, draft: Draft, passed: Event, signed_by: str, ctx: ActionContext) -> tuple[SlipField, ...]:
    found, words = passed.details["examined"], passed.words.texts
    asked = [f"{one.get_kind_display()}：{one.name}，{one.answered}" for one in request.inquiries.all()]
    files = "、".join(one.name for one in draft.files.all())
    said = [SlipField(str(label), str(dict(choices)[found[name]])) for name, (label, choices) in EXAMINED.items()]
    return (
        SlipField(_t("登记编号"), request.number),
        SlipField(_t("申请公开的内容"), request.wanted[:300], 2),
        SlipField(_t("拟作出的决定"), f"{BY_CODE[draft.decision].label}"),
        SlipField(_t("随答复提供的文件"), files or _t("无")),
        SlipField(_t("征求意见情况"), "\n".join(asked) or _t("没有需要征求的")),
        SlipField(_t("承办人"), draft.author.name, 2, chinese_date(draft.written_at.astimezone(SHANGHAI).date())),
        *said,
        SlipField(_t("审查意见"), words.get("basis", ""), 2),
        SlipField(_t("审查人"), passed.actor.name if passed.actor else "", 2, chinese_date(passed.on)),
        SlipField(_t("签发人"), signed_by, 2, chinese_date(ctx.on)),
    )  # fmt: skip
