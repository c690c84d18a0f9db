"""What handling an order asks for beside the reply."""

from django import forms
from django.utils.translation import gettext_lazy as _

from interaction.casework.common_answer import refuse_particulars
from interaction.workflow.forms import ActionForm, TextField


class ContactForm(ActionForm):
    reached = forms.TypedChoiceField(
        label=_("联系上了吗"), coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        choices=(("yes", _("联系上了")), ("no", _("没有联系上"))),
    )  # fmt: skip
    words = TextField(
        label=_("沟通情况"), max_length=1000, help_text=_("联系的方式、核实的情况；没有联系上的，写明原因。")
    )


class NewsForm(ActionForm):
    news = TextField(
        label=_("事件进展（告知所有来电人）"), max_length=1000, help_text=_("例如：预计今天 18:00 前恢复供水。")
    )

    def clean_news(self) -> str:
        return refuse_particulars(self.case, self.cleaned_data["news"])
