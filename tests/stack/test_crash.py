"""kill -9 of web and worker while citizens send: what was acknowledged is there, and nothing is there twice."""

import http.client
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from random import Random
from urllib.parse import urlencode

import pytest

from demo.people import person
from tests.depth import DEEP
from tests.stack.conftest import Stack, wait_for

pytestmark = pytest.mark.stack
# How many send, and after how many acknowledgements web and worker are killed.
SUBMISSIONS, KILLS = (500, (60, 160, 260, 360)) if DEEP else (200, (60, 130))
TRIES = 200


class Sender:
    """A citizen's browser, as far as sending one letter goes: it tries again until it has its number."""

    def __init__(self, stack: Stack, seed: int) -> None:
        self.stack, self.cookies, self.random = stack, dict[str, str](), Random(seed)

    def _request(self, method: str, path: str, body: str = "") -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("localhost", self.stack.port, timeout=20)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _, rest = value.partition("=")
                    self.cookies[key] = rest.partition(";")[0]
            return answer.status, answer.getheader("Location") or "", answer.read().decode()
        finally:
            connection.close()

    def _insist(self, method: str, path: str, body: str = "") -> tuple[int, str, str]:
        pause = threading.Event()
        for _attempt in range(TRIES):
            try:
                answer = self._request(method, path, body)
                if answer[0] < 500:
                    return answer
            except (OSError, http.client.HTTPException):
                pass
            pause.wait(0.2)
        raise AssertionError("the system did not come back")

    def send(self) -> str:
        """The number that the system acknowledged."""
        _status, location, _page = self._insist("GET", "/send/letters/")
        _status, _location, page = self._insist("GET", location)  # where the form's own key stands
        hidden = dict(re.findall(r'name="(csrfmiddlewaretoken|submission)" value="([^"]+)"', page))
        mailbox = re.search(r'<option value="(\d+)"', page)
        assert mailbox
        body = urlencode(
            {
                **hidden,
                "mailbox": mailbox[1],
                "kind": "request",
                "identity": "withheld",
                "title": "断电测试",
                "content": "请修复路灯",
                **person(self.random),
            }
        )
        status, location, page = self._insist("POST", "/send/letters/", body)
        assert status == 302, page[:2000]
        return location.split("/")[2]


def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(stack: Stack) -> None:
    before = stack.query("SELECT count(*)::int FROM casework_case WHERE title = '断电测试'")[0][0]
    acknowledged: list[str] = []
    with ThreadPoolExecutor(8) as citizens:
        sent = [
            citizens.submit(lambda seed=seed: acknowledged.append(Sender(stack, seed).send()))
            for seed in range(SUBMISSIONS)
        ]
        for goal in KILLS:
            wait_for(lambda goal=goal: len(acknowledged) >= goal, f"{goal} submissions")
            for name in ("web", "worker"):
                stack.stop(name, at_once=True)
                stack.start(name)
        for one in sent:
            one.result()
    stack.wait_until_up()
    assert len(set(acknowledged)) == SUBMISSIONS
    rows = stack.query(
        "SELECT number, (SELECT count(*) FROM casework_event e WHERE e.case_id = c.id),"
        " (SELECT count(*) FROM casework_clock k WHERE k.case_id = c.id AND slot = 'reply' AND k.state = 'running'),"
        " (SELECT count(*) FROM casework_party p WHERE p.case_id = c.id)"
        " FROM casework_case c WHERE title = '断电测试'"
    )
    assert before == 0
    assert {str(row[0]) for row in rows} == set(acknowledged)
    assert {row[1:] for row in rows} == {(1, 1, 1)}
    wait_for(lambda: stack.query("SELECT count(*)::int FROM statistics_unfolded")[0][0] == 0, "the figures to follow")
    assert stack.manage("recount_tallies").strip().endswith("agree")
