"""Forms of the knowledge base."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hotline.knowledge.keeping import keeps_for
from interaction.casework.classification import SubjectField
from interaction.casework.organ_fields import OrganField
from interaction.organs.models import Organ
from interaction.workflow.forms import ActionForm, DayField, LineField, PlainForm, TextField


class ArticleForm(ActionForm):
    organ = OrganField(label=_("维护单位"), queryset=Organ.objects.none())
    title = LineField(
        label=_("问题"), max_length=120, help_text=_("写成来电人会问的话，例如：新生儿怎么参加居民医保？")
    )
    body = TextField(label=_("解答"), max_length=5000, help_text=_("先写结论，再写条件、材料、地点、时间。"))
    basis = LineField(label=_("政策依据（可不填）"), max_length=200, required=False)
    contact = LineField(label=_("经办人电话、地点（可不填）"), max_length=200, required=False)
    subject = SubjectField(label=_("事项类别（可不选）"))
    valid_until = DayField(label=_("有效期至"), help_text=_("到期后话务员不再看到；到期前会提醒维护单位。"))
    withdrawn = forms.BooleanField(label=_("停用（不再提供给话务员）"), required=False)

    def prepare(self) -> None:
        organs = keeps_for(self.actor)
        self.fields["organ"].queryset = Organ.objects.filter(pk__in=[one.pk for one in organs])
        if len(organs) == 1:
            self.fields["organ"].initial = organs[0]
        self.fields["subject"].offer()
        if self.case.pk and not self.is_bound:
            self.initial = {name: getattr(self.case, name) for name in self.fields}


class ReportForm(PlainForm):
    words = TextField(label=_("哪里不对、应当是什么"), max_length=500)


class AnswerForm(PlainForm):
    answer = TextField(label=_("怎么处理的"), max_length=500)
