"""Second factors as one of the stores that are sealed anew when keys change."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from interaction.privacy.encryption import seal, unseal
from interaction.privacy.resealing import Store
from interaction.sign_in.second_factor import BOUND_TO

ONE, MANY = ("secret", "seed"), "migrated_codes"


def _mapped(data: dict[str, Any], change: Callable[[str], Any]) -> dict[str, Any]:
    """What is sealed in a factor, each changed."""
    found = {name: change(data[name]) for name in ONE if name in data}
    return found | ({MANY: [change(one) for one in data[MANY]]} if MANY in data else {})


def _under() -> Iterator[tuple[int, int]]:
    for pk, data in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).values_list("pk", "data"):
        for value in _mapped(data, lambda text: b64decode(text)[0]).values():
            yield from ((pk, under) for under in (value if isinstance(value, list) else [value]))


@transaction.atomic
def _seal_anew(pk: int) -> None:
    factor = Authenticator.objects.select_for_update().filter(pk=pk).first()
    if factor:
        factor.data |= _mapped(
            factor.data, lambda text: b64encode(seal(unseal(b64decode(text), BOUND_TO), BOUND_TO)).decode()
        )
        factor.save(update_fields=["data"])


FACTORS = Store("mfa_authenticator", _under, _seal_anew)
