"""The citizen's side of the hotline: written on the site, followed by number and query code, rated without a call."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from hotline.models import WorkOrder
from hotline.states import State
from interaction.casework.classification import SubjectField
from interaction.casework.engine import perform
from interaction.casework.models import Subject
from interaction.casework.numbers import query_code
from interaction.casework.waiting import unattended
from interaction.errors import NotNow
from interaction.workflow.todos import todos_of
from tests.casework.invariants import check_case, check_figures
from tests.conftest import do, staff
from tests.hotline.test_loop import answered, called, dispatched

OnDay = Callable[[date], None]
pytestmark = pytest.mark.django_db
WRITTEN = {
    "kind": "help", "title": "楼道灯不亮", "content": "三单元楼道灯坏了两周，老人上下楼不方便。", "identity": "withheld",
    "name": "李某某", "phone": "13905390007", "seen_similar": "1",
}  # fmt: skip


def followed(order: WorkOrder) -> Client:
    """The caller's browser with the order open."""
    client = Client()
    code = query_code(order.number, order.query_key_id)
    answer = client.post("/track/", {"number": order.number, "code": code})
    assert answer.status_code == 302
    return client


def test_written_on_the_site_handled_and_rated_there(county: None) -> None:
    client = Client()
    form = client.get("/send/hotline/", follow=True).content.decode()
    submission = re.search(r'name="submission" value="([^"]+)"', form)
    assert submission
    sent = client.post("/send/hotline/", {**WRITTEN, "submission": submission[1]}, follow=True)
    order = WorkOrder.objects.get()
    assert order.number in sent.content.decode()
    assert order.state == State.SUBMITTED
    do(order, "accept", "dispatch")
    answered(order)
    client = followed(order)
    page = client.get(f"/track/{order.number}/").content.decode()
    assert "楼道灯不亮" in page
    assert "评价" in page
    client.post(f"/track/{order.number}/do/rate/", {"settled": "yes", "stars": "5", "words": ""})
    order.refresh_from_db()
    assert (order.state, order.stars) == (State.CLOSED, 5)


def test_a_fault_in_the_form_keeps_what_was_typed(county: None) -> None:
    answer = Client().post("/send/hotline/", {**WRITTEN, "phone": "12"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "三单元楼道灯坏了两周" in page
    assert not WorkOrder.objects.exists()


def test_a_caller_of_an_incident_reads_its_news_and_nothing_of_the_others(county: None) -> None:
    lead = dispatched(name="王某甲")
    other = called(phone="13905390002", name="李某乙", content="从早上开始停水，请尽快处理。")
    perform(other, "join", staff("huawu"), {"lead": lead.pk})
    perform(lead, "tell_news", staff("huawu"), {"news": "预计今天18时前恢复供水。"})
    page = followed(other).get(f"/track/{other.number}/").content.decode()
    assert "预计今天18时前恢复供水" in page
    assert "王" not in page.split("<main")[1]


def test_who_is_declined_reads_where_to_turn(county: None) -> None:
    order = called()
    perform(order, "decline", staff("huawu"), {"ground": "emergency", "advice": ""})
    page = followed(order).get(f"/track/{order.number}/").content.decode()
    assert "110" in page


def test_classes_of_matters_stand_under_their_parents(county: None) -> None:
    water = Subject.objects.get(name="供水排水")
    Subject.objects.create(name="停水", parent=water, position=1)
    field = SubjectField(label="")
    field.offer()
    labels = [str(label) for _value, label in field.choices][1:]
    at = labels.index("供水排水")
    assert labels[at + 1] == "供水排水 · 停水"


def test_who_is_not_content_reads_what_comes_of_it_and_may_ask_once_to_have_it_done_again(
    county: None, on_day: OnDay
) -> None:
    on_day(date(2025, 3, 3))
    order = answered(dispatched())
    client, address = followed(order), f"/track/{order.number}/"
    client.post(f"{address}do/rate/", {"settled": "partly", "stars": "2", "words": "只修了一半。"})
    page = client.get(address).content.decode()
    assert "2 分，部分解决" in page
    assert "2025年3月6日前决定是否重新办理" in page
    order.refresh_from_db()
    do(order, "publish_reply")  # what is public is decided about all the same
    for reason in ("路灯昨天又灭了。", "再要求一次。"):
        asked = client.post(f"{address}do/ask_rework/", {"reason": reason}, follow=True).content.decode()
    assert "已经要求过重新办理" in asked
    assert [todo.words for todo in todos_of(staff("rexian-duban")) if order.number in todo.title] == [
        "只修了一半。", "路灯昨天又灭了。",
    ]  # fmt: skip
    order = WorkOrder.objects.get()
    assert order.describes.flags([order.pk]) == {order.pk: ["不满意"]}
    do(order, "rework")
    page = client.get(address).content.decode()
    assert "根据您的评价，重新办理" in page
    assert "正在重新办理，最迟2025年3月10日答复" in page
    assert (order.clocks.get(slot="rework_decision").state, list(unattended())) == ("met", [])
    do(order, "draft_reply", "approve", "sign")
    client.post(f"{address}do/rate/", {"settled": "no", "stars": "1", "words": ""})
    assert "已经按您的评价重新办理过一次，不再重办" in client.get(address).content.decode()
    assert not [todo for todo in todos_of(staff("rexian-duban")) if order.number in todo.title]
    check_case(WorkOrder.objects.get())
    check_figures()


def test_a_reply_that_stands_is_said_to_stand_and_why(county: None, on_day: OnDay) -> None:
    on_day(date(2025, 3, 3))
    order = answered(dispatched())
    perform(order, "call_back", staff("huawu"), {"settled": "no", "stars": 1, "words": ""})
    perform(order, "keep_reply", staff("rexian-duban"), {"reason": "管网改造列入明年计划，今年不能施工。"})
    page = followed(order).get(f"/track/{order.number}/").content.decode()
    assert "经复核，维持原答复" in page
    assert "管网改造列入明年计划" in page
    with pytest.raises(NotNow, match="作出过决定"):
        perform(order, "rework", staff("huawu"), {"demand": "再办"})
    assert (order.clocks.get(slot="rework_decision").state, list(unattended())) == ("met", [])
    check_case(order)
