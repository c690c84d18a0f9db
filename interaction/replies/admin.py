"""The administrator's templates for replies."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from interaction.casework.registry import channels
from interaction.replies.models import ReplyTemplate


class TemplateForm(forms.ModelForm):
    channel = forms.ChoiceField(label=_("渠道"))

    class Meta:
        model = ReplyTemplate
        fields = ("channel", "organ", "name", "body", "active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [(one.key, one.label) for one in channels()]  # type: ignore[attr-defined]


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(admin.ModelAdmin):
    form = TemplateForm
    list_display = ("name", "channel", "organ", "active")
    list_filter = ("channel", "active")
    search_fields = ("name", "body")
    list_select_related = ("organ",)
