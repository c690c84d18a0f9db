"""What the desk writes of an entry. A form goes back to what was typed, so that it can be checked again on publication."""

import re
from datetime import datetime, time
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interaction.organs.actors import Actor
from interaction.organs.models import Organ
from interaction.outreach.authority import edits_for
from interaction.outreach.models import Entry, Episode, Programme, ServicePoint
from interaction.outreach.models.points import WEEK
from interaction.publicity.finding import Kind as Personal
from interaction.publicity.proposing import still_personal
from interaction.workdays.now import SHANGHAI
from interaction.workflow.forms import ActionForm, DayField, LineField, TextField

# What an organ says of itself: its own telephone and address are no personal data, a mobile number may be.
_OFFICE_PHONE = re.compile(r"^(?:\(?0\d{2,3}\)?[- ]?)?\d{7,8}$|^12345$|^12\d{3}$|^400")
_HOURS = re.compile(r"^\d{2}:\d{2}-\d{2}:\d{2}(?:、\d{2}:\d{2}-\d{2}:\d{2})*$")
_CHECKED = _("我已核对：没有个人信息，也没有国家秘密、商业秘密")


class OrganChoice(forms.ModelChoiceField):
    def label_from_instance(self, organ: Any) -> str:
        return str(organ.name)


class OrgansChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, organ: Any) -> str:
        return str(organ.short_name)


