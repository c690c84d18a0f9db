"""Browsers in which somebody has signed in by an address before.

Strangers may ask for codes to an address until no more are sent there; who has been here before is still sent one.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from interaction.visitors.throttle import (
    SIGN_INS_FROM_KNOWN,
    SIGN_INS_OF_ADDRESS,
    SIGN_INS_OF_ADDRESS_A_DAY,
    spend_all,
)

# The cookie, signed: of how many addresses it keeps digests, and for how many seconds.
COOKIE, MOST, YEAR = "signed_in_before", 3, 365 * 86_400


def may_be_sent_code(request: HttpRequest, address_digest: str) -> bool:
    """Whether one more one-time code may go to this address; counts it, whether or not anybody signs in by it."""
    if address_digest in _known(request):
        return spend_all((SIGN_INS_FROM_KNOWN, address_digest)) is not None
    return spend_all((SIGN_INS_OF_ADDRESS, address_digest), (SIGN_INS_OF_ADDRESS_A_DAY, address_digest)) is not None


def remember(request: HttpRequest, response: HttpResponse, address_digest: str) -> HttpResponse:
    """Note that a code which was sent to this address came back from this browser."""
    digests = [one for one in _known(request) if one != address_digest][1 - MOST :]
    response.set_signed_cookie(
        COOKIE, ",".join([*digests, address_digest]), max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SECURE
    )  # fmt: skip
    return response


def _known(request: HttpRequest) -> list[str]:
    return [one for one in (request.get_signed_cookie(COOKIE, default="") or "").split(",") if one]
