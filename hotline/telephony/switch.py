"""A client of the endpoint for events: what a PBX or CTI does, step by step. The example to write others by.

An event that got no answer, or one that says the server is at fault, is sent again as it is: the same `event_id` is
taken once, however often it comes.
"""

import json
import time
import uuid
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from hotline.telephony.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, sign
from interaction.workdays.now import now

PATH = "/hotline/telephony/events/"
ATTEMPTS, PAUSE_SECONDS, TIMEOUT_SECONDS = 4, 0.5, 10
SERVER_AT_FAULT = 500


class NotTaken(Exception):
    """The server refused an event; `status` and `answer` say why."""

    def __init__(self, status: int, answer: str) -> None:
        self.status, self.answer = status, answer
        super().__init__(f"{status} {answer}")


class Switch:
    """One telephone system that tells one server what happens to its calls."""

    def __init__(self, url: str, secret: str, line: str = "") -> None:
        self.url, self.secret, self.line = urlsplit(url), secret, line

    def ring(self, number: str, extension: str = "", call_id: str = "") -> str:
        """A caller has come, and waits or rings at an extension; answers the call's id."""
        call_id = call_id or uuid.uuid4().hex
        self.tell(call_id, "ringing", **{"from": number, "to": "12345", "extension": extension})
        return call_id

    def answer(self, call_id: str, extension: str) -> None:
        self.tell(call_id, "answered", extension=extension)

    def hang_up(self, call_id: str) -> None:
        self.tell(call_id, "hung_up")

    def record(self, call_id: str, recording_url: str) -> None:
        self.tell(call_id, "recording", recording_url=recording_url)

    def tell(self, call_id: str, kind: str, **fields: str) -> dict[str, Any]:
        """Send an event of a call that happens now."""
        event = {"event_id": uuid.uuid4().hex, "call_id": call_id, "line": self.line, "type": kind, **fields}
        return self.send({**event, "at": now().isoformat()})

    def send(self, event: dict[str, Any]) -> dict[str, Any]:
        """Send an event until it is answered. Raises NotTaken when the answer is no, OSError when there is none."""
        body = json.dumps(event).encode()
        for attempt in range(1, ATTEMPTS + 1):
            try:
                status, answer = self._post(body)
            except (OSError, HTTPException):
                if attempt == ATTEMPTS:
                    raise
            else:
                if status < SERVER_AT_FAULT or attempt == ATTEMPTS:
                    break
            time.sleep(PAUSE_SECONDS * attempt)
        if status != 200:  # noqa: PLR2004
            raise NotTaken(status, answer)
        taken: dict[str, Any] = json.loads(answer)
        return taken

    def _post(self, body: bytes) -> tuple[int, str]:
        timestamp = str(int(now().timestamp()))
        headers = {
            "Content-Type": "application/json", TIMESTAMP_HEADER: timestamp,
            SIGNATURE_HEADER: sign(self.secret, timestamp, body),
        }  # fmt: skip
        kind = HTTPSConnection if self.url.scheme == "https" else HTTPConnection
        connection = kind(self.url.hostname or "", self.url.port, timeout=TIMEOUT_SECONDS)
        try:
            connection.request("POST", self.url.path.rstrip("/") + PATH, body, headers)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()
