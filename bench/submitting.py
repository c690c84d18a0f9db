"""Sending a letter over HTTP to the real server, beside a plain view with one INSERT in the same process."""

import os
import re
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from random import Random
from statistics import median
from urllib.parse import urlencode

from django.db import connection

from bench.measuring import ReportLine, count, ms, progress, times
from bench.place import var_dir
from config.servers import BASE_DIR
from config.supervisor import processes
from demo.channels.mailbox import sample
from interaction.casework.models import Case
from interaction.portal.views.submission import SEEN
from mailbox.models import Letter

CLIENTS, ROUNDS, WARM = 4, 150, 10
PATIENCE = 60
TABLE = "CREATE TABLE IF NOT EXISTS bench_bare (id bigserial PRIMARY KEY, title text NOT NULL, content text NOT NULL)"


@contextmanager
def web() -> Iterator[int]:
    """The web process as the supervisor starts it; answers its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with open(var_dir() / "web.log", "ab") as log:
        server = subprocess.Popen(processes(port)["web"], cwd=BASE_DIR, env=dict(os.environ), stdout=log, stderr=log)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"the web process did not start: {(var_dir() / 'web.log').read_text()[-2000:]}")


class Browser:
    """One client with a connection kept open, its cookies and the token of its form."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port)
        self.cookies: SimpleCookie = SimpleCookie()
        _answer, page = self._send("GET", "/send/letters/")
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert found, "the form has no token"
        self.token = found[1]

    def _send(self, method: str, address: str, body: str = "") -> tuple[HTTPResponse, str]:
        headers = {"Cookie": "; ".join(f"{name}={one.value}" for name, one in self.cookies.items())}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, address, body or None, headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies.load(line)
        return answer, page

    def submit(self, data: dict[str, object]) -> None:
        fields = {**data, "csrfmiddlewaretoken": self.token, "submission": uuid.uuid4()}
        answer, page = self._send("POST", "/send/letters/", urlencode(fields))
        if answer.status == 200 and f'name="{SEEN}"' in page:  # replies to something alike: read, and sent all the same
            answer, page = self._send("POST", "/send/letters/", urlencode({**fields, SEEN: "1"}))
        assert answer.status == 302, (answer.status, page[:2000])
        assert answer.headers["Location"].startswith("/receipt/XX-"), answer.headers["Location"]

    def store(self, data: dict[str, object]) -> None:
        answer, page = self._send("POST", "/bench/bare/", urlencode({**data, "csrfmiddlewaretoken": self.token}))
        assert answer.status == 204, (answer.status, page[:2000])


def measure() -> ReportLine:
    """Turn and turn about: a letter, a bare INSERT of the same fields."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
    cases, random = Case.objects.count(), Random(1)
    ours: list[float] = []
    bare: list[float] = []
    with web() as port:
        browsers = [Browser(port) for _one in range(CLIENTS)]
        for turn in progress(range(WARM + ROUNDS), "submitting"):
            browser = browsers[turn % CLIENTS]
            data = {**sample("submit", Letter(), random)}
            for send, taken in ((browser.submit, ours), (browser.store, bare)):
                start = time.perf_counter()
                send(data)
                if turn >= WARM:
                    taken.append((time.perf_counter() - start) * 1000)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM bench_bare")
        assert cursor.fetchone()[0] == WARM + ROUNDS
    assert Case.objects.count() == cases + WARM + ROUNDS
    share = median(ours) / median(bare)
    return ReportLine(
        what="sending a letter, HTTP POST to the running server", result=f"{ms(median(ours))} at {count(cases)} cases",
        against=f"{ms(median(bare))} for a bare view with one INSERT", ratio=times(share),
    )  # fmt: skip
