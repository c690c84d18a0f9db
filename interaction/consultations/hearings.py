"""听证会 (A.16-17) and 列席会议: announced before, recorded after, shown on the consultation's page."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.attachments import AttachmentsField
from interaction.consultations.drafting import add_annexes
from interaction.consultations.models import Attendance, Consultation, Hearing, Standing
from interaction.consultations.models.hearing import MATERIALS_BEFORE
from interaction.consultations.permissions import PREPARE
from interaction.workdays.now import today
from interaction.workflow.actions import ActionContext, Within, WithinForm, document_action
from interaction.workflow.forms import DayField, LineField, TextField


class AnnounceForm(WithinForm):
    """What the public must know before (A.16): time, place, who may take part and how they are chosen."""

    kind = forms.ChoiceField(label=_("形式"), choices=Hearing.Kind, widget=forms.RadioSelect)
    title = LineField(label=_("名称"), max_length=120)
    held_on = DayField(label=_("日期"))
    place = LineField(label=_("地点"), max_length=120)
    selection = TextField(
        label=_("参加人遴选办法（听证会必填）"), max_length=2000, required=False,
        help_text=_("怎样报名、怎样产生参加人，保证相关各方都有代表（条例第十六条）。"),
    )  # fmt: skip
    materials_on = DayField(
        label=_("材料送达日期（听证会必填）"),
        required=False,
        help_text=_("听证会材料应当在召开7日前送达参加人（条例第十六条）。"),
    )
    attachments = AttachmentsField(label=_("材料（可不加）"), handed_on=True)

    def prepare(self) -> None:
        for kind, label in Attendance.Kind.choices:
            self.fields[f"attending_{kind}"] = forms.IntegerField(
                label=_("%(kind)s（人）") % {"kind": label}, min_value=0, max_value=999, required=False
            )
        if self.case and not self.is_bound:
            names = ("kind", "title", "held_on", "place", "selection", "materials_on")
            self.initial = {name: getattr(self.case, name) for name in names}
            self.initial |= {f"attending_{one.kind}": one.number for one in self.case.attendances.all()}
        self.order_fields([*(name for name in self.fields if name != "attachments"), "attachments"])

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("kind") == Hearing.Kind.HEARING:
            if not data.get("selection"):
                self.add_error("selection", _t("请写明听证参加人遴选办法（条例第十六条）。"))
            if not data.get("materials_on"):
                self.add_error("materials_on", _t("请填写听证材料送达日期（条例第十六条）。"))
            elif data.get("held_on") and data["held_on"] < data["materials_on"] + MATERIALS_BEFORE:
                self.add_error("materials_on", _t("听证材料应当在听证会召开7日前送达，请调整日期（条例第十六条）。"))
        if not any(data.get(f"attending_{kind}") for kind in Attendance.Kind.values):
            self.add_error(None, _t("请至少填写一类参加人的人数。"))
        return data


class RecordForm(WithinForm):
    """What came of it: the record, and which of the opinions voiced were adopted."""

    outcome = TextField(label=_("情况"), max_length=5000, help_text=_("会对外公开，不要写参加人的个人信息。"))
    adoption = TextField(label=_("意见采纳情况"), max_length=5000, help_text=_("哪些采纳了，哪些没有，为什么。"))
    record_confirmed = forms.BooleanField(label=_("听证记录已经参加人确认并签字（条例第十七条）"), required=False)
    attachments = AttachmentsField(label=_("材料（可不加）"), handed_on=True)

    def prepare(self) -> None:
        if self.case and self.case.kind == Hearing.Kind.SITTING:
            del self.fields["record_confirmed"]
        if self.case and not self.is_bound:
            self.initial = {name: getattr(self.case, name) for name in ("outcome", "adoption", "record_confirmed")}

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.case is None:
            raise forms.ValidationError(_t("请先公布听证会或者列席会议。"))
        if self.case.held_on > today():
            raise forms.ValidationError(_t("还没有到召开日期，召开后再记录。"))
        if "record_confirmed" in self.fields and not data.get("record_confirmed"):
            self.add_error("record_confirmed", _t("听证会记录应当由参加人确认并签字（条例第十七条）。"))
        return data


S = Standing


@document_action(
    Consultation, _("公布听证会、列席会议"), source=(S.UPCOMING, S.OPEN, S.CLOSED), by=PREPARE, form=AnnounceForm,
    within=Within("hearings", new=True), law=_("条例第十六条"), public_label=_("公布听证会、列席会议"),
)  # fmt: skip
def announce_hearing(consultation: Consultation, context: ActionContext) -> None:
    data = context.data
    hearing = context.about or Hearing(consultation=consultation)
    for name in ("kind", "title", "held_on", "place", "selection", "materials_on"):
        setattr(hearing, name, data[name])
    hearing.save()
    hearing.attendances.all().delete()
    Attendance.objects.bulk_create(
        Attendance(hearing=hearing, kind=kind, number=data[f"attending_{kind}"])
        for kind in Attendance.Kind.values
        if data.get(f"attending_{kind}")
    )
    add_annexes(consultation, data["attachments"], hearing)
    context.details = {"hearing": hearing.pk, "held_on": hearing.held_on.isoformat()}


@document_action(
    Consultation, _("记录结果"), source=(S.UPCOMING, S.OPEN, S.CLOSED), by=PREPARE, form=RecordForm,
    within=Within("hearings"), law=_("条例第十七条"), public_label=_("公布听证、列席结果"),
)  # fmt: skip
def record_hearing(consultation: Consultation, context: ActionContext) -> None:
    hearing: Hearing = context.about
    hearing.outcome, hearing.adoption = context.data["outcome"], context.data["adoption"]
    hearing.record_confirmed = context.data.get("record_confirmed", False)
    hearing.save(update_fields=["outcome", "adoption", "record_confirmed"])
    add_annexes(consultation, context.data["attachments"], hearing)
    context.details = {"hearing": hearing.pk}
