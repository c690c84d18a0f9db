"""A client of the endpoint for events: what a PBX or CTI does, step by step. The example to write others by.

An event that got no answer, or one that says the server is at fault, is sent again as it is: the same `event_id` is
taken once, however often it comes.
"""

import json
import uuid
from typing import Any

from hotline.webhooks.posting import post_until_answered
from interaction.workdays.now import now

PATH = "/hotline/telephony/events/"


class NotTaken(Exception):
    """The server refused an event; `status` and `answer` say why."""

    def __init__(self, status: int, answer: str) -> None:
        self.status, self.answer = status, answer
        super().__init__(f"{status} {answer}")


class Switch:
    """One telephone system that tells one server what happens to its calls."""

    def __init__(self, url: str, secret: str, line: str = "") -> None:
        self.url, self.secret, self.line = url, secret, line

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
        status, answer = post_until_answered(self.url.rstrip("/") + PATH, self.secret, event)
        if status != 200:  # noqa: PLR2004
            raise NotTaken(status, answer)
        taken: dict[str, Any] = json.loads(answer)
        return taken
