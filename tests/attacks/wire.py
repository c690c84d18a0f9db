"""How an attacker speaks: over a connection of their own, with any method, header and body, keeping cookies if they like."""

import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from demo.county.accounts import PASSWORD

FORM = "application/x-www-form-urlencoded"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PATIENCE = 30


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode(errors="replace")

    @property
    def leads_to(self) -> str:
        return self.headers.get("Location", "")


@dataclass
class Stranger:
    """A client of the system at a port, who may be signed in as somebody."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        told = {"Host": f"localhost:{self.port}", **(headers or {})}
        if self.cookies and "Cookie" not in told:
            told["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            if body is not None and "Content-Length" not in told:
                told["Content-Length"] = str(len(body))
            for name, value in told.items():
                connection.putheader(name, value.encode())
            connection.endheaders(body)
            answer = connection.getresponse()
            found = Answer(answer.status, answer.msg, answer.read())
        finally:
            connection.close()
        for line in found.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return found

    def token(self, page: str) -> str:
        """The token against forged requests that a page's form has."""
        found = _TOKEN.search(self.ask(page).text)
        return found.group(1) if found else ""

    def send(self, page: str, at: str = "", token: str | None = None, **fields: str) -> Answer:
        """Fill in the form of a page, by all its rules."""
        where = self.ask(page)
        form = where.leads_to or page  # a form has a key of its own
        values = {"csrfmiddlewaretoken": self.token(form) if token is None else token, **fields}
        return self.ask(
            at or form, "POST", urlencode(values).encode(), {"Content-Type": FORM, "Referer": self.origin + form}
        )

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    def sign_in(self, username: str) -> Answer:
        return self.send("/accounts/login/", login=username, password=PASSWORD)


def raw(port: int, request: bytes) -> bytes:
    """What comes back when these very bytes are sent; nothing, where the other side hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        found = b""
        try:
            while piece := connection.recv(65536):
                found += piece
        except ConnectionResetError:
            pass
        return found
