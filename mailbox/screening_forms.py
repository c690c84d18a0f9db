"""What screening asks: the class of the matter, grounds for declining, the letter to merge into."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import actions_of
from interaction.casework.channels import channel
from interaction.casework.forms import ActionForm, TextField
from interaction.casework.models import Case, Subject
from interaction.organs.actors import Actor
from mailbox.alike import subject_of
from mailbox.kinds import ADVICE, DeclineGround, Kind

# Letters know two; the two above them are the hotline's.
LETTER_URGENCIES = [(one.value, one.label) for one in (Case.Urgency.ORDINARY, Case.Urgency.URGENT)]


class AcceptForm(ActionForm):
    kind = forms.ChoiceField(label=_("来信类型"), choices=Kind.choices, help_text=_("类型决定答复期限；可以更正。"))
    subject = forms.ModelChoiceField(label=_("事项类别"), queryset=Subject.objects.none(), required=False)
    urgency = forms.ChoiceField(
        label=_("紧急程度"), choices=LETTER_URGENCIES, help_text=_("停水、停电、安全等事项标为紧急，期限缩短。")
    )
    sensitive = forms.BooleanField(label=_("敏感：涉及未成年人、健康、举报人安全等，不公开"), required=False)

    def prepare(self) -> None:
        self.fields["subject"].queryset = Subject.objects.filter(active=True)
        guess = self.case.subject or subject_of(f"{self.case.title} {self.case.content}")
        self.initial = {"kind": self.case.kind, "subject": guess, "urgency": self.case.urgency,
                        "sensitive": self.case.sensitive}  # fmt: skip


class SortForm(AcceptForm):
    """The kind stays: it gave the sender's clock its limit."""

    def prepare(self) -> None:
        super().prepare()
        del self.fields["kind"]


class DeclineForm(ActionForm):
    ground = forms.ChoiceField(label=_("不予受理的理由"), choices=DeclineGround.choices)
    advice = TextField(
        label=_("告知来信人去哪里反映"), max_length=1000, required=False,
        help_text=_("写明可以办理的机关、电话或者办法；不填的，按所选理由写入通常的指引。"),
    )  # fmt: skip

    def clean_advice(self) -> str:
        ground = self.cleaned_data.get("ground")
        return self.cleaned_data["advice"] or (str(ADVICE[DeclineGround(ground)]) if ground else "")


class LeadField(forms.ModelChoiceField):
    def label_from_instance(self, letter: Any) -> str:
        return f"{letter.number} {letter.title}"


class MergeForm(ActionForm):
    lead = LeadField(
        label=_("并入哪一封来信"), queryset=None, widget=forms.RadioSelect, empty_label=None,
        help_text=_("列出的是内容相近、正在办理的来信。并案后，主件的答复同时答复这位来信人。"),
    )  # fmt: skip

    def prepare(self) -> None:
        from mailbox.models import Letter

        likes = self.case.duplicates
        self.fields["lead"].queryset = Letter.objects.filter(pk__in=[one.letter.pk for one in likes])
        self.fields["lead"].initial = likes[0].letter if likes else None


class ProposeForm(ActionForm):
    advice = TextField(
        label=_("告知来信人"), max_length=500,
        initial=_("您来信要的是政府信息。转为政府信息公开申请后，受理机关在20个工作日内依法答复。"),
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
