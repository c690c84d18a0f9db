"""重大行政决策事项目录 (A.3): published once for a year, adjusted afterwards with a reason that everybody reads."""

from typing import Any

from django import forms
from django.db.models import Max, Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interaction.casework.forms import ActionForm, LineField, TextField
from interaction.casework.steps import OrganField
from interaction.consultations.models import Catalogue, CatalogueItem, Consultation
from interaction.consultations.models.stages import Stage
from interaction.consultations.permissions import organs_prepared_by
from interaction.consultations.publication import PublicReasonForm, handing_in, publish, sending_back, unpublish
from interaction.consultations.workflow import DECIDE, NEW, PREPARE, ActionContext, Step, WithinForm, declare, same_hand
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role
from interaction.workdays.now import today


class CatalogueForm(ActionForm):
    organ = OrganField(label=_("公布机关"), queryset=Organ.objects.none())
    year = forms.IntegerField(label=_("年度"), min_value=2019, max_value=2100)

    def prepare(self) -> None:
        self.fields["organ"].queryset = organs_prepared_by(self.actor)
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


def _begin(catalogue: Catalogue, ctx: ActionContext) -> None:
    catalogue.year = ctx.data["year"]
    catalogue.save()


def _save_item(catalogue: Catalogue, ctx: ActionContext) -> None:
    item = ctx.form.case
    if item is None:
        last = catalogue.items.aggregate(last=Max("position"))["last"] or 0
        item = CatalogueItem(catalogue=catalogue, position=last + 1)
    for name in ("matter", "organ", "timetable", "way", "consultation", "state", "outcome"):
        setattr(item, name, ctx.data[name])
    item.save()
    ctx.note = ctx.data.get("note", "")
    ctx.details = {"item": item.position, "matter": item.matter, "state": item.state}


def _drop_item(catalogue: Catalogue, ctx: ActionContext) -> None:
    item: CatalogueItem = ctx.form.case
    ctx.details = {"item": item.position, "matter": item.matter}
    item.delete()


def _publish(catalogue: Catalogue, ctx: ActionContext) -> None:
    catalogue.published_on = ctx.on
    publish(catalogue, ctx, KIND)
    ctx.details = {"items": catalogue.items.count()}


def _empty(catalogue: Catalogue, actor: Actor) -> str:
    return "" if catalogue.items.exists() else _t("目录里还没有事项，请先添加。")


def _second_person(catalogue: Catalogue, actor: Actor) -> str:
    return same_hand(catalogue, actor, "submit")


LAW, KIND = _("条例第三条"), _("目录")
declare(
    Catalogue,
    Step("draft", _("编制目录"), (NEW,), PREPARE, _begin, CatalogueForm, law=LAW),
    Step("save_item", _("编辑事项"), (Stage.DRAFT, Stage.PUBLISHED), PREPARE, _save_item, ItemForm, about=True, law=LAW,
         public_label=_("调整事项")),
    Step("drop_item", _("删去事项"), (Stage.DRAFT,), PREPARE, _drop_item, WithinForm, about=True),
    handing_in(KIND, _empty),
    sending_back(KIND),
    Step("publish", _("审定公布"), (Stage.SUBMITTED,), DECIDE, _publish, law=LAW, unmet=_second_person, main=True,
         consequence=_("公布后可以调整，每次调整的说明对外公开。"), public_label=_("公布目录")),
    Step("withdraw", _("撤回"), (Stage.PUBLISHED,), (Role.SIGNER,), unpublish, PublicReasonForm, public_label=pgettext_lazy("经过", "撤回")),
)  # fmt: skip
