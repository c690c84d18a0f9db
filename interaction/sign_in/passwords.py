"""What passwords of staff must be beside their composition, and when one must be changed.

GB/T 22239-2019 8.1.4.1 a): 身份鉴别信息应具有复杂度要求并定期更换. ASVS 4.0.3 V2.1.7 (none that has leaked), V2.1.10 asks for no
change by time and no history: where the two differ the stricter holds, see docs/security.md.
"""

import re
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from interaction.organs.models import Staff
from interaction.sign_in.models import PastPassword
from interaction.workdays.now import now

KINDS = (re.compile("[a-z]"), re.compile("[A-Z]"), re.compile("[0-9]"), re.compile("[^a-zA-Z0-9]"))
ENOUGH = 3
REMEMBERED = 5
# What a word is dressed up with, and what stands for its letters.
_DRESSING = re.compile(r"^[^a-z]+|[^a-z]+$")
_LETTERS = str.maketrans("@4013$57!", "aaoiessti")


class KindsOfCharacters:
    """Three of four kinds: small letters, capitals, digits, signs."""

    def validate(self, password: str, user: Any = None) -> None:
        if sum(bool(kind.search(password)) for kind in KINDS) < ENOUGH:
            raise ValidationError(
                _("密码应当含有小写字母、大写字母、数字、符号中的三种，请重新设置。"), code="password_too_plain"
            )

    def get_help_text(self) -> str:
        return _("密码应当含有小写字母、大写字母、数字、符号中的三种。")


class NoLeakedWord(CommonPasswordValidator):
    """None of the leaked passwords of Django's list, nor one of them with digits and signs around or for its letters."""

    def validate(self, password: str, user: Any = None) -> None:
        told = password.lower().strip()
        bare = _DRESSING.sub("", told.translate(_LETTERS))
        if self.passwords & {told, bare, _DRESSING.sub("", told), _DRESSING.sub("", told).translate(_LETTERS)}:
            raise ValidationError(
                _("这个密码是常见词语，或者由常见词语加数字、符号组成，曾经大量泄露，请换一个。"), code="leaked"
            )

    def get_help_text(self) -> str:
        return _("密码不能是常见词语，也不能只是在常见词语前后加上数字、符号。")


class NoneOfTheLast:
    """None of the last five; and what notes each password that is set."""

    def validate(self, password: str, user: Any = None) -> None:
        if user is None or user.pk is None:
            return
        if any(check_password(password, one.hash) for one in _past(user)[:REMEMBERED]):
            raise ValidationError(_("这个密码您最近用过，请换一个新的。"), code="used_before")

    def password_changed(self, password: str, user: Any = None) -> None:
        """Called by Django when an account with a new password has been saved."""
        note_password(user, own=False)

    def get_help_text(self) -> str:
        return _("密码不能与最近五次用过的相同。")


class Due(TextChoices):
    """Why a password has to be changed before anything else is opened."""

    SET_BY_OTHERS = "set_by_others", _lazy("您现在的密码是别人为您设置的，只在第一次登录时有效。")
    OLD = "old", _lazy("您的密码已经到期。")


def note_password(staff: Staff, *, own: bool) -> None:
    """Keep the hash of the password an account has now, and forget all but the last five."""
    if staff.has_usable_password():
        PastPassword.objects.create(staff=staff, hash=staff.password, set_at=now(), own=own)
    kept = _past(staff).values("pk")[:REMEMBERED]
    PastPassword.objects.filter(staff=staff).exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()


def chose_it(staff: Staff) -> None:
    """Note that the newest password was chosen by the person."""
    newest = _past(staff).first()
    if newest:
        newest.own = True
        newest.save(update_fields=["own"])


def password_due(staff: Staff) -> Due | None:
    """Why somebody's password has to be changed now, if it has to. Of one that nobody noted, nothing is known."""
    newest = _past(staff).first()
    if newest is None or not newest.own:
        return Due.SET_BY_OTHERS
    days: int = settings.PASSWORD_DAYS
    return Due.OLD if days and newest.set_at <= now() - timedelta(days=days) else None


def _past(staff: Staff) -> Any:
    return PastPassword.objects.filter(staff=staff).order_by("-set_at", "-pk")
