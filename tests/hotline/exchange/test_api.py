"""The open door: the right answer to everything a platform may send; docs/exchange.md has the same table."""

import asyncio
import json
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from hotline.exchange import inbound
from hotline.exchange.models import Message, Platform, StatusReport, UpstreamOrder
from hotline.models import WorkOrder
from hotline.webhooks.signature import WINDOW_SECONDS
from interaction.casework.engine import perform
from interaction.casework.models import Event
from interaction.organs.actors import Actor
from interaction.organs.models import Organ
from interaction.workdays.now import now, override_now
from tests.conftest import do, staff
from tests.hotline.exchange.conftest import platform_of
from tests.hotline.exchange.sending import ORDER, ORDERS, PHONE, ask, message, order, post, push, say, signed

pytestmark = pytest.mark.django_db
NUMBER = ORDER["number"]
WHOLE = json.dumps(ORDER).encode()


def counts() -> tuple[int, ...]:
    return tuple(one.objects.count() for one in (WorkOrder, Event, UpstreamOrder, Message, StatusReport))


def the_order() -> WorkOrder:
    return WorkOrder.objects.get(upstream__number=NUMBER)


def test_an_order_becomes_a_case_with_two_clocks(platform: Platform) -> None:
    town = Organ.objects.filter(kind=Organ.Kind.TOWNSHIP).first()
    answer = push(order(town=town.short_name, identity="hidden", title="欧阳某某家门口路面塌陷"))
    case = the_order()
    assert (answer.status_code, answer.json()["our_number"]) == (200, case.number)
    assert (case.state, case.source, case.upstream_days, case.town, case.identity) == (
        "submitted", "city", 3, town, "hidden",
    )  # fmt: skip
    assert "欧阳" not in case.title + case.from_whom
    assert {clock.slot for clock in case.clocks.all()} == {"reply", "upstream"}
    assert case.party.phone == PHONE
    assert case.events.get().actor_kind == "system"


def test_a_replay_is_answered_as_before_and_changes_nothing(platform: Platform) -> None:
    answer = push(ORDER)
    do(the_order(), "accept")
    before = counts()
    again = push(json.dumps(dict(reversed(ORDER.items())), indent=2).encode())
    by_another_id = push({**ORDER, "message_id": "sent-anew"})
    assert (
        (again.status_code, again.content)
        == (by_another_id.status_code, by_another_id.content)
        == (200, answer.content)
    )
    for change in ({"title": "别的事"}, {"unknown": 1}, {"message_id": "m-9", "content": "别的事"}):
        refused = push({**ORDER, **change})
        assert (refused.status_code, refused.json()["error"]) == (409, "other_content")
    assert push({**ORDER, "number": "SS2"}).json()["field"] == "message_id"
    assert counts() == before


def test_messages_are_applied_in_their_turn_and_once(platform: Platform) -> None:
    push(ORDER)
    late = say(message("reminder", 2))
    assert (late.status_code, late.json()["outcome"], late.json()["expected"]) == (202, "waiting", 1)
    first = say(message("supplement", 1))
    assert (first.status_code, first.json()["outcome"], first.json()["expected"]) == (200, "applied", 3)
    before = counts()
    assert say(message("reminder", 2)).json()["outcome"] == "applied"
    assert say(message("supplement", 1, message_id="anew")).json() == first.json()
    for changed in (message("supplement", 1, words="别的"), message("reminder", 3, message_id=f"{NUMBER}-2")):
        assert say(changed).status_code == 409
    assert counts() == before
    assert [one.action for one in the_order().events.all()] == [
        "take_from_above", "supplement_from_above", "remind_from_above",
    ]  # fmt: skip


def test_what_comes_before_its_order_waits_for_it(platform: Platform) -> None:
    assert say(message("withdrawal", 2)).status_code == 202
    assert say(message("reminder", 1)).status_code == 202
    assert ask().status_code == 404
    assert WorkOrder.objects.count() == 0
    push(ORDER)
    assert (the_order().state, UpstreamOrder.objects.get().last_taken) == ("withdrawn", 2)
    assert [one["outcome"] for one in ask().json()["messages"]] == ["applied", "applied"]


def test_a_message_that_the_state_forbids_is_kept_and_says_so(platform: Platform) -> None:
    push(ORDER)
    answer = say(message("return_granted", 1)).json()
    assert (answer["outcome"], answer["expected"]) == ("not_applied", 2)
    assert "待受理" in answer["reason"]
    assert say(message("return_granted", 1)).json() == answer
    assert say(message("withdrawal", 2)).json()["outcome"] == "applied"
    assert say(message("reminder", 3)).json()["outcome"] == "not_applied"


