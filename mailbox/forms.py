"""What each step of a letter asks for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.attachments import AttachmentsField
from interaction.casework.forms import ActionForm, LineField, TextField
from interaction.casework.party import ContactFields
from interaction.publicity.publishing import PublishForm
from interaction.replies.drafting import latest
from mailbox.kinds import DeclineGround, Kind


class MailboxField(forms.ModelChoiceField):
    def label_from_instance(self, mailbox: Any) -> str:
        return str(mailbox.name)


class LetterForm(ContactFields):
    mailbox = MailboxField(label=_("写给"), queryset=None)
    kind = forms.ChoiceField(label=_("来信类型"), choices=Kind.choices, widget=forms.RadioSelect)
    title = LineField(label=_("标题"), max_length=80, help_text=_("一句话说明是什么事、在哪里。"))
    content = TextField(
        label=_("正文"),
        max_length=5000,
        help_text=_("写明时间、地点、经过和您的诉求。请不要在正文里写证件号码和银行卡号。"),
    )
    place = LineField(label=_("事情发生在哪里（可不填）"), required=False, max_length=80)
    public_wish = forms.BooleanField(label=_("同意将来信和答复隐去个人信息后公开"), required=False, initial=True)
    attachments = AttachmentsField(label=_("照片和附件"))

    field_order = (
        "mailbox",
        "kind",
        "title",
        "content",
        "place",
        "name",
        "phone",
        "email",
        "public_wish",
        "attachments",
    )

    def prepare(self) -> None:
        from mailbox.models import Mailbox

        self.fields["mailbox"].queryset = Mailbox.objects.filter(open=True).select_related("organ")

    def remembered(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Party and text have columns of their own; the event keeps what was chosen."""
        data = self.cleaned_data
        return {"mailbox": data["mailbox"].pk, "kind": data["kind"], "public_wish": data["public_wish"]}, {}


class AcceptForm(ActionForm):
    kind = forms.ChoiceField(label=_("来信类型"), choices=Kind.choices, help_text=_("类型决定答复期限；可以更正。"))

    def prepare(self) -> None:
        self.fields["kind"].initial = self.case.kind


class DeclineForm(ActionForm):
    ground = forms.ChoiceField(label=_("不予受理的理由"), choices=DeclineGround.choices)
    advice = TextField(
        label=_("告知来信人去哪里反映"), max_length=1000, help_text=_("写明可以办理的机关、电话或者办法。")
    )


class ExtensionForm(ActionForm):
    reason = TextField(label=_("延期理由（告知来信人）"), max_length=500)
    workdays = forms.IntegerField(label=_("延长工作日数"), min_value=1, max_value=10, initial=10)


class ReplyForm(ActionForm):
    body = TextField(
        label=_("答复内容"), max_length=10000, help_text=_("先写结论，再写依据和下一步；写明联系人和电话。")
    )
    preview_template = "replies/draft_remarks.html"

    def prepare(self) -> None:
        before = latest(self.case)
        if before:
            self.initial = {"body": before.body}

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if len(body.strip()) < SHORTEST_REPLY:
            raise ValidationError(_t("答复太短。请写明办理结果、依据和下一步，不能敷衍了事。"))
        return body

    def remembered(self) -> tuple[dict[str, Any], dict[str, str]]:
        """The words are kept as a version of the draft."""
        return {}, {}


# Fewer characters than this cannot say result, basis and next step; inspectors call such replies perfunctory.
SHORTEST_REPLY = 20


class RatingForm(ActionForm):
    stars = forms.TypedChoiceField(
        label=_("您对答复满意吗"), coerce=int, widget=forms.RadioSelect,
        choices=((5, _("非常满意")), (4, _("满意")), (3, _("基本满意")), (2, _("不满意")), (1, _("非常不满意"))),
    )  # fmt: skip
    settled = forms.TypedChoiceField(
        label=_("事情解决了吗"), coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        choices=(("yes", _("解决了")), ("no", _("没有解决"))),
    )  # fmt: skip
    words = TextField(label=_("想说的话（可不填）"), required=False, max_length=1000)


class WithholdForm(ActionForm):
    reason = TextField(label=_("不公开的理由"), max_length=500)


class PublishLetterForm(PublishForm):
    def texts(self) -> tuple[dict[str, str], tuple[str, ...]]:
        draft = latest(self.case)
        assert draft
        texts = {"title": self.case.title, "content": self.case.content, "reply": draft.body}
        return texts, (self.case.party.name,)
