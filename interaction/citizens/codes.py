"""One-time codes: sent to an address, and taken back once within ten minutes, from the browser that asked.

A code stands nowhere in the clear: here as a keyed digest (six digits behind a plain hash would be found in a moment),
in the outbox sealed, and only until it was sent.
"""

import secrets
import unicodedata
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from interaction.citizens.addresses import Address
from interaction.citizens.models import TRIES, Citizen, Means, SignInCode
from interaction.notices.models import Notice
from interaction.notices.outbox import tell_in_passing
from interaction.privacy.encryption import blind_index, keyed_digest
from interaction.workdays.now import now

DIGITS, LASTS = 6, timedelta(minutes=10)
CHANNELS = {Means.PHONE.value: Notice.Channel.SMS, Means.EMAIL.value: Notice.Channel.EMAIL}


class WrongCode(Exception):
    """Not this code; `left` more may be tried."""

    def __init__(self, left: int) -> None:
        super().__init__()
        self.left = left


class CodeExpired(Exception):
    """Used, out of date, or tried too often: a new one has to be asked for."""


@transaction.atomic
def send_code(address: Address) -> uuid.UUID:
    """Whether anybody ever signed in by this address makes no difference here, and shows nowhere."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    one = SignInCode(means=address.means, reached_at=address.text, asked_at=now())
    one.digest = _digest(one.pk, code)
    one.save(force_insert=True)
    words = {"code": code, "minutes": LASTS // timedelta(minutes=1), "government": settings.OFFICE["government"]}
    tell_in_passing(
        key=f"sign_in:{one.pk}", channel=CHANNELS[address.means], address=address.text, subject=_("登录验证码"),
        body=_("【%(government)s】登录验证码 %(code)s，%(minutes)s 分钟内有效。请不要告诉任何人；不是您本人要登录的，不用理会。")
        % words, until=one.asked_at + LASTS,
    )  # fmt: skip
    return one.pk


def verify_code(pk: uuid.UUID, typed: str) -> Citizen:
    """Whose code this is; somebody who comes for the first time is written down. Raises WrongCode, CodeExpired.

    The try is counted before the code is compared, in a statement of its own: two at once are two tries.
    """
    fresh = SignInCode.objects.filter(pk=pk, asked_at__gt=now() - LASTS, tries__lt=TRIES)
    one = SignInCode.objects.filter(pk=pk).first() if fresh.update(tries=F("tries") + 1) else None
    if one is None:
        raise CodeExpired
    if not constant_time_compare(one.digest, _digest(pk, _plain(typed))):
        raise WrongCode(TRIES - one.tries)
    with transaction.atomic():
        used, _each = SignInCode.objects.filter(pk=pk).delete()
        if not used:  # by the same code, sent twice at once
            raise CodeExpired
        return _arrived(one)


def _arrived(code: SignInCode) -> Citizen:
    citizen, created = Citizen.objects.get_or_create(
        reached_at_index=blind_index("reached_at", code.reached_at),
        defaults={
            "means": code.means, "reached_at": code.reached_at, "details": {code.means: code.reached_at},
            "signed_in_at": now(),
        },
    )  # fmt: skip
    if not created:
        Citizen.objects.filter(pk=citizen.pk).update(signed_in_at=now())
    return citizen


def discard_code(pk: uuid.UUID) -> None:
    """A code for which another is asked, by the same browser."""
    SignInCode.objects.filter(pk=pk).delete()


def forget_codes() -> int:
    return SignInCode.objects.filter(asked_at__lte=now() - LASTS).delete()[0]


def _plain(typed: str) -> str:
    """A code as a person typed or pasted it: full-width digits and blanks are a way of typing."""
    return "".join(unicodedata.normalize("NFKC", typed).split())


def _digest(pk: uuid.UUID, code: str) -> str:
    return keyed_digest("sign_in.code", f"{pk}:{code}".encode()).hex()
