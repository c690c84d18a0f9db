"""What a publisher enters: the guide, an entry of the catalogue, and the reason for taking one back."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.publicity.finding import Kind
from interaction.publicity.proposing import still_personal
from interaction.workdays.now import today
from interaction.workflow.forms import ActionForm, DayField, LineField, TextField
from requests_app.disclosure.models import CatalogueEntry, Category

# What no published document holds; telephone numbers of offices it may.
NEVER = frozenset({Kind.RESIDENT_ID, Kind.BANK_CARD})


class GuideForm(ActionForm):
    """条例 A.12(2), part by part."""

    office = LineField(label=_("政府信息公开工作机构"), max_length=80)
    address = LineField(label=_("办公地址"), max_length=120)
    hours = LineField(label=_("办公时间"), max_length=120, help_text=_("例如：工作日 9:00—12:00、13:30—17:30。"))
    phone = LineField(label=_("联系电话"), max_length=40)
    fax = LineField(label=_("传真"), max_length=40, required=False)
    email = forms.EmailField(label=_("电子邮箱"), required=False)
    postcode = forms.RegexField(
        r"^[0-9]{6}$", label=_("邮政编码"), required=False, error_messages={"invalid": _("邮政编码是 6 位数字。")}
    )
    arrangement = TextField(label=_("信息的分类和编排"), max_length=5000)
    access = TextField(label=_("获取方式"), max_length=5000)

    def prepare(self) -> None:
        self.initial = {name: getattr(self.case, name) for name in self.fields}


class EntryForm(ActionForm):
    """条例 A.12(3): index, name, summary, day of origin; and where the text itself is."""

    index_number = LineField(label=_("索引号"), max_length=40, help_text=_("全县不重复，公布后不改。"))
    title = LineField(label=_("名称"), max_length=200)
    summary = TextField(label=_("内容概述"), max_length=1000)
    category = forms.ChoiceField(label=_("类别"), choices=Category.choices)
    document_number = LineField(label=_("文号"), max_length=60, required=False)
    produced_on = DayField(label=_("生成日期"), past=True)
    published_on = DayField(label=_("公开日期"), past=True)
    address = forms.URLField(label=_("全文网址"), max_length=300, required=False, assume_scheme="https")
    text = TextField(
        label=_("全文"), max_length=100_000, required=False, help_text=_("全文在别的网页上的，填网址就可以。")
    )

    def prepare(self) -> None:
        self.initial = {"published_on": today()}
        if self.case.pk:
            self.initial = {name: getattr(self.case, name) for name in self.fields}
            self.fields["index_number"].disabled = True

    def clean_index_number(self) -> str:
        number: str = self.cleaned_data["index_number"]
        if self.case.pk is None and CatalogueEntry.objects.filter(index_number=number).exists():
            raise forms.ValidationError(_t("索引号“%(number)s”已经用过，请核对。") % {"number": number})
        return number

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        produced, published = data.get("produced_on"), data.get("published_on")
        if isinstance(produced, date) and isinstance(published, date) and published < produced:
            self.add_error("published_on", _t("公开日期不能早于生成日期。"))
        if not data.get("address") and not data.get("text") and "address" not in self.errors:
            self.add_error("text", _t("请填写全文，或者全文的网址。"))
        for name in ("title", "summary", "text"):
            for finding in still_personal(data.get(name, ""), set()):
                if finding.kind in NEVER:
                    self.add_error(name, _t("这段话会公开，里面有%(label)s“%(text)s”，请删去。")
                                   % {"label": finding.label, "text": finding.text})  # fmt: skip
        return data


class WithdrawEntryForm(ActionForm):
    reason = TextField(label=_("撤下的理由（会公开）"), max_length=500)