class MomentField(forms.DateTimeField):
    """A moment in Asia/Shanghai, to the minute."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])
        super().__init__(*args, **kwargs)
        self.error_messages["invalid"] = _("请按“2026-12-01 09:00”的写法填写%(label)s。") % {"label": self.label}


def organs_of(actor: Actor) -> QuerySet[Organ]:
    """The organs for which this person edits."""
    under = Q(pk__in=[])
    for organ in edits_for(actor):
        under |= Q(path__startswith=organ.path)
    return Organ.objects.filter(under, active=True).exclude(kind=Organ.Kind.HOTLINE)


class EntryForm(ActionForm):
    """The fields of every entry. `fields` named like the model's attributes are taken over by `apply`."""

    organ = OrganChoice(label=_("发布单位"), queryset=Organ.objects.none(), empty_label=_("请选择"))
    title = LineField(label=_("标题"), max_length=120)
    body = TextField(label=_("正文"), max_length=20000)
    note = TextField(
        label=_("更正说明（会公开）"), max_length=500, help_text=_("已经发布的内容有改动，请写明改了什么、为什么改。")
    )
    checked = forms.BooleanField(label=_CHECKED, error_messages={"required": _("请核对后勾选确认。")})

    # Public texts, in which nothing personal may stand; and the order of the fields.
    PUBLIC: ClassVar[tuple[str, ...]] = ("title", "body", "note")
    LAST: ClassVar[tuple[str, ...]] = ("note", "checked")
    NOT_APPLIED: ClassVar[tuple[str, ...]] = ("organ", "note", "checked")

    def __init__(self, data: Any = None, files: Any = None, *, case: Any, actor: Actor, **kwargs: Any) -> None:
        self.entry = case
        if data is None and case.pk:
            kwargs["initial"] = {**self.initial_of(case), **kwargs.get("initial", {})}
        super().__init__(data, files, case=case, actor=actor, **kwargs)

    def prepare(self) -> None:
        if self.entry.pk:
            del self.fields["organ"]
        else:
            self.fields["organ"].queryset = organs_of(self.actor)
        if not self.entry.is_public:
            del self.fields["note"]
        self.order_fields([name for name in self.fields if name not in self.LAST] + list(self.LAST))

    def initial_of(self, entry: Any) -> dict[str, Any]:
        if entry.proposal is not None:
            return {name: value for name, value in entry.proposal.items() if name != "checked"}
        return {name: getattr(entry, name, None) for name in self.base_fields if name not in self.NOT_APPLIED}

    def as_typed(self) -> dict[str, Any]:
        """What was sent, as the form takes it again."""
        found = {}
        for name, field in self.fields.items():
            value = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            found[name] = value if isinstance(value, (list, bool)) else str(value or "")
        return found

    def apply(self, entry: Any) -> None:
        for name in self.base_fields:
            if name in self.cleaned_data and name not in self.NOT_APPLIED:
                setattr(entry, name, self.cleaned_data[name])

    def apply_relations(self, entry: Any) -> None:
        """What needs the entry's key."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.PUBLIC:
            for finding in still_personal(data.get(name) or "", set()):
                if finding.kind == Personal.PHONE and _OFFICE_PHONE.match(finding.text):
                    continue
                self.add_error(name, _t("这段话会公开，里面有%(label)s“%(text)s”，请删去；单位电话请用座机。")
                               % {"label": finding.label, "text": finding.text})  # fmt: skip
        return data


class AnnouncementForm(EntryForm):
    valid_until = DayField(label=_("有效期至（可不填）"), required=False)


class ProgrammeForm(EntryForm):
    medium = forms.ChoiceField(
        label=pgettext_lazy("节目", "形式"), choices=Programme.Medium.choices, widget=forms.RadioSelect
    )

    def prepare(self) -> None:
        super().prepare()
        self.fields["body"].label = _("节目介绍")
        if self.entry.pk:  # its episodes' questions come under it
            del self.fields["medium"]


class EpisodeForm(EntryForm):
    programme = forms.ModelChoiceField(label=_("节目"), queryset=Programme.objects.none(), empty_label=_("请选择"))
    batch = LineField(
        label=_("节目、期次"), max_length=60,
        help_text=_("与录入问题时填写的“节目、期次”一字不差，问题和答复就会出现在本期的页面上。"),
    )  # fmt: skip
    aired_on = DayField(label=_("播出日期"))
    organs = OrgansChoice(
        label=_("参加的单位"), queryset=Organ.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选择参加的单位。")},
    )  # fmt: skip
    recording = LineField(
        label=_("录像网址（可不填）"), required=False, max_length=300, help_text=_("以 https:// 开头。")
    )

    NOT_APPLIED = (*EntryForm.NOT_APPLIED, "organs")

    def prepare(self) -> None:
        super().prepare()
        self.fields["body"].label = _("内容介绍")
        self.fields["organs"].queryset = Organ.objects.filter(active=True).exclude(kind=Organ.Kind.HOTLINE)
        theirs = Programme.objects.filter(organ__in=organs_of(self.actor)).exclude(state=Entry.State.WITHDRAWN)
        self.fields["programme"].queryset = theirs

    def initial_of(self, entry: Any) -> dict[str, Any]:
        found = super().initial_of(entry)
        if entry.proposal is None:
            found["programme"], found["organs"] = entry.programme_id, list(entry.organs.values_list("pk", flat=True))
        return found

    def clean_recording(self) -> str:
        address = str(self.cleaned_data["recording"])
        if address:
            try:
                URLValidator(schemes=["https"])(address)
            except ValidationError:
                raise ValidationError(_t("录像网址应以 https:// 开头，请核对。")) from None
        return address

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        programme, batch = data.get("programme"), data.get("batch")
        if programme and batch:
            same = Episode.objects.filter(medium=programme.medium, batch=batch).exclude(pk=self.entry.pk)
            if same.exclude(state=Entry.State.WITHDRAWN).exists():
                self.add_error("batch", _t("已经有这一期，请核对期次。"))
            if programme.is_public is False and self.entry.is_public:
                self.add_error("programme", _t("这个节目还没有发布。"))
        return data

    def apply(self, entry: Any) -> None:
        super().apply(entry)
        entry.medium = entry.programme.medium

    def apply_relations(self, entry: Any) -> None:
        entry.organs.set(self.cleaned_data["organs"])


class OpenDayForm(EntryForm):
    place = LineField(label=_("地点"), max_length=120)
    starts_at = MomentField(label=_("开始时间"))
    ends_at = MomentField(label=_("结束时间"))
    quota = forms.IntegerField(label=_("名额（人）"), min_value=1, max_value=5000)
    sign_up_from = DayField(label=_("报名开始"))
    sign_up_until = DayField(label=_("报名截止"))
    outcome = TextField(
        label=_("活动情况（活动结束后填写）"), required=False, max_length=10000,
        help_text=_("来了多少人、看了什么、答复了哪些问题。"),
    )  # fmt: skip
    feedback = TextField(
        label=_("反馈摘要（活动结束后填写）"), required=False, max_length=5000,
        help_text=_("把参加人的意见归纳成几句话，隐去姓名、电话等个人信息。"),
    )  # fmt: skip

    PUBLIC = (*EntryForm.PUBLIC, "place", "outcome", "feedback")

    def prepare(self) -> None:
        super().prepare()
        self.fields["body"].label = _("活动介绍")
        over = self.entry.pk and self.entry.is_public and self.entry.is_over
        if not over:
            del self.fields["outcome"], self.fields["feedback"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        starts, ends = data.get("starts_at"), data.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _t("结束时间应晚于开始时间。"))
        first, last = data.get("sign_up_from"), data.get("sign_up_until")
        if first and last and last < first:
            self.add_error("sign_up_until", _t("报名截止不能早于报名开始。"))
        if starts and last and datetime.combine(last, time.min, SHANGHAI) > starts:
            self.add_error("sign_up_until", _t("报名截止不能晚于活动开始。"))
        if self.entry.pk and data.get("quota") and data["quota"] < self.entry.taken:
            self.add_error("quota", _t("已有 %(n)s 人报名成功，名额不能比这少。") % {"n": self.entry.taken})
        return data


class PointForm(EntryForm):
    address = LineField(label=_("地址"), max_length=120)
    township = OrganChoice(
        label=_("所在乡镇（街道）"), queryset=Organ.objects.none(), required=False, empty_label=_("不选")
    )
    phone = LineField(label=_("电话（座机）"), required=False, max_length=40)
    accessibility = TextField(label=_("无障碍设施（可不填）"), required=False, max_length=1000)
    latitude = forms.DecimalField(label=_("纬度"), max_digits=8, decimal_places=5, min_value=3, max_value=54)
    longitude = forms.DecimalField(label=_("经度"), max_digits=8, decimal_places=5, min_value=73, max_value=136)
    datum = forms.ChoiceField(
        label=_("坐标系"), choices=ServicePoint.Datum.choices, widget=forms.RadioSelect,
        help_text=_("从国内电子地图上抄的通常是 GCJ-02，用卫星定位仪量的是 WGS-84。"),
    )  # fmt: skip
    day0, day1, day2, day3, day4, day5, day6 = (
        LineField(
            label=name, required=False, max_length=60, help_text=_("例如 08:30-12:00、14:00-17:30；不开放的不填。")
        )
        for name in WEEK
    )

    PUBLIC = (*EntryForm.PUBLIC, "address", "phone", "accessibility")
    DAYS = tuple(f"day{index}" for index in range(7))
    NOT_APPLIED = (*EntryForm.NOT_APPLIED, *DAYS)

    def prepare(self) -> None:
        super().prepare()
        self.fields["title"].label, self.fields["body"].label = _("名称"), _("可以咨询、办理什么")
        self.fields["township"].queryset = Organ.objects.filter(kind=Organ.Kind.TOWNSHIP, active=True)

    def initial_of(self, entry: Any) -> dict[str, Any]:
        found = super().initial_of(entry)
        if entry.proposal is None:
            found |= dict(zip(self.DAYS, entry.hours, strict=True)) | {"township": entry.township_id}
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name in self.DAYS:
            hours = (data.get(name) or "").replace("：", ":").replace("—", "-").replace("，", "、").replace(",", "、")
            if hours and not _HOURS.match(hours):
                self.add_error(name, _t("请按“08:30-12:00、14:00-17:30”的写法填写。"))
            data[name] = hours
        if not any(data.get(name) for name in self.DAYS):
            self.add_error("day0", _t("请至少填写一天的开放时间。"))
        return data

    def apply(self, entry: Any) -> None:
        super().apply(entry)
        entry.hours = [self.cleaned_data[name] for name in self.DAYS]
        entry.latitude, entry.longitude = Decimal(entry.latitude), Decimal(entry.longitude)


class WithdrawForm(ActionForm):
    why = TextField(label=_("撤下的理由（会公开）"), max_length=500, help_text=_("撤下后，公开页只留日期和理由。"))

    def clean_why(self) -> str:
        why = str(self.cleaned_data["why"])
        for finding in still_personal(why, set()):
            raise ValidationError(_t("这段话会公开，里面有%(label)s“%(text)s”，请删去。")
                                  % {"label": finding.label, "text": finding.text})  # fmt: skip
        return why
