"""The open door: the right answer to everything that may come through it; docs/telephony.md has the same table."""

import asyncio
import json
import threading
import time
from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotline.telephony.models import Call, DeliveredEvent
from hotline.webhooks.signature import WINDOW_SECONDS
from interaction.organs.actors import Actor
from tests.depth import examples
from tests.hotline.telephony.event_feed import ADDRESS, NUMBER, START, event, post, signed, tell

pytestmark = pytest.mark.django_db
RINGING = event("ringing", 0)


def everything() -> tuple[list[dict[str, Any]], int]:
    """The stored calls, opened, and how many events were taken."""
    calls = [
        {one.attname: getattr(call, one.attname) for one in Call._meta.fields} for call in Call.objects.order_by("id")
    ]
    return calls, DeliveredEvent.objects.count()


def test_a_call_from_ringing_to_its_recording(first: Actor) -> None:
    tell(
        RINGING,
        event("ringing", 3, extension="8001"),
        event("answered", 7),
        event("hung_up", 67),
        event("recording", 70),
    )
    call = Call.objects.get()
    assert (call.state, call.phone, call.extension, call.agent) == ("ended", NUMBER, "8001", first.staff)
    assert [(moment - START).total_seconds() for moment in (call.ringing_at, call.answered_at, call.ended_at)] == [
        0,
        7,
        67,
    ]
    assert call.recording_url == "https://recordings.example.invalid/1.wav"


def test_a_replay_is_answered_as_before_and_changes_nothing(first: Actor) -> None:
    answer = post(RINGING)
    tell(event("answered", 5), event("hung_up", 60))
    before = everything()
    again = post(json.dumps(dict(reversed(RINGING.items())), indent=2).encode())
    assert (again.status_code, again.json()) == (200, answer.json())
    assert everything() == before
    for change in ({"call_id": "c2"}, {"from": "13900000000"}, {"unknown": 1}, {"type": "hung_up"}):
        assert post({**RINGING, **change}).status_code == 409
    assert everything() == before


def test_unknown_fields_are_kept(first: Actor) -> None:
    extra = {"trunk": {"name": "联通", "codecs": ["g711", None, 1.5]}, "queue_position": 3}
    tell({**RINGING, **extra})
    kept = DeliveredEvent.objects.get().content
    assert {name: kept[name] for name in extra} == extra


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Huiyin-Timestamp": "", "X-Huiyin-Signature": ""},
        {"X-Huiyin-Signature": "0" * 64},
        {"X-Huiyin-Signature": "签名"},
        {"X-Huiyin-Timestamp": "٣٣٣"},
        {"X-Huiyin-Timestamp": "-1"},
        {"X-Huiyin-Timestamp": "9" * 400},
    ],
)
def test_what_is_not_signed_is_refused(county: None, headers: dict[str, str]) -> None:
    body = json.dumps(RINGING).encode()
    answer = post(body, {**signed(body), **headers} if headers else {})
    assert (answer.status_code, answer.json()["error"]) == (401, "not_genuine")
    assert everything() == ([], 0)


def test_forged_altered_and_stale_events_are_refused(county: None) -> None:
    body, now = json.dumps(RINGING).encode(), int(time.time())
    forged = (
        signed(body, secret="another secret"),
        signed(body + b" "),
        {**signed(body, now - 1), "X-Huiyin-Timestamp": str(now)},
        signed(body, now - WINDOW_SECONDS - 10),
        signed(body, now + WINDOW_SECONDS + 60),
    )
    assert [post(body, headers).status_code for headers in forged] == [401] * len(forged)
    assert everything() == ([], 0)
    assert post(body, signed(body, now - WINDOW_SECONDS + 60)).status_code == 200


