"""A caller leaves with number and query code: sent where it can be, read out where it cannot."""

import re
from typing import Any

import pytest
from django.test import Client

from hotline.models import WorkOrder
from tests.casework.test_query_codes import desk, text

pytestmark = pytest.mark.django_db

TOLD = {
    "kind": "help", "title": "县城东区停水", "content": "从早上开始停水，请尽快处理。", "urgency": "ordinary", "identity": "withheld",
    "phone": "13905390001", "name": "张某某", "public_wish": "on", "submission": "6a8d9c1e-1111-4222-8333-444455556666",
}  # fmt: skip


def bare(page: str) -> str:
    return re.sub(r"\s|<[^>]*>", "", page)


def test_the_seat_reads_number_and_code_out(county: None) -> None:
    agent = desk("huawu")
    page = text(agent.post("/desk/hotline/orders/", TOLD, headers={"HX-Request": "true"}))
    order = WorkOrder.objects.get()
    assert order.number.replace("-", "") in bare(page)
    assert order.query_code.replace("-", "") in bare(page)
    assert "139****0001" in page  # where it went by SMS


def test_without_scripts_the_next_page_shows_them(county: None, settings: Any) -> None:
    settings.SMS_BACKEND = ""
    page = text(desk("huawu").post("/desk/hotline/orders/", TOLD, follow=True))
    order = WorkOrder.objects.get()
    assert order.query_code.replace("-", "") in bare(page)
    assert "念给来电人" in page
    assert "已发往" not in page


def test_nobody_else_hears_the_code(county: None) -> None:
    desk("huawu").post("/desk/hotline/orders/", TOLD)
    address = f"/desk/hotline/orders/{WorkOrder.objects.get().pk}/read-out/"
    assert desk("chengban-zjj").get(address).status_code == 403
    assert Client().get(address).status_code == 302
