"""The citizen's side of the hotline: written on the site, followed by number and query code, rated without a call."""

import re

import pytest
from django.test import Client

from hotline.models import WorkOrder
from hotline.states import State
from interaction.casework.classification import SubjectField
from interaction.casework.engine import perform
from interaction.casework.models import Subject
from interaction.casework.numbers import query_code
from tests.conftest import do, staff
from tests.hotline.test_loop import answered, called, dispatched

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
