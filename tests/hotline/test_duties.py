"""The catalogue of duties grows from rulings, and a ruling decides the next suggestion."""

import pytest
from django.test import Client

from hotline.models import WorkOrder
from interaction.casework.engine import perform
from interaction.casework.models import Subject
from interaction.casework.similarity import suggested_organs
from interaction.organs.models import Organ, Staff
from tests.conftest import staff
from tests.hotline.test_loop import called, dispatched

pytestmark = pytest.mark.django_db
GROUNDS = "三定规定明确由市政部门负责道路积水排除。"


def ruled_on() -> WorkOrder:
    """Two organs that both refuse: the second return is disputed and ruled on."""
    subject = Subject.objects.get(name="供水排水")
    order = dispatched("LL-ZFJ", subject=subject.pk, title="下穿通道积水")
    perform(order, "return_case", staff("chengban-zfj"), {"grounds": "不属本单位职责", "instead": ""})
    perform(order, "refuse_return", staff("paidan"), {"reason": "属你单位职责"})
    perform(order, "dispute_return", staff("chengban-zfj"), {"reason": "水利部门也不接"})
    housing = Organ.objects.get(code="LL-ZJJ")
    perform(order, "arbitrate", staff("rexian-duban"), {"organ": housing.pk, "grounds": GROUNDS})
    return order


def test_a_ruling_names_the_organ_for_the_next_like_matter(county: None) -> None:
    ruled_on()
    following = called(subject=Subject.objects.get(name="供水排水").pk, title="地道桥积水", phone="13905390009")
    first = suggested_organs(following)[0]
    assert first.organ.code == "LL-ZJJ"
    assert any("曾裁定" in reason for reason in first.reasons)


@pytest.mark.parametrize(("username", "reads"), [("paidan", True), ("chengban-zfj", True), ("gongkai-czj", False)])
def test_the_catalogue_shows_the_ruling_with_its_minute(county: None, username: str, reads: bool) -> None:
    order = ruled_on()
    client = Client()
    client.force_login(Staff.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/desk/duties/")
    assert answer.status_code == (200 if reads else 403)
    assert (GROUNDS in answer.content.decode() and order.number in answer.content.decode()) == reads
