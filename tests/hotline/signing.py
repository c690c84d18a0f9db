"""Requests signed as docs/telephony.md and docs/exchange.md say - written out anew, not imported."""

import hashlib
import hmac
import time


def signature(secret: str, timestamp: str, method: str, target: str, body: bytes = b"") -> dict[str, str]:
    """The two headers of a request to `target`, its path with its query string."""
    path, _mark, query = target.partition("?")
    lines = [method, path, query, timestamp, hashlib.sha256(body).hexdigest()]
    digest = hmac.new(secret.encode(), "\n".join(lines).encode(), hashlib.sha256).hexdigest()
    return {"X-Huiyin-Timestamp": timestamp, "X-Huiyin-Signature": digest}


def signed_now(secret: str, method: str, target: str, body: bytes = b"", moment: int | None = None) -> dict[str, str]:
    return signature(secret, str(int(time.time()) if moment is None else moment), method, target, body)
