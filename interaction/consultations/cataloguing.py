"""重大行政决策事项目录 (A.3): published once for a year, adjusted afterwards with a reason that everybody reads."""

from typing import Any

from django import forms
from django.db.models import Max, Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interaction.casework.organ_fields import OrganField
from interaction.consultations.models import Catalogue, CatalogueItem, Consultation
from interaction.consultations.models.stages import Stage
from interaction.consultations.permissions import DECIDE, PREPARE, offer_organs
from interaction.consultations.publication import OTHERS, PublicReasonForm, declare_handing_in, tell_let_out
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role
from interaction.workdays.now import today
from interaction.workflow.actions import ActionContext, Within, WithinForm, document_action
from interaction.workflow.declarations import NEW
from interaction.workflow.forms import ActionForm, LineField, TextField


class CatalogueForm(ActionForm):
    organ = OrganField(label=_("公布机关"), queryset=Organ.objects.none())
    year = forms.IntegerField(label=_("年度"), min_value=2019, max_value=2100)

    def prepare(self) -> None:
        offer_organs(self.fields["organ"], self.actor)
        self.fields["year"].initial = today().year

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        standing = Catalogue.objects.exclude(stage=Stage.WITHDRAWN)
        if "organ" in data and "year" in data and standing.filter(organ=data["organ"], year=data["year"]).exists():
            self.add_error("year", _t("这个机关这一年的目录已经有了，请在原目录上修改。"))
        return data


class ItemForm(WithinForm):
    """One matter of the catalogue; after publication the change says why."""

    matter = LineField(label=_("决策事项"), max_length=120)
    organ = OrganField(label=_("承办单位"), queryset=Organ.objects.none())
    timetable = LineField(label=_("决策时间"), max_length=120, help_text=_("例如：2026年第三季度"))
    way = LineField(label=_("公众参与方式"), max_length=200, help_text=_("例如：公开征求意见、听证会、问卷调查"))
    consultation = forms.ModelChoiceField(
        label=_("意见征集（可不选）"), queryset=Consultation.objects.none(), required=False
    )
    state = forms.ChoiceField(label=_("进展"), choices=CatalogueItem.State)
    outcome = TextField(
        label=_("结果（已决策、不再列入的必填）"),
        max_length=2000,
        required=False,
        help_text=_("例如决定的文号、施行日期，或者不再列入的原因。"),
    )
    note = TextField(label=_("调整说明（会对外公开）"), max_length=1000)

    def prepare(self) -> None:
        self.fields["organ"].queryset = Organ.objects.filter(
            path__startswith=self.within.organ.path, active=True
        ).exclude(kind=Organ.Kind.HOTLINE)
        seen = Q(stage=Stage.PUBLISHED, organ__path__startswith=self.within.organ.path)
        if self.case:
            seen |= Q(pk=self.case.consultation_id)
        self.fields["consultation"].queryset = Consultation.objects.filter(seen).order_by("-opens_on")
        if self.within.stage != Stage.PUBLISHED:
            del self.fields["note"]
        if self.case and not self.is_bound:
            names = ("matter", "organ", "timetable", "way", "consultation", "state", "outcome")
            self.initial = {name: getattr(self.case, name) for name in names}

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        ended = (CatalogueItem.State.DECIDED, CatalogueItem.State.DROPPED)
        if data.get("state") in ended and not data.get("outcome"):
            self.add_error("outcome", _t("已决策、不再列入的，请写明结果。"))
        return data


LAW, KIND = _("条例第三条"), _("目录")


@document_action(Catalogue, _("编制目录"), source=NEW, by=PREPARE, form=CatalogueForm, law=LAW, writes=True)
def draft(catalogue: Catalogue, context: ActionContext) -> None:
    catalogue.year = context.data["year"]


@document_action(
    Catalogue, _("编辑事项"), source=(Stage.DRAFT, Stage.PUBLISHED), by=PREPARE, form=ItemForm,
    within=Within("items", new=True), law=LAW, writes=True, public_label=_("调整事项"),
)  # fmt: skip
def save_item(catalogue: Catalogue, context: ActionContext) -> None:
    """Write an item; after publication in force at once, with a reason that everybody reads."""
    context.at_once = catalogue.stage == Stage.PUBLISHED
    item = context.about
    if item is None:
        last = catalogue.items.aggregate(last=Max("position"))["last"] or 0
        item = CatalogueItem(catalogue=catalogue, position=last + 1)
    for name in ("matter", "organ", "timetable", "way", "consultation", "state", "outcome"):
        setattr(item, name, context.data[name])
    item.save()
    context.words = context.data.get("note", "")
    context.details = {"item": item.position, "matter": item.matter, "state": item.state}


@document_action(
    Catalogue, _("删去事项"), source=Stage.DRAFT, by=PREPARE, form=WithinForm, within=Within("items"), writes=True
)
def drop_item(catalogue: Catalogue, context: ActionContext) -> None:
    item: CatalogueItem = context.about
    context.details = {"item": item.position, "matter": item.matter}
    item.delete()


def _empty(catalogue: Catalogue, actor: Actor) -> str:
    return "" if catalogue.items.exists() else _t("目录里还没有事项，请先添加。")


declare_handing_in(Catalogue, KIND, _empty)


@document_action(
    Catalogue, _("审定公布"), source=Stage.SUBMITTED, target=Stage.PUBLISHED, by=DECIDE, law=LAW, main=True,
    second_person=OTHERS, settles=True, public_label=_("公布目录"),
    consequence=_("公布后可以调整，每次调整的说明对外公开。"),
)  # fmt: skip
def publish(catalogue: Catalogue, context: ActionContext) -> None:
    catalogue.published_on = context.on
    tell_let_out(catalogue, context, KIND)
    context.details = {"items": catalogue.items.count()}


@document_action(
    Catalogue, _("撤回"), source=Stage.PUBLISHED, target=Stage.WITHDRAWN, by=Role.SIGNER, form=PublicReasonForm,
    public_label=pgettext_lazy("经过", "撤回"),
)  # fmt: skip
def withdraw(catalogue: Catalogue, context: ActionContext) -> None:
    context.words = context.data["note"]
