"""A caller answers the SMS: one digit is a rating; replayed, forged, broken or late, one rating at most."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.test import Client

from hotline.models import CallBackShare, WorkOrder
from hotline.states import State
from hotline.texting.invitations import invitation, letters_of
from hotline.texting.models import NumberLook, StrayText
from hotline.texting.stray import forget_old_texts, number_of
from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.errors import NotNow
from interaction.notices.models import Notice
from interaction.organs.actors import Actor
from interaction.organs.models import Staff
from interaction.supervision.board import SECTIONS, page_of
from interaction.workdays.now import now, override_now
from tests.conftest import staff
from tests.databases import owner
from tests.hotline.signing import signed_now
from tests.hotline.test_loop import answered, called, dispatched

PHONE = "13905390001"
ADDRESS = "/hotline/texts/"


def send(content: Any, *, secret: str = "", body: bytes | None = None) -> tuple[int, dict[str, Any]]:
    body = json.dumps(content).encode() if body is None else body
    moment = int(now().timestamp())
    headers = signed_now(secret or settings.SMS_SECRET, "POST", ADDRESS, body, moment)
    answer = Client().post(ADDRESS, body, content_type="application/json", headers=headers)
    return answer.status_code, answer.json()


def desk(username: str) -> Client:
    client = Client()
    client.force_login(Staff.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    return client


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


@pytest.mark.django_db
def test_a_clear_no_brings_the_order_back_to_who_decides(county: None) -> None:
    order = answered(dispatched(phone=PHONE))
    assert send(text(said="不太满意"))[1]["outcome"] == "rated"
    order.refresh_from_db()
    assert (order.settled, order.stars) == ("no", 2)
    supervisor = staff("duban")
    assert page_of(SECTIONS["unhappy"], Q(pk=order.pk)).rows == [Case.objects.get(pk=order.pk)]
    assert Notice.objects.filter(about_case=order.pk, subject__startswith="来件人不满意").exists()
    perform(order, "rework", supervisor, {"demand": "请到现场重新核实。"})
    assert order.state == State.HANDLING


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["什么时候能修好？", "等你们解决了再说", "12", "灯又不亮了"])
def test_doubt_goes_to_the_person_who_calls_back(county: None, said: str) -> None:
    CallBackShare.objects.create(effective_from=date(2020, 1, 1), per_hundred=0)
    order = answered(dispatched(phone=PHONE))
    assert not order.asked  # an SMS alone was to ask
    assert send(text(said=said))[1] == {"message_id": "m1", "outcome": "to_a_person"}
    order.refresh_from_db()
    assert (order.state, order.settled, order.asked) == (State.REPLIED, None, True)
    agent = desk("huawu")
    assert "来电人回了短信" in agent.get("/desk/hotline/call-backs/").content.decode()
    assert said in agent.get(f"/desk/hotline/call-backs/{order.pk}/").content.decode()
    with pytest.raises(NotNow):
        perform(order, "close_unrated", Actor.system())


def two_waiting() -> tuple[WorkOrder, WorkOrder]:
    first = answered(dispatched(phone=PHONE))
    return first, answered(dispatched(phone=PHONE, title="路灯不亮", content="村口的路灯三天没亮。"))


@pytest.mark.django_db
def test_two_orders_of_one_caller_are_told_apart_by_a_letter(county: None) -> None:
    first, second = two_waiting()
    bodies = [one.body for one in Notice.objects.filter(channel="sms", subject="您的诉求已答复").order_by("send_after")]
    assert "请回复数字评价" in bodies[0]
    assert "数字前写字母 B，例如 B1" in bodies[1]
    assert f"评价 {first.number} 的，数字前写 A" in bodies[1]
    assert send(text("m1", said="Ａ 5"))[1]["outcome"] == "rated"
    assert send(text("m2", said="b1，谢谢"))[1]["outcome"] == "rated"
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.settled, first.stars, second.settled, second.stars) == ("no", 1, "yes", 5)


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["5", "满意", "H1", "B什么时候修"])
def test_an_answer_that_may_be_about_either_order_is_booked_to_none(county: None, said: str) -> None:
    first, second = two_waiting()
    assert send(text(said=said))[1]["outcome"] == "to_a_person"
    noted = [order for order in (first, second) if order.events.filter(action="note_text").exists()]
    assert noted == ([second] if said.startswith("B") else [first, second])
    assert not WorkOrder.objects.filter(settled__isnull=False).exists()


@pytest.mark.django_db
def test_a_letter_is_not_given_again_while_an_old_message_may_still_be_answered(county: None) -> None:
    first = answered(dispatched(phone=PHONE))
    send(text(said="1"))
    second = answered(dispatched(phone=PHONE, title="路灯不亮", content="村口的路灯三天没亮。"))
    assert letters_of([first, second]) == {first.pk: "A", second.pk: "B"}
    assert send(text("m2", said="A5"))[1]["outcome"] == "to_a_person"


@pytest.mark.django_db
def test_nobody_is_asked_for_an_answer_by_sms_where_none_goes_out(county: None, settings: Any) -> None:
    order = answered(dispatched(phone=PHONE))
    assert "回复数字" in invitation(order)
    settings.SMS_BACKEND = ""
    assert "回复数字" not in invitation(order)


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["路口的井盖没了，什么时候修？", "没有解决", "谢谢你们"])
def test_what_answers_no_order_waits_for_the_desk_and_is_dealt_with_once(county: None, said: str) -> None:
    """From a number nobody knows; told to the desk, read there, dealt with by one of two who are at it."""
    assert send(text(said=said)) == (200, {"message_id": "m1", "outcome": "to_a_person"})
    assert send(text(said=said))[1]["outcome"] == "to_a_person"  # a replay
    stray = StrayText.objects.get()
    address = f"/desk/hotline/texts/{stray.received.digest}/"
    notices = Notice.objects.filter(subject__contains="来电短信")
    assert set(notices.values_list("staff__username", flat=True)) == {"huawu", "huawu2", "paidan"}
    assert not notices.filter(subject__contains=said).exists()
    agent, other = desk("huawu"), desk("paidan")
    assert address in agent.get("/desk/").content.decode()
    assert said in agent.get("/desk/hotline/texts/").content.decode()
    page = agent.get(address).content.decode()
    assert said in page
    assert PHONE not in page
    assert PHONE in agent.post(f"{address}number/").content.decode()
    assert [one.staff.username for one in NumberLook.objects.all()] == ["huawu"]
    assert agent.post(address, {"done": ""}).status_code == 422
    assert agent.post(address, {"done": "called", "remarks": "已问清，另录工单。"}).status_code == 302
    answer = other.post(address, {"done": "nothing"})
    assert answer.status_code == 422
    assert "已经在" in answer.content.decode()
    stray.refresh_from_db()
    assert (stray.done, stray.done_by) == ("called", Staff.objects.get(username="huawu"))
    assert address not in agent.get("/desk/").content.decode()
    assert desk("duban").get(address).status_code == desk("chengban-slj").get(address).status_code == 403


@pytest.mark.django_db
def test_what_comes_after_the_order_is_closed_shows_the_order(county: None) -> None:
    order = answered(dispatched(phone=PHONE))
    assert send(text(said="1"))[1]["outcome"] == "rated"
    assert send(text("m2", said="灯又不亮了"))[1]["outcome"] == "to_a_person"
    stray = StrayText.objects.get()
    assert order.number in desk("huawu").get(f"/desk/hotline/texts/{stray.received.digest}/").content.decode()


@pytest.mark.django_db
def test_texts_are_sealed_forgotten_in_time_and_looks_stay(county: None) -> None:
    send(text(said="井盖没了，什么时候修？"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT one::text FROM texting_straytext one")
        stored = cursor.fetchone()[0]
    assert PHONE not in stored
    assert "井盖" not in stored
    number_of(StrayText.objects.get(), staff("huawu"))
    with pytest.raises(IntegrityError), transaction.atomic(), owner():
        NumberLook.objects.all().delete()
    assert forget_old_texts() == 0
    with override_now(now() + timedelta(days=366 * 20)):
        assert forget_old_texts() == 1
    stray = StrayText.objects.get()
    assert (stray.sender, stray.text, stray.forgotten) == ("", "", True)
