"""What a matter is about and how pressing it is: found out at the first look, corrected when that was wrong."""

from typing import Any

from django import forms
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, action
from interaction.casework.free_text import FreeTextMixin
from interaction.casework.models import Subject
from interaction.casework.similarity import subject_of
from interaction.casework.steps import Stage
from interaction.organs.models import Role
from interaction.workflow.forms import ActionForm


class SubjectField(forms.ModelChoiceField):
    """A class of matters in the county's tree, each under the one it belongs to."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Subject.objects.none(), required=False, empty_label=_("不选"), **kwargs)

    def offer(self) -> None:
        """Offer the classes in use, as they stand now."""
        subjects = Subject.objects.filter(active=True).select_related("parent")
        self.queryset = subjects.order_by(
            Coalesce("parent__position", "position"), Coalesce("parent_id", "pk"), F("parent").asc(nulls_first=True),
            "position", "pk",
        )  # fmt: skip

    def label_from_instance(self, subject: Subject) -> str:
        return f"{subject.parent.name} · {subject.name}" if subject.parent else subject.name


class SortForm(ActionForm):
    subject = SubjectField(label=_("事项类别"))
    urgency = forms.ChoiceField(label=_("紧急程度"), help_text=_("停水、停电、安全等事项标为紧急，期限缩短。"))
    sensitive = forms.BooleanField(label=_("敏感：涉及未成年人、健康、举报人安全等，不公开"), required=False)

    def prepare(self) -> None:
        self.fields["subject"].offer()
        self.fields["urgency"].choices = [(one.value, one.label) for one in self.case.URGENCIES]
        guess = self.case.subject or subject_of(f"{self.case.title} {self.case.content}")
        self.initial = {"subject": guess, "urgency": self.case.urgency, "sensitive": self.case.sensitive}


class AcceptForm(SortForm):
    """The kind decides the limit; who sent the matter may have been wrong about it."""

    kind = forms.ChoiceField(label=_("类型"), help_text=_("类型决定答复期限；可以更正。"))
    field_order = ("kind", "subject", "urgency", "sensitive")

    def prepare(self) -> None:
        super().prepare()
        self.fields["kind"].choices = self.case._meta.get_field("kind").choices
        self.initial["kind"] = self.case.kind


class ClassifyActions(FreeTextMixin):
    """A `FreeTextCase` is mixed in beside this."""

    @action(_("更正类别、紧急程度"), source=Stage.AT_WORK, target=None, by=(Role.INTAKE, Role.SUPERVISOR), at="addressed_to",
            form=SortForm)  # fmt: skip
    def sort_anew(self, ctx: ActionContext, **sorted_as: Any) -> None:
        """The first look was wrong, or the matter has become urgent."""
        if sorted_as["urgency"] != self.Urgency.ORDINARY and not self.is_urgent:
            ctx.mark = "urged"
        self._sort(**sorted_as)

    def _sort(self, *, subject: Subject | None, urgency: str, sensitive: bool) -> None:
        self.subject, self.urgency, self.sensitive = subject, urgency, sensitive
