"""Staff hear outside the desk that something waits: by their own choice, in their hours, with nothing of anybody in it."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import requests
from django.core import mail
from django.test import Client

from interaction.notices import delivery
from interaction.notices.models import Notice
from interaction.notices.outbox import NOTICES, notify_staff
from interaction.organs.models import Staff
from interaction.reminders.delivering import ROBOTS
from interaction.reminders.models import Reminder, RobotMessage
from interaction.reminders.reminding import is_time, remind
from interaction.workdays.now import SHANGHAI, now, override_now
from tests.conftest import open_case

pytestmark = pytest.mark.django_db
ROBOT = "https://oapi.dingtalk.com/robot/send?access_token=" + "a" * 64
MONDAY = datetime(2026, 3, 9, 10, tzinfo=SHANGHAI)


def choose(client: Client, **fields: str) -> Any:
    told = {
        "pace": "at_once",
        "email": "z@example.org",
        "phone": "",
        "robot": "",
        "quiet_from": "20:00",
        "quiet_to": "08:00",
    }
    return client.post("/desk/reminders/", {**told, **fields})


@pytest.fixture
def clerk(county: None) -> Client:
    client = Client()
    client.force_login(Staff.objects.get(username="shoujian"))
    return client


def test_what_is_new_is_told_once_and_says_nothing_of_anybody(clerk: Client) -> None:
    with override_now(MONDAY):
        assert choose(clerk).status_code == 302
        assert remind() == 0
    with override_now(MONDAY + timedelta(minutes=1)):
        person = Staff.objects.get(username="shoujian")
        case = open_case("letter", title="张三的事", name="张三")
        notify_staff(
            [person], key="x", subject=f"新来件 {case.number} 张三的事", body="张三 13812345678", send_after=now()
        )
    with override_now(MONDAY + timedelta(minutes=2)):
        assert remind() == 1
        assert remind() == 0
        delivery.deliver(NOTICES)
    sent = [one for one in mail.outbox if one.to == ["z@example.org"]]
    assert len(sent) == 1
    assert "条新提醒" in sent[0].subject
    assert "/desk/" in sent[0].body
    assert not any(words in sent[0].subject + str(sent[0].body) for words in ("张三", case.number, "138"))


def test_who_left_or_wants_nothing_hears_nothing(clerk: Client) -> None:
    person = Staff.objects.get(username="shoujian")
    with override_now(MONDAY):
        choose(clerk, pace="never")
        notify_staff([person], key="x", subject="新来件", send_after=now())
    with override_now(MONDAY + timedelta(minutes=1)):
        assert remind() == 0
        choose(clerk)  # what came before the choice is not told
        assert remind() == 0
    with override_now(MONDAY + timedelta(minutes=2)):
        notify_staff([person], key="y", subject="新来件", send_after=now())
    with override_now(MONDAY + timedelta(minutes=3)):
        Staff.objects.filter(pk=person.pk).update(is_active=False)
        assert remind() == 0


@pytest.mark.parametrize(
    ("pace", "at", "told_before", "expected"),
    [
        ("at_once", "2026-03-09 10:00", "2026-03-09 09:00", True), ("at_once", "2026-03-09 21:00", "2026-03-09 09:00", False),
        ("at_once", "2026-03-10 03:00", "2026-03-09 09:00", False), ("morning", "2026-03-09 08:10", "2026-03-08 09:00", False),
        ("morning", "2026-03-09 08:31", "2026-03-08 09:00", True), ("morning", "2026-03-09 15:00", "2026-03-09 08:31", False),
        ("morning", "2026-03-08 10:00", "2026-03-07 09:00", False),  # a Sunday
    ],
)  # fmt: skip
def test_hours_are_kept(county: None, pace: str, at: str, told_before: str, expected: bool) -> None:
    moment, before = (datetime.fromisoformat(one).replace(tzinfo=SHANGHAI).astimezone(UTC) for one in (at, told_before))
    one = Reminder(pace=pace, told_upto=before, quiet_from=time(20), quiet_to=time(8))
    assert is_time(one, moment) is expected
    over_noon = Reminder(pace="at_once", told_upto=before, quiet_from=time(9), quiet_to=time(11))
    assert is_time(over_noon, moment) is (at[11:13] != "10")


def test_a_robot_is_told_and_tried_again(clerk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    status = 500

    def post(self: Any, method: str, url: str, *args: Any, **kwargs: Any) -> requests.Response:
        asked.append(url)
        answer = requests.Response()
        answer.status_code, answer._content = status, b'{"errcode":0}'
        return answer

    monkeypatch.setattr(requests.Session, "request", post)
    with override_now(MONDAY):
        assert choose(clerk, email="", robot=ROBOT, **{"try": "1"}).status_code == 302
        delivery.deliver(ROBOTS)
        assert RobotMessage.objects.get().attempts == 1
    status = 200
    with override_now(MONDAY + timedelta(hours=2)):
        delivery.deliver(ROBOTS)
    assert not RobotMessage.objects.exists()
    assert len(asked) == 2
    assert all(one.startswith("https://oapi.dingtalk.com/robot/send") for one in asked)


@pytest.mark.parametrize(
    "robot",
    [
        "http://oapi.dingtalk.com/robot/send?access_token=" + "a" * 64, "https://evil.example/?oapi.dingtalk.com", "file:///etc/passwd",
        "https://open.feishu.cn.evil.example/open-apis/bot/v2/hook/" + "a" * 32, "https://127.0.0.1/hook", "tgram://x/y",
    ],
)  # fmt: skip
def test_nothing_is_sent_anywhere_else(clerk: Client, robot: str) -> None:
    answer = choose(clerk, email="", robot=robot)
    assert answer.status_code == 422
    assert "Webhook" in answer.content.decode()
    assert not Reminder.objects.exists()


def test_somebody_who_wants_to_hear_says_how(clerk: Client) -> None:
    answer = choose(clerk, email="")
    assert answer.status_code == 422
    assert "至少填写一种" in answer.content.decode()
    assert choose(clerk, phone="12345", email="").status_code == 422


def test_only_oneself_sees_ones_contacts(clerk: Client) -> None:
    choose(clerk)
    other = Client()
    other.force_login(Staff.objects.get(username="duban"))
    assert "z@example.org" in clerk.get("/desk/reminders/").content.decode()
    assert "z@example.org" not in other.get("/desk/reminders/").content.decode()
    with_sealed = Reminder.objects.filter(email__isnull=False).count()
    assert with_sealed == 1
    assert not Notice.objects.filter(key__startswith="reminder:").exists()
