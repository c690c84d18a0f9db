"""What a call-back asks the caller, and what is asked after it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotline.kinds import Attempt, ExclusionGround, Settled
from interaction.publicity.hiding import Reader
from interaction.publicity.publishing import PublishForm
from interaction.replies.drafting import latest
from interaction.workflow.forms import ActionForm, TextField

STARS = ((5, _("非常满意")), (4, _("满意")), (3, _("基本满意")), (2, _("不满意")), (1, _("非常不满意")))


class RatedForm(ActionForm):
    settled = forms.ChoiceField(label=_("事情解决了吗"), choices=Settled.choices, widget=forms.RadioSelect)
    stars = forms.TypedChoiceField(label=_("对办理满意吗"), coerce=int, choices=STARS, widget=forms.RadioSelect)
    words = TextField(label=_("来电人的话（可不填）"), required=False, max_length=1000)


class TextedForm(ActionForm):
    words = TextField(label=_("短信内容"), max_length=2000)


class AttemptForm(ActionForm):
    outcome = forms.ChoiceField(label=_("没有联系上的原因"), choices=Attempt.choices)


class ExclusionForm(ActionForm):
    ground = forms.ChoiceField(label=_("剔除理由"), choices=ExclusionGround.choices)
    grounds = TextField(label=_("说明"), max_length=1000, help_text=_("写明事实和依据，由热线督办人审核。"))


class ExclusionDecisionForm(ActionForm):
    granted = forms.TypedChoiceField(
        label=_("审核意见"), coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        choices=(("yes", _("同意剔除")), ("no", _("不同意剔除"))),
    )  # fmt: skip
    reason = TextField(label=_("理由"), max_length=1000)


class PublishOrderForm(PublishForm):
    def texts(self) -> tuple[dict[str, str], tuple[str, ...]]:
        draft = latest(self.case)
        assert draft
        shown = Reader(self.case, self.actor)
        texts: dict[str, Any] = {"title": self.case.title, "content": self.case.content, "reply": draft.body}
        return {name: str(shown.text(text)) for name, text in texts.items()}, self.case.party.names
