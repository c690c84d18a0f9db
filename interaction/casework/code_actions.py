"""补发查询码: a lost query code issued anew, at the desk after checking who asks, or on line to the contact given."""

import unicodedata
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, Condition, action
from interaction.casework.models import Case, CaseMixin, Party
from interaction.casework.steps import Stage
from interaction.notices import sms
from interaction.notices.outbox import notify_citizen
from interaction.organs.actors import SYSTEM
from interaction.organs.models import Organ, Role
from interaction.privacy.encryption import blind_index, current_key_id
from interaction.workflow.forms import ActionForm, LineField, TextField

REISSUE_CODE = "reissue_code"


class Checked(models.TextChoices):
    """How the desk made sure that it is the sender who asks."""

    DOCUMENT = "document", _("当面核对了身份证件")
    NUMBER = "number", _("来电号码就是提交时留下的号码，并核对了姓名")
    FACTS = "facts", _("核对了姓名、联系方式和来件内容")


class HandedOver(models.TextChoices):
    SLIP = "slip", _("打印纸条，当面交给本人")
    CONTACT = "contact", _("发到提交时留下的邮箱或者手机")
    SPOKEN = "spoken", _("在电话里念给本人")


class Means(models.TextChoices):
    EMAIL = "email", _("电子邮箱")
    PHONE = "phone", _("手机号码")
    SECOND_PHONE = "second_phone", _("另一个手机号码")


def _party_of(case: Case) -> Party | None:
    return Party.objects.filter(case=case.pk).first()


def contact_that_reaches(party: Party) -> str:
    """By which of the contacts given a new code can be sent; empty for none."""
    if party.email:
        return Means.EMAIL
    return Means.PHONE if sms.reaches(party.phone) else ""


def find_by_contact(number: str, means: str, address: str) -> Case | None:
    """The case of that number, if it was sent from this very contact (an address or number in its normal form) and a code
    reaches it there."""
    if means == Means.PHONE and not sms.reaches(address):
        return None
    index = blind_index(means, address)
    sent_from = Party.telephoned_from(index) if means == Means.PHONE else Q(email_index=index)
    found = Party.objects.filter(sent_from, case__number=number).select_related("case").first()
    return found.case.specific if found else None


def means_by(case: Case, address: str) -> str:
    """As what a contact was given from which a case was sent."""
    given = (case.party.email, case.party.phone, case.party.second_phone)
    return next(
        str(means) for means, one in zip(Means, given, strict=True) if one and one.casefold() == address.casefold()
    )


class ReissueForm(ActionForm):
    name = LineField(
        label=_("姓名（名称）"), max_length=60, help_text=_("照本人说的填写；与来件登记的一致，才能补发。")
    )  # fmt: skip
    checked_by = forms.ChoiceField(
        label=_("怎样核对的身份"), choices=Checked.choices, widget=forms.RadioSelect,
    )  # fmt: skip
    check = TextField(
        label=_("核对情况"), max_length=500, help_text=_("写明核对了什么、谁来办；不要写证件号码。")
    )  # fmt: skip
    hand_over = forms.ChoiceField(label=_("怎样交给本人"), choices=HandedOver.choices, widget=forms.RadioSelect)

    def prepare(self) -> None:
        party = _party_of(self.case)
        if party is None or not contact_that_reaches(party):
            field: Any = self.fields["hand_over"]
            field.choices = [one for one in HandedOver.choices if one[0] != HandedOver.CONTACT]

    def clean_name(self) -> str:
        said = self.cleaned_data["name"]
        if _folded(said) != _name_known(self.case):
            raise ValidationError(_("与来件登记的姓名（名称）不一致，不能补发。请再向本人核对。"))
        return str(said)

    def remembered(self) -> tuple[dict[str, Any], dict[str, str]]:
        """The name was compared, and is kept where it was."""
        details, words = super().remembered()
        words.pop("name", None)
        return details, words


def _name_known(case: Case) -> str:
    """The name that a case came under, folded; empty where none was told, or it has been forgotten."""
    party = _party_of(case)
    return _folded(party.name) if party else ""


def _folded(name: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", name).casefold() if char.isalnum())


class SendCodeForm(ActionForm):
    means = forms.ChoiceField(label=_("发到哪里"), choices=Means.choices)


sender_is_known = Condition(
    lambda case, actor: bool(_name_known(case)),
    _("本件没有保存来件人的姓名，不能核对身份。"),
)


class QueryCodeActions(CaseMixin):
    """The code before opens nothing from then on, not even in a browser that has opened the case with it."""

    @action(
        _("补发查询码"), source=Stage.EVERY, target=None,
        by=(Role.INTAKE, Role.CALL_AGENT), at="code_desks", form=ReissueForm, needs=(sender_is_known,),
        public_label=_("补发了查询码，原来的查询码已经失效"),
    )  # fmt: skip
    def reissue_code(self, ctx: ActionContext, *, name: str, checked_by: str, check: str, hand_over: str) -> None:
        """Whoever took the case in, and the hotline for every channel, after checking who asks."""
        self._new_code()
        if hand_over == HandedOver.CONTACT:
            self._send_code(contact_that_reaches(self.party))

    @action(
        _("网上补发查询码"), source=Stage.EVERY, target=None, by=SYSTEM,
        form=SendCodeForm, needs=(sender_is_known,), public_label=_("补发了查询码，原来的查询码已经失效"),
    )  # fmt: skip
    def send_new_code(self, ctx: ActionContext, *, means: str) -> None:
        """Somebody gave number and contact on the site: the new code goes to that contact and nowhere else."""
        self._new_code()
        self._send_code(means)

    @property
    def code_desks(self) -> list[Organ]:
        """Who took the case in, and the hotline, where people ask."""
        return [self.addressed_to, *Organ.objects.filter(kind=Organ.Kind.HOTLINE, active=True)]

    def _new_code(self) -> None:
        self.query_code_issue += 1
        self.query_key_id = current_key_id()

    def _send_code(self, means: str) -> None:
        words = {
            "number": self.number, "code": self.query_code, "government": settings.OFFICE["government"],
            "url": f"{settings.SITE_URL}{reverse('portal:track')}",
        }  # fmt: skip
        notify_citizen(
            key=f"code:{self.pk}:{self.query_code_issue}",
            email=self.party.email if means == Means.EMAIL else "",
            phone=getattr(self.party, means) if means != Means.EMAIL else "",
            subject=_t("您的查询码已补发"),
            body=_t(
                "【%(government)s】您的办件 %(number)s 补发的查询码是 %(code)s，原来的查询码已经失效。查进度：%(url)s"
            ) % words,
            about=self.pk,
        )  # fmt: skip
