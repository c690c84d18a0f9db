"""The administrator sets a new length for a limit of practice; what has been set is never changed."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from interaction.limits.configured import configurable, save_version
from interaction.limits.models import ConfiguredLimit


class LimitForm(forms.ModelForm):
    rule = forms.ChoiceField(label=_("时限规则"))

    class Meta:
        model = ConfiguredLimit
        fields = ("rule", "effective_from", "length", "extension", "basis")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "rule" in self.fields:
            self.fields["rule"].choices = [  # type: ignore[attr-defined]
                (one.name, f"{one.label}：{one.unit.of(one.length)}") for one in configurable()
            ]


@admin.register(ConfiguredLimit)
class ConfiguredLimitAdmin(admin.ModelAdmin):
    form = LimitForm
    list_display = ("rule", "version", "effective_from", "length", "extension", "basis", "set_by")
    list_filter = ("rule",)
    list_select_related = ("set_by",)

    def save_model(self, request: HttpRequest, obj: ConfiguredLimit, form: Any, change: bool) -> None:
        obj.set_by = request.user  # type: ignore[assignment]
        save_version(obj)

    def has_change_permission(self, request: HttpRequest, obj: ConfiguredLimit | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ConfiguredLimit | None = None) -> bool:
        return False
