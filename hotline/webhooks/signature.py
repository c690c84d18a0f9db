"""How another system proves that a request is its own: HMAC-SHA256 over the sending time and the body.

Plain Python: the endpoints check with it, and the clients shipped as examples (switch.py and upper.py in
demo/hotline/) sign with it.
"""

import hmac
import re

TIMESTAMP_HEADER = "X-Huiyin-Timestamp"
SIGNATURE_HEADER = "X-Huiyin-Signature"
# How far the sender's clock may be from ours; what was signed earlier cannot be sent again by somebody else.
WINDOW_SECONDS = 300
_SECONDS = re.compile(r"[0-9]{1,12}", re.ASCII)


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The value of the signature header for a body sent at a Unix time."""
    return hmac.digest(secret.encode(), timestamp.encode() + b"." + body, "sha256").hex()


def is_genuine(secret: str, timestamp: str, signature: str, body: bytes, now_seconds: float) -> bool:
    """Whether the body was signed with the secret, at a time near enough to now."""
    if not _SECONDS.fullmatch(timestamp) or abs(now_seconds - int(timestamp)) > WINDOW_SECONDS:
        return False
    return hmac.compare_digest(sign(secret, timestamp, body).encode(), signature.encode(errors="replace"))
