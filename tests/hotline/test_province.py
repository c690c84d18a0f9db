"""The province's rule (山东省政务服务热线管理办法) as the demo county has it, and office hours by organ and season."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from django.test import Client

from interaction.casework.engine import perform
from interaction.errors import InvalidData, NotNow
from interaction.notices.outbox import in_office_hours
from interaction.organs.hours import hours_of
from interaction.organs.models import OfficeHours, Organ, Staff
from interaction.workdays.now import override_now
from tests.casework.invariants import check_case
from tests.conftest import staff
from tests.hotline.test_loop import at, dispatched

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize("kind", ["help", "complain", "report", "suggest"])
def test_five_working_days_and_ten_in_all(county: None, on_day: OnDay, kind: str) -> None:
    on_day(MONDAY)
    order = dispatched(kind=kind)
    assert order.due_on == date(2026, 11, 30)
    with pytest.raises(InvalidData, match="5 个工作日"):
        perform(order, "extend", staff("qianfa"), {"reason": "情况复杂", "workdays": 6})
    perform(order, "extend", staff("qianfa"), {"reason": "情况复杂", "workdays": 5})
    assert order.due_on == date(2026, 12, 7)


@pytest.mark.parametrize(("day", "in_time"), [(date(2026, 11, 25), True), (date(2026, 11, 26), False)])
def test_two_working_days_to_return_an_order(county: None, on_day: OnDay, day: date, in_time: bool) -> None:
    on_day(MONDAY)
    order = dispatched()
    on_day(day)
    handler = staff("chengban-slj")
    if in_time:
        perform(order, "return_case", handler, {"grounds": "不属于本单位职责", "instead": ""})
        assert order.state == "returning"
    else:
        with pytest.raises(NotNow, match="期限已过"):
            perform(order, "return_case", handler, {"grounds": "不属于本单位职责", "instead": ""})


def kept(code: str, since: date, *hours: int) -> None:
    opens, rests, resumes, closes = (time(hour) for hour in hours)
    OfficeHours.objects.create(
        organ=Organ.objects.get(code=code), effective_from=since, opens=opens, rests=rests, resumes=resumes, closes=closes,
        basis="作息通知",
    )  # fmt: skip


def test_each_organ_signs_in_its_own_hours(county: None) -> None:
    """Its own, season by season, or those of the government above it."""
    kept("LL", date(2026, 6, 1), 9, 12, 14, 17)
    kept("LL-SLJ", date(2026, 6, 1), 8, 11, 15, 18)
    kept("LL-SLJ", date(2026, 10, 1), 8, 12, 13, 17)
    for code, sent, due in (
        ("LL-SLJ", "2026-06-02T10:30", "2026-06-02T16:30"),
        ("LL-SLJ", "2026-11-24T11:30", "2026-11-24T14:30"),
        ("LL-ZFJ", "2026-06-02T11:30", "2026-06-02T15:30"),
        ("LL-ZFJ", "2026-05-26T11:30", "2026-05-26T15:00"),  # before any were entered: as usual
    ):
        with override_now(at(sent)):
            order = dispatched(code, title=f"停水 {code} {sent}", phone="13905390009")
        assert order.clocks.get(slot="sign").due_at == at(due), (code, sent)
        check_case(order)


def test_hours_are_entered_for_a_day_to_come_and_never_changed(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    client = Client()
    client.force_login(Staff.objects.get(username="guanli"))
    organ = Organ.objects.get(code="LL")
    data = {
        "organ": organ.pk, "effective_from": "2026-12-07", "opens": "08:30", "rests": "12:00", "resumes": "14:00",
        "closes": "17:30", "basis": "冬季作息通知",
    }  # fmt: skip
    assert "2026-12-08" in client.post("/settings/organs/officehours/add/", data).content.decode()
    wrong = {**data, "effective_from": "2026-12-08", "rests": "14:30"}
    assert "依次" in client.post("/settings/organs/officehours/add/", wrong).content.decode()
    assert client.post("/settings/organs/officehours/add/", {**data, "effective_from": "2026-12-08"}).status_code == 302
    entered = OfficeHours.objects.get()
    hours = hours_of(Organ.objects.get(code="LL-T01"))
    assert [hours.on(day).resumes.hour for day in (date(2026, 12, 7), date(2026, 12, 8))] == [13, 14]
    for address in ("change", "delete"):
        assert client.post(f"/settings/organs/officehours/{entered.pk}/{address}/", data).status_code == 403


def test_staff_are_told_in_the_hours_of_the_season(county: None) -> None:
    kept("LL", date(2026, 6, 1), 8, 12, 14, 18)
    assert in_office_hours(datetime.fromisoformat("2026-06-02T07:00+08:00")) == at("2026-06-02T08:00")
    assert in_office_hours(datetime.fromisoformat("2026-06-02T17:45+08:00")) == at("2026-06-02T17:45")
