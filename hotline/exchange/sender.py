"""Which platform a request comes from, and whether it may send one more."""

from django.http import HttpRequest

from hotline.exchange.models import Platform, new_secret
from hotline.webhooks.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, is_genuine
from interaction.visitors.throttle import EXCHANGE, spend
from interaction.workdays.now import now

PLATFORM_HEADER = "X-Huiyin-Platform"
# Who names no platform of ours is measured against a secret too: the time it takes tells nothing.
_NOBODY = new_secret()


def genuine_sender(request: HttpRequest, signed: bytes) -> Platform | None:
    """The platform that signed these bytes; None for a forgery, of whatever kind."""
    code, timestamp, signature = (
        request.headers.get(name, "") for name in (PLATFORM_HEADER, TIMESTAMP_HEADER, SIGNATURE_HEADER)
    )
    known = code.isascii() and code.isprintable()
    platform = Platform.objects.filter(code=code, active=True).first() if known else None
    secret = platform.secret if platform else _NOBODY
    return platform if is_genuine(secret, timestamp, signature, signed, now().timestamp()) else None


def may_send(platform: Platform) -> bool:
    """Whether the platform has requests left this minute; counts this one."""
    return not spend(EXCHANGE, platform.code, platform.per_minute).exceeded
