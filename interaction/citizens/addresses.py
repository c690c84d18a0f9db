"""Where a code can reach somebody: a mobile number or an e-mail address, in the one form in which it is kept."""

import re
import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from interaction.citizens.models import Means
from interaction.notices import sms
from interaction.privacy.contacts import normalise_phone
from interaction.privacy.encryption import blind_index
from interaction.privacy.names import masked_address
from interaction.privacy.text import InvalidInput

_MOBILE = re.compile(r"1[0-9]{10}", re.ASCII)


@dataclass(frozen=True)
class Address:
    means: str
    text: str

    @property
    def digest(self) -> str:
        """What stands for it where it is only counted."""
        return blind_index("sign_in", self.text)

    @property
    def masked(self) -> str:
        """Enough for its owner to see where to look: 139****5678, z***@example.com."""
        return masked_address(self.text)


def read_address(typed: str) -> Address:
    """Raises Wrong. A mailbox is one however its letters are written; codes go to it as it is kept, so that nobody gets
    into the account of another mailbox that differs in capitals."""
    text = unicodedata.normalize("NFKC", typed).strip()
    return _mailbox(text.lower()) if "@" in text else _mobile(text)


def _mailbox(text: str) -> Address:
    try:
        validate_email(text)
    except ValidationError:
        raise InvalidInput(_("电子邮箱的写法不对，应类似 name@example.com。")) from None
    if not text.isascii():
        raise InvalidInput(_("电子邮箱请只用英文字母、数字和符号填写。"))
    return Address(Means.EMAIL, text)


def _mobile(text: str) -> Address:
    try:
        number = normalise_phone(text)
    except InvalidInput:
        number = ""
    if not _MOBILE.fullmatch(number):
        raise InvalidInput(_("请填写11位的手机号码，或者电子邮箱，例如 name@example.com。"))
    if not sms.can_send():
        raise InvalidInput(_("目前还不能发短信，请填写电子邮箱。"))
    return Address(Means.PHONE, number)