def test_a_return_goes_up_and_its_answer_comes_down(platform: Platform) -> None:
    push(ORDER)
    do(the_order(), "accept")
    perform(the_order(), "ask_return_up", staff("paidan"), {"reason": "不在本县"})
    asked = ask().json()["reports"][-1]
    assert (asked["status"], asked["text"], asked["sequence"]) == ("return_asked", "不在本县", 2)
    assert say(message("return_refused", 1)).json()["outcome"] == "applied"
    assert [one["status"] for one in ask(query="?after=2").json()["reports"]] == ["accepted"]
    assert the_order().state == "accepted"


def test_the_answer_goes_up_and_the_platform_calls_back(platform: Platform) -> None:
    push(ORDER)
    case = the_order()
    do(case, "accept", "dispatch", "take_up")
    do(case, "contact_caller", reached="yes")
    do(case, "draft_reply", "approve", "sign")
    stands = ask().json()
    body = dict(case.describes.reply(case))["答复"]
    assert (stands["state"], stands["reply"], stands["organ"]) == ("replied", body, case.organ.name)
    assert [one["status"] for one in stands["reports"]] == ["accepted", "dispatched", "replied"]
    assert say(message("call_back_result", 1, settled="no", stars=1)).json()["outcome"] == "applied"
    case.refresh_from_db()
    assert (case.state, case.settled, case.stars) == ("closed", "no", 1)
    perform(case, "rework", staff("huawu"), {"demand": "重新维修"})
    reports = ask(query="?after=3").json()["reports"]
    assert [(one["status"], one.get("settled"), one.get("satisfied")) for one in reports] == [
        ("called_back", "no", False), ("reworked", None, None),
    ]  # fmt: skip


def test_the_answer_of_an_incident_goes_up_for_every_order_joined_to_it(platform: Platform) -> None:
    for number in ("A1", "A2"):
        push(order(number, caller_phone=""))
    lead, other = (WorkOrder.objects.get(upstream__number=number) for number in ("A1", "A2"))
    do(lead, "accept", "dispatch")
    perform(other, "join", staff("huawu"), {"lead": lead.pk})
    do(lead, "take_up", "draft_reply", "approve", "sign")
    stands = ask("A2").json()
    assert [one["status"] for one in stands["reports"]] == ["joined", "replied"]
    assert stands["reply"] == ask("A1").json()["reply"]
    assert stands["reply"]


def test_unknown_fields_are_kept_and_shown_on_the_desk(platform: Platform) -> None:
    extra = {"weather": {"name": "暴雨", "levels": [None, 1.5]}}
    push({**ORDER, **extra})
    say(message("supplement", 1, clerk="007"))
    kept = [one.content for one in Message.objects.order_by("sequence")]
    assert (kept[0]["weather"], kept[1]["clerk"]) == (extra["weather"], "007")
    client = Client()
    client.force_login(staff("paidan").staff)
    page = client.get(f"/desk/cases/{the_order().pk}/").content.decode()
    assert all(text in page for text in ("weather", "暴雨", "007", "位置在村委会西侧", "files.example.invalid/1.jpg"))


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Huiyin-Platform": "", "X-Huiyin-Timestamp": "", "X-Huiyin-Signature": ""},
        {"X-Huiyin-Signature": "0" * 64},
        {"X-Huiyin-Signature": "签名"},
        {"X-Huiyin-Timestamp": "٣٣٣"},
        {"X-Huiyin-Timestamp": "9" * 400},
        {"X-Huiyin-Platform": "nobody"},
        {"X-Huiyin-Platform": "city\x00"},
        {"X-Huiyin-Platform": "closed"},
        {"X-Huiyin-Platform": "province"},
        {"X-Huiyin-Platform": "市"},
    ],
)
def test_forgeries_are_refused_all_in_the_same_words(platform: Platform, headers: dict[str, str]) -> None:
    platform_of("closed", active=False)
    platform_of("province", secret="another secret, which is long enough too")
    before = counts()
    answer = push(WHOLE, headers={**signed(WHOLE), **headers})
    known = push(WHOLE, headers=signed(WHOLE + b" "))
    assert (answer.status_code, answer.content) == (known.status_code, known.content)
    assert answer.status_code == 401
    assert ask("X", secret="another secret, which is long enough too").status_code == 401
    assert counts() == before


def test_a_signature_holds_for_its_request_and_its_time(platform: Platform) -> None:
    moment = int(time.time())
    for wrong in (moment - WINDOW_SECONDS - 10, moment + WINDOW_SECONDS + 60):
        assert push(WHOLE, headers=signed(WHOLE, wrong)).status_code == 401
    assert push(WHOLE, headers=signed(WHOLE, moment - WINDOW_SECONDS + 60)).status_code == 200
    elsewhere = post(f"{ORDERS}/SS1/messages", message("reminder", 1))
    assert (elsewhere.status_code, elsewhere.json()["field"]) == (422, "number")


