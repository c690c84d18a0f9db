import json
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from interaction.workdays.arrangements import Arrangement, BadNotice, DaysOff, parse_notice
from interaction.workdays.current import calendar, lock_calendar
from interaction.workdays.loading import Loaded, load_notice
from interaction.workdays.models import CalendarVersion, Notice, StoredDay
from interaction.workdays.signals import calendar_changed

from .days import official

pytestmark = pytest.mark.django_db

NOTICE: dict[str, Any] = {
    "year": 2027,
    "document": "国办发明电〔2026〕9号",
    "title": "国务院办公厅关于2027年部分节假日安排的通知",
    "off": [
        {"from": "2027-01-01", "to": "2027-01-03", "name": "元旦"},
        {"from": "2027-02-05", "to": "2027-02-11", "name": "春节"},
        {"from": "2027-04-03", "to": "2027-04-05", "name": "清明节"},
        {"from": "2027-05-01", "to": "2027-05-05", "name": "劳动节"},
        {"from": "2027-06-09", "to": "2027-06-09", "name": "端午节"},
        {"from": "2027-09-15", "to": "2027-09-15", "name": "中秋节"},
        {"from": "2027-10-01", "to": "2027-10-07", "name": "国庆节"},
    ],
    "work": ["2027-01-31", "2027-02-14", "2027-04-25", "2027-09-26", "2027-10-09"],
}


@pytest.fixture
def heard() -> Iterator[list[Loaded]]:
    """What calendar_changed told, as long as the test runs."""
    told: list[Loaded] = []

    def listen(loaded: Loaded, **kwargs: object) -> None:
        assert connection.in_atomic_block
        assert calendar().version == loaded.new_version
        told.append(loaded)

    calendar_changed.connect(listen)
    yield told
    calendar_changed.disconnect(listen)


