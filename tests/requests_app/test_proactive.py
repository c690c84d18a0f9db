"""条例 A.44: the same information asked by several applicants of one organ."""

from collections.abc import Callable
from datetime import date
from random import Random

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from demo.people import resident_id
from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.errors import Refused
from interaction.organs.models import Organ
from requests_app.models import Topic
from requests_app.topics import keys_of, plain
from tests.conftest import do, open_case, staff

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]
PAGE = "/desk/proactive/"
SAME = ("2025年度老旧小区改造计划", "关于2025年度老旧小区改造的计划", "2025年度老旧小区改造计划及进度")


def asked(title: str, who: int, organ: str = "LL-ZJJ") -> Case:
    place = Organ.objects.get(code=organ).pk
    person = {"id_kind": "resident_id", "id_number": resident_id(Random(who)), "party_kind": "person"}
    case = open_case("disclosure", who, title=title, addressed_to=place, matter="information", **person)
    do(case, "register")
    return case


def desk(username: str) -> Client:
    client = Client()
    client.force_login(staff(username).staff)  # type: ignore[arg-type]
    return client


def page(username: str = "duban") -> str:
    return desk(username).get(PAGE).content.decode()


def test_three_applicants_for_the_same_are_seen(county: None) -> None:
    cases = [asked(title, who) for who, title in enumerate(SAME[:2])]
    assert "改造" not in page()
    cases.append(asked(SAME[2], 2))
    assert Topic.objects.count() == 1
    shown = page()
    assert all(case.number in shown for case in cases)
    alert = desk("duban").get(f"/desk/cases/{cases[0].pk}/").content.decode()
    assert "3 个申请人向本机关申请相同信息" in alert
    assert PAGE in alert  # in the navigation


def test_what_is_not_the_same_is_not_gathered(county: None) -> None:
    """Another year, another organ, the same person again: none of them is one applicant more."""
    for who in range(2):
        asked(SAME[0], who)
    asked(SAME[0], 1)
    asked("2024年度老旧小区改造计划", 3)
    asked(SAME[0], 4, organ="LL-CZJ")
    asked("城乡低保标准调整文件", 5)
    assert max(Topic.objects.values_list("applicants", flat=True)) == 2
    assert "记录主动公开情况" not in page()


def test_only_a_year_counts(county: None, on_day: OnDay) -> None:
    on_day(date(2024, 3, 1))
    asked(SAME[0], 1)
    on_day(date(2025, 2, 28))
    asked(SAME[0], 2)
    on_day(date(2025, 3, 3))  # a year and two days after the first
    asked(SAME[0], 3)
    assert Topic.objects.get().applicants == 2
    asked(SAME[0], 4)
    assert "记录主动公开情况" in page()
    on_day(date(2026, 3, 4))
    assert "记录主动公开情况" not in page()


def test_what_became_of_it_is_recorded_and_shown_to_the_next(county: None) -> None:
    cases = [asked(title, who) for who, title in enumerate(SAME)]
    supervisor = staff("duban")
    for data in ({"outcome": "published"}, {"outcome": "not_published"}):
        with pytest.raises(Refused, match="条例第四十四条"):
            perform(cases[0], "record_proactive", supervisor, data)
    perform(cases[0], "record_proactive", supervisor, {"outcome": "published", "where": "县政府网站公开专栏"})
    assert cases[0].events.latest("seq").details["outcome"] == "published"
    assert "记录主动公开情况" not in page()
    assert "县政府网站公开专栏" in page()
    with pytest.raises(Refused, match="第四十四条"):
        perform(cases[1], "record_proactive", supervisor, {"outcome": "published", "where": "别处"})
    following = asked(SAME[0], 9)
    shown = desk("shoujian").get(f"/desk/cases/{following.pk}/").content.decode()
    assert "同样的信息已经主动公开：县政府网站公开专栏" in shown


def test_an_applicant_may_suggest_what_was_disclosed(county: None) -> None:
    """A.44(2): 申请人认为…需要公众广泛知晓…的，可以建议行政机关将该信息纳入主动公开的范围."""
    case = asked(SAME[0], 1)
    do(case, "accept", "dispatch", "take_up")
    do(case, "draft_reply", decision="disclosed")
    do(case, "approve", "sign", "deliver_reply", "suggest_proactive")
    assert case.number in page()
    do(case, "record_proactive", outcome="not_published", where="", why_not="一次性信息")
    assert "一次性信息" in page()
    refused = asked("县城停车场收费批复", 2)
    do(refused, "accept", "dispatch", "take_up")
    do(refused, "draft_reply", decision="process", reason="过程性信息")
    do(refused, "approve", "sign", "deliver_reply")
    with pytest.raises(Refused, match="第四十四条"):
        do(refused, "suggest_proactive")


def test_whose_it_is_to_see(county: None) -> None:
    for who, title in enumerate(SAME):
        asked(title, who)
    assert desk("chengban-zjj").get(PAGE).status_code == 403
    assert "改造" in page("gongkai-zjj")
    assert "改造" not in page("gongkai-czj")


def test_the_page_does_not_read_all_requests(county: None) -> None:
    for who, title in enumerate(SAME):
        asked(title, who)
    client = desk("duban")
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for who in range(10, 22):
        asked(f"第{who}号文件", who)
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(few) <= 10
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM requests_app_topic WHERE (applicants >= 3 OR suggested) AND outcome = ''"
            " AND organ_id = 1 AND asked_last >= '2025-01-01'"
        )
        assert "topic_of_several" in str(cursor.fetchall())


@given(st.text(max_size=60), st.text(max_size=60))
def test_keys_depend_on_what_tells_titles_apart(one: str, other: str) -> None:
    assert keys_of(one) == keys_of(f"关于《{one}》的信息") or plain(one) != plain(f"关于《{one}》的信息")
    assert all(0 <= key < 2**61 for key in keys_of(one))
    if plain(one) == plain(other):
        assert keys_of(one) == keys_of(other)
