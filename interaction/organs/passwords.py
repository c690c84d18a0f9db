"""What a password must be made of (GB/T 22239-2019 8.1.4.1: 口令应有复杂度要求)."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

KINDS = (re.compile("[a-z]"), re.compile("[A-Z]"), re.compile("[0-9]"), re.compile("[^a-zA-Z0-9]"))
ENOUGH = 3


class KindsOfCharacters:
    """Three of four kinds: small letters, capitals, digits, signs."""

    def validate(self, password: str, user: Any = None) -> None:
        if sum(bool(kind.search(password)) for kind in KINDS) < ENOUGH:
            raise ValidationError(
                _("密码应当含有小写字母、大写字母、数字、符号中的三种，请重新设置。"), code="password_too_plain"
            )

    def get_help_text(self) -> str:
        return _("密码应当含有小写字母、大写字母、数字、符号中的三种。")
