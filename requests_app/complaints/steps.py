"""Entering a complaint about disclosure work, adding to it, and closing it with what was found and done."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.numbers import next_case_number
from interaction.casework.organ_fields import OrganField
from interaction.organs.actors import SYSTEM
from interaction.organs.models import Organ, Role
from interaction.workdays.now import today
from interaction.workflow.actions import ActionContext, document_action
from interaction.workflow.declarations import NEW
from interaction.workflow.desk_pages import organs_of
from interaction.workflow.forms import ActionForm, DayField, LineField, TextField
from requests_app.complaints.models import Complaint

State = Complaint.State
LAW = _("条例第四十七条、第五十一条")
FACTS = ("about", "way", "kind", "received_on", "name", "contact", "matter")


class ComplaintForm(ActionForm):
    """Who came, how, about whom and what."""

    organ = OrganField(label=_("登记的主管部门"), queryset=Organ.objects.none())
    about = OrganField(label=_("被投诉的单位"), queryset=Organ.objects.none())
    kind = forms.ChoiceField(label=_("反映的问题"), choices=Complaint.Kind.choices)
    matter = TextField(label=_("反映的内容"), max_length=3000, help_text=_("加密保存，只有督办人员可以查看。"))
    way = forms.ChoiceField(label=_("怎样提出的"), choices=Complaint.Way.choices)
    received_on = DayField(label=_("收到日期"), past=True)
    name = LineField(label=_("投诉人（不愿留名的不填）"), max_length=60, required=False)
    contact = LineField(label=_("联系方式"), max_length=120, required=False)

    def prepare(self) -> None:
        """Offer the authorities whose supervisor this is, and every organ under them."""
        self.fields["organ"].queryset = organs_of(self.actor, Role.SUPERVISOR)
        self.fields["about"].queryset = organs_of(self.actor, Role.SUPERVISOR)
        first = organs_of(self.actor, Role.SUPERVISOR).first()
        self.initial = {"received_on": today(), "organ": first}
        if not self.case._state.adding:
            del self.fields["organ"]
            self.initial = {name: getattr(self.case, name) for name in FACTS}


class OutcomeForm(ActionForm):
    """What was found, what was done about it, and when who complained was told."""

    finding = TextField(label=_("核查情况"), max_length=3000)
    outcome = forms.ChoiceField(label=_("处理结果"), choices=Complaint.Outcome.choices)
    told_on = DayField(
        label=_("告知投诉人的日期（没有联系方式的不填）"), past=True, required=False,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Whoever left a way to be reached is told."""
        data = self.cleaned_data
        told = data.get("told_on")
        if self.case.contact and not told and "told_on" not in self.errors:
            self.add_error("told_on", _t("投诉人留了联系方式，请先告知处理结果，再填写告知的日期。"))
        if told and told < self.case.received_on:
            self.add_error("told_on", _t("告知的日期不能早于收到日期。"))
        return data


@document_action(
    Complaint, _("登记投诉"), source=(NEW, State.OPEN), target=State.OPEN, by=Role.SUPERVISOR, form=ComplaintForm, law=LAW,
    writes=True,
)  # fmt: skip
def save(complaint: Complaint, context: ActionContext) -> None:
    """Enter it in the register under its number; or put right what was entered."""
    if complaint._state.adding:
        complaint.organ = context.data["organ"]
        complaint.number = next_case_number("GKTS", context.on)
    for name in FACTS:
        setattr(complaint, name, context.data[name])


@document_action(
    Complaint, _("办结"), source=State.OPEN, target=State.CLOSED, by=Role.SUPERVISOR, form=OutcomeForm, law=LAW, main=True,
    settles=True, consequence=_("查证属实的，应当督促整改或者通报批评（条例第四十七条）。"),
)  # fmt: skip
def close(complaint: Complaint, context: ActionContext) -> None:
    """What was found is kept sealed; what was done stands in the register."""
    complaint.finding, complaint.outcome = context.data["finding"], context.data["outcome"]
    complaint.told_on, complaint.closed_on = context.data["told_on"], context.on
    context.details["outcome"] = complaint.outcome


@document_action(
    Complaint, _("删除个人信息"), source=State.CLOSED, by=SYSTEM, law=_("个人信息保护法第四十七条"),
)  # fmt: skip
def forget(complaint: Complaint, context: ActionContext) -> None:
    """Who complained, and in which words, is forgotten when the years that it is kept are over."""
    complaint.name = complaint.contact = complaint.matter = complaint.finding = ""
    complaint.forgotten_on = context.on
