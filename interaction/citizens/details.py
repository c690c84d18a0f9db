"""What a citizen may store of themselves, and the forms it fills in."""

from collections.abc import Container
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from interaction.casework.party import (
    ID_KINDS,
    PERMIT,
    RESIDENT_ID,
    EmailLineField,
    PhoneField,
    check_id_number,
    check_post_code,
)
from interaction.citizens.models import Citizen
from interaction.workflow.forms import LineField, PlainForm

DOCUMENT = ("id_kind", "id_number")


class DetailsForm(PlainForm):
    """All of it may stay empty. The fields are called as in the forms they fill in."""

    name = LineField(
        label=_("姓名"), required=False, max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = PhoneField(
        label=_("联系电话"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    email = EmailLineField(
        label=_("电子邮箱"), required=False, max_length=120, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    id_kind = forms.ChoiceField(
        label=_("证件类型"), required=False, choices=[one for one in ID_KINDS if one[0] in (RESIDENT_ID, PERMIT)]
    )
    id_number = LineField(
        label=_("证件号码"), required=False, max_length=40, help_text=_("只有申请公开政府信息时才需要，加密保存。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    address = LineField(label=_("通信地址"), required=False, max_length=120)
    postcode = LineField(label=_("邮政编码"), required=False, max_length=10)

    def clean_postcode(self) -> str:
        return check_post_code(self.cleaned_data["postcode"])

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("id_number"):
            try:
                data["id_number"] = check_id_number(data.get("id_kind") or RESIDENT_ID, data["id_number"])
            except ValidationError as wrong:
                self.add_error("id_number", wrong)
        return data


def store(citizen: Citizen, data: dict[str, Any]) -> None:
    citizen.details = {name: text for name, text in data.items() if text and (name != "id_kind" or data["id_number"])}
    citizen.save(update_fields=["details"])


def filled_in(citizen: Citizen | None, fields: Container[str], typed: dict[str, Any]) -> dict[str, Any]:
    """A form begun with what a citizen stored, of what it asks for; what was typed already stays. A document is its kind
    and its number, and is never put together of both."""
    stored = {name: text for name, text in citizen.details.items() if name in fields} if citizen else {}
    if typed.get("id_number"):
        stored = {name: text for name, text in stored.items() if name not in DOCUMENT}
    missing = [name for name in stored if not typed.get(name) or name in DOCUMENT]
    return typed | {name: stored[name] for name in missing}
