"""What an order asks of a citizen who writes one, an agent who takes one on the telephone, a platform that sends one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hotline.kinds import ADVICE, DeclineGround, Kind
from interaction.casework.attachments import AttachmentsField
from interaction.casework.classification import SubjectField
from interaction.casework.common_answer import refuse_particulars
from interaction.casework.models import Case
from interaction.casework.organ_fields import OrganField
from interaction.casework.party import ContactFields
from interaction.casework.report_forms import ReportFields
from interaction.casework.upstream import refuse_second
from interaction.organs.models import Organ
from interaction.workflow.forms import ActionForm, LineField, TextField

Identity, Source = Case.Identity, Case.Source
IDENTITIES = [
    (Identity.WITHHELD, _("告诉办理单位，不向公众公开")),
    (Identity.HIDDEN, _("隐名：不告诉被反映的单位，只有热线知道")),
]
# Platforms above us, which have a number and a limit of their own.
ABOVE = (Source.CITY, Source.PROVINCE)
LONGEST_TITLE = 80


class OrderForm(ReportFields, ContactFields):
    """Sent by the citizen on the site: 网上诉求."""

    kind = forms.ChoiceField(label=_("诉求类型"), choices=Kind.choices, widget=forms.RadioSelect)
    title = LineField(label=_("标题"), max_length=LONGEST_TITLE, help_text=_("一句话说明是什么事、在哪里。"))
    content = TextField(label=_("内容"), max_length=5000, help_text=_("写明时间、地点、经过和您的诉求。"))
    town = OrganField(label=_("事情发生在哪个乡镇（可不选）"), queryset=Organ.objects.none(), required=False,
                      empty_label=_("不选"))  # fmt: skip
    place = LineField(label=_("具体地点（可不填）"), required=False, max_length=80)
    identity = forms.ChoiceField(label=_("姓名告诉谁"), choices=IDENTITIES, initial=Identity.WITHHELD,
                                 widget=forms.RadioSelect)  # fmt: skip
    public_wish = forms.BooleanField(label=_("同意将诉求和答复隐去个人信息后公开"), required=False)
    attachments = AttachmentsField(label=_("照片和附件"))

    field_order: tuple[str, ...] = (
        "kind", "title", "content", "accused", "town", "place", "name", "phone", "email", "guardian", "agent",
        "authority", "identity", "public_wish", "attachments",
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["town"].queryset = Organ.objects.filter(kind=Organ.Kind.TOWNSHIP, active=True)

    def remembered(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Party and text have columns of their own; the event keeps what was chosen."""
        chosen = {name: self.cleaned_data[name] for name in ("kind", "public_wish", "identity")}
        return chosen, {}


class SortedFields(ActionForm):
    """What an agent knows to say of a matter on hearing it."""

    subject = SubjectField(label=_("事项类别"))
    urgency = forms.ChoiceField(label=_("紧急程度"), choices=Case.Urgency.choices, initial=Case.Urgency.ORDINARY)
    sensitive = forms.BooleanField(label=_("敏感：涉及未成年人、健康、举报人安全等，不公开"), required=False)


class CalledForm(SortedFields, OrderForm):
    """Taken on the telephone; the caller need not say who they are."""

    groups: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (_("诉求"), ("kind", "title", "content", "accused", "subject", "urgency", "town", "place", "sensitive")),
        (_("来电人"), ("name", "phone", "identity", "public_wish")),
    )
    field_order: tuple[str, ...] = ("kind", "title", "content", "accused", "subject", "urgency", "town", "place", "sensitive", "name", "phone",
                   "identity", "public_wish")  # fmt: skip
    ways = ()
    must_name = False

    def prepare(self) -> None:
        super().prepare()
        self.fields["subject"].offer()
        self.fields["name"].required = False
        self.fields["content"].widget.attrs["rows"] = 4
        for name in ("email", "guardian", "agent", "authority", "attachments"):
            del self.fields[name]


class UpstreamForm(CalledForm):
    """Sent down by the platform above, with its number and its limit."""

    source = forms.ChoiceField(label=_("来源"), choices=[(one.value, one.label) for one in ABOVE])
    upstream_number = LineField(label=_("上级工单编号"), max_length=60)
    upstream_days = forms.IntegerField(label=_("上级要求几个工作日办结"), required=False, min_value=1, max_value=120)

    groups = ((_("从哪里来"), ("source", "upstream_number", "upstream_days")), *CalledForm.groups)
    field_order = ("source", "upstream_number", "upstream_days", *CalledForm.field_order)

    def clean_upstream_number(self) -> str:
        """The exchange knows its numbers itself; a person may not have seen that the order is here."""
        number: str = self.cleaned_data["upstream_number"]
        if self.actor.staff:
            refuse_second("order", str(self.cleaned_data.get("source") or ""), number)
        return number

    def remembered(self) -> tuple[dict[str, Any], dict[str, str]]:
        details, words = super().remembered()
        return {**details, "source": self.cleaned_data["source"]}, words


class DeclineForm(ActionForm):
    ground = forms.ChoiceField(label=_("不予受理的理由"), choices=DeclineGround.choices)
    advice = TextField(
        label=_("告知来电人去哪里反映"), max_length=1000, required=False,
        help_text=_("写明可以办理的机关、电话或者办法；不填的，按所选理由写入通常的指引。"),
    )  # fmt: skip

    def clean_advice(self) -> str:
        ground = self.cleaned_data.get("ground")
        return self.cleaned_data["advice"] or (str(ADVICE[DeclineGround(ground)]) if ground else "")


class AnswerForm(ActionForm):
    answer = TextField(label=_("当场答复的内容"), max_length=5000)

    def clean_answer(self) -> str:
        answer: str = self.cleaned_data["answer"]
        if len(answer.strip()) < SHORTEST_ANSWER:
            raise ValidationError(_t("请写明答复了什么，让以后查看的人看得明白。"))
        return refuse_particulars(self.case, answer)


# Fewer characters than this say nothing to whoever reads the order later.
SHORTEST_ANSWER = 6
