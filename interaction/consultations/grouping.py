"""归纳整理 (A.18): like opinions are put together, and each group is adopted, adopted in part, or not, with reasons."""

from typing import Any

from django import forms
from django.db.models import Max
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.consultations.models import Consultation, Opinion, OpinionGroup, Standing
from interaction.consultations.permissions import PREPARE
from interaction.workflow.actions import ActionContext, Within, WithinForm, document_action
from interaction.workflow.forms import TextField

# How many opinions a page of the desk shows and one assignment takes.
AT_ONCE = 50


class GroupForm(WithinForm):
    """A new group (`case` is None), or one that is written anew."""

    summary = TextField(
        label=_("意见归纳"), max_length=2000, help_text=_("用一两句话归纳这组意见，会对外公开，不要写个人信息。")
    )
    outcome = forms.ChoiceField(
        label=_("采纳情况"), choices=[("", _("还没有定")), *OpinionGroup.Outcome.choices], required=False
    )
    reasons = TextField(
        label=_("理由（会对外公开）"),
        max_length=4000,
        required=False,
        help_text=_("采纳的写明怎么改，部分采纳、未采纳的写明为什么。"),
    )

    def prepare(self) -> None:
        if self.case and not self.is_bound:
            self.initial = {name: getattr(self.case, name) for name in ("summary", "outcome", "reasons")}

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("outcome") and not data.get("reasons"):
            self.add_error("reasons", _t("定了采纳情况的，请写明理由（条例第十八条）。"))
        return data


class AssignForm(WithinForm):
    """Which opinions of a page go into which group, or into none."""

    group = forms.ModelChoiceField(
        label=_("归入"), queryset=OpinionGroup.objects.none(), required=False, empty_label=_("不归入任何一组")
    )
    opinions = forms.ModelMultipleChoiceField(
        label=_("意见"), queryset=Opinion.objects.none(), widget=forms.MultipleHiddenInput
    )

    def prepare(self) -> None:
        self.fields["group"].queryset = self.within.groups.all()
        self.fields["opinions"].queryset = self.within.opinions.all()
        self.fields["opinions"].error_messages["required"] = _("请先勾选要归类的意见。")


TAKING = (Standing.OPEN, Standing.CLOSED)
LAW = _("条例第十八条")


@document_action(
    Consultation, _("归纳意见"), source=TAKING, by=PREPARE, form=GroupForm, within=Within("groups", new=True), law=LAW,
    writes=True,
)  # fmt: skip
def save_group(consultation: Consultation, context: ActionContext) -> None:
    group = context.about
    if group is None:
        last = consultation.groups.aggregate(last=Max("position"))["last"] or 0
        group = OpinionGroup(consultation=consultation, position=last + 1)
    for name in ("summary", "outcome", "reasons"):
        setattr(group, name, context.data[name])
    group.save()
    context.details = {"group": group.position, "outcome": group.outcome}


@document_action(
    Consultation, _("取消这一组"), source=TAKING, by=PREPARE, form=WithinForm, within=Within("groups"), writes=True,
    consequence=_("组里的意见回到未归类。"),
)  # fmt: skip
def drop_group(consultation: Consultation, context: ActionContext) -> None:
    group: OpinionGroup = context.about
    group.opinions.update(group=None)
    context.details = {"group": group.position}
    group.delete()


@document_action(
    Consultation, _("归入一组"), source=TAKING, by=PREPARE, form=AssignForm, within=Within(existing=False, new=True),
    law=LAW, writes=True,
)  # fmt: skip
def assign(consultation: Consultation, context: ActionContext) -> None:
    group, opinions = context.data["group"], context.data["opinions"]
    consultation.opinions.filter(pk__in=[one.pk for one in opinions]).update(group=group)
    context.details = {"group": group.position if group else 0, "opinions": sorted(one.number for one in opinions)}
