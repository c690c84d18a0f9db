"""A mail server of a few lines on a real socket: it takes, refuses for good or for now, or hangs, by the address."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps what it takes. Addresses at `gone.example` are refused for good, those at `busy.example` for now."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.taken: list[EmailMessage] = []
        self.hangs = threading.Event()


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 mail.test")
        to = ""
        for line in self.rfile:
            said = line.decode().strip()
            verb = said[:4].upper()
            if verb == "RCPT":
                to = said
                refused = {"gone.example": "550 no such mailbox", "busy.example": "451 try again later"}
                self._say(next((answer for host, answer in refused.items() if host in to), "250 ok"))
            elif verb == "DATA":
                if self.server.hangs.is_set():
                    self.rfile.readline()  # never answers, until the other side gives up
                    return
                self._say("354 go on")
                self._take()
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 mail.test")

    def _take(self) -> None:
        lines = []
        for line in self.rfile:
            if line.strip() == b".":
                break
            lines.append(line)
        message: Any = message_from_bytes(b"".join(lines), policy=policy.default)
        self.server.taken.append(message)
        self._say("250 taken")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mail_server(settings: Any) -> Iterator[MailServer]:
    """Run a mail server and let mails go through it."""
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
        yield server
        server.shutdown()
