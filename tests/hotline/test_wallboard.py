"""The wallboard's figures against a count of the orders themselves."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from django.test import Client

from hotline.models import WorkOrder
from hotline.wallboard.event_fold import rebuild
from hotline.wallboard.figures import board
from hotline.wallboard.live import LiveWall
from hotline.wallboard.models import BoardOrder
from interaction.casework.engine import perform
from interaction.casework.models import Subject
from interaction.organs.models import Staff
from interaction.workdays.now import SHANGHAI, override_now
from tests.conftest import staff
from tests.hotline.test_loop import answered, called, dispatched

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 11, 24)


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=SHANGHAI)


def test_today_against_the_same_weekday_up_to_the_same_time(county: None) -> None:
    water = Subject.objects.get(name="供水排水")
    for week in range(1, 5):
        day = TUESDAY - timedelta(weeks=week)
        for hour in (9, 16):  # the afternoon's does not count against a morning
            with override_now(at(day, hour)):
                called(subject=water.pk, phone=f"1390539{week}{hour:03d}")
        with override_now(at(day - timedelta(days=1), 9)):
            called(subject=water.pk, phone=f"1380539{week}001")
    with override_now(at(TUESDAY, 10)):
        for n in range(3):
            called(subject=water.pk, phone=f"1370539000{n}")
        shown = board()
        assert (shown.received, shown.usual) == (3, 1.0)
        assert [(one.name, one.n, one.usual, one.rises) for one in shown.subjects] == [("供水排水", 3, 1.0, True)]


def test_states_follow_every_step_and_a_rebuild_changes_nothing(county: None) -> None:
    answered(dispatched())
    dispatched(phone="13905390002")
    order = called(phone="13905390003", kind="consult")
    perform(order, "answer_directly", staff("huawu"), {"answer": "到政务大厅办理即可。"})
    counted = Counter(WorkOrder.objects.values_list("state", flat=True))
    assert dict(board().states) == {
        "待受理、待派单": 0, "办理中": counted["handling"], "待回访": counted["replied"], "已办结": counted["closed"],
    }  # fmt: skip
    fields = ("case_id", "day", "minute", "kind", "state", "subject", "town")
    before = list(BoardOrder.objects.order_by("pk").values_list(*fields))
    assert rebuild() == len(before) == 3
    assert list(BoardOrder.objects.order_by("pk").values_list(*fields)) == before


def test_overdue_orders_stand_on_the_wall(county: None) -> None:
    with override_now(at(date(2026, 11, 2), 9)):
        dispatched()
    with override_now(at(TUESDAY, 9)):
        assert board().overdue == 1


@pytest.mark.parametrize(
    ("username", "may"), [("huawu", True), ("paidan", True), ("duban", True), ("chengban-czj", False)]
)
def test_the_hall_and_those_above_it_may_watch(county: None, username: str, may: bool) -> None:
    client = Client()
    client.force_login(Staff.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/desk/hotline/wall/").status_code == (200 if may else 403)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("username", "code"), [("chengban-czj", 4403), (None, 4401)])
def test_a_socket_of_anybody_else_is_closed(county: None, username: str | None, code: int) -> None:
    async def try_it() -> dict[str, Any]:
        scope: dict[str, Any] = {"type": "websocket", "path": "/live/wall/", "session": {}}
        if username:
            scope["user"] = await Staff.objects.aget(username=username)
        socket = ApplicationCommunicator(LiveWall.as_asgi(), scope)
        await socket.send_input({"type": "websocket.connect"})
        answer: dict[str, Any] = await socket.receive_output(10)
        return answer

    answer = async_to_sync(try_it)()
    assert (answer["type"], answer["code"]) == ("websocket.close", code)
