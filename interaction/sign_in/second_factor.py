"""The second factor: seeds sealed at rest; codes limited, and used once, without asking Redis."""

from base64 import b64decode, b64encode
from typing import Any

from allauth.account.adapter import get_adapter as accounts
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.utils import decrypt

from interaction.organs.models import Staff
from interaction.privacy.encryption import seal, unseal
from interaction.sign_in.limits import first_use, try_code
from interaction.sign_in.standing import has_factor, second_factor_compulsory
from interaction.visitors.throttle import Spent

BOUND_TO = "mfa_authenticator.data"


class SealedFactors(DefaultMFAAdapter):
    """Seeds and recovery codes as the house seals what is personal."""

    def encrypt(self, text: str) -> str:
        return b64encode(seal(text.encode(), BOUND_TO)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(b64decode(encrypted_text), BOUND_TO).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Nobody takes off the last factor while their post asks for one."""
        staff = authenticator.user
        return not second_factor_compulsory(staff) or has_factor(staff, but=authenticator.pk)


def _spend(staff: Staff) -> Spent:
    spent = try_code(staff)
    if spent is None:
        raise accounts().validation_error("too_many_login_attempts")
    return spent


class _Counted:
    """A form with a code: wrong ones are counted, and a right one opens once."""

    user: Staff
    cleaned_data: dict[str, Any]
    authenticator: Authenticator

    def clean_code(self) -> str:
        spent, code = _spend(self.user), str(self.cleaned_data["code"]).strip()
        for one in Authenticator.objects.filter(user=self.user).exclude(type=Authenticator.Type.WEBAUTHN):
            if self._fits(one, code):
                spent.give_back()
                one.user = self.user
                self.authenticator = one
                return code
        raise get_adapter().validation_error("incorrect_code")

    def _fits(self, one: Authenticator, code: str) -> bool:
        if one.type == Authenticator.Type.TOTP:
            return validate_totp_code(decrypt(one.data["secret"]), code) and first_use(self.user, code)
        return bool(one.wrap().validate_code(code))


class Authenticate(_Counted, AuthenticateForm):
    pass


class Reauthenticate(_Counted, ReauthenticateForm):
    pass


class ActivateTOTP(ActivateTOTPForm):
    def clean_code(self) -> str:
        spent = _spend(self.user)
        code: str = super().clean_code()
        spent.give_back()
        return code