WHOLE = json.dumps(RINGING).encode()
WRONG: tuple[Any, ...] = (None, 1, [], {}, True, "长" * 10, "x" * 200)
MALFORMED = {
    "empty": b"",
    "cut off": WHOLE[:-1],
    "cut in the middle": WHOLE[: len(WHOLE) // 2],
    "no object": b"[]",
    "null": b"null",
    "two": WHOLE + WHOLE,
    "not UTF-8": WHOLE.replace(b"c1-", b"\xff1-"),
    "UTF-16": json.dumps(RINGING).encode("utf-16"),
    "deep": b"[" * 60_000,
    "deep value": WHOLE[:-1] + b', "x": ' + b"[" * 30_000 + b"]" * 30_000 + b"}",
    "less deep value": WHOLE[:-1] + b', "x": ' + b"[" * 800 + b"]" * 800 + b"}",
    "long number": WHOLE[:-1] + b', "x": ' + b"9" * 50_000 + b"}",
    "NaN": WHOLE[:-1] + b', "x": NaN}',
    "raw control character": WHOLE[:-1] + b', "x": "a\x00b"}',
    **{
        f"{field} with U+{ord(char):04X}": json.dumps({**RINGING, field: f"a{char}b"}).encode()
        for field in ("event_id", "call_id", "line", "type", "at", "from", "to", "extension", "recording_url", "x")
        for char in "\x00\x1f\x7f\u202e\ud800"
    },
    "in a name": json.dumps({**RINGING, "a\x00": 1}).encode(),
    "deep inside": json.dumps({**RINGING, "x": [{"y": ["\x00"]}]}).encode(),
    **{f"no {field}": json.dumps({name: RINGING[name] for name in RINGING if name != field}).encode()
       for field in ("event_id", "call_id", "type", "at")},
    **{f"{field} is {wrong!r}": json.dumps({**RINGING, field: wrong}).encode()
       for field in ("event_id", "call_id", "type", "at", "extension", "from", "line", "direction")
       for wrong in WRONG},
    **{f"at {moment}": json.dumps({**RINGING, "at": moment}).encode() for moment in (
        "2026-03-02T09:30:00", "2026-03-02", "2026-02-30T09:30:00Z", "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00", "1999-01-01T00:00:00Z", "2026-03-02T09:30:00+99:00", "now")},
    "answered nowhere": json.dumps({**RINGING, "type": "answered"}).encode(),
    "no recording": json.dumps({**RINGING, "type": "recording"}).encode(),
    **{f"recording at {url}": json.dumps({**RINGING, "type": "recording", "recording_url": url}).encode()
       for url in ("javascript:alert(1)", "//example.com/a", "https://", "https:\\\\example.com", "https://a b",
                     "https://user@example.com/", "ftp://example.com/a", "/desk/", "https://[::1")},
}  # fmt: skip


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_malformed_is_refused_with_the_reason(county: None, name: str) -> None:
    answer = post(MALFORMED[name])
    assert (answer.status_code, answer.json()["error"]) == (400, "malformed")
    assert answer.json()["message"]
    assert everything() == ([], 0)


# Any JSON that may stand in a field, among which some that fit.
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
    | st.sampled_from(["ringing", "answered", "c1", "8001", "2026-03-02T09:30:00+08:00", "outbound", NUMBER]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip
FIELDS = st.sampled_from([*RINGING, "line", "extension", "recording_url", "direction", "x"])


@settings(max_examples=examples(200), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(FIELDS, VALUES, max_size=4), st.sets(FIELDS, max_size=2), st.integers(0, 400))
def test_whatever_comes_is_taken_or_refused_and_never_an_error(
    county: None, changes: dict[str, Any], missing: set[str], cut: int
) -> None:
    changed = {name: value for name, value in {**RINGING, **changes}.items() if name not in missing}
    body = json.dumps(changed).encode()
    for raw in (body, body[:cut]):
        answer = post(raw)
        assert answer.status_code in (200, 400, 409), answer.content.decode()
        assert set(answer.json()) == (
            {"event_id", "call"} if answer.status_code == 200 else {"error", "message", "field"}
        )


def test_other_methods_are_not_allowed(county: None) -> None:
    for method in ("get", "put", "patch", "delete", "head", "options"):
        answer = getattr(Client(), method)(ADDRESS)
        assert (answer.status_code, answer["Allow"]) == (405, "POST")


def test_ten_megabytes_are_refused(county: None) -> None:
    body = b'{"x": "' + b"a" * 10_000_000 + b'"}'
    assert post(body, signed(body)).status_code == 413
    exact = json.dumps({**RINGING, "x": ""}).encode()
    exact = exact[:-2] + b"a" * (64 * 1024 - len(exact)) + exact[-2:]
    assert len(exact) == 64 * 1024
    assert post(exact).status_code == 200
    assert post(exact[:-2] + b"a" + exact[-2:]).status_code == 413


@pytest.mark.parametrize("declared", [True, False])
def test_a_large_body_is_refused_before_it_is_read(county: None, declared: bool) -> None:
    """Through the application as the server calls it: Django itself would read the whole body first."""
    from config.asgi import application

    read, sent = [], []

    async def receive() -> dict[str, Any]:
        read.append(1)
        assert len(read) < 100, "it goes on reading"
        return {"type": "http.request", "body": b"a" * 4096, "more_body": True}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = [(b"host", b"localhost"), *([(b"content-length", b"10000000")] if declared else [])]
    scope = {"type": "http", "http_version": "1.1", "method": "POST", "path": ADDRESS, "raw_path": ADDRESS.encode(),
             "query_string": b"", "headers": headers, "scheme": "http", "server": ("localhost", 80)}  # fmt: skip
    asyncio.run(application(scope, receive, send))
    assert sent[0]["status"] == 413
    assert json.loads(sent[1]["body"])["error"] == "too_large"
    assert len(read) == (0 if declared else 17)


@pytest.mark.django_db(transaction=True)
def test_twenty_duplicates_at_once_are_one(first: Actor) -> None:
    events = [event("ringing", 0, extension="8001"), event("answered", 5), event("hung_up", 9)]
    together, answers = threading.Barrier(20), Counter()  # type: ignore[var-annotated]

    def send(position: int) -> None:
        together.wait()
        for one in events[position % 3 :] + events[: position % 3]:
            answer = post(one)
            answers[answer.status_code, answer.content] += 1
        connection.close()

    threads = [threading.Thread(target=send, args=(position,)) for position in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(status, count) for (status, _content), count in answers.items()] == [(200, 20)] * 3
    assert (Call.objects.get().state, DeliveredEvent.objects.count()) == ("ended", 3)


def test_the_document_describes_what_is_answered(county: None) -> None:
    document = Client().get("/hotline/telephony/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    operation = document["paths"][ADDRESS]["post"]
    assert set(operation["responses"]) == {"200", "400", "401", "405", "409", "413"}
    schemas = document["components"]["schemas"]
    assert set(post(RINGING).json()) == set(schemas["Taken"]["required"])
    assert set(post(b"{").json()) == set(schemas["Refusal"]["required"])
    assert set(RINGING) - {"from", "to"} == set(schemas["Event"]["required"])


def test_the_number_lies_nowhere_open(first: Actor) -> None:
    from tests.privacy.test_at_rest import everything_stored

    tell(RINGING, event("answered", 5), event("hung_up", 9), event("recording", 10))
    stored = everything_stored()
    assert NUMBER not in stored
    assert NUMBER.encode().hex() not in stored
    assert "recordings.example" not in stored