def test_a_platform_sees_its_own_orders_alone(platform: Platform) -> None:
    secret = "another secret, which is long enough too"
    platform_of("province", secret=secret, source="province")
    push(ORDER)
    theirs = ask(code="province", secret=secret)
    assert (theirs.status_code, theirs.json()["error"]) == (404, "unknown_order")
    same = push(ORDER, headers=signed(WHOLE, secret=secret, code="province"))
    assert same.status_code == 200
    assert WorkOrder.objects.filter(upstream_number=NUMBER).count() == 2


MALFORMED = {
    "empty object of nothing": b" ",
    "cut off": WHOLE[:-1],
    "cut in the middle": WHOLE[: len(WHOLE) // 2],
    "no object": b"[]",
    "two": WHOLE + WHOLE,
    "not UTF-8": WHOLE.replace(b"m-0", b"\xff-0"),
    "deep": b"[" * 60_000,
    "NaN": WHOLE[:-1] + b', "x": NaN}',
    "long number": WHOLE[:-1] + b', "x": ' + b"9" * 50_000 + b"}",
}
HIDDEN = [
    (field, char)
    for field in (*ORDER, "x")
    for char in ("\x00", "\x1f", "\x7f", "\u202e", "\ud800")
    if field not in ("limit_days", "attachments")
]


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_malformed_is_refused(platform: Platform, name: str) -> None:
    answer = push(MALFORMED[name])
    assert (answer.status_code, answer.json()["error"]) == (400, "malformed")
    assert counts() == (0, 0, 0, 0, 0)


def test_characters_that_deceive_are_refused_by_field(platform: Platform) -> None:
    for field, char in HIDDEN:
        answer = push({**ORDER, field: f"a{char}b"})
        assert (answer.status_code, answer.json()["field"]) == (400, field)
    nested = push({**ORDER, "attachments": [{"name": "\x00", "url": "https://a.example"}]})
    assert (nested.status_code, nested.json()["field"]) == (400, "attachments")
    assert counts() == (0, 0, 0, 0, 0)


NOTHING: tuple[Any, ...] = (None, {}, True)
UNFIT: list[tuple[str, Any]] = [
    *((field, wrong) for field in ORDER for wrong in NOTHING),
    *((field, 1) for field in ORDER if field != "limit_days"),
    ("limit_days", 0), ("limit_days", 121), ("limit_days", 1.5), ("limit_days", "3"), ("kind", "other"),
    ("title", " \n"), ("title", "长" * 81), ("content", "长" * 5001), ("number", "a/b"), ("number", "编号"),
    ("number", "-1"), ("number", "1" * 61), ("message_id", "有"), ("message_id", "x" * 101), ("caller_phone", "12"),
    ("caller_phone", "02012345"), ("identity", "open"), ("urgency", ""), ("public_wish", 1), ("place", "长" * 81),
    ("attachments", [{}]), ("attachments", [1]), ("attachments", [{"url": "javascript:alert(1)"}]),
    ("attachments", [{"url": "https://user@example.com/"}]), ("attachments", [{"url": "https://a.example"}] * 21),
]  # fmt: skip


def test_wrong_values_are_refused_with_the_field_and_the_reason(platform: Platform) -> None:
    for field, wrong in UNFIT:
        answer = push({**ORDER, field: wrong})
        assert (answer.status_code, answer.json()["error"], answer.json()["field"]) == (422, "unfit", field), wrong
        assert any("一" <= char <= "鿿" for char in answer.json()["message"])
    for field in ("message_id", "number", "kind", "title", "content"):
        answer = push({name: value for name, value in ORDER.items() if name != field})
        assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert counts() == (0, 0, 0, 0, 0)


def test_wrong_messages_are_refused_and_leave_nothing(platform: Platform) -> None:
    for kind, changes, field in (
        ("order", {}, "kind"), ("reminder", {"sequence": 0}, "sequence"), ("reminder", {"sequence": True}, "sequence"),
        ("supplement", {"words": " "}, "words"), ("return_refused", {"words": ""}, "words"),
        ("call_back_result", {"settled": "maybe"}, "settled"), ("call_back_result", {"stars": 6}, "stars"),
        ("reminder", {"words": "长" * 1001}, "words"),
    ):  # fmt: skip
        answer = say(message(kind, **{"sequence": 1, **changes}))
        assert (answer.status_code, answer.json()["field"]) == (422, field)
    without = message("call_back_result", 1)
    del without["stars"]
    assert say(without).json()["field"] == "stars"
    assert counts() == (0, 0, 0, 0, 0)
    push(ORDER)
    for query in ("?after=-1", "?after=x", "?after=", "?after=99999999999", "?after=٣"):
        assert ask(query=query).status_code in (401, 422)
    assert ask(query="?after=-1").json()["field"] == "after"


def test_ten_megabytes_are_refused(platform: Platform) -> None:
    body = b'{"x": "' + b"a" * 10_000_000 + b'"}'
    assert push(body).status_code == 413
    exact = json.dumps({**ORDER, "x": ""}).encode()
    exact = exact[:-2] + b"a" * (256 * 1024 - len(exact)) + exact[-2:]
    assert push(exact[:-2] + b"a" + exact[-2:]).status_code == 413
    assert push(exact).status_code == 200


def test_a_large_body_is_refused_before_it_is_read(platform: Platform) -> None:
    """Through the application as the server calls it: Django itself would read the whole body first."""
    from config.asgi import application

    read, sent = [], []

    async def receive() -> dict[str, Any]:
        read.append(1)
        assert len(read) < 10, "it goes on reading"
        return {"type": "http.request", "body": b"a" * 65536, "more_body": True}

    async def send(answer: dict[str, Any]) -> None:
        sent.append(answer)

    scope = {"type": "http", "http_version": "1.1", "method": "POST", "path": ORDERS, "raw_path": ORDERS.encode(),
             "query_string": b"", "headers": [(b"host", b"localhost")], "scheme": "http", "server": ("localhost", 80)}  # fmt: skip
    asyncio.run(application(scope, receive, send))
    assert (sent[0]["status"], len(read)) == (413, 5)


def test_too_many_requests_are_put_off(platform: Platform) -> None:
    Platform.objects.update(per_minute=3)
    assert [push(ORDER).status_code for _time in range(5)] == [200, 200, 200, 429, 429]
    assert push(ORDER)["Retry-After"] == "60"


def test_other_methods_are_not_allowed(platform: Platform) -> None:
    for address, allowed in ((ORDERS, "POST"), (f"{ORDERS}/X", "GET"), (f"{ORDERS}/X/messages", "POST")):
        answered = {allowed.lower()} | ({"head"} if allowed == "GET" else set())  # RFC 9110 9.3.2
        for method in {"get", "post", "put", "patch", "delete", "head", "options"} - answered:
            answer = getattr(Client(), method)(address)
            assert (answer.status_code, answer["Allow"]) == (405, allowed)


@pytest.mark.parametrize("fault", [OperationalError("the server closed the connection"), RuntimeError("killed")])
def test_a_failure_before_commit_leaves_nothing_and_a_repetition_does_all(
    platform: Platform, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    say(message("withdrawal", 1))
    before = counts()

    def fail(*_args: object) -> None:
        assert WorkOrder.objects.count() == 1
        raise fault

    with monkeypatch.context() as patched:
        patched.setattr(inbound, "_catch_up", fail)
        if isinstance(fault, OperationalError):
            answer = push(ORDER)
            assert (answer.status_code, answer["Retry-After"]) == (503, "60")
        else:
            with pytest.raises(RuntimeError):
                push(ORDER)
    assert counts() == before
    answers = {push(ORDER).content for _time in range(2)}
    assert len(answers) == 1
    assert (the_order().state, the_order().number[-6:]) == ("withdrawn", "000001")


def test_nothing_of_the_caller_lies_open_or_goes_back_up(platform: Platform) -> None:
    from tests.privacy.test_at_rest import everything_stored

    push({**ORDER, "unknown": "只有上级知道的话"})
    say(message("supplement", 1, words="补充时说的话"))
    case = the_order()
    do(case, "accept", "dispatch")
    stored = everything_stored()
    for secret in (PHONE, "欧阳某某", platform.secret, "只有上级知道的话", "补充时说的话"):
        assert secret not in stored
        assert secret.encode().hex() not in stored
    told = json.dumps(ask().json(), ensure_ascii=False)
    assert PHONE not in told
    assert "欧阳" not in told


def test_with_the_case_its_messages_are_forgotten(platform: Platform) -> None:
    push({**ORDER, "unknown": "x"})
    say(message("withdrawal", 1, words="来电人撤回"))
    with override_now(now() + timedelta(days=6 * 366)):
        perform(the_order(), "anonymise", Actor.system())
    for one in Message.objects.all():
        assert set(one.content) <= {"number", "sequence", "kind"}
    assert push({**ORDER, "unknown": "x"}).status_code == 200
    assert ask().json()["our_number"] == the_order().number
