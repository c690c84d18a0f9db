"""Entering a version of a rule of law, and confirming it: two people of the legal office (法制审核)."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.limits.configured import in_force, save_version
from interaction.limits.models import ConfiguredLimit
from interaction.limits.rules import Rule
from interaction.limits.telling import longest_extension
from interaction.organs.actors import Actor
from interaction.organs.models import Role
from interaction.workdays.now import today
from interaction.workflow.actions import ActionContext, document_action
from interaction.workflow.declarations import NEW
from interaction.workflow.forms import ActionForm, DayField, LineField, TextField
from requests_app.fees import UNITS, Scale, Tariff
from requests_app.law.chapters import ROWS_SAID, law_table, limit_numbers, limit_value
from requests_app.law.in_force import law_on
from requests_app.law.models import LawVersion
from requests_app.law.provisions import GROUNDS_SAID, ROADS_SAID, SLOTS, Strength, shown
from requests_app.law.remedies import LIMITS, ROADS
from requests_app.law.tariffs import PERIODS, TARIFFS

State = LawVersion.State
# What stands with each organ: before whom it is brought, which court.
WITH_ORGANS = "whom"
LONGEST_LIMIT = 366
_ROADS = frozenset(one.code for one in ROADS)
_NUMBERS = frozenset(one.code for one in (*LIMITS, *PERIODS))
_TARIFFS = {one.code: Tariff(one.code.partition(".")[2]) for one in TARIFFS}


def may_be_entered(code: str) -> bool:
    """Whether there is such a rule, and the legal office enters versions of it."""
    return code in law_table().codes and not code.startswith(WITH_ORGANS)


def _time_limit(code: str) -> Rule | None:
    """The time limit that a rule of law is, in force today; None for every other."""
    kind, _dot, name = code.partition(".")
    return in_force(name, today()) if kind == "limit" else None


class VersionForm(ActionForm):
    """What the rule says, from which day, on what it rests, and why it is entered."""

    value: Any = forms.CharField(label=_("内容"))
    extension = forms.IntegerField(
        label=_("最多延长"), min_value=1, max_value=LONGEST_LIMIT, help_text=_("单位与时限相同。")
    )
    effective_from = DayField(
        label=_("自何日起施行"), future=True, help_text=_("从明天起的日期。已经签发的文书、已经起算的期限不受影响。")
    )
    law = LineField(label=_("条款"), max_length=200, help_text=_("例如：行政复议法第二十三条第一款第四项。"))
    source = LineField(label=_("来源"), max_length=200, help_text=_("看的是哪份文本，从哪里得到的。"))
    strength = forms.ChoiceField(label=_("可靠程度"), choices=[(one.value, one.label) for one in Strength])
    reason = TextField(label=_("为什么录入这一版"), max_length=500)

    def prepare(self) -> None:
        code, limit = self.case.rule, _time_limit(self.case.rule)
        self.fields["value"] = _value_field(code, limit)
        if limit is None or longest_extension(limit) is None:
            del self.fields["extension"]
        before: Any = law_on(today()).on(code) if self.case._state.adding else self.case
        self.initial = {name: getattr(before, name, "") for name in ("value", "law", "source", "strength")}
        if before is self.case:
            self.initial |= {"effective_from": before.effective_from, "reason": before.reason}
        self.initial["value"] = shown(str(self.initial["value"])) if _is_text(code) else self.initial["value"]
        if limit:
            self._begin_with(limit, before)

    def _begin_with(self, limit: Rule, before: Any) -> None:
        """The length that holds today, or the one that was entered."""
        length, extension = limit.length, longest_extension(limit)
        if before is self.case:
            length, extension = limit_numbers(before.value)
        self.initial.update(value=length, extension=extension)

    def clean_value(self) -> str:
        """Return what the machine goes by; a text keeps every place that is filled in, and no other."""
        value = str(self.cleaned_data["value"])
        if self.case.rule in _TARIFFS:
            return _tariff(_TARIFFS[self.case.rule], value)
        if not _is_text(self.case.rule):
            return value
        for slot, place in SLOTS.items():
            value = value.replace(place, slot)
        needed = {slot for slot in SLOTS if slot in law_table().versions(self.case.rule)[-1].value}
        if "%" in value.replace("%(", "") or {slot for slot in SLOTS if slot in value} != needed:
            places = "、".join(SLOTS[slot] for slot in SLOTS if slot in needed) or _t("原来的内容")
            raise forms.ValidationError(_t("用语里应当有%(places)s，不能有别的占位和百分号。") % {"places": places})
        return value

    def clean(self) -> dict[str, Any]:
        """A limit is kept with how far it may be extended."""
        data = self.cleaned_data
        if "extension" in data and "value" in data:
            data["value"] = limit_value(int(data["value"]), data["extension"])
        data.pop("extension", None)
        return data


def _is_text(code: str) -> bool:
    return code.startswith(("words.", "decision.", "notice."))


def _tariff(tariff: Tariff, text: str) -> str:
    """The steps of a tariff, a line each. Raises ValidationError for what is none."""
    try:
        Scale.read(tariff, text)
    except ValueError as wrong:
        raise forms.ValidationError(str(wrong)) from wrong
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _value_field(code: str, limit: Rule | None) -> forms.Field:
    if code in _ROADS:
        return forms.ChoiceField(label=_("走哪条路"), choices=list(ROADS_SAID.items()))
    if code.startswith("ground."):
        return forms.ChoiceField(label=_("是不是不予公开"), choices=list(GROUNDS_SAID.items()))
    if code.startswith("row."):
        return forms.ChoiceField(label=_("计入哪一栏"), choices=list(ROWS_SAID.items()))
    if limit or code in _NUMBERS:
        words = _("新的期限对施行之日起开始的办件执行，文书和指南跟着变。")
        unit = limit.unit.label if limit else ""
        return forms.IntegerField(
            label=_("时限（%(unit)s）") % {"unit": unit} if unit else _("数目"), min_value=1, max_value=LONGEST_LIMIT,
            help_text=words,
        )  # fmt: skip
    if code in _TARIFFS:
        unit = UNITS[_TARIFFS[code]]
        return TextField(label=_("收费档次"), max_length=1000, help_text=_(
            "一行一档，例如：自第1%(unit)s起：免费。自施行之日起发出的收费通知按新的档次计算。"
        ) % {"unit": unit})  # fmt: skip
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
    signs_in_anew=True,
    unmet=_day_is_past, second_person=_("这一版有您录入的内容，请由另一位法制审核人员确认。"),
    consequence=_("确认以后，自施行之日起，文书、查询页面和指南都按这一版写；以前签发的不变。"),
)  # fmt: skip
def confirm(version: LawVersion, context: ActionContext) -> None:
    """Four eyes: from its day on letters and pages go by it, and the clocks that start then."""
    version.confirmed_on = context.on
    kind, _dot, name = version.rule.partition(".")
    if kind == "limit":
        length, extension = limit_numbers(version.value)
        save_version(
            ConfiguredLimit(
                rule=name, effective_from=version.effective_from, length=length, extension=extension, basis=version.law,
                set_by=context.staff,
            )
        )  # fmt: skip


@document_action(
    LawVersion, _("不采用"), source=State.DRAFT, target=State.DROPPED, by=Role.LEGAL, form=DropForm, settles=True
)
def drop(version: LawVersion, context: ActionContext) -> None:
    """It stays in the record with the reason, and no letter ever goes by it."""
    context.words = context.data["reason"]
