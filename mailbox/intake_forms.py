"""What a letter asks of whoever writes it, or of the clerk who enters one from elsewhere."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.accusations import organs_named
from interaction.casework.attachments import AttachmentsField
from interaction.casework.dispatch_forms import within_reach
from interaction.casework.models import Case
from interaction.casework.organ_fields import OrganField
from interaction.casework.party import ContactFields
from interaction.casework.report_forms import ReportFields
from interaction.casework.upstream import refuse_second
from interaction.organs.models import Organ, Role
from interaction.workdays.now import today
from interaction.workflow.forms import DayField, LineField, TextField
from mailbox.kinds import Kind
from mailbox.mailboxes import Mailbox

Source, Identity = Case.Source, Case.Identity
ELSEWHERE = (
    Source.POST, Source.COUNTER, Source.PHONE, Source.EMAIL, Source.PROVINCE, Source.CITY, Source.PEOPLE, Source.WEB,
    Source.TELEVISION,
)  # fmt: skip
# Platforms above us, which have a number and a limit of their own.
ABOVE = (Source.PROVINCE, Source.CITY, Source.PEOPLE)
# Programmes and forums whose questions come in batches.
PROGRAMMES = (Source.WEB, Source.TELEVISION)


class MailboxField(forms.ModelChoiceField):
    def label_from_instance(self, mailbox: Any) -> str:
        return str(mailbox.shown_name)


class LetterForm(ReportFields, ContactFields):
    mailbox = MailboxField(label=_("写给"), queryset=None, empty_label=_("请选择信箱"))
    kind = forms.ChoiceField(label=_("来信类型"), choices=Kind.choices, widget=forms.RadioSelect)
    title = LineField(label=_("标题"), max_length=80, help_text=_("一句话说明是什么事、在哪里。"))
    content = TextField(
        label=_("正文"), max_length=5000,
        help_text=_("写明时间、地点、经过和您的诉求。请不要在正文里写证件号码和银行卡号。"),
    )  # fmt: skip
    town = OrganField(label=_("事情发生在哪个乡镇（可不选）"), queryset=Organ.objects.none(), required=False,
                      empty_label=_("不选"))  # fmt: skip
    place = LineField(label=_("具体地点（可不填）"), required=False, max_length=80)
    identity = forms.ChoiceField(
        label=_("姓名告诉谁"), choices=[
            (Identity.WITHHELD, _("告诉办理单位，不向公众公开")),
            (Identity.OPEN, _("告诉办理单位，公开时可以写“张先生”“李女士”这样的称呼")),
            (Identity.HIDDEN, _("隐名：不告诉被反映的单位，只有收信的工作人员知道")),
        ], initial=Identity.WITHHELD, widget=forms.RadioSelect,
        help_text=_("选隐名的，正文里写到的姓名、电话会对被反映的单位遮住；照片和附件请不要出现姓名。"),
    )  # fmt: skip
    public_wish = forms.BooleanField(label=_("同意将来信和答复隐去个人信息后公开"), required=False)
    attachments = AttachmentsField(label=_("照片和附件"))

    field_order: tuple[str, ...] = (
        "mailbox", "kind", "title", "content", "accused", "town", "place", "name", "phone", "email", "guardian", "agent",
        "authority", "identity", "public_wish", "attachments",
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["mailbox"].queryset = Mailbox.objects.filter(open=True).select_related("organ")
        self.fields["town"].queryset = Organ.objects.filter(kind=Organ.Kind.TOWNSHIP, active=True)

    def clean_identity(self) -> str:
        """Hidden from the organ complained of: such a letter cannot go to that organ's own mailbox."""
        identity, mailbox = self.cleaned_data["identity"], self.cleaned_data.get("mailbox")
        if identity == Identity.HIDDEN and mailbox and not mailbox.organ.is_root:
            raise ValidationError(
                _t("“%(mailbox)s”由该单位自己拆看，不能隐名。要隐名，请写给县长信箱。")
                % {"mailbox": mailbox.shown_name}
            )
        return str(identity)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        mailbox = data.get("mailbox")
        if mailbox and not mailbox.organ.is_root and mailbox.organ in organs_named(data.get("accused") or ""):
            self.add_error("mailbox", _t("“%(mailbox)s”由被举报的单位自己拆看，请写给县长信箱。") % {
                "mailbox": mailbox.shown_name,
            })  # fmt: skip
        return data

    def remembered(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Party and text have columns of their own; the event keeps what was chosen."""
        data = self.cleaned_data
        chosen = {name: data[name] for name in ("kind", "public_wish", "identity")}
        return {"mailbox": data["mailbox"].pk, **chosen}, {}


class EnteredLetterForm(LetterForm):
    """A letter that came another way, with where it came from."""

    source = forms.ChoiceField(label=_("来源"), choices=[(one.value, one.label) for one in ELSEWHERE])
    received_on = DayField(label=_("收到日期"), past=True)
    upstream_number = LineField(
        label=_("来源编号"), required=False, max_length=60, help_text=_("上级平台转来的必填；回复时对得上。")
    )
    upstream_days = forms.IntegerField(
        label=_("上级要求几个工作日办结"), required=False, min_value=1, max_value=120,
        help_text=_("另计一个期限，与本县的期限同时计算。"),
    )  # fmt: skip
    batch = LineField(
        label=_("节目、期次"),
        required=False,
        max_length=60,
        help_text=_("电视问政、网络问政的必填，例如“2026年第3期”。"),
    )
    field_order = (
        "source", "received_on", "upstream_number", "upstream_days", "batch", *LetterForm.field_order,
    )  # fmt: skip

    must_name = False
    # A letter on paper may tell of no way to answer it but the one it came.
    ways = ()

    groups = (
        (_("从哪里来"), ("source", "received_on", "upstream_number", "upstream_days", "batch")),
        (_("来信"), ("mailbox", "kind", "title", "content", "accused", "town", "place", "attachments")),
        (_("来信人"), ("name", "phone", "email", "guardian", "agent", "authority", "identity", "public_wish")),
    )

    def prepare(self) -> None:
        super().prepare()
        self.fields["received_on"].initial = today()
        reach = within_reach(self.actor, None, Role.INTAKE)
        self.fields["mailbox"].queryset = Mailbox.objects.filter(organ__in=reach).select_related("organ")

    def clean_upstream_number(self) -> str:
        number: str = self.cleaned_data["upstream_number"]
        refuse_second("letter", str(self.cleaned_data.get("source") or ""), number)
        return number

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        source = data.get("source")
        if source in ABOVE and not data.get("upstream_number"):
            self.add_error("upstream_number", _t("上级平台转来的，请填写来源编号。"))
        if data.get("upstream_days") and source not in ABOVE:
            self.add_error("upstream_days", _t("只有上级平台转来的才另计期限，请核对来源。"))
        if source in PROGRAMMES and not data.get("batch"):
            self.add_error("batch", _t("请填写节目名称和期次。"))
        return data

    def remembered(self) -> tuple[dict[str, Any], dict[str, str]]:
        details, words = super().remembered()
        data = self.cleaned_data
        return {**details, "source": data["source"], "received_on": data["received_on"].isoformat()}, words
