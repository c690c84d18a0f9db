"""The doors of machines: unsigned, wrongly signed, altered on the way, sent again, or full of what no machine sends."""

import json
import time
from pathlib import Path

import pytest

from hotline.webhooks.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, Sent, sign
from tests.attacks.wire import Stranger
from tests.stack.conftest import Stack

pytestmark = pytest.mark.stack
DOORS = ("/hotline/telephony/events/", "/hotline/texts/", "/hotline/exchange/orders")
SECRETS = {"/hotline/telephony/events/": "telephony.key", "/hotline/texts/": "sms.key"}
BODY = json.dumps({"id": "1", "kind": "ring"}).encode()
NESTED = b"[" * 100_000 + b"]" * 100_000
BODIES = {
    "nothing": b"", "no json": b"{", "list": b"[]", "number": b"1e999999", "nested": NESTED, "nan": b'{"id": NaN}', "utf-8": b'{"id": "\xff"}',
    "nul": b'{"id": "\\u0000"}', "surrogate": b'{"id": "\\ud800"}', "twice": b'{"id": "1", "id": "2"}', "xml": b'<?xml version="1.0"?><a/>',
    "entities": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "types": b'{"id": {"a": 1}, "kind": [1]}',
    "long": b'{"id": "' + b"9" * 500_000 + b'"}',
}  # fmt: skip


def secret_of(stack: Stack, door: str) -> str:
    return Path(stack.env["VAR_DIR"], SECRETS[door]).read_text()


def signed(secret: str, method: str, target: str, body: bytes, at: float | None = None) -> dict[str, str]:
    timestamp = str(int(time.time() if at is None else at))
    signature = sign(secret, timestamp, Sent(method, target, body))
    return {TIMESTAMP_HEADER: timestamp, SIGNATURE_HEADER: signature, "Content-Type": "application/json"}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "headers",
    [
        {}, {SIGNATURE_HEADER: "0" * 64}, {SIGNATURE_HEADER: "é" * 8, TIMESTAMP_HEADER: "1"}, {TIMESTAMP_HEADER: "9" * 5000},
        {SIGNATURE_HEADER: "0" * 64, TIMESTAMP_HEADER: "NaN", "X-Huiyin-Platform": "' OR 1=1--"},
    ],
    ids=["unsigned", "wrong", "not ascii", "absurd time", "injection"],
)  # fmt: skip
def test_who_does_not_sign_is_refused(stack: Stack, door: str, headers: dict[str, str]) -> None:
    answer = Stranger(stack.port).ask(door, "POST", BODY, {"Content-Type": "application/json", **headers})
    assert answer.status in (401, 404), answer.text[:200]


@pytest.mark.parametrize("door", SECRETS)
@pytest.mark.parametrize("altered", ["method", "path", "query", "body", "old", "early", "other door's secret"])
def test_what_was_altered_on_the_way_is_refused(stack: Stack, door: str, altered: str) -> None:
    secret = secret_of(stack, door)
    if altered == "other door's secret":
        secret = secret_of(stack, next(one for one in SECRETS if one != door))
    at = {"old": time.time() - 3600, "early": time.time() + 3600}.get(altered)
    headers = signed(
        secret, "PUT" if altered == "method" else "POST", "/hotline/" if altered == "path" else door,
        b"{}" if altered == "body" else BODY, at,
    )  # fmt: skip
    target = door + ("?a=b" if altered == "query" else "")
    assert Stranger(stack.port).ask(target, "POST", BODY, headers).status == 401


@pytest.mark.parametrize("door", SECRETS)
@pytest.mark.parametrize("body", BODIES)
def test_what_no_machine_sends_is_refused_with_words(stack: Stack, door: str, body: str) -> None:
    content = BODIES[body]
    answer = Stranger(stack.port).ask(door, "POST", content, signed(secret_of(stack, door), "POST", door, content))
    assert 400 <= answer.status < 500, answer.text[:300]
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/replies?limit=-1", "/api/v1/replies?limit=99999999999", "/api/v1/replies/{}", "/api/v1/files/../x.csv",
        "/open311/v2/requests.json?start_date=x", "/open311/v2/requests.json?page=-1", "/open311/v2/services/9.xml",
        "/open311/v2/requests/1;drop.json", "/api/v1/tallies?from=0000-00-00", "/api/v1/replies?cursor=%00", "/api/v1/openapi.json/../..",
    ],
)  # fmt: skip
@pytest.mark.parametrize("accept", ["application/json", "text/xml", "*/*;q=nan"])
def test_open_data_answers_nonsense_with_words(stack: Stack, path: str, accept: str) -> None:
    answer = Stranger(stack.port).ask(path, headers={"Accept": accept})
    assert answer.status < 500, answer.text[:300]
    assert "Traceback" not in answer.text
