"""What the auditor reads, and what unusual reading raises."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from interaction.audit.alarms import raise_alarms
from interaction.audit.chain import forget_latest, write
from interaction.audit.logs import PAGE
from interaction.audit.models import Alarm, Kind, Reading
from interaction.notices.models import Notice
from interaction.organs.models import Staff
from interaction.workdays.now import SHANGHAI, override_now
from tests.conftest import do, open_case
from tests.databases import owner
from tests.workbench.test_reads import MOST_QUERIES, RECORD, queries_of, signed_in

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def first_of_its_process() -> Iterator[None]:
    forget_latest()
    yield
    forget_latest()


def at(hour: int, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=SHANGHAI)


def read(username: str, count: int, hour: int = 10, **more: object) -> None:
    who = Staff.objects.get(username=username)
    rows = [{"kind": Kind.CASE, "case_number": f"LX-2026-{number:06}", **more} for number in range(count)]
    write([Reading(at=at(hour), who=who, **row) for row in rows])


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def raised() -> list[tuple[str, str, int]]:
    return sorted(Alarm.objects.values_list("kind", "who__username", "count"))


def test_logs_are_the_auditors_alone_and_reading_them_is_on_record(county: None) -> None:
    for log in ("", "readings/", "events/", "documents/", "settings/"):
        assert signed_in("shenji").get(f"/desk/audit/{log}").status_code == 200
        for other in ("guanli", "anquan", "duban"):
            assert signed_in(other).get(f"/desk/audit/{log}").status_code == 403
    assert signed_in("shenji").get("/desk/audit/other/").status_code == 404
    assert Reading.objects.filter(kind=Kind.AUDIT, who__username="shenji").count() == 5
    assert not Reading.objects.exclude(who__username="shenji").exists()


def test_by_person_case_day_and_kind(county: None) -> None:
    read("duban", 2)
    read("shoujian", 1, kind=Kind.PERSON)
    auditor = signed_in("shenji")
    assert "LX-2026-000001" in text(auditor, "/desk/audit/readings/?who=duban")
    assert "LX-2026-000001" not in text(auditor, "/desk/audit/readings/?who=shoujian")
    assert "吴督" in text(auditor, "/desk/audit/readings/?number=lx2026000001")
    assert "吴督" not in text(auditor, "/desk/audit/readings/?number=LX-2026-000009")
    assert "周收" in text(auditor, f"/desk/audit/readings/?day={DAY}&kind=person")
    assert "周收" not in text(auditor, f"/desk/audit/readings/?day={DAY + timedelta(days=1)}&kind=person")
    assert "周收" not in text(auditor, "/desk/audit/readings/?kind=case")
    for bad in ("?day=x", "?after=x", "?after=" + "9" * 40, "?kind=none", "?who=%00", "?number=%27"):
        assert auditor.get(f"/desk/audit/readings/{bad}").status_code == 200


def test_pages_follow_each_other_and_ask_little(county: None) -> None:
    read("duban", PAGE + 3)
    auditor = signed_in("shenji")
    first = text(auditor, "/desk/audit/readings/?who=duban")
    assert first.count("LX-2026-") == PAGE
    place = first.split("after=")[1].split('"')[0]
    assert text(auditor, f"/desk/audit/readings/?who=duban&after={place}").count("LX-2026-") == 3
    assert queries_of(auditor, "/desk/audit/readings/") <= MOST_QUERIES + RECORD


def test_events_of_a_case_without_what_it_says(county: None) -> None:
    case = open_case("letter")
    do(case, "accept")
    auditor = signed_in("shenji")
    assert "请填办件编号" in text(auditor, "/desk/audit/events/")
    shown = text(auditor, f"/desk/audit/events/?number={case.number}")
    assert "受理" in shown
    assert case.title not in shown
    assert case.party.name not in shown


def test_unusual_reading_is_raised_once_and_told_without_names(county: None, settings: Any) -> None:
    settings.ALARM_CASES_OUTSIDE = 5
    settings.ALARM_READINGS_AT_NIGHT = 3
    settings.ALARM_SAME_WORDS = 4
    read("duban", 4, outside=True)
    read("duban", 4, outside=True)  # the same four cases: no more for being read twice
    read("shoujian", 5, outside=True)
    read("qianfa", 3, hour=23)
    read("shenhe", 2, hour=5)
    read("huawu", 9, hour=3)  # the hotline's agents work at night
    for words, count in (("a" * 64, 4), ("b" * 64, 3)):
        read("duban", count, kind=Kind.SEARCH, case_number="", words_digest=words, words="李**")
    with override_now(at(23)):
        assert raise_alarms() == 3
        assert raise_alarms() == 0
    assert raised() == [("night", "qianfa", 3), ("outside", "shoujian", 5), ("same_words", "duban", 4)]
    told = list(Notice.objects.filter(staff__username="shenji").values_list("subject", flat=True))
    assert len(told) == 3
    assert not any(name in subject for subject in told for name in ("周收", "王签", "吴督", "李", "LX-"))
    assert "周收" in text(signed_in("shenji"), "/desk/audit/")
    for statement in ("UPDATE audit_alarm SET count = 0", "DELETE FROM audit_alarm"):
        with pytest.raises(IntegrityError), transaction.atomic(), owner(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_few_looks_raise_nothing(county: None) -> None:
    read("duban", 20, outside=True)
    read("qianfa", 5, hour=23)
    with override_now(at(23)):
        assert raise_alarms() == 0
