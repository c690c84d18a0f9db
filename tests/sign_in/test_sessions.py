"""Sessions of staff: their end when nobody is there, their list, and what ends them at once."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from demo.county.accounts import PASSWORD
from hotline.telephony.models import Seat
from hotline.wallboard.live import LiveWall
from interaction.organs.models import Organ, Post, Role, Staff
from interaction.sign_in.records import device_of, shown_address
from interaction.sign_in.sockets import session_stands
from interaction.workbench.live import LiveDesk
from interaction.workdays.now import now, override_now
from interaction.workflow.unsent import sign_writer, unsent
from tests.conftest import open_case

pytestmark = pytest.mark.django_db
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36"


@pytest.fixture(autouse=True)
def half_an_hour(settings: Any) -> None:
    settings.IDLE_MINUTES = 30


def signed_in(username: str, address: str = "10.2.3.4") -> Client:
    client = Client(REMOTE_ADDR=address, HTTP_USER_AGENT=CHROME)
    client.post("/accounts/login/", {"login": username, "password": PASSWORD})
    return client


def later(minutes: int) -> Any:
    return override_now(now() + timedelta(minutes=minutes))


def test_a_session_nobody_uses_ends_and_what_was_typed_waits(county: None) -> None:
    letter, client = open_case("letter"), signed_in("shoujian")
    person, address = Staff.objects.get(username="shoujian"), f"/desk/cases/{letter.pk}/do/accept/"
    with later(29):
        assert client.get("/desk/").status_code == 200
    with later(58):
        assert client.get("/desk/").status_code == 200, "each use begins the half hour anew"
    with later(88):
        answer = client.post(address, {"written_by": sign_writer(person.pk), "note": "已核实。"})
        assert answer["Location"].startswith("/accounts/login/?next=")
        assert unsent(person.pk, address).texts["typed"]["note"] == ["已核实。"]  # type: ignore[union-attr]
        assert client.get("/desk/").status_code == 302


def test_what_a_page_fetches_by_itself_is_no_use(county: None) -> None:
    client = signed_in("duban")
    with later(20):
        assert client.get("/desk/", headers={"X-By-Itself": "1"}).status_code == 200
    with later(31):
        assert client.get("/desk/", headers={"X-By-Itself": "1"}).status_code == 302


def test_a_session_does_not_end_during_a_call(county: None) -> None:
    client, person = signed_in("huawu"), Staff.objects.get(username="huawu")
    Seat.objects.filter(staff=person).delete()
    since = now()
    seat = Seat.objects.create(staff=person, extension="8123", state="busy", since=since, signed_in_at=since)
    with later(45):
        assert client.get("/desk/hotline/").status_code == 200
    Seat.objects.filter(pk=seat.pk).update(state="break")
    with later(80):
        assert client.get("/desk/hotline/").status_code == 302


def test_a_screen_signs_in_as_a_device_for_the_board_alone(county: None) -> None:
    client = signed_in("huawu")
    assert client.post("/desk/hotline/wall/device/")["Location"] == "/desk/hotline/wall/"
    with later(600):
        assert client.get("/desk/hotline/wall/").status_code == 200, "no idle end"
        assert client.get("/desk/")["Location"].startswith("/desk/hotline/wall/")
        assert session_stands(client.session.session_key or "", LiveWall.page)
        assert not session_stands(client.session.session_key or "", LiveDesk.page)
    assert signed_in("chengban-czj").post("/desk/hotline/wall/device/").status_code == 403


def test_own_sessions_are_listed_with_device_and_masked_address_and_can_be_ended(county: None) -> None:
    here, there = signed_in("duban"), signed_in("duban", "2001:db8:1:2:3::4")
    page = here.get("/accounts/sessions/").content.decode()
    assert "10.2.3.*" in page
    assert "2001:db8:1:2:*" in page
    assert "10.2.3.4" not in page
    assert "Windows · Chrome" in page
    others = signed_in("huawu")
    assert here.post("/accounts/sessions/", {"end": "others"}).status_code == 302
    assert there.get("/desk/").status_code == 302
    assert here.get("/desk/").status_code == others.get("/desk/").status_code == 200
    assert here.post("/accounts/sessions/", {"end": "1"}).status_code == 302
    assert others.get("/desk/").status_code == 200, "nobody ends the sessions of others"


def test_the_last_sign_in_and_failures_since_are_said(county: None) -> None:
    signed_in("duban")
    Client(REMOTE_ADDR="203.0.113.9").post("/accounts/login/", {"login": "duban", "password": "wrong"})
    said = signed_in("duban").get("/desk/").content.decode()
    assert "上次登录：" in said
    assert "10.2.3.*" in said
    assert "此后有1次密码输错" in said


@pytest.mark.parametrize("change", ["deactivated", "post given", "post taken"])
def test_who_leaves_or_changes_posts_is_out_at_once(county: None, change: str) -> None:
    client, person = signed_in("chengban-czj"), Staff.objects.get(username="chengban-czj")
    key = client.session.session_key or ""
    assert session_stands(key)
    if change == "deactivated":
        person.is_active = False
        person.save(update_fields=["is_active"])
        person.is_active = True
        person.save(update_fields=["is_active"])
    elif change == "post given":
        Post.objects.create(staff=person, organ=Organ.objects.get(code="LL"), role=Role.REVIEWER)
    else:
        person.posts.get(role=Role.HANDLER).delete()
    assert client.get("/desk/").status_code == 302, "the old cookie opens nothing, also after the account is back"
    assert not session_stands(key)


def test_a_socket_closes_when_its_session_is_over(county: None, settings: Any) -> None:
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

    async def closed() -> Any:
        socket = LiveDesk()
        said: list[Any] = []

        async def send(message: Any) -> None:
            said.append(message)

        socket.base_send = send
        await socket.session_ended({"type": "session.ended"})
        return said

    assert asyncio.run(closed()) == [{"type": "websocket.close", "code": 4401}]


def test_a_changed_password_ends_all_other_sessions_and_keeps_this_one(county: None) -> None:
    here, there = signed_in("duban"), signed_in("duban")
    new = "Qinghe-huiyin-7"
    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert here.get("/desk/").status_code == 200
    assert there.get("/desk/").status_code == 302
    assert "（本机）" in here.get("/accounts/sessions/").content.decode()


def test_addresses_and_devices_are_said_short() -> None:
    assert (shown_address("203.0.113.7"), shown_address("x"), shown_address("::1")) == ("203.0.113.*", "", "0:0:0:0:*")
    assert device_of("") == "未知设备"
