"""录入: what a clerk opens for somebody else, the day it counts as received (条例 A.31), and the receipt on paper."""

import re
import uuid
from collections.abc import Callable
from datetime import date
from io import BytesIO
from random import Random
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from demo.channels import sample
from demo.county.names import NAMED
from interaction.casework.models import Case
from interaction.casework.numbers import query_code
from interaction.workdays.now import today
from tests.conftest import do, open_case, staff

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]
RECEIVED, ARRIVED = "/desk/new/requests/enter_received/", "/desk/new/requests/enter_arrived/"


def desk(username: str = "shoujian") -> Client:
    client = Client()
    client.force_login(staff(username).staff)  # type: ignore[arg-type]
    return client


def entry(action: str, **changes: Any) -> dict[str, Any]:
    good = sample("disclosure", action, Case(), Random(5))
    return {**good, "submission": str(uuid.uuid4()), **changes}


def entered(client: Client, to: str, **changes: Any) -> Case:
    answer = client.post(to, entry(to.split("/")[-2], **changes))
    assert answer.status_code == 302, answer.content.decode()
    return Case.objects.get(pk=int(answer["Location"].split("/")[-2])).specific


@pytest.mark.parametrize("source", ["counter", "registered"])
def test_handed_in_or_signed_for_is_received_that_day(county: None, on_day: OnDay, source: str) -> None:
    """A.31(1) 以提交之日为收到申请之日; (2) 以行政机关签收之日为收到申请之日."""
    on_day(date(2025, 3, 5))
    case = entered(desk(), RECEIVED, source=source, received_on="2025-03-03")
    assert (case.state, case.received_on, case.due_on) == ("registered", date(2025, 3, 3), date(2025, 3, 31))
    assert case.source == source


@pytest.mark.parametrize("source", ["post", "fax", "email"])
def test_what_needs_no_signature_is_received_when_confirmed(county: None, on_day: OnDay, source: str) -> None:
    """A.31(2) 以确认之日为收到申请之日; (3) 以双方确认之日为收到申请之日."""
    on_day(date(2025, 3, 5))
    case = entered(desk(), ARRIVED, source=source, arrived_on="2025-03-03")
    assert (case.state, case.received_on) == ("submitted", None)
    client, address = desk(), f"/desk/cases/{case.pk}/do/register/"
    early = client.post(address, {"received_on": "2025-03-02"})
    assert early.status_code == 422
    assert "不能早于" in early.content.decode()
    # Confirmed by telephone the day after it came, and entered only now.
    later = {"received_on": "2025-03-04", "later_because": "3月4日电话与申请人确认；3日来件时无人接听。"}
    assert client.post(address, {**later, "later_because": ""}).status_code == 422
    assert client.post(address, later).status_code == 302
    case = Case.objects.get(pk=case.pk)
    assert (case.received_on, case.due_on) == (date(2025, 3, 4), date(2025, 4, 1))


def test_each_way_is_offered_only_with_its_own_sources(county: None) -> None:
    client = desk()
    for address, wrong in ((RECEIVED, "fax"), (ARRIVED, "counter")):
        answer = client.post(address, entry(address.split("/")[-2], source=wrong))
        assert answer.status_code == 422
    assert not Case.objects.exists()


def test_spoken_applications_are_written_down_at_the_counter_alone(county: None) -> None:
    """A.29: 采用书面形式确有困难的，申请人可以口头提出，由…代为填写."""
    client = desk()
    spoken = entered(client, RECEIVED, source="counter", oral="on", phone="", address="青禾县某村")
    assert spoken.oral  # type: ignore[attr-defined]
    assert client.post(RECEIVED, entry("enter_received", source="registered", oral="on")).status_code == 422
    nowhere = client.post(RECEIVED, entry("enter_received", phone="", address="", email=""))
    assert "至少填写一种联系方式" in nowhere.content.decode()


def test_what_was_typed_and_good_files_survive_a_fault(county: None) -> None:
    client, form = desk(), entry("enter_received", title="城区停车收费标准", id_number="123")
    scan = SimpleUploadedFile("申请书.txt", "申请公开停车收费标准".encode())
    page = client.post(RECEIVED, {**form, "attachments": scan})
    text = page.content.decode()
    assert page.status_code == 422
    assert all(kept in text for kept in ("城区停车收费标准", "申请书.txt", form["submission"], "请修改"))
    case = entered(client, RECEIVED, **{**form, "id_number": "11010519491231002X"})
    assert [one.name for one in case.attachments.filter(origin="party")] == ["申请书.txt"]


def test_a_form_sent_twice_opens_one_case(county: None) -> None:
    client, form = desk(), entry("enter_received")
    first, second = (client.post(RECEIVED, form)["Location"] for _time in range(2))
    assert first == second
    assert Case.objects.count() == 1
    # Somebody who may not see that case learns nothing of it by its key.
    assert desk("shoujian-fgj").post(RECEIVED, {**form}).status_code in (302, 403)


def test_who_may_enter_and_for_whom(county: None) -> None:
    assert desk("chengban-czj").get("/desk/new/").status_code == 403
    assert desk("chengban-czj").get(RECEIVED).status_code == 403
    page = desk().get("/desk/new/").content.decode()
    assert RECEIVED in page
    assert ARRIVED in page
    assert "/desk/new/letters/submit/" not in page  # the citizen's own
    assert desk().get("/desk/new/requests/submit/").status_code == 403
    assert desk().get("/desk/new/nothing/submit/").status_code == 404
    # A department's clerk takes in for the department alone.
    finance = desk("shoujian-czj").get(RECEIVED, follow=True).content.decode()
    organs = re.search(r'id="id_addressed_to".*?</select>', finance, re.DOTALL)
    assert organs
    assert re.findall(r"<option value=\"\d+\"[^>]*>([^<]+)", organs[0]) == [NAMED["LL-CZJ"].name]


def test_the_receipt_goes_on_paper_to_whoever_stands_there(county: None) -> None:
    client = desk()
    case = entered(client, RECEIVED, source="counter", received_on=today().isoformat())
    address = f"/desk/cases/{case.pk}/receipt/"
    assert address in client.get(f"/desk/cases/{case.pk}/").content.decode()
    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert case.received_on
    assert case.due_on
    for said in (
        case.number,
        query_code(case.number),
        "当面提交",
        case.received_on.isoformat(),
        case.due_on.isoformat(),
    ):
        assert said in text
    do(case, "accept", "dispatch")
    assert desk("chengban-czj").get(address).status_code in (403, 404)  # the code is not the handler's to know
    own = open_case("disclosure")
    assert client.get(f"/desk/cases/{own.pk}/receipt/").status_code == 404
