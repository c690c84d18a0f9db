"""The supervisor's board: everything that waits is on it, each where it belongs, for those alone whom it concerns."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interaction.casework.engine import perform
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Post, Role, Staff
from interaction.supervision.board import SECTIONS, answered_orders, by_organ, light_of_order, open_orders, page_of
from mailbox.models import Mailbox
from tests.conftest import do, open_case, staff

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]
MOST_QUERIES = 24
MONDAY = date(2025, 3, 3)


def at_work(code: str, **changes: object) -> Any:
    """A letter to the county's leader, dispatched to an organ."""
    case = open_case("letter", mailbox=Mailbox.objects.get(organ__code="LL").pk, kind="request", **changes)
    perform(case, "accept", staff("shoujian"), {"kind": "request", "urgency": "ordinary"})
    perform(case, "dispatch", staff("shoujian"), {"organ": Organ.objects.get(code=code).pk})
    return case


def listed(slug: str, scope: Q | None = None) -> list[str]:
    return [case.number for case in page_of(SECTIONS[slug], scope or Q()).rows]


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(Staff.objects.get(username=username))
    return client


def test_a_letter_is_listed_where_it_waits_and_nowhere_else(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    late = at_work("LL-SLJ")
    on_day(date(2025, 3, 17))
    assert (listed("overdue"), listed("soon")) == ([], [late.number])
    on_day(date(2025, 3, 18))
    returned, disputed, unhappy = (at_work("LL-SLJ") for _one in range(3))
    perform(returned, "return_case", staff("chengban-slj"), {"grounds": "不是我们的"})
    perform(disputed, "return_case", staff("chengban-slj"), {"grounds": "不是我们的"})
    perform(disputed, "refuse_return", staff("shoujian"), {"reason": "是你们的"})
    perform(disputed, "dispute_return", staff("chengban-slj"), {"reason": "不是我们的"})
    do(unhappy, "draft_reply", "approve", "sign", "withhold_reply")
    perform(unhappy, "rate", Actor.party(unhappy.pk), {"stars": "2", "settled": "no"})
    assert listed("overdue") == [late.number]
    assert listed("soon") == []
    assert listed("returns") == [returned.number]
    assert listed("disputes") == [disputed.number]
    assert listed("unhappy") == [unhappy.number]
    assert listed("unanswered") == []
    loads, complete = by_organ(Q())
    assert [(one.organ.code, one.overdue, one.soon) for one in loads] == [("LL-SLJ", 1, 0)]
    assert complete
    on_day(date(2025, 5, 2))
    assert listed("unanswered") == [late.number]
    perform(unhappy, "keep_reply", staff("duban"), {"reason": "答复正确"})
    assert listed("unhappy") == []


def test_an_order_says_whether_it_was_answered_late(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    for answered_on in (date(2025, 3, 6), date(2025, 3, 7), None):
        on_day(MONDAY)
        case = at_work("LL-SLJ")
        perform(case, "order_supervision", staff("duban"), {"demand": "三日内解决"})
        if answered_on:
            on_day(answered_on)
            order = case.supervision_orders.get().pk
            perform(case, "answer_supervision", staff("chengban-slj"), {"order": order, "answer": "已办。"})
    on_day(date(2025, 3, 7))
    lights = {order.answered_on: light_of_order(order).level for order in answered_orders(Q()).rows}
    assert lights == {date(2025, 3, 6): "done", date(2025, 3, 7): "late"}
    assert [light_of_order(order).level for order in open_orders(Q()).rows] == ["late"]


def test_the_board_is_for_supervisors_and_their_own_organs(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    water, roads = at_work("LL-SLJ"), at_work("LL-JTY")
    own = Staff.objects.get(username="shenhe-jty")
    Post.objects.create(staff=own, organ=Organ.objects.get(code="LL-JTY"), role=Role.SUPERVISOR)
    on_day(date(2025, 4, 1))
    for address in ("/desk/supervision/", "/desk/supervision/overdue/"):
        assert signed_in("shoujian").get(address).status_code == 403
        page = signed_in("shenhe-jty").get(address).content.decode()
        assert roads.number in page
        assert water.number not in page
        assert water.number in signed_in("duban").get(address).content.decode()
    assert water.number not in signed_in("duban").get("/desk/supervision/overdue/?organ=LL-JTY").content.decode()
    assert signed_in("duban").get("/desk/supervision/nothing/").status_code == 404


def test_the_board_asks_the_same_however_much_waits(county: None, on_day: OnDay) -> None:
    client = signed_in("duban")
    asked = []
    for _round in range(3):
        on_day(MONDAY)
        for code in ("LL-SLJ", "LL-JTY", "LL-ZJJ"):
            case = at_work(code)
            perform(case, "order_supervision", staff("duban"), {"demand": "三日内解决"})
            perform(at_work(code), "return_case", staff(f"chengban-{code[3:].lower()}"), {"grounds": "不是我们的"})
        on_day(date(2025, 5, 20))
        client.get("/desk/supervision/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/desk/supervision/").status_code == 200
        asked.append(len(captured))
    assert asked[1] == asked[2] <= MOST_QUERIES, asked


def test_lists_go_on_from_page_to_page(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    cases = [at_work("LL-SLJ") for _one in range(5)]
    for case in cases:
        perform(case, "order_supervision", staff("duban"), {"demand": "三日内解决"})
    on_day(date(2025, 4, 1))
    seen, after = [], None
    while True:
        page = page_of(SECTIONS["overdue"], Q(), after, size=2)
        seen += [case.number for case in page.rows]
        after = page.next_cursor
        if after is None:
            break
    assert seen == [case.number for case in cases]
    first = open_orders(Q(), size=3)
    second = open_orders(Q(), first.next_cursor, size=3)
    assert {order.case_id for order in [*first.rows, *second.rows]} == {case.pk for case in cases}
    assert (len(first.rows), len(second.rows)) == (3, 2)
    shown = signed_in("duban").get("/desk/supervision/orders/?after=2025-03-06.not-a-key").content.decode()
    assert len(re.findall(r"青政督〔2025〕\d+号", shown)) == len(cases)
