"""A caller answers the SMS: one digit is a rating; replayed, forged, broken or late, one rating at most."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from hotline.states import State
from hotline.texting.verdicts import DIGITS, verdict
from hotline.webhooks.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, sign
from interaction.casework.engine import perform
from interaction.workdays.now import now
from tests.conftest import staff
from tests.hotline.test_loop import answered, called, dispatched

PHONE = "13905390001"


def send(content: Any, *, secret: str = "", body: bytes | None = None) -> tuple[int, dict[str, Any]]:
    body = json.dumps(content).encode() if body is None else body
    stamp = str(int(now().timestamp()))
    headers = {TIMESTAMP_HEADER: stamp, SIGNATURE_HEADER: sign(secret or settings.SMS_SECRET, stamp, body)}
    answer = Client().post("/hotline/texts/", body, content_type="application/json", headers=headers)
    return answer.status_code, answer.json()


def text(message_id: str = "m1", said: str = "1", sender: str = PHONE) -> dict[str, str]:
    return {"message_id": message_id, "from": sender, "text": said}


@pytest.mark.django_db
def test_one_digit_rates_the_order_answered_last_and_once(county: None) -> None:
    order = answered(dispatched(phone=PHONE))
    assert send(text(said=" １ ")) == (200, {"message_id": "m1", "outcome": "rated"})
    order.refresh_from_db()
    assert (order.state, order.settled, order.stars) == (State.CLOSED, "yes", 5)
    assert send(text(said=" １ "))[1]["outcome"] == "rated"  # a replay
    assert order.events.filter(mark="rated").count() == 1
    assert send(text(said="4"))[0] == 409
    assert send(text("m2"))[1]["outcome"] == "nothing_asked"


@pytest.mark.django_db
def test_nobody_rates_anothers_order_nor_one_that_is_not_answered(county: None) -> None:
    order = answered(dispatched(phone=PHONE))
    called(phone="13905390002", title="路灯不亮")
    assert send(text(sender="13905390002"))[1]["outcome"] == "nothing_asked"
    perform(order, "call_back", staff("huawu"), {"settled": "yes", "stars": 5, "words": ""})
    assert send(text("m2"))[1]["outcome"] == "nothing_asked"


@pytest.mark.django_db
def test_the_door_refuses_what_is_not_the_gateways(county: None) -> None:
    assert send(text(), secret="another")[0] == 401
    for body in (b"", b"{", b"[]", b'{"message_id": "a"}', b'{"message_id": "a", "from": 1, "text": "1"}',
                 json.dumps(text(said="\u202e1")).encode(), json.dumps(text("有空格 的")).encode()):  # fmt: skip
        assert send(None, body=body)[0] == 400, body
    assert send(None, body=b"{" + b" " * 20_000 + b"}")[0] == 413


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("1", ("yes", 5)), ("２。", ("yes", 3)), ("不满意", ("no", 2)), ("很不满意！", ("no", 1)), ("还是没解决", ("no", 2)),
        ("满意，谢谢", ("yes", 5)), ("部分解决", ("partly", 3)), ("请问在哪里办", None), ("12", None), ("", None),
    ],
)  # fmt: skip
def test_what_callers_write_is_understood_or_left_alone(said: str, meant: tuple[str, int] | None) -> None:
    assert verdict(said) == meant


@given(st.text(max_size=200))
def test_any_text_at_all_has_an_answer(said: str) -> None:
    assert verdict(said) is None or verdict(said) in DIGITS.values()
