"""What a security administrator enters: whose account, what was lost, how the person was known."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.organs.models import Organ, Staff
from interaction.recovery.models import Recovery
from interaction.workflow.forms import ActionForm, TextField


class RecoveryForm(ActionForm):
    staff = forms.ModelChoiceField(
        label=_("工作人员"), queryset=Staff.objects.filter(is_active=True).order_by("name", "pk")
    )
    what = forms.ChoiceField(label=_("丢了什么"), choices=Recovery.What.choices, widget=forms.RadioSelect)
    checked = TextField(
        label=_("怎样核对的本人"), max_length=300,
        help_text=_("写明怎样确认是本人：当面核对工作证，或者与其所在单位负责人通话等；不要写证件号码。"),
    )  # fmt: skip

    def prepare(self) -> None:
        field: Any = self.fields["staff"]
        field.label_from_instance = lambda one: f"{one.name}（{one.username}）"

    def clean_staff(self) -> Staff:
        person: Staff = self.cleaned_data["staff"]
        if person.pk in self.actor.persons:
            raise forms.ValidationError(_t("不能恢复自己的账号，请由另一位安全管理员提出。"))
        return person

    def clean(self) -> dict[str, Any]:
        """The recovery is of the organ where the person has a post, else of the whole county's."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "staff" in data:
            post = data["staff"].posts.select_related("organ").order_by("organ__path").first()
            data["organ"] = post.organ if post else Organ.objects.filter(parent__isnull=True).order_by("pk")[0]
        return data


class RefuseForm(ActionForm):
    reason = TextField(label=_("为什么不同意"), max_length=500)
