"""What a security administrator enters: who gets which post where."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.organs.models import ADMINISTRATORS, Organ, Post, Role, Staff
from interaction.workflow.forms import ActionForm, TextField


class AppointmentForm(ActionForm):
    staff = forms.ModelChoiceField(
        label=_("工作人员"), queryset=Staff.objects.filter(is_active=True).order_by("name", "pk")
    )
    organ = forms.ModelChoiceField(label=_("单位"), queryset=Organ.objects.filter(active=True).order_by("path"))
    role = forms.ChoiceField(
        label=_("岗位"), choices=Role.choices,
        help_text=_("签发人、公开员和三个管理员岗位，要由另一个人确认后才生效。"),
    )  # fmt: skip

    def prepare(self) -> None:
        field: Any = self.fields["staff"]
        field.label_from_instance = lambda one: f"{one.name}（{one.username}）"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return data
        person, role = data["staff"], data["role"]
        held = Post.objects.filter(staff=person)
        if person.pk in self.actor.persons:
            self.add_error("staff", _t("不能任命自己，请由另一位安全管理员提出。"))
        elif held.filter(organ=data["organ"], role=role).exists():
            self.add_error("role", _t("这个人已经有这个岗位。"))
        elif role in ADMINISTRATORS and held.filter(role__in=ADMINISTRATORS).exclude(role=role).exists():
            self.add_error("role", _t("系统管理员、安全管理员、审计管理员不能由同一个人担任。"))
        return data


class RefuseForm(ActionForm):
    reason = TextField(label=_("为什么不同意"), max_length=500)
