"""What is asked for after the reply."""

from django import forms
from django.utils.translation import gettext_lazy as _

from interaction.publicity.hiding import Reader
from interaction.publicity.publishing import PublishForm
from interaction.replies.drafting import latest
from interaction.workflow.forms import ActionForm, TextField


class RatingForm(ActionForm):
    stars = forms.TypedChoiceField(
        label=_("您对答复满意吗"), coerce=int, widget=forms.RadioSelect,
        choices=((5, _("非常满意")), (4, _("满意")), (3, _("基本满意")), (2, _("不满意")), (1, _("非常不满意"))),
    )  # fmt: skip
    settled = forms.TypedChoiceField(
        label=_("事情解决了吗"), coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        choices=(("yes", _("解决了")), ("no", _("没有解决"))),
    )  # fmt: skip
    words = TextField(label=_("想说的话（可不填）"), required=False, max_length=1000)


class WithholdForm(ActionForm):
    reason = TextField(label=_("不公开的理由"), max_length=500)


class PublishLetterForm(PublishForm):
    def texts(self) -> tuple[dict[str, str], tuple[str, ...]]:
        draft = latest(self.case)
        assert draft
        shown = Reader(self.case, self.actor)
        texts = {"title": self.case.title, "content": self.case.content, "reply": draft.body}
        return {name: str(shown.text(text)) for name, text in texts.items()}, self.case.party.names
