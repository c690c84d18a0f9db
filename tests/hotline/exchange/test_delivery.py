"""Reports on their way up: in their turn, again until they are taken, once - whatever happens between the two sides."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from demo.hotline.upper import Inbox, listening
from hotline.exchange.delivering import deliver_waiting
from hotline.exchange.models import Platform, StatusReport
from hotline.models import WorkOrder
from interaction.notices import delivery
from interaction.notices.delivery import ATTEMPTS, CLAIM_LASTS, LONGEST_PAUSE
from interaction.organs.models import Role, Staff
from interaction.workdays.now import now, override_now
from tests.conftest import do, open_case, staff
from tests.hotline.exchange.sending import SECRET, order, push

pytestmark = pytest.mark.django_db


class Faults(list[str]):
    """What goes wrong with the next reports; then nothing."""

    def __call__(self) -> str:
        return self.pop(0) if self else ""


@pytest.fixture
def inbox(platform: Platform) -> Iterator[Inbox]:
    # The clock of a test may stand elsewhere than that of the thread that listens.
    box = Inbox(SECRET, fault=Faults(), clock=lambda: float(box.moment))  # type: ignore[attr-defined]
    box.moment = now().timestamp()  # type: ignore[attr-defined]
    with listening(box) as address:
        Platform.objects.update(address=address)
        yield box


def sequences(box: Inbox) -> dict[str, list[int]]:
    return {number: [one["sequence"] for one in told] for number, told in box.reports.items()}


def accepted(number: str) -> WorkOrder:
    push(order(number))
    case = WorkOrder.objects.get(upstream__number=number)
    do(case, "accept", "dispatch")
    return case


def after(box: Inbox, pause: timedelta) -> int:
    """Deliver when so much time has passed."""
    box.moment += pause.total_seconds()  # type: ignore[attr-defined]
    with override_now(now() + pause):
        return deliver_waiting()


def test_reports_go_up_in_their_turn_signed_and_once(inbox: Inbox) -> None:
    case = accepted("A1")
    accepted("A2")
    assert deliver_waiting() == 4
    assert sequences(inbox) == {"A1": [1, 2], "A2": [1, 2]}
    first, second = inbox.reports["A1"]
    assert (first["status"], first["our_number"], second["status"]) == ("accepted", case.number, "dispatched")
    assert second["organ"] == case.organ.name
    assert (deliver_waiting(), StatusReport.objects.exclude(state="sent").count()) == (0, 0)


def test_a_report_that_is_refused_holds_the_next_ones_back(inbox: Inbox) -> None:
    accepted("A1")
    inbox.fault.append("refuse")  # type: ignore[attr-defined]
    assert deliver_waiting() == 0
    assert sequences(inbox) == {}
    assert after(inbox, timedelta(seconds=29)) == 0
    assert after(inbox, timedelta(seconds=31)) == 2
    assert sequences(inbox) == {"A1": [1, 2]}


def test_an_order_whose_report_is_refused_does_not_hold_others_back(inbox: Inbox) -> None:
    accepted("A1")
    accepted("A2")
    inbox.reports["A1"] = [{"message_id": "another"}] * 5
    assert deliver_waiting() == 2
    assert [one["sequence"] for one in inbox.reports["A2"]] == [1, 2]


def test_an_answer_that_is_lost_is_no_second_report(inbox: Inbox) -> None:
    accepted("A1")
    inbox.fault.append("mute")  # type: ignore[attr-defined]
    assert deliver_waiting() == 0
    assert sequences(inbox) == {"A1": [1]}
    assert after(inbox, timedelta(minutes=1)) == 2
    assert sequences(inbox) == {"A1": [1, 2]}


def test_a_worker_killed_between_sending_and_noting_sends_again(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    accepted("A1")

    def killed(*_given: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(delivery, "note_sent", killed)
        with pytest.raises(SystemExit):
            deliver_waiting()
    assert StatusReport.objects.filter(state="sending").count() == 1
    assert after(inbox, CLAIM_LASTS - timedelta(seconds=10)) == 0
    assert after(inbox, CLAIM_LASTS + timedelta(seconds=10)) == 2
    assert sequences(inbox) == {"A1": [1, 2]}


def test_a_platform_that_is_closed_or_has_no_address_is_not_written_to(inbox: Inbox) -> None:
    accepted("A1")
    address = Platform.objects.get().address
    for change in ({"active": False}, {"active": True, "address": ""}):
        Platform.objects.update(**change)
        assert deliver_waiting() == 0
    Platform.objects.update(address=address)
    assert deliver_waiting() == 2


def test_what_nobody_takes_is_given_up_shown_and_sent_again_by_a_supervisor(inbox: Inbox) -> None:
    case = accepted("A1")
    inbox.fault.extend(["refuse"] * ATTEMPTS)  # type: ignore[attr-defined]
    for _attempt in range(ATTEMPTS):
        after(inbox, timedelta())
        StatusReport.objects.update(send_after=now())
    report = StatusReport.objects.get(sequence=1)
    assert (report.state, report.failure, report.attempts) == ("dead", "503", ATTEMPTS)
    assert after(inbox, 2 * LONGEST_PAUSE) == 0
    inbox.moment = now().timestamp()  # type: ignore[attr-defined]
    address = f"/desk/exchange/reports/{report.pk}/again/"
    page = browser("rexian-duban").get("/desk/exchange/").content.decode()
    assert case.number in page
    assert address in page
    assert browser("rexian-duban").post(address).status_code == 302
    assert deliver_waiting() == 2
    assert sequences(inbox) == {"A1": [1, 2]}
    assert browser("rexian-duban").post(address).status_code == 302
    assert StatusReport.objects.filter(state="sent").count() == 2


def browser(username: str) -> Client:
    client = Client()
    client.force_login(Staff.objects.get(username=username))
    return client


def test_the_page_is_for_the_hotlines_supervisors_alone(inbox: Inbox) -> None:
    accepted("A1")
    report = StatusReport.objects.get(sequence=1)
    StatusReport.objects.update(state="dead")
    others = Staff.objects.exclude(posts__role=Role.SUPERVISOR)
    refused = [one.username for one in others if browser(one.username).get("/desk/exchange/").status_code != 403]
    assert refused == []
    beside = [one for one in Staff.objects.filter(posts__role=Role.SUPERVISOR).distinct()
              if staff(one.username).organs_as(Role.SUPERVISOR)[0].code.startswith("LL-CZJ")]  # fmt: skip
    for username in ("huawu", "paidan", "guanli", *(one.username for one in beside)):
        assert browser(username).post(f"/desk/exchange/reports/{report.pk}/again/").status_code == 403
    assert Client().get("/desk/exchange/").status_code == 302
    for username in ("rexian-duban", *(one.username for one in beside)):
        offered = 'href="/desk/exchange/"' in browser(username).get("/desk/").content.decode()
        assert offered == (username == "rexian-duban")
    assert StatusReport.objects.filter(state="dead").count() == 2


def test_orders_of_our_own_are_reported_to_nobody(platform: Platform) -> None:
    case = open_case("order")
    do(case, "accept", "dispatch")
    by_hand = WorkOrder()
    do(by_hand, "take_from_above")
    do(by_hand, "accept")
    assert not StatusReport.objects.exists()


def test_the_administrator_sets_a_secret_and_never_sees_it_again(county: None) -> None:
    client = browser("guanli")
    fields = {
        "code": "province-1",
        "name": "省平台",
        "source": "province",
        "address": "",
        "per_minute": 60,
        "active": "on",
    }
    short = client.post("/settings/exchange/platform/add/", {**fields, "new_secret": "short"})
    assert short.status_code == 200
    for wrong in ({"address": "ftp://a"}, {"address": "https://a:b@c/"}, {"code": "省"}, {"source": "phone"}):
        data = {**fields, "new_secret": "x" * 40, **wrong}
        assert client.post("/settings/exchange/platform/add/", data).status_code == 200
    assert client.post("/settings/exchange/platform/add/", {**fields, "new_secret": "x" * 40}).status_code == 302
    made = Platform.objects.get()
    address = f"/settings/exchange/platform/{made.pk}/change/"
    assert "x" * 40 not in client.get(address).content.decode()
    assert client.post(address, {**fields, "name": "省12345", "new_secret": ""}).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.secret) == ("省12345", "x" * 40)
    assert client.get("/settings/exchange/platform/").status_code == 200
