"""Before an opinion is shown: a person reads it, masks personal data, or hides it with a ground (个人信息保护法 A.6, 51).

Hidden from the public is not lost: the opinion is still counted, grouped and answered.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interaction.casework.forms import TextField
from interaction.consultations.models import Consultation, Opinion, Standing
from interaction.consultations.opinion_intake import LONGEST_OPINION
from interaction.consultations.workflow import PREPARE, ActionContext, Step, WithinForm, declare
from interaction.organs.models import Role
from interaction.publicity.publishing import CHECKED, SnapshotForm


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


def _show(consultation: Consultation, ctx: ActionContext) -> None:
    opinion: Opinion = ctx.form.case
    opinion.shown, opinion.ground, opinion.public_text = Opinion.Shown.SHOWN, "", ctx.data["text"]
    opinion.save(update_fields=["shown", "ground", "public_text"])
    ctx.details = {"opinion": opinion.number, "masking": ctx.form.proposal.counts()}


def _hide(consultation: Consultation, ctx: ActionContext) -> None:
    opinion: Opinion = ctx.form.case
    opinion.shown, opinion.ground, opinion.public_text = Opinion.Shown.HIDDEN, ctx.data["ground"], ""
    opinion.save(update_fields=["shown", "ground", "public_text"])
    ctx.details = {"opinion": opinion.number, "ground": opinion.ground}


def _see_sender(consultation: Consultation, ctx: ActionContext) -> None:
    opinion: Opinion = ctx.form.case
    ctx.details = {"opinion": opinion.number}


PUBLIC = (Standing.OPEN, Standing.CLOSED, Standing.REPORTED, Standing.ANSWERED)
declare(
    Consultation,
    Step("see_sender", _("查看提出人信息"), PUBLIC, (*PREPARE, Role.INTAKE), _see_sender, WithinForm, about=True,
         law=_("个人信息保护法第五十一条")),
    Step("show_opinion", _("公开意见"), PUBLIC, (Role.PUBLISHER,), _show, ShowForm, about=True,
         law=_("个人信息保护法第六条")),
    Step("hide_opinion", _("不公开意见"), PUBLIC, (Role.PUBLISHER,), _hide, HideForm, about=True,
         consequence=_("不公开的意见仍然统计、研究和答复。")),
)  # fmt: skip
