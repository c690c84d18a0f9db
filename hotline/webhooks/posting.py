"""A signed request over HTTP, as every client of ours sends it: no redirects followed, no more read than is expected."""

import json
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from hotline.webhooks.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, Sent, sign
from interaction.workdays.now import now

ATTEMPTS, PAUSE_SECONDS, TIMEOUT_SECONDS = 4, 0.5, 10
SERVER_AT_FAULT = 500
LONGEST_ANSWER = 4 * 1024 * 1024


def request_signed(
    method: str, url: str, secret: str, body: bytes = b"", headers: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """One request and its answer. Raises OSError or HTTPException when there is none."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    timestamp = str(int(now().timestamp()))
    signature = sign(secret, timestamp, Sent(method, target, body))
    signed = {**(headers or {}), TIMESTAMP_HEADER: timestamp, SIGNATURE_HEADER: signature}
    if body:
        signed["Content-Type"] = "application/json"
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request(method, target, body or None, signed)
        response = connection.getresponse()
        return response.status, response.read(LONGEST_ANSWER).decode(errors="replace")
    finally:
        connection.close()


def post_until_answered(
    url: str, secret: str, content: dict[str, Any], headers: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Post an object until there is an answer that does not say that the server is at fault. Raises OSError."""
    body = json.dumps(content).encode()
    for attempt in range(1, ATTEMPTS + 1):
        last = attempt == ATTEMPTS
        try:
            status, answer = request_signed("POST", url, secret, body, headers)
        except (OSError, HTTPException):
            if last:
                raise
        else:
            if status < SERVER_AT_FAULT or last:
                break
        time.sleep(PAUSE_SECONDS * attempt)
    return status, answer
