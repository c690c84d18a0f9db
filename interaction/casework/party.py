"""Who is behind a case: the fields every channel's form asks, their checks, and how they are kept."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from interaction.casework.models import Case, Party
from interaction.privacy.contacts import check_email, normalise_phone
from interaction.privacy.identifiers import (
    InvalidInput,
    check_credit_code,
    check_permit,
    check_postcode,
    check_resident_id,
)
from interaction.privacy.names import masked_name
from interaction.workdays.now import today
from interaction.workflow.forms import ActionForm, LineField

RESIDENT_ID, CREDIT_CODE, PERMIT = "resident_id", "credit_code", "permit"
ID_KINDS = (
    (RESIDENT_ID, _("居民身份证")),
    (CREDIT_CODE, _("统一社会信用代码")),
    (PERMIT, _("护照、通行证等其他证件")),
)


class PhoneField(LineField):
    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return _checked(normalise_phone, text, settings.AREA_CODE) if text else ""


class EmailLineField(LineField):
    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return _checked(check_email, text) if text else ""


def _checked(check: Any, *values: Any) -> str:
    try:
        return str(check(*values))
    except InvalidInput as wrong:
        raise ValidationError(str(wrong)) from wrong


def check_id_number(kind: str, text: str) -> str:
    """The normalised document number; raises ValidationError with what is wrong (see privacy.identifiers)."""
    if kind == RESIDENT_ID:
        return _checked(check_resident_id, text, today())
    return _checked(check_credit_code, text) if kind == CREDIT_CODE else _checked(check_permit, text, today())


class ContactFields(ActionForm):
    """Name and ways to reach the party; enough for a letter."""

    name = LineField(label=_("姓名"), max_length=60)
    phone = PhoneField(
        label=_("联系电话"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = EmailLineField(
        label=_("电子邮箱（可不填）"), required=False, max_length=120,
        help_text=_("填写后，每一步进展都会发邮件告诉您。"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip


def check_post_code(text: str) -> str:
    return _checked(check_postcode, text) if text else ""


def keep_party(case: Case, data: dict[str, Any]) -> Party:
    """Store who sent the case, and the masked name that queues show."""
    kind = data.get("party_kind") or Party.Kind.PERSON
    name = data["name"]
    case.from_whom = masked_name(name) if kind == Party.Kind.PERSON else name[:60]
    fields = ("id_kind", "id_number", "contact", "phone", "email", "address", "postcode")
    return Party.objects.create(case=case, kind=kind, name=name, **{field: data.get(field) or "" for field in fields})
