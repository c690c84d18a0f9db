"""The console says nothing of cases that are not the agent's to see nor the caller's, and nothing typed breaks it."""

from datetime import timedelta

import pytest
from django.test import Client

from hotline.telephony.calls import LONGEST_NOTES
from hotline.telephony.models import Call, CallCase
from interaction.casework.models import Case
from interaction.organs.models import Staff
from interaction.workdays.now import now
from tests.conftest import open_case
from tests.hotline.test_loop import called

pytestmark = pytest.mark.django_db
PHONE = "13905390001"


@pytest.fixture
def agent(county: None) -> Client:
    client = Client()
    client.force_login(Staff.objects.get(username="huawu"), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def call(county: None) -> Call:
    """One that the agent has answered, and that goes on."""
    moment = now()
    return Call.objects.create(
        external_id="c1", state="answered", extension="8001", agent=Staff.objects.get(username="huawu"), phone=PHONE,
        ringing_at=moment - timedelta(seconds=9), answered_at=moment,
    )  # fmt: skip


def link(agent: Client, call: Call, number: str) -> tuple[int, str]:
    answer = agent.post(f"/desk/hotline/calls/{call.pk}/touched/", {"number": number})
    return answer.status_code, answer.content.decode()


def test_what_is_typed_into_the_console_is_counted(agent: Client, call: Call) -> None:
    page = agent.get("/desk/hotline/").content.decode()
    for box, most in (("notes", LONGEST_NOTES), ("answer", 5000)):
        assert f'data-counts="{box}"' in page
        assert f"最多 {most} 个字" in page


def test_a_case_of_somebody_else_is_not_there(agent: Client, call: Call) -> None:
    anothers = open_case("letter", phone="13900000008", identity="open", title="别人的信写了什么")
    status, page = link(agent, call, anothers.number)
    assert status == 422
    assert "没有这个编号" in page
    assert anothers.title not in page
    assert link(agent, call, "XX-2026-999999")[0] == 422  # told alike
    assert not CallCase.objects.exists()


def test_the_callers_own_and_the_hotlines_can_be_linked(agent: Client, call: Call) -> None:
    letter, order = open_case("letter", phone=PHONE, identity="open"), called(phone="13900000008")
    for case in (letter, order):
        assert link(agent, call, case.number)[0] == 302
    assert set(CallCase.objects.values_list("case", flat=True)) == {letter.pk, order.pk}
    page = agent.get("/desk/hotline/").content.decode()
    assert f"/desk/cases/{order.pk}/" in page
    assert f"/desk/cases/{letter.pk}/" not in page  # it is told of, but leads nowhere the agent may go


def test_nothing_typed_breaks_the_page(agent: Client, call: Call) -> None:
    for number in ("", "\0", "RX-2026-\0", "' OR 1=1 --", "９" * 400):
        assert link(agent, call, number)[0] == 422
    for after in ("abc.1", "2026-13-01.1", "2026-11-25.x", "2026-11-25." + "9" * 40):
        assert agent.get("/desk/knowledge/", {"after": after}).status_code == 200


def test_what_a_citizen_tells_stands_in_no_address(agent: Client, call: Call) -> None:
    order = called()
    told = {"title": order.title, "content": Case.objects.get(pk=order.pk).specific.content}  # type: ignore[attr-defined]
    assert agent.get("/desk/hotline/similar/", told).status_code == 405
    assert order.number in agent.post("/desk/hotline/similar/", told).content.decode()
