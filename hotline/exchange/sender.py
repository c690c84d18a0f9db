"""Which platform a request comes from, and whether it may send one more."""

from django.http import HttpRequest

from hotline.exchange.models import Platform, new_secret
from hotline.webhooks.bodies import is_signed
from interaction.visitors.throttle import EXCHANGE, spend

PLATFORM_HEADER = "X-Huiyin-Platform"
# Who names no platform of ours is measured against a secret too: the time it takes tells nothing.
_NOBODY = new_secret()


def genuine_sender(request: HttpRequest, body: bytes) -> Platform | None:
    """The platform that signed this request; None for a forgery, of whatever kind."""
    code = request.headers.get(PLATFORM_HEADER, "")
    known = code.isascii() and code.isprintable()
    platform = Platform.objects.filter(code=code, active=True).first() if known else None
    secret = platform.secret if platform else _NOBODY
    return platform if is_signed(request, body, secret) else None


def may_send(platform: Platform) -> bool:
    """Whether the platform has requests left this minute; counts this one."""
    return not spend(EXCHANGE, platform.code, platform.per_minute).exceeded
