"""A client of the exchange: what a platform above does, step by step. The example to write others by.

A request that got no answer, or one that says the server is at fault, is sent again as it is: order and message are
known by their ids. A report is known by its id too, and taken in its turn; one that comes too early is refused, so that
it is sent again.
"""

import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

from hotline.webhooks.posting import post_until_answered, request_signed
from hotline.webhooks.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, Sent, is_genuine
from interaction.workdays.now import now

PATH = "/hotline/exchange/v1/orders"
PLATFORM_HEADER = "X-Huiyin-Platform"
Content = dict[str, Any]
TAKEN, NOT_GENUINE, OUT_OF_TURN, BROKEN = 200, 401, 409, 503


class NotTaken(Exception):
    """The county refused a request; `status` and `answer` say why."""

    def __init__(self, status: int, answer: str) -> None:
        self.status, self.answer = status, answer
        super().__init__(f"{status} {answer}")


@dataclass(frozen=True)
class Letter:
    """A request that is to be sent, once or several times."""

    path: str
    content: Content


@dataclass
class UpperPlatform:
    """One platform above one county: what it sends."""

    url: str
    code: str
    secret: str
    # {order: its last message}
    said: dict[str, int] = field(default_factory=dict)

    def order(self, number: str, **fields: Any) -> Letter:
        """An order that goes down."""
        self.said.setdefault(number, 0)
        return Letter(PATH, {"message_id": uuid.uuid4().hex, "number": number, **fields})

    def message(self, number: str, kind: str, **fields: Any) -> Letter:
        """The next message about an order."""
        self.said[number] = sequence = self.said.get(number, 0) + 1
        content = {"message_id": uuid.uuid4().hex, "number": number, "sequence": sequence, "kind": kind, **fields}
        return Letter(f"{PATH}/{number}/messages", content)

    def send(self, letter: Letter) -> Content:
        """Send a request until it is answered. Raises NotTaken when the answer is no, OSError when there is none."""
        address = self.url.rstrip("/") + letter.path
        return _good(*post_until_answered(address, self.secret, letter.content, self._named()))

    def ask(self, number: str, after: int = 0) -> Content:
        """How an order stands, and what was reported of it after a certain report."""
        address = f"{self.url.rstrip('/')}{PATH}/{number}?after={after}"
        return _good(*request_signed("GET", address, self.secret, headers=self._named()))

    def _named(self) -> dict[str, str]:
        return {PLATFORM_HEADER: self.code}


def _good(status: int, answer: str) -> Content:
    if status not in (200, 202):
        raise NotTaken(status, answer)
    content: Content = json.loads(answer)
    return content


@dataclass
class Inbox:
    """What a platform above was told: the reports of each order, in their turn."""

    secret: str
    # Called with each report that was taken, once.
    hear: Callable[[Content], None] = lambda report: None
    # What goes wrong with the next one: "" nothing, "refuse" before it is taken, "mute" after it.
    fault: Callable[[], str] = lambda: ""
    clock: Callable[[], float] = lambda: now().timestamp()
    reports: dict[str, list[Content]] = field(default_factory=dict)
    _one_by_one: Lock = field(default_factory=Lock)

    def take(self, headers: Message, sent: Sent) -> int:
        """The status to answer a report with; 0 for none."""
        timestamp, signature = headers.get(TIMESTAMP_HEADER, ""), headers.get(SIGNATURE_HEADER, "")
        if not is_genuine(self.secret, timestamp, signature, sent, self.clock()):
            return NOT_GENUINE
        fault = self.fault()
        if fault == "refuse":
            return BROKEN
        status = self._taken(json.loads(sent.body))
        return 0 if fault == "mute" else status

    def _taken(self, report: Content) -> int:
        with self._one_by_one:
            told = self.reports.setdefault(report["number"], [])
            if any(one["message_id"] == report["message_id"] for one in told):
                return TAKEN
            if report["sequence"] != len(told) + 1:
                return OUT_OF_TURN
            told.append(report)
        self.hear(report)
        return TAKEN


@contextmanager
def listening(inbox: Inbox, port: int = 0) -> Iterator[str]:
    """The address at which an inbox takes reports; any free port unless one is given."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status = inbox.take(self.headers, Sent(self.command, self.path, body))
            if status:
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()
            self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            """Reports are shown by whoever hears them."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Door)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
