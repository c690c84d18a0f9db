"""Passwords of staff: which are refused, when one must be changed, and that nothing else opens before."""

import asyncio
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from demo.county.accounts import PASSWORD
from interaction.organs.models import Staff
from interaction.sign_in.models import PastPassword
from interaction.sign_in.records import OF_SESSION
from interaction.workbench.live import LiveDesk
from interaction.workdays.now import now, override_now
from interaction.workflow.unsent import sign_writer, unsent
from tests.conftest import open_case

pytestmark = pytest.mark.django_db
CHANGE, NEW = "/accounts/password/change/", "Qinghe-huiyin-7"


def sign_in(username: str, password: str = PASSWORD, **more: str) -> tuple[Client, Any]:
    client = Client()
    return client, client.post("/accounts/login/", {"login": username, "password": password, **more})


def change(client: Client, old: str, new: str, **more: str) -> Any:
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new, **more})


def given_by_administrator(password: str = "Linshi-mima-2026") -> tuple[str, str]:
    administrator, person = Client(), Staff.objects.get(username="shoujian")
    administrator.force_login(Staff.objects.get(username="anquan"))
    answer = administrator.post(
        f"/settings/organs/staff/{person.pk}/password/",
        {"usable_password": "true", "password1": password, "password2": password},
    )
    assert answer.status_code == 302
    return person.username, password


@pytest.mark.parametrize(
    "password", ["Password1234", "P@ssw0rd!2026", "Welcome2026!", "20261130Sunshine", "!Qwertyuiop123", "Iloveyou-2026"]
)
def test_a_leaked_word_is_refused_however_it_is_dressed_up(county: None, password: str) -> None:
    with pytest.raises(ValidationError, match="泄露"):
        validate_password(password, Staff.objects.get(username="duban"))


def test_none_of_the_last_five_is_taken_again_and_only_hashes_are_kept(county: None) -> None:
    client, _answer = sign_in("duban")
    used = [PASSWORD, *(f"Xinmima-di-{number}-ci" for number in range(1, 7))]
    for old, new in pairwise(used):
        assert change(client, old, new).status_code == 302
    for again in used[-5:]:
        assert "最近用过" in change(client, used[-1], again).content.decode()
    assert change(client, used[-1], used[1]).status_code == 302, "the sixth last may come back"
    kept = PastPassword.objects.filter(staff__username="duban")
    assert kept.count() == 5
    assert not any(password in one.hash for one in kept for password in used)


def test_what_an_administrator_set_is_changed_before_anything_else_opens(county: None) -> None:
    username, given = given_by_administrator()
    client, answer = sign_in(username, given, next="/desk/?tab=organ")
    assert answer["Location"] == "/desk/?tab=organ"
    for page in ("/desk/?tab=organ", "/settings/", "/accounts/2fa/", "/desk/leave/"):
        answer = client.get(page)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, CHANGE)
    asked = client.get(client.get("/desk/?tab=organ")["Location"])
    assert "别人为您设置" in asked.content.decode()
    part = client.get("/desk/", headers={"HX-Request": "true"})
    assert part["HX-Redirect"].startswith(CHANGE), "a part of a page does not show the form in its place"
    assert change(client, given, given).status_code == 200
    assert client.get("/desk/").status_code == 302, "still due"
    answer = change(client, given, NEW, next="/desk/?tab=organ")
    assert answer["Location"] == "/desk/?tab=organ"
    assert client.get("/desk/?tab=organ").status_code == 200
    again, _answer = sign_in(username, NEW)
    assert again.get("/desk/").status_code == 200, "once is enough"


def test_a_session_from_before_the_update_changes_its_password_too(county: None) -> None:
    """It knows no sign-in by which it began."""
    client, _answer = sign_in("duban")
    session = client.session
    del session[OF_SESSION]
    session.save()
    assert change(client, PASSWORD, NEW).status_code == 302
    assert client.get("/desk/").status_code == 200


def test_who_does_not_want_to_change_it_now_can_go(county: None) -> None:
    client, _answer = sign_in(*given_by_administrator())
    assert 'action="/accounts/logout/"' in client.get(CHANGE).content.decode()
    assert client.post("/accounts/logout/").status_code == 302
    assert client.get("/desk/")["Location"].startswith("/accounts/login/")


def test_citizens_pages_stay_open_meanwhile(county: None) -> None:
    client, _answer = sign_in(*given_by_administrator())
    assert client.get("/").status_code == 200


def test_it_is_changed_every_ninety_days(county: None, settings: Any) -> None:
    settings.PASSWORD_DAYS = 90
    set_at = now()
    PastPassword.objects.filter(staff__username="duban").update(set_at=set_at)
    with override_now(set_at + timedelta(days=89)):
        assert sign_in("duban")[0].get("/desk/").status_code == 200
    with override_now(set_at + timedelta(days=90)):
        client, _answer = sign_in("duban")
        assert "已经到期" in client.get(client.get("/desk/")["Location"]).content.decode()
        change(client, PASSWORD, NEW)
        assert client.get("/desk/").status_code == 200


def test_what_was_typed_before_waits_until_the_password_is_changed(county: None) -> None:
    """A page that was open before: what is sent from it does nothing, and is not lost."""
    letter = open_case("letter")
    person = Staff.objects.get(username="shoujian")
    PastPassword.objects.filter(staff=person).update(own=False)
    client, _answer = sign_in("shoujian")
    address = f"/desk/cases/{letter.pk}/do/accept/"
    answer = client.post(address, {"written_by": sign_writer(person.pk), "note": "已与来信人核实。"})
    assert answer["Location"].startswith(CHANGE)
    waiting = unsent(person.pk, address)
    assert waiting is not None
    assert waiting.texts["typed"]["note"] == ["已与来信人核实。"]
    letter.refresh_from_db()
    assert letter.state == "submitted"


def test_sockets_stay_closed_too(county: None) -> None:
    PastPassword.objects.filter(staff__username="duban").update(own=False)
    client, _answer = sign_in("duban")
    scope = {"type": "websocket", "path": "/live/", "session": dict(client.session), "user": Staff(pk=1)}

    async def answered() -> Any:
        socket = ApplicationCommunicator(LiveDesk.as_asgi(), scope)
        await socket.send_input({"type": "websocket.connect"})
        return await socket.receive_output()

    assert asyncio.run(answered()) == {"type": "websocket.close", "code": 4401}
