"""What screening asks: grounds for declining, an application instead of a letter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import actions_of
from interaction.casework.registry import channel
from interaction.limits.telling import with_limits
from interaction.organs.actors import Actor
from interaction.workflow.forms import ActionForm, TextField
from mailbox.kinds import ADVICE, DeclineGround


class DeclineForm(ActionForm):
    ground = forms.ChoiceField(label=_("不予受理的理由"), choices=DeclineGround.choices)
    advice = TextField(
        label=_("告知来信人去哪里反映"), max_length=1000, required=False,
        help_text=_("写明可以办理的机关、电话或者办法；不填的，按所选理由写入通常的指引。"),
    )  # fmt: skip

    def clean_advice(self) -> str:
        ground = self.cleaned_data.get("ground")
        return self.cleaned_data["advice"] or (str(ADVICE[DeclineGround(ground)]) if ground else "")


class ProposeForm(ActionForm):
    advice = TextField(
        label=_("告知来信人"), max_length=500,
        initial=with_limits(
            _("您来信要的是政府信息。转为政府信息公开申请后，受理机关在%(reply)s内依法答复。"), reply="disclosure.reply"
        ),
    )  # fmt: skip


class ConversionForm(ActionForm):
    """The form of a disclosure request, begun with what the letter says; the channel's own form checks it."""

    def prepare(self) -> None:
        described = channel("disclosure")
        form_class = actions_of(described.model)["submit"].form
        self.request = described.model()
        self.inner = form_class(
            self.data if self.is_bound else None, self.files if self.is_bound else None, case=self.request,
            actor=Actor.party(), initial=self._begun() if not self.is_bound else None,
        )  # fmt: skip
        self.fields = self.inner.fields
        self.initial = self.inner.initial

    def _begun(self) -> dict[str, Any]:
        letter, party = self.case, self.case.party
        return {
            "title": letter.title, "wanted": letter.content, "addressed_to": letter.addressed_to_id, "name": party.name,
            "phone": party.phone, "email": party.email, "public_wish": letter.public_wish,
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        if not self.inner.is_valid():
            for name, errors in self.inner.errors.items():
                if name not in self.errors:
                    self.add_error(name if name in self.fields else None, errors)
        return {"application": (self.data, self.files)}

    def remembered(self) -> tuple[dict[str, Any], dict[str, str]]:
        """What was written is the new request's."""
        return {}, {}
