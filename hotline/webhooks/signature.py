"""How another system proves that a request is its own: HMAC-SHA256 over all of it and over the time of sending.

Plain Python: the endpoints check with it, and the clients shipped as examples (switch.py and upper.py in
demo/hotline/) sign with it.
"""

import hmac
import re
from dataclasses import dataclass
from hashlib import sha256

TIMESTAMP_HEADER = "X-Huiyin-Timestamp"
SIGNATURE_HEADER = "X-Huiyin-Signature"
# How far the sender's clock may be from ours; what was signed earlier cannot be sent again by somebody else.
WINDOW_SECONDS = 300
_SECONDS = re.compile(r"[0-9]{1,12}", re.ASCII)


@dataclass(frozen=True)
class Sent:
    """A request as it is signed; `target` is its path with its query string, as the first line of HTTP has them."""

    method: str
    target: str
    body: bytes = b""

    def canonical(self, timestamp: str) -> str:
        """What is signed: five lines, of which none can hold the end of a line."""
        path, _mark, query = self.target.partition("?")
        return "\n".join((self.method, path, query, timestamp, sha256(self.body).hexdigest()))


def sign(secret: str, timestamp: str, sent: Sent) -> str:
    """The value of the signature header for a request sent at a Unix time."""
    return hmac.digest(secret.encode(), sent.canonical(timestamp).encode(), "sha256").hex()


def is_genuine(secret: str, timestamp: str, signature: str, sent: Sent, now_seconds: float) -> bool:
    """Whether the request was signed with the secret, at a time near enough to now."""
    if not _SECONDS.fullmatch(timestamp) or abs(now_seconds - int(timestamp)) > WINDOW_SECONDS:
        return False
    return hmac.compare_digest(sign(secret, timestamp, sent).encode(), signature.encode(errors="replace"))
