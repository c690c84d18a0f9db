"""What must be told goes out once it can, never before its event, and says nothing personal on the way."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.core import mail

from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.notices.delivery import ATTEMPTS, CLAIM_LASTS
from interaction.notices.models import Notice
from interaction.notices.outbox import deliver_waiting, in_office_hours
from interaction.workdays.now import now, override_now, today
from tests.conftest import do, open_case, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def gateway(settings: Any) -> Iterator[list[dict[str, str]]]:
    """An SMS gateway: a real HTTP server that keeps what it is given."""
    received: list[dict[str, str]] = []

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            received.append({**sent, "known_by": self.headers.get("Authorization", "")})
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SMS_BACKEND = "interaction.notices.sms.HttpGateway"
    settings.SMS_GATEWAY_URL = f"http://127.0.0.1:{server.server_port}/"
    yield received
    server.shutdown()
    server.server_close()


def registered(**contact: Any) -> Case:
    case = open_case("disclosure", **contact)
    Notice.objects.exclude(channel="site").delete()  # what told of its arrival
    do(case, "register")
    return case


def test_a_registered_request_is_announced_by_mail(county: None) -> None:
    case = registered(email="someone@example.com")
    assert mail.outbox == []  # not inside the transaction
    assert deliver_waiting() == 1
    assert deliver_waiting() == 0
    message = mail.outbox[0]
    assert message.to == ["someone@example.com"]
    assert case.number in message.body
    assert case.title not in message.body
    assert case.party.name not in message.body


def test_who_left_no_mail_gets_a_text_message(county: None, gateway: list[dict[str, str]]) -> None:
    case = registered(email="", phone="13812345678")
    assert deliver_waiting() == 1
    assert (gateway[0]["phone"], gateway[0]["known_by"]) == ("13812345678", "")
    assert case.number in gateway[0]["text"]


def test_a_gateway_that_wants_a_token_is_told_who_asks(
    county: None, gateway: list[dict[str, str]], settings: Any
) -> None:
    settings.SMS_GATEWAY_TOKEN = "t0ken"
    registered(email="", phone="13812345678")
    assert deliver_waiting() == 1
    assert gateway[0]["known_by"] == "Bearer t0ken"


def test_a_gateway_that_is_down_is_tried_again_and_given_up(county: None, settings: Any) -> None:
    settings.SMS_BACKEND = "interaction.notices.sms.HttpGateway"
    settings.SMS_GATEWAY_URL = "http://127.0.0.1:1/"
    registered(email="", phone="13812345678")
    moment = now()
    for attempt in range(ATTEMPTS):
        with override_now(moment := moment + timedelta(hours=2)):
            assert deliver_waiting() == 0
            notice = Notice.objects.get(channel="sms")
            assert notice.attempts == attempt + 1
            assert notice.state == ("dead" if attempt + 1 == ATTEMPTS else "waiting")


def test_a_notice_whose_worker_died_is_taken_up_again(county: None) -> None:
    registered(email="someone@example.com")
    Notice.objects.filter(channel="email").update(state="sending", claimed_at=now())
    assert deliver_waiting() == 0
    with override_now(now() + CLAIM_LASTS + timedelta(seconds=1)):
        assert deliver_waiting() == 1


def test_an_action_that_fails_tells_nobody(county: None, monkeypatch: pytest.MonkeyPatch) -> None:
    case = open_case("disclosure", email="someone@example.com")
    monkeypatch.setattr("interaction.casework.engine.live.case_changed", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        perform(case, "register", staff("shoujian"), {"received_on": today()})
    assert not Notice.objects.filter(channel="email", subject__contains="登记").exists()


@pytest.mark.parametrize(
    ("instant", "told"),
    [
        (datetime(2026, 9, 28, 2, tzinfo=UTC), datetime(2026, 9, 28, 2, tzinfo=UTC)),  # Monday 10:00
        (datetime(2026, 9, 28, 12, tzinfo=UTC), datetime(2026, 9, 29, 0, 30, tzinfo=UTC)),  # Monday 20:00
        (datetime(2026, 9, 30, 12, tzinfo=UTC), datetime(2026, 10, 8, 0, 30, tzinfo=UTC)),  # before the National Day
        (datetime(2026, 10, 3, 3, tzinfo=UTC), datetime(2026, 10, 8, 0, 30, tzinfo=UTC)),
        (datetime(2026, 10, 10, 3, tzinfo=UTC), datetime(2026, 10, 10, 3, tzinfo=UTC)),  # a Saturday at work
        (datetime(2026, 9, 27, 16, 1, tzinfo=UTC), datetime(2026, 9, 28, 0, 30, tzinfo=UTC)),  # 00:01 in Shanghai
    ],
)
def test_staff_are_told_in_office_hours(db: None, instant: datetime, told: datetime) -> None:
    assert in_office_hours(instant) == told
