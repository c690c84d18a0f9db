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
from requests_app.ledger import COLUMNS, BadLedger, Book, Choice, look, suggested, why_none
from requests_app.ledger.columns import BY_FIELD, REQUIRED, fold, match_columns
from requests_app.ledger_desk.models import LedgerColumn
from requests_app.ledger_desk.outcome import NEW, SAME, SOME

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
        label=_("台账文件"), allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.et,.ods,.csv,.tsv,.txt"}),
        help_text=_("XLSX、XLS、ET、ODS 或者 CSV，不超过 10 MB（XLSX 可以有十几万行）；更大的请按年度拆分。"),
    )  # fmt: skip

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.ATTACHMENT_MAX_BYTES:
            raise ValidationError(_("文件超过 10 MB，请按年度拆分成几个文件后分别上传。"))
        organ = self.cleaned_data.get("organ")
        try:
            file.clean_name = clean_name(file.name)
            book = look(file, file.clean_name, Choice(columns=LedgerColumn.of(organ) if organ else {}))
        except (Refused, BadLedger) as bad:
            raise ValidationError(bad.message) from bad
        file.unclear = not book.sheets
        if file.unclear and not heads_of(book):
            raise ValidationError(why_none(book))
        return file


def heads_of(book: Book) -> list[str]:
    """The heads that can be settled by hand: of sheets that are read, and of those with enough columns to be."""
    found: dict[str, str] = {}
    headers = [sheet.header for sheet in book.sheets]
    headers += [one.header for one in book.passed if sum(map(bool, one.header)) >= len(REQUIRED)]
    for header in headers:
        for head in header:
            if fold(head):
                found.setdefault(fold(head), head)
    return list(found.values())


class ColumnsForm(PlainForm):
    """Which column of the file is which of the ledger."""

    def __init__(self, *args: Any, heads: list[str], organ: Organ, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.heads, self.organ = heads, organ
        choices = [("", _("不读取")), *((column.field, column.name) for column in COLUMNS)]
        likely = suggested(heads, LedgerColumn.of(organ))
        for place, (head, field) in enumerate(zip(heads, likely, strict=True)):
            self.fields[f"column{place}"] = forms.ChoiceField(
                label=head, choices=choices, required=False, initial=field
            )

    def clean(self) -> dict[str, Any]:
        chosen = [self.cleaned_data.get(f"column{place}", "") for place in range(len(self.heads))]
        lacking = [column.name for column in REQUIRED if column.field not in chosen]
        if lacking:
            said = _("还没有对应：%(names)s。文件里没有这样的列的，请先在文件里加上，重新上传。")
            self.add_error(None, said % {"names": "、".join(lacking)})
        twice = {field for field in chosen if field and chosen.count(field) > 1}
        for field in sorted(twice, key=list(BY_FIELD).index):
            self.add_error(None, _("有两列都对应到“%(name)s”，请只留一列。") % {"name": BY_FIELD[field].name})
        return {"chosen": chosen}

    def keep(self) -> None:
        """Remember what the words alone do not say; what they do say needs no memory."""
        alone, _doubtful = match_columns(self.heads, {})
        for head, field, known in zip(self.heads, self.cleaned_data["chosen"], alone, strict=True):
            settled = LedgerColumn.objects.filter(organ=self.organ, heading=fold(head))
            if field == (known or ""):
                settled.delete()
            else:
                LedgerColumn.objects.update_or_create(organ=self.organ, heading=fold(head), defaults={"field": field})


class DecisionForm(PlainForm):
    """What is to be done about rows that say otherwise what is there, and about those that nearly are there."""

    def __init__(self, *args: Any, said: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if said.get("changed_count"):
            self.fields["correct"] = forms.ChoiceField(
                label=_("与已有登记不同的，怎样处理"), widget=forms.RadioSelect,
                choices=(("yes", _("按文件更正已有的件，留下更正记录")), ("no", _("不更正，只导入新的"))),
            )  # fmt: skip
        if said.get("alike"):
            self.fields["alike"] = forms.ChoiceField(
                label=_("与已有的件相近的，是不是同一件"), widget=forms.RadioSelect,
                choices=((SAME, _("都是同一件，按文件更正")), (NEW, _("都不是，另记为新的件")),
                         (SOME, _("只有下面勾选的是同一件"))),
            )  # fmt: skip
            places = [(str(place), str(place)) for place in range(len(said["alike"]))]
            self.fields["places"] = forms.MultipleChoiceField(choices=places, required=False)

    def decided(self) -> dict[str, Any]:
        data = self.cleaned_data
        places = [int(place) for place in data.get("places", ())]
        return {"correct": data.get("correct") == "yes", "alike": data.get("alike", NEW), "places": places}
