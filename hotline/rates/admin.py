"""The administrator sets weights and what counts, from a day on; what has been set is never changed."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hotline.rates.formulas import HUNDRED
from hotline.rates.models import Configuration
from interaction.workflow.forms import SaysPlainly


class ConfigurationForm(SaysPlainly, forms.ModelForm):
    class Meta:
        model = Configuration
        fields = ("effective_from", "response", "resolution", "satisfaction", "partly_half", "basically", "basis")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        weights = [cleaned.get(name) for name in ("response", "resolution", "satisfaction")]
        if None not in weights and sum(weights) != HUNDRED:  # type: ignore[arg-type]
            raise ValidationError(_("三项权重之和应为 100，现在是 %(sum)d。") % {"sum": sum(weights)})  # type: ignore[arg-type]
        return cleaned


@admin.register(Configuration)
class ConfigurationAdmin(admin.ModelAdmin):
    form = ConfigurationForm
    list_display = ("effective_from", "response", "resolution", "satisfaction", "partly_half", "basically", "basis",
                    "set_by")  # fmt: skip
    list_select_related = ("set_by",)

    def save_model(self, request: HttpRequest, obj: Configuration, form: Any, change: bool) -> None:
        obj.set_by = request.user  # type: ignore[assignment]
        obj.save(force_insert=True)

    def has_change_permission(self, request: HttpRequest, obj: Configuration | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Configuration | None = None) -> bool:
        return False
