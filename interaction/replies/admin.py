"""The administrator's templates for replies, and the pictures of seals."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from interaction.casework import file_store
from interaction.casework.registry import channels
from interaction.replies.models import ReplyTemplate, Seal
from interaction.replies.seals import SealField, keep_seal
from interaction.workdays.now import now
from interaction.workflow.forms import SaysPlainly


class TemplateForm(SaysPlainly, forms.ModelForm):
    channel = forms.ChoiceField(label=_("渠道"))

    class Meta:
        model = ReplyTemplate
        fields = ("channel", "organ", "name", "body", "active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [(one.key, one.label) for one in channels()]


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(admin.ModelAdmin):
    form = TemplateForm
    list_display = ("name", "channel", "organ", "active")
    list_filter = ("channel", "active")
    search_fields = ("name", "body")
    list_select_related = ("organ",)


class SealForm(SaysPlainly, forms.ModelForm):
    picture = SealField(required=False)

    class Meta:
        model = Seal
        fields = ("organ", "width")

    def clean(self) -> dict[str, Any]:
        """A seal without a picture is none."""
        data: dict[str, Any] = super().clean() or {}
        if self.instance._state.adding and not data.get("picture") and "picture" not in self.errors:
            self.add_error("picture", _("请选择印章图片。"))
        return data


@admin.register(Seal)
class SealAdmin(admin.ModelAdmin):
    form = SealForm
    list_display = ("organ", "width", "given_at", "given_by")
    list_select_related = ("organ", "given_by")

    def save_model(self, request: HttpRequest, obj: Seal, form: Any, change: bool) -> None:
        """Letters issued from now on bear it."""
        if form.cleaned_data["picture"]:
            obj.given_at, obj.given_by = now(), request.user  # type: ignore[assignment]
            keep_seal(obj, form.cleaned_data["picture"])
        obj.save()

    def delete_model(self, request: HttpRequest, obj: Seal) -> None:
        """Letters issued from now on say 电子文书，核验有效."""
        obj.delete()
        file_store.remove(obj.content)
