"""The administrator's platforms above. A secret is set, and never shown again."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hotline.exchange.models import Platform, new_secret
from interaction.workflow.forms import SaysPlainly

SHORTEST_SECRET = 32


class PlatformForm(SaysPlainly, forms.ModelForm):
    new_secret = forms.CharField(
        label=_("密钥"), required=False, min_length=SHORTEST_SECRET, max_length=200, strip=True,
        help_text=_("双方签名用，至少32个字符，请交给对方。保存后不再显示；不改的，留空。"),
    )  # fmt: skip

    class Meta:
        model = Platform
        fields = ("code", "name", "source", "address", "per_minute", "active")
        error_messages: ClassVar = {"code": {"invalid": _("“代码”只能用小写字母、数字和短横线，请改正。")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.fields["new_secret"].required = True
            self.initial.setdefault("new_secret", new_secret())

    def save(self, commit: bool = True) -> Any:
        if self.cleaned_data["new_secret"]:
            self.instance.secret = self.cleaned_data["new_secret"]
        return super().save(commit)


@admin.register(Platform)
class PlatformAdmin(admin.ModelAdmin):
    form = PlatformForm
    list_display = ("name", "code", "source", "address", "active")
    list_filter = ("source", "active")

    def get_readonly_fields(self, request: HttpRequest, obj: Platform | None = None) -> tuple[str, ...]:
        """Orders that came from it say so by its code and level."""
        return ("code", "source") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Platform | None = None) -> bool:
        """A platform that has sent orders is closed, not removed."""
        return False
