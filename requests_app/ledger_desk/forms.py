"""What is asked for a ledger to come in or go out."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from interaction.casework.uploads import Refused, clean_name
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role
from interaction.workdays.now import today
from interaction.workflow.desk_pages import organs_of
from interaction.workflow.forms import PlainForm
from requests_app.ledger import BadLedger, ignored_columns

FIRST_YEAR = 2008


class _OfOrgan(PlainForm):
    organ = forms.ModelChoiceField(
        label=_("单位"), queryset=Organ.objects.none(), to_field_name="code", empty_label=None
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = organs_of(actor, Role.INTAKE)


class ExportForm(_OfOrgan):
    year = forms.TypedChoiceField(
        label=_("年度"), coerce=int, empty_value=None, required=False,
        help_text=_("选了年度，只导出该年度年度报告要计算的件；不选导出全部。"),
    )  # fmt: skip
    format = forms.ChoiceField(label=_("格式"), choices=(("xlsx", "Excel（XLSX）"), ("csv", "CSV")))
    names = forms.BooleanField(label=_("写上申请人姓名（名称），记入导出记录"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = range(today().year, FIRST_YEAR - 1, -1)
        self.fields["year"].choices = [("", _("全部")), *((str(year), str(year)) for year in years)]


class UploadForm(_OfOrgan):
    file = forms.FileField(
        label=_("台账文件"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_("XLSX 或者 CSV，不超过 10 MB（XLSX 可以有十几万行）；更大的请按年度拆分。"),
    )  # fmt: skip

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.ATTACHMENT_MAX_BYTES:
            raise ValidationError(_("文件超过 10 MB，请按年度拆分成几个文件后分别上传。"))
        try:
            file.clean_name = clean_name(file.name)
            file.ignored = ignored_columns(file, file.clean_name)
        except (Refused, BadLedger) as bad:
            raise ValidationError(bad.message) from bad
        return file
