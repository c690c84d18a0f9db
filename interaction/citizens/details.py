"""What a citizen may store of themselves, and the forms it fills in."""

from collections.abc import Container
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interaction.casework.party import (
    CREDIT_CODE,
    DocumentFields,
    EmailLineField,
    PhoneField,
    check_document,
    check_post_code,
)
from interaction.citizens.models import Citizen
from interaction.workflow.forms import LineField, PlainForm

DOCUMENT = ("id_kind", "id_name", "id_number")


class DetailsForm(DocumentFields, PlainForm):
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
    address = LineField(label=_("通信地址"), required=False, max_length=120)
    postcode = LineField(label=_("邮政编码"), required=False, max_length=10)

    field_order = ("name", "phone", "email", *DOCUMENT, "address", "postcode")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in DOCUMENT:
            self.fields[name].required = False
        kinds = self.fields["id_kind"]
        kinds.choices = [one for one in kinds.choices if one[0] != CREDIT_CODE]
        self.fields["id_number"].help_text = _("只有申请公开政府信息时才需要，加密保存。")

    def clean_postcode(self) -> str:
        return check_post_code(self.cleaned_data["postcode"])

    def clean(self) -> dict[str, Any]:
        check_document(self)
        return self.cleaned_data


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
