"""The register of complaints about disclosure work (条例 A.47, A.51): who, when, about whom, what was done."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from interaction.errors import InvalidData, NotPermitted
from interaction.organs.models import Organ
from interaction.workflow.engine import perform
from interaction.workflow.models import LogEntry
from interaction.workflow.todos import todos_of
from requests_app.complaints.forgetting import forget_old_complaints
from requests_app.complaints.models import Complaint
from tests.conftest import staff
from tests.workbench.test_reads import signed_in

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]
CAME, DONE = date(2026, 3, 2), date(2026, 3, 12)


def entered() -> Complaint:
    county, finance = (Organ.objects.get(code=code).pk for code in ("LL", "LL-CZJ"))
    complaint = Complaint()
    perform(complaint, "save", staff("duban"), {
        "organ": county, "about": finance, "kind": "not_answered", "way": "phone", "received_on": CAME.isoformat(),
        "matter": "财政局没有答复我的申请。", "name": "诸葛砚秋", "contact": "13987650011",
    })  # fmt: skip
    return complaint


def test_a_complaint_is_entered_looked_into_and_its_maker_told(county: None, on_day: OnDay) -> None:
    on_day(CAME)
    complaint = entered()
    assert complaint.number == "GKTS-2026-000001"
    assert [one.title for one in todos_of(staff("duban")) if complaint.number in one.title]
    with pytest.raises(NotPermitted):
        perform(complaint, "close", staff("chengban-czj"), {"finding": "无", "outcome": "unfounded"})
    on_day(DONE)
    finding = {"finding": "财政局超期三日才答复，已经责令整改。", "outcome": "ordered"}
    with pytest.raises(InvalidData, match="请先告知处理结果"):
        perform(complaint, "close", staff("duban"), finding)
    perform(complaint, "close", staff("duban"), {**finding, "told_on": DONE.isoformat()})
    assert (complaint.state, complaint.closed_on, complaint.told_on) == ("closed", DONE, DONE)
    assert not [one for one in todos_of(staff("duban")) if complaint.number in one.title]
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(one)::text FROM complaints_complaint one")
        stored = cursor.fetchone()[0]
    assert "诸葛" not in stored + str(list(LogEntry.objects.filter(kind="disclosure_complaint").values()))
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.update(outcome="unfounded")


def test_who_complained_is_forgotten_after_the_years(county: None, on_day: OnDay) -> None:
    on_day(CAME)
    complaint = entered()
    perform(
        complaint, "close", staff("duban"),
        {"finding": "已核查。", "outcome": "unfounded", "told_on": CAME.isoformat()},
    )  # fmt: skip
    on_day(date(2031, 3, 1))
    assert forget_old_complaints() == 0
    on_day(date(2031, 3, 2))
    assert [forget_old_complaints(), forget_old_complaints()] == [1, 0]
    found = Complaint.objects.get()
    assert (found.name, found.contact, found.matter, found.finding) == ("", "", "", "")
    assert found.outcome == "unfounded"
    assert found.last_entry("forget").by is None


def test_the_pages_of_the_register(county: None, on_day: OnDay) -> None:
    on_day(CAME)
    complaint, client = entered(), signed_in("duban")
    page = client.get("/desk/complaints/").content.decode()
    assert complaint.number in page
    assert "诸葛" not in page
    assert "诸葛砚秋" in client.get(f"/desk/complaints/{complaint.pk}/").content.decode()
    assert client.get("/desk/complaints/new/", follow=True).status_code == 200
    assert client.get(f"/desk/complaints/{complaint.pk}/do/close/", follow=True).status_code == 200
    for username in ("chengban-czj", "shoujian-czj"):
        assert signed_in(username).get("/desk/complaints/").status_code == 403
    assert "公开工作投诉" in client.get("/desk/").content.decode()
