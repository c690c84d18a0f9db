"""What the sender hears of a letter: every confirmation goes through the outbox, by e-mail, else by SMS."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.core import mail

from interaction.casework.engine import perform
from interaction.notices.outbox import NOTICES, deliver_waiting
from interaction.organs.models import Organ
from mailbox.models import Mailbox
from tests.conftest import do, open_case, staff

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]
# What is said, in the order of the steps that say it.
SUBJECTS = [
    "您的来信已收到",
    "您的来信已受理",
    "您的来信已交办",
    "您的来信需要更多时间办理",
    "您的来信有新进展",
    "您的来信已答复",
]


def through_all_steps(**party: str) -> Any:
    case = open_case("letter", mailbox=Mailbox.objects.get(organ__code="LL").pk, kind="request", **party)
    perform(case, "accept", staff("shoujian"), {"kind": "request", "urgency": "ordinary"})
    perform(case, "dispatch", staff("shoujian"), {"organ": Organ.objects.get(code="LL-SLJ").pk})
    do(case, "extend", "reply_meanwhile", "draft_reply", "approve", "sign")
    return case


def test_by_e_mail(county: None, on_day: OnDay) -> None:
    on_day(date(2025, 3, 3))
    case = through_all_steps(email="xie@example.com", phone="13912345678")
    assert mail.outbox == []  # nothing is sent by the one who writes
    assert deliver_waiting() == len(SUBJECTS)
    assert [one.subject for one in mail.outbox] == SUBJECTS
    assert {address for one in mail.outbox for address in one.to} == {"xie@example.com"}
    assert all(case.number in one.body for one in mail.outbox)
    assert "水利局" in mail.outbox[2].body
    assert deliver_waiting() == 0


class Gateway(BaseHTTPRequestHandler):
    """The county's gateway: takes what the system posts."""

    taken: list[dict[str, str]]

    def do_POST(self) -> None:
        self.taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Stay quiet."""


@pytest.fixture
def gateway(settings: Any) -> Iterator[list[dict[str, str]]]:
    Gateway.taken = []
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.SMS_BACKEND = "interaction.notices.sms.HttpGateway"
    settings.SMS_GATEWAY_URL = f"http://127.0.0.1:{server.server_port}/"
    yield Gateway.taken
    server.shutdown()
    server.server_close()


def test_by_sms_where_there_is_no_address(county: None, on_day: OnDay, gateway: list[dict[str, str]]) -> None:
    on_day(date(2025, 3, 3))
    case = through_all_steps(email="", phone="13912345678")
    assert gateway == []
    assert deliver_waiting() == len(SUBJECTS)
    assert {one["phone"] for one in gateway} == {"13912345678"}
    assert len({one["text"] for one in gateway}) == len(SUBJECTS)
    assert all(case.number in one["text"] for one in gateway)


def test_nothing_where_nobody_can_be_reached(county: None, on_day: OnDay, settings: Any) -> None:
    settings.SMS_BACKEND = ""
    on_day(date(2025, 3, 3))
    through_all_steps(email="", phone="13912345678")
    assert not NOTICES.all().exists()
