"""Before an opinion is shown: a person reads it, masks personal data, or hides it with a ground (个人信息保护法 A.6, 51).

Hidden from the public is not lost: the opinion is still counted, grouped and answered.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interaction.consultations.models import Consultation, Opinion, Standing
from interaction.consultations.opinion_intake import LONGEST_OPINION
from interaction.consultations.permissions import PREPARE
from interaction.organs.models import Role
from interaction.publicity.publishing import CHECKED, SnapshotForm
from interaction.workflow.actions import ActionContext, Within, WithinForm, document_action
from interaction.workflow.forms import TextField


class ShowForm(WithinForm, SnapshotForm):
    """The opinion as the public will read it."""

    title = None  # type: ignore[assignment]  # Django's way to leave a field out
    content = None  # type: ignore[assignment]  # Django's way to leave a field out
    reply = None  # type: ignore[assignment]  # Django's way to leave a field out
    text = TextField(label=_("公开的意见内容"), max_length=LONGEST_OPINION)
    field_order = ["text", "added", "shown", "checked"]
    checked = CHECKED

    PLACES: ClassVar[Mapping[str, str | Promise]] = {"text": _("意见")}

    def texts(self) -> tuple[dict[str, str], tuple[str, ...]]:
        return {"text": self.case.text}, tuple(filter(None, [self.case.name]))

    def clean(self) -> dict[str, Any]:
        """Whoever did not agree is not quoted."""
        if not self.case.may_quote:
            raise forms.ValidationError(_("提出人不同意公开，这条意见只统计和答复。"))
        return super().clean()


class HideForm(WithinForm):
    ground = forms.ChoiceField(
        label=_("不公开的理由"), choices=[one for one in Opinion.Ground.choices if one[0] != Opinion.Ground.NO_CONSENT]
    )


PUBLIC = (Standing.OPEN, Standing.CLOSED, Standing.REPORTED, Standing.ANSWERED)
OF_OPINION = Within("opinions", "number")


@document_action(
    Consultation, _("查看提出人信息"), source=PUBLIC, by=(*PREPARE, Role.INTAKE), form=WithinForm, within=OF_OPINION,
    law=_("个人信息保护法第五十一条"),
)  # fmt: skip
def see_sender(consultation: Consultation, context: ActionContext) -> None:
    context.details = {"opinion": context.about.number}


@document_action(
    Consultation, _("公开意见"), source=PUBLIC, by=Role.PUBLISHER, form=ShowForm, within=OF_OPINION,
    law=_("个人信息保护法第六条"),
)  # fmt: skip
def show_opinion(consultation: Consultation, context: ActionContext) -> None:
    opinion: Opinion = context.about
    opinion.shown, opinion.ground, opinion.public_text = Opinion.Shown.SHOWN, "", context.data["text"]
    opinion.save(update_fields=["shown", "ground", "public_text"])
    context.details = {"opinion": opinion.number, "masking": context.form.proposal.counts()}


@document_action(
    Consultation, _("不公开意见"), source=PUBLIC, by=Role.PUBLISHER, form=HideForm, within=OF_OPINION,
    consequence=_("不公开的意见仍然统计、研究和答复。"),
)  # fmt: skip
def hide_opinion(consultation: Consultation, context: ActionContext) -> None:
    opinion: Opinion = context.about
    opinion.shown, opinion.ground, opinion.public_text = Opinion.Shown.HIDDEN, context.data["ground"], ""
    opinion.save(update_fields=["shown", "ground", "public_text"])
    context.details = {"opinion": opinion.number, "ground": opinion.ground}
