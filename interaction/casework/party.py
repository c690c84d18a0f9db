"""Who is behind a case: the fields every channel's form asks, their checks, and how they are kept."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from interaction.casework.models import Case, Party
from interaction.privacy.contacts import check_email, normalise_phone, second_phone
from interaction.privacy.identifiers import (
    InvalidInput,
    birth_date,
    check_credit_code,
    check_permit,
    check_postcode,
    check_resident_id,
)
from interaction.privacy.names import masked_name
from interaction.workdays.now import today
from interaction.workflow.forms import ActionForm, LineField

RESIDENT_ID, CREDIT_CODE, OTHER = "resident_id", "credit_code", "permit"
ID_KINDS = (
    (RESIDENT_ID, _("居民身份证（含港澳台居民居住证）")),
    (CREDIT_CODE, _("统一社会信用代码")),
    ("passport", _("护照")),
    ("hk_macao_permit", _("港澳居民来往内地通行证")),
    ("taiwan_permit", _("台湾居民来往大陆通行证")),
    ("residence", _("外国人永久居留身份证")),
    ("military", _("军人、武警的证件")),
    (OTHER, _("其他证件")),
)
# Whoever is younger applies and writes together with a guardian (个人信息保护法 A.31).
OF_AGE_TO_CONSENT = 14


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
    """Name and ways to reach the party, one of which is enough; who is under 14 comes with a guardian."""

    name = LineField(label=_("姓名"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = PhoneField(
        label=_("联系电话"), required=False, max_length=60,
        help_text=_("电话和电子邮箱至少填一种；固定电话、境外电话也可以。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    email = EmailLineField(
        label=_("电子邮箱"), required=False, max_length=120,
        help_text=_("填写后，每一步进展都会发邮件告诉您。"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    guardian = LineField(
        label=_("监护人姓名（不满14周岁的填写）"), required=False, max_length=60,
        help_text=_("不满14周岁的，请由父母或者其他监护人一起填写，并留监护人的联系方式；其他人不用填。"),
    )  # fmt: skip

    agent = LineField(
        label=_("代理人姓名（委托他人办理的填写）"), required=False, max_length=60,
        help_text=_("由别人代为办理的，写明代理人，并把授权委托书和代理人的身份证明作为附件上传。"),
    )  # fmt: skip
    authority = LineField(
        label=_("委托代理的事项（有代理人的填写）"), required=False, max_length=120,
        help_text=_("照授权委托书写，例如：代为提出申请、补正，代收答复。"),
    )  # fmt: skip

    # The ways to be reached that count, and what is said where none is given.
    ways: tuple[str, ...] = ("phone", "email")
    no_way: Any = _("请填写联系电话或者电子邮箱，至少一种，否则收不到答复的消息。")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        asked = [name for name in self.ways if name in self.fields]
        if asked and not any(data.get(name) or name in self.errors for name in asked):
            self.add_error(asked[0], self.no_way)
        if data.get("agent") and not data.get("authority") and "authority" in self.fields:
            self.add_error("authority", _("有代理人的，请写明委托代理的事项。"))
        if data.get("phone"):
            data["second_phone"] = second_phone(self["phone"].data or "", settings.AREA_CODE)
        return data


def check_post_code(text: str) -> str:
    return _checked(check_postcode, text) if text else ""


def kind_of_document(party: Party) -> str:
    """Return what a party's document is called."""
    return party.id_name or str(dict(ID_KINDS).get(party.id_kind, ""))


class DocumentFields(forms.Form):
    """Which document somebody has, and its number."""

    id_kind = forms.ChoiceField(label=_("证件类型"), choices=ID_KINDS)
    id_name = LineField(
        label=_("证件名称（选“其他证件”的填写）"), required=False, max_length=40, help_text=_("例如：海员证。")
    )
    id_number = LineField(label=_("证件号码"), max_length=40, help_text=_("加密保存，只用于核对身份。"))


def check_document(form: Any) -> None:
    """Put the number of a form's document into normal form; add what is wrong to the form's errors."""
    data = form.cleaned_data
    kind, number = data.get("id_kind") or RESIDENT_ID, data.get("id_number")
    if kind != OTHER:
        data["id_name"] = ""
    elif number and not data.get("id_name"):
        form.add_error("id_name", _("请写明是什么证件，例如海员证。"))
    if not number:
        return
    try:
        data["id_number"] = check_id_number(kind, number)
    except ValidationError as wrong:
        form.add_error("id_number", wrong)


def is_child(kind: str, number: str) -> bool:
    """Whether a document in normal form is of somebody under 14 today, as far as its number tells."""
    born = birth_date(number, today()) if kind == RESIDENT_ID else None
    return born is not None and today() < born.replace(year=born.year + OF_AGE_TO_CONSENT)


def keep_party(case: Case, data: dict[str, Any]) -> Party:
    """Store who sent the case, and the masked name that queues show."""
    kind = data.get("party_kind") or Party.Kind.PERSON
    name = data["name"]
    case.from_whom = masked_name(name) if kind == Party.Kind.PERSON else name[:60]
    return Party.objects.create(case=case, kind=kind, name=name, **{field: data.get(field) or "" for field in _KEPT})


_KEPT = (
    "id_kind", "id_name", "id_number", "contact", "phone", "second_phone", "email", "address", "postcode", "guardian",
    "agent", "authority",
)  # fmt: skip
