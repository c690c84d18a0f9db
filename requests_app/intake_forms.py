"""What a clerk enters of an application that came over the counter, by post, fax or e-mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.models import Case
from interaction.organs.models import Organ, Role
from interaction.workdays.now import today
from interaction.workflow.forms import DayField
from requests_app.forms import ApplicationForm

Source = Case.Source


# 条例 A.43: what is done for whoever has difficulty with reading, seeing or hearing.
HELP = (
    ("written", _("代为填写申请")), ("read_out", _("朗读、讲解表格和文书")), ("large", _("提供大字版或者语音版")),
    ("signed", _("书面或者手语沟通")), ("other", _("其他必要的帮助")),
)  # fmt: skip


class EnteredForm(ApplicationForm):
    """An application as somebody else wrote it; the scan is attached."""

    helped = forms.MultipleChoiceField(
        label=_("给阅读困难、视听障碍的申请人提供的帮助（条例第四十三条）"), choices=HELP, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("没有困难的不选。选了的，办理和答复时都会提示。"),
    )  # fmt: skip

    groups = (
        (_("怎样收到的"), ("source", "received_on", "arrived_on", "oral", "helped")),
        (_("申请内容"), ("addressed_to", "matter", "title", "wanted", "manner", "way", "public_wish")),
        (
            _("申请人"),
            (
                "party_kind",
                "name",
                "id_kind",
                "id_name",
                "id_number",
                "guardian",
                "agent",
                "authority",
                "contact",
                "phone",
                "email",
                "address",
                "postcode",
            ),
        ),
        (_("材料"), ("attachments",)),
    )

    def prepare(self) -> None:
        """Organs for which this clerk takes in applications."""
        super().prepare()
        reach = Organ.objects.none()
        for organ in self.actor.organs_as(Role.INTAKE):
            reach |= Organ.objects.filter(path__startswith=organ.path, active=True)
        organs = reach.exclude(kind=Organ.Kind.HOTLINE).order_by("path")
        self.fields["addressed_to"].queryset = organs
        if len(organs) == 1:
            self.fields["addressed_to"].initial = organs[0]
        for day in ("received_on", "arrived_on"):
            if day in self.fields:
                self.fields[day].initial = today()
        self.fields["attachments"].label = _t("申请书扫描件和其他附件")

    def remembered(self) -> tuple[dict[str, Any], dict[str, str]]:
        details, words = super().remembered()
        helped = {"helped": self.cleaned_data["helped"]} if self.cleaned_data["helped"] else {}
        return {**details, "source": self.cleaned_data["source"], **helped}, words


class ReceivedForm(EnteredForm):
    """Received on the day it was handed in or signed for: A.31(1), (2)."""

    source = forms.ChoiceField(
        label=_("提交方式"),
        choices=[(one.value, one.label) for one in (Source.COUNTER, Source.REGISTERED_POST)],
    )
    received_on = DayField(
        label=_("收到日期"), past=True, help_text=_("当面提交的，为提交之日；挂号信、快递，为签收之日。")
    )
    oral = forms.BooleanField(label=_("口头申请，由本机关代为填写（条例第二十九条）"), required=False)
    field_order = ("source", "received_on", "oral", "helped", *ApplicationForm.field_order)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("oral") and data.get("source") != Source.COUNTER:
            self.add_error(
                "oral", _t("口头申请是当面提出的，请把提交方式选为“当面提交”，或者取消勾选（条例第二十九条）。")
            )
        return data

    def remembered(self) -> tuple[dict[str, Any], dict[str, str]]:
        details, words = super().remembered()
        day = self.cleaned_data["received_on"].isoformat()
        return {**details, "received_on": day, "oral": self.cleaned_data["oral"]}, words


class ArrivedForm(EnteredForm):
    """Arrived, and to be confirmed with the applicant: A.31(2), (3)."""

    source = forms.ChoiceField(
        label=_("提交方式"), choices=[(one.value, one.label) for one in (Source.POST, Source.FAX, Source.EMAIL)]
    )
    arrived_on = DayField(
        label=_("到达日期"), past=True,
        help_text=_("应当于当日与申请人确认；确认之日为收到日期，在“登记”时填写。"),
    )  # fmt: skip
    field_order = ("source", "arrived_on", "helped", *ApplicationForm.field_order)
