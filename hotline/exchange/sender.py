"""Which platform a request comes from, and whether it may send one more."""

from datetime import timedelta

from django.http import HttpRequest

from hotline.exchange.models import Platform, new_secret
from hotline.webhooks.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, is_genuine
from interaction.visitors.throttle import note, too_many
from interaction.workdays.now import now

PLATFORM_HEADER = "X-Huiyin-Platform"
MINUTE = timedelta(minutes=1)
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
    """Whether the platform has requests left this minute; notes this one."""
    if too_many("exchange", platform.code, platform.per_minute, MINUTE):
        return False
    note("exchange", platform.code)
    return True
