"""What was signed for one request opens no other: method, path, query string, time and body are under the signature."""

import hashlib
import hmac
import json
import re
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from demo.hotline.upper import Inbox
from hotline.exchange.models import Platform
from hotline.webhooks.signature import Sent, is_genuine, sign
from interaction.workdays.now import now
from tests.hotline.exchange.conftest import platform_of
from tests.hotline.exchange.sending import CODE, ORDER, ORDERS, SECRET, message, named, post, push
from tests.hotline.signing import signature, signed_now
from tests.hotline.telephony.event_feed import event

DOCS = Path(__file__).parents[2] / "docs"
ORDER_PATH = f"{ORDERS}/{ORDER['number']}"
REMINDER = json.dumps(message("reminder", 1)).encode()
EVENT = json.dumps(event("ringing", 0)).encode()
TEXT = json.dumps({"message_id": "m1", "from": "13905390001", "text": "1"}).encode()
SIGNED = ("POST", f"{ORDER_PATH}/messages?trace=1", REMINDER)
# {what was altered on the way: what arrives}
ALTERED: dict[str, tuple[str, str, bytes]] = {
    "method, path and body": ("GET", ORDER_PATH, b""),
    # What was found: a captured message asked how another order stands.
    "method and path": ("GET", ORDER_PATH, REMINDER),
    "path": ("POST", f"{ORDERS}/SS1/messages?trace=1", REMINDER),
    "query": ("POST", f"{ORDER_PATH}/messages?trace=2", REMINDER),
    "query left out": ("POST", f"{ORDER_PATH}/messages", REMINDER),
    "query longer": ("POST", f"{ORDER_PATH}/messages?trace=1&after=0", REMINDER),
    "body": ("POST", f"{ORDER_PATH}/messages?trace=1", REMINDER + b" "),
    "body left out": ("POST", f"{ORDER_PATH}/messages?trace=1", b""),
}


def arrive(method: str, target: str, body: bytes, headers: dict[str, str]) -> Any:
    return Client().generic(method, target, body, content_type="application/json", headers=headers)


@pytest.fixture
def platform(county: None) -> Platform:
    return platform_of()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ALTERED)
def test_a_platforms_signature_opens_no_other_request(platform: Platform, name: str) -> None:
    push(ORDER)
    headers = named(signed_now(SECRET, *SIGNED))
    answer = arrive(*ALTERED[name], headers)
    assert (answer.status_code, answer.json()["error"]) == (401, "not_genuine")
    assert arrive(*SIGNED, headers).json()["outcome"] == "applied"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked", [("GET", f"{ORDER_PATH}?after=1", b""), ("HEAD", ORDER_PATH, b""), ("GET", f"{ORDERS}/SS1", b"")]
)
def test_what_was_signed_to_ask_asks_nothing_else(platform: Platform, asked: tuple[str, str, bytes]) -> None:
    push(ORDER)
    headers = named(signed_now(SECRET, "GET", ORDER_PATH))
    assert arrive(*asked, headers).status_code == 401
    assert arrive("GET", ORDER_PATH, b"{}", headers).status_code == 401
    assert arrive("GET", ORDER_PATH, b"", headers).status_code == 200
    asked_head = named(signed_now(SECRET, "HEAD", ORDER_PATH))
    assert arrive("HEAD", ORDER_PATH, b"", asked_head).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "secret", "body"),
    [("/hotline/telephony/events/", "TELEPHONY_SECRET", EVENT), ("/hotline/texts/", "SMS_SECRET", TEXT)],
)
def test_switch_and_gateway_sign_all_of_a_request(county: None, address: str, secret: str, body: bytes) -> None:
    key = getattr(settings, secret)
    for other in (
        ("PUT", address, body), ("POST", "/hotline/elsewhere/", body), ("POST", f"{address}?trace=1", body),
        ("POST", address, body + b" "),
    ):  # fmt: skip
        assert arrive("POST", address, body, signed_now(key, *other)).status_code == 401, other[:2]
    genuine = signed_now(key, "POST", address, body)
    assert arrive("POST", f"{address}?trace=1", body, genuine).status_code == 401
    assert arrive("POST", address, body + b" ", genuine).status_code == 401
    assert arrive("POST", address, body, genuine).status_code == 200


@pytest.mark.django_db
def test_what_was_signed_as_before_is_refused(platform: Platform) -> None:
    """Over the time and the body alone."""
    timestamp, body = str(int(now().timestamp())), json.dumps(ORDER).encode()
    old = hmac.new(SECRET.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
    headers = named({"X-Huiyin-Timestamp": timestamp, "X-Huiyin-Signature": old})
    assert post(ORDERS, body, headers).status_code == 401


def test_a_report_is_taken_at_the_address_it_was_signed_for() -> None:
    moment = now().timestamp()
    box, body = Inbox(SECRET, clock=lambda: moment), json.dumps({"number": "A1"}).encode()
    headers = Message()
    for name, value in signature(SECRET, str(int(moment)), "POST", "/reports?county=1", body).items():
        headers[name] = value
    for sent in (Sent("PUT", "/reports?county=1", body), Sent("POST", "/reports?county=2", body)):
        assert box.take(headers, sent) == 401


def test_every_part_counts_and_none_can_pass_for_another() -> None:
    whole = Sent("POST", "/a?b", b"c")
    others = [Sent("PUT", "/a?b", b"c"), Sent("POST", "/a/?b", b"c"), Sent("POST", "/a?b=", b"c"),
              Sent("POST", "/a?b", b""), Sent("POST", "/ab", b"c")]  # fmt: skip
    assert len({sign("s", "1", one) for one in (whole, *others)} | {sign("s", "11", whole)}) == len(others) + 2
    assert is_genuine("s", "1000", sign("s", "1000", whole), whole, 1000.0)
    assert not is_genuine("t", "1000", sign("s", "1000", whole), whole, 1000.0)


@pytest.mark.parametrize("document", ["telephony.md", "exchange.md"])
def test_the_worked_example_of_the_document_is_right(document: str) -> None:
    text = (DOCS / document).read_text(encoding="utf-8")
    found = re.search(r"密钥是 `([^`]+)`[^`]*```http\n(.*?)```.*?```text\n(.*?)```", text, re.DOTALL)
    assert found, "an example with its key, its request and its five lines"
    secret, request, lines = found.groups()
    head, _blank, body = request.partition("\n\n")
    first, *headers = head.strip().splitlines()
    method, target, _version = first.split(" ")
    said = dict(one.split(": ", 1) for one in headers)
    sent = Sent(method, target, body.strip().encode())
    assert sent.canonical(said["X-Huiyin-Timestamp"]) == lines.removesuffix("\n")
    recomputed = signature(secret, said["X-Huiyin-Timestamp"], method, target, body.strip().encode())
    assert recomputed["X-Huiyin-Signature"] == said["X-Huiyin-Signature"]
    assert sign(secret, said["X-Huiyin-Timestamp"], sent) == said["X-Huiyin-Signature"]
    assert said.get("X-Huiyin-Platform", CODE) == CODE
