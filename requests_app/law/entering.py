"""Entering a version of a rule of law, and confirming it: two people of the legal office (法制审核)."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.organs.actors import Actor
from interaction.organs.models import Role
from interaction.workdays.now import today
from interaction.workflow.actions import ActionContext, document_action
from interaction.workflow.declarations import NEW
from interaction.workflow.forms import ActionForm, DayField, LineField, TextField
from requests_app.law.models import LawVersion
from requests_app.law.provisions import ROADS_SAID, SLOTS, Strength
from requests_app.law.remedies import LIMITS, REMEDY_LAW, ROADS, WORDS

State = LawVersion.State
# What may be entered: the names of organs and courts stand with each organ, decisions and rows are the code's.
ENTERABLE = frozenset(one.code for one in (*ROADS, *LIMITS, *WORDS))
_ROADS, _LIMITS = frozenset(one.code for one in ROADS), frozenset(one.code for one in LIMITS)
LONGEST_LIMIT = 366


class VersionForm(ActionForm):
    """What the rule says, from which day, on what it rests, and why it is entered."""

    value: Any = forms.CharField(label=_("内容"))
    effective_from = DayField(
        label=_("自何日起施行"), future=True, help_text=_("从明天起的日期。已经签发的文书不受影响。")
    )
    law = LineField(label=_("条款"), max_length=200, help_text=_("例如：行政复议法第二十三条第一款第四项。"))
    source = LineField(label=_("来源"), max_length=200, help_text=_("看的是哪份文本，从哪里得到的。"))
    strength = forms.ChoiceField(label=_("可靠程度"), choices=[(one.value, one.label) for one in Strength])
    reason = TextField(label=_("为什么录入这一版"), max_length=500)

    def prepare(self) -> None:
        rule = self.case.rule
        self.fields["value"] = _value_field(rule)
        before: Any = REMEDY_LAW.versions(rule)[-1] if self.case._state.adding else self.case
        self.initial = {name: getattr(before, name, "") for name in ("value", "law", "source", "strength")}
        if before is self.case:
            self.initial |= {"effective_from": before.effective_from, "reason": before.reason}
        self.initial["value"] = _shown(str(self.initial["value"]))

    def clean_value(self) -> str:
        """Return what the machine goes by; a text keeps every place that is filled in, and no other."""
        value = str(self.cleaned_data["value"])
        if self.case.rule in _ROADS | _LIMITS:
            return value
        for slot, place in SLOTS.items():
            value = value.replace(place, slot)
        needed = {slot for slot in SLOTS if slot in REMEDY_LAW.versions(self.case.rule)[-1].value}
        if "%" in value.replace("%(", "") or {slot for slot in SLOTS if slot in value} != needed:
            places = "、".join(SLOTS[slot] for slot in SLOTS if slot in needed)
            raise forms.ValidationError(_t("用语里应当有%(places)s，不能有别的占位和百分号。") % {"places": places})
        return value


def _shown(value: str) -> str:
    for slot, place in SLOTS.items():
        value = value.replace(slot, place)
    return value


def _value_field(rule: str) -> forms.Field:
    if rule in _ROADS:
        return forms.ChoiceField(label=_("走哪条路"), choices=list(ROADS_SAID.items()))
    if rule in _LIMITS:
        return forms.IntegerField(
            label=_("数目"), min_value=1, max_value=LONGEST_LIMIT,
            help_text=_("文书用语里写着的数目不会跟着变，请同时录入文书用语的新版本。"),
        )  # fmt: skip
    return TextField(label=_("文书用语"), max_length=2000, help_text=_("【】里的内容由系统填写，请保留。"))


class DropForm(ActionForm):
    reason = TextField(label=_("为什么不采用"), max_length=500)


@document_action(
    LawVersion, _("录入新版本"), source=(NEW, State.DRAFT), target=State.DRAFT, by=Role.LEGAL, form=VersionForm, writes=True,
    consequence=_("录入以后由另一位法制审核人员确认，确认以后自施行之日起执行。"),
)  # fmt: skip
def draft(version: LawVersion, context: ActionContext) -> None:
    """What the rule is to say, from a day to come on; the log keeps every word of it."""
    for name, value in context.data.items():
        setattr(version, name, value)
    context.words = context.data["reason"]
    context.text = {name: str(value) for name, value in context.data.items()}


def _day_is_past(version: LawVersion, actor: Actor) -> str:
    if version.effective_from > today():
        return ""
    return _t("施行日期已经到了，不能再确认，否则会改变已经签发的文书所依据的规则。请录入人改定以后的日期。")


@document_action(
    LawVersion, _("确认施行"), source=State.DRAFT, target=State.CONFIRMED, by=Role.LEGAL, main=True, settles=True,
    unmet=_day_is_past, second_person=_("这一版有您录入的内容，请由另一位法制审核人员确认。"),
    consequence=_("确认以后，自施行之日起，文书、查询页面和指南都按这一版写；以前签发的不变。"),
)  # fmt: skip
def confirm(version: LawVersion, context: ActionContext) -> None:
    """Four eyes: from its day on, letters and pages go by it."""
    version.confirmed_on = context.on


@document_action(
    LawVersion, _("不采用"), source=State.DRAFT, target=State.DROPPED, by=Role.LEGAL, form=DropForm, settles=True
)
def drop(version: LawVersion, context: ActionContext) -> None:
    """It stays in the record with the reason, and no letter ever goes by it."""
    context.words = context.data["reason"]