def assert_ordinals_gapless():
    """Each working day is one more than the last, each day off carries the one before it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT ordinal, sum(is_workday::int) OVER (ORDER BY date) AS counted"
            " FROM workdays_storedday) AS days WHERE ordinal <> counted"
        )
        assert cursor.fetchone() == (0,)


def test_the_stored_calendar_is_the_computed_one():
    stored = calendar()
    assert stored.version == 1
    assert stored.fingerprint() == official().fingerprint()
    assert_ordinals_gapless()
    assert calendar() is stored


def test_adding_in_sql_is_one_join():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT due.date FROM workdays_storedday AS start JOIN workdays_storedday AS due"
            " ON due.is_workday AND due.ordinal = start.ordinal + 20 WHERE start.date = '2026-09-25'"
        )
        assert cursor.fetchall() == [(date(2026, 10, 29),)]


def test_loading_a_new_year_makes_it_official(heard: list[Loaded]):
    before = calendar()
    loaded = load_notice(parse_notice(NOTICE))
    after = calendar()
    assert (loaded.old_version, loaded.new_version, after.version) == (1, 2, 2)
    # Of the last days of 2026 nothing changed; in 2027 at least every day's being provisional did.
    assert (loaded.first_changed, loaded.last_changed) == (date(2027, 1, 1), date(2027, 12, 31))
    assert not after.any_provisional(date(2027, 1, 1), date(2027, 12, 31))
    assert after.is_provisional(date(2028, 1, 1))
    assert date(2027, 1, 31) in loaded.moved
    assert date(2027, 2, 11) in loaded.moved
    assert after.is_workday(date(2027, 1, 31))
    assert after.notice(date(2027, 7, 1)) == NOTICE["document"]
    assert after.ordinal(date(2026, 12, 31)) == before.ordinal(date(2026, 12, 31))
    assert loaded.unnamed == ()
    assert heard == [loaded]
    assert_ordinals_gapless()


def test_loading_the_same_again_changes_nothing(heard: list[Loaded]):
    load_notice(parse_notice(NOTICE))
    again = load_notice(parse_notice(NOTICE))
    assert (again.old_version, again.new_version, again.moved, again.first_changed) == (2, 2, (), None)
    assert CalendarVersion.objects.count() == 2
    assert len(heard) == 1


def test_the_same_document_corrected_replaces_what_it_said():
    load_notice(parse_notice(NOTICE))
    loaded = load_notice(parse_notice(NOTICE | {"work": ["2027-01-31", *NOTICE["work"][2:]]}))
    assert loaded.moved == (date(2027, 2, 14),)
    assert Notice.objects.filter(year=2027).count() == 1
    assert_ordinals_gapless()


def test_an_amendment_of_a_past_year_moves_every_later_ordinal():
    before = calendar()
    run = DaysOff(date(2020, 2, 3), date(2020, 2, 4), "春节延长假")
    loaded = load_notice(Arrangement(2020, "国办发明电〔2020〕2号", "再次延长2020年春节假期", (run,), ()))
    assert loaded.moved == (date(2020, 2, 3), date(2020, 2, 4))
    assert calendar().ordinal(date(2026, 1, 5)) == before.ordinal(date(2026, 1, 5)) - 2
    assert calendar().notice(date(2020, 2, 5)) == before.notice(date(2020, 2, 5))
    assert_ordinals_gapless()


def test_a_statutory_day_stays_off_though_the_notice_does_not_name_it():
    loaded = load_notice(parse_notice(NOTICE | {"off": NOTICE["off"][:1]}))
    assert date(2027, 6, 9) in loaded.unnamed
    assert not calendar().is_workday(date(2027, 6, 9))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"off": NOTICE["off"][:1], "work": ["2027-06-09"]}, "2027-06-09 是法定节日（端午节）"),
        ({"work": ["2027-07-01"]}, "2027-07-01 是周四，本来就是工作日"),
        ({"year": 2046, "off": [], "work": ["2046-01-06"]}, "只到 2045 年"),
    ],
)
def test_a_notice_against_the_law_or_the_calendar_is_refused(change: dict[str, object], message: str):
    with pytest.raises(BadNotice, match=message):
        load_notice(parse_notice(NOTICE | change))
    assert calendar().version == 1


def test_a_calendar_rolled_back_is_forgotten():
    """The number 2 comes twice here, for two different calendars."""
    with transaction.atomic():
        load_notice(parse_notice(NOTICE))
        assert calendar().is_workday(date(2027, 1, 31))
        transaction.set_rollback(True)
    assert calendar().version == 1
    load_notice(parse_notice(NOTICE | {"work": []}))
    assert calendar().version == 2
    assert not calendar().is_workday(date(2027, 1, 31))


def test_the_held_calendar_is_the_present_one():
    assert lock_calendar() is calendar()


def test_the_database_refuses_two_days_of_one_ordinal_and_officialdom_without_notice():
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredDay.objects.filter(date="2026-10-12").update(ordinal=calendar().ordinal(date(2026, 10, 13)))
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredDay.objects.filter(date="2027-01-01").update(provisional=False)


def workdays(*args: str) -> str:
    out = StringIO()
    call_command("workdays", *args, stdout=out)
    return out.getvalue().strip()


def test_the_command_adds_and_counts():
    assert workdays("add", "2026-09-25", "20").split()[0] == "2026-10-29"
    assert workdays("between", "2026-09-25", "2026-10-29") == "20"
    assert workdays("between", "2026-10-29", "2026-09-25") == "-20"
    assert "暂定" in workdays("add", "2026-12-10", "20")
    assert json.loads(workdays("add", "2026-12-10", "20", "--json")) == {
        "from": "2026-12-10",
        "workdays": 20,
        "date": "2027-01-08",
        "provisional": True,
    }
    with pytest.raises(CommandError, match="不在工作日历范围内"):
        workdays("add", "1999-01-01", "1")


def test_the_command_loads_a_notice(tmp_path: Path):
    file = tmp_path / "2027.json"
    file.write_text(json.dumps(NOTICE), "utf-8")
    assert "日历第 2 版" in workdays("load_notice", str(file))
    assert json.loads(workdays("load_notice", str(file), "--json"))["changed"] is False
    assert "暂定" not in workdays("add", "2026-12-10", "20")
    for content in (b"\xff", b"{", b"[]"):
        file.write_bytes(content)
        with pytest.raises(CommandError):
            workdays("load_notice", str(file))
    with pytest.raises(CommandError, match="无法读取"):
        workdays("load_notice", str(tmp_path / "none.json"))
