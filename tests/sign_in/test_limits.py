"""Signing in at half past eight, guessing, Redis away, and the second factor."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from demo.county.accounts import PASSWORD
from interaction.organs.models import Staff

pytestmark = pytest.mark.django_db
OFFICE = "10.9.9.9"


def tried(username: str, password: str = PASSWORD, address: str = OFFICE) -> int:
    answer = Client(REMOTE_ADDR=address).post("/accounts/login/", {"login": username, "password": password})
    return int(answer.status_code)


def test_a_hundred_people_behind_one_address_sign_in_though_many_mistype(county: None) -> None:
    people = list(Staff.objects.filter(is_active=True).order_by("pk").values_list("username", flat=True)[:100])
    assert [tried(one, "mistyped") for one in people[:30]] == [200] * 30
    assert [tried(one) for one in people] == [302] * len(people)
    assert len(people) == 100


def test_guesses_at_one_account_are_stopped_and_told_in_chinese(county: None) -> None:
    assert [tried("duban", "guess", "203.0.113.5") for _time in range(6)] == [200] * 5 + [429]
    assert tried("duban", PASSWORD, "203.0.113.5") == 429, "the right one too, from there"
    answer = Client(REMOTE_ADDR="203.0.113.5").post("/accounts/login/", {"login": "duban", "password": "x"})
    assert "十五分钟后再试" in answer.content.decode()
    assert tried("huawu", PASSWORD, "203.0.113.5") == 302, "others behind the same address"


def test_strangers_do_not_keep_the_owner_out(county: None) -> None:
    assert tried("duban") == 302
    guesses = [tried("duban", "guess", f"203.0.113.{number}") for number in range(1, 24)]
    assert guesses == [200] * 20 + [429] * 3, "by many addresses there are few guesses in all"
    assert tried("duban") == 302, "from where the owner has signed in before"


def test_redis_away_people_sign_in_and_guesses_are_counted(county: None, settings: Any) -> None:
    away = {**settings.CACHES["default"], "LOCATION": "unix:///nowhere/redis.sock"}
    settings.CACHES = {"default": away}
    assert tried("duban") == 302
    assert [tried("duban", "guess") for _time in range(6)][-1] == 429


def test_guessing_the_present_password_at_a_borrowed_desk_is_stopped(county: None) -> None:
    client = Client(REMOTE_ADDR=OFFICE)
    client.force_login(Staff.objects.get(username="duban"))
    form = {"password1": "Qinghe-huiyin-7", "password2": "Qinghe-huiyin-7"}
    for _time in range(5):
        assert client.post("/accounts/password/change/", {"oldpassword": "guess", **form}).status_code == 200
    said = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **form}).content.decode()
    assert "十五分钟后再试" in said


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def enrolled(client: Client) -> str:
    assert client.get("/accounts/2fa/totp/activate/")["Location"].startswith("/accounts/reauthenticate/")
    assert client.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
    secret = str(client.session["mfa.totp.secret"])
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret


@pytest.mark.django_db(transaction=True)  # the library tells of a new factor on commit
def test_who_signs_off_needs_a_second_factor_before_anything_opens(county: None, settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ["signer"]
    client = Client(REMOTE_ADDR=OFFICE)
    client.post("/accounts/login/", {"login": "qianfa", "password": PASSWORD})
    assert client.get("/desk/")["Location"].startswith("/accounts/2fa/")
    secret = enrolled(client)
    assert client.get("/desk/").status_code == 200
    kept = Authenticator.objects.get(user__username="qianfa", type="totp").data
    assert secret not in str(kept), "sealed at rest"
    assert client.post("/accounts/2fa/totp/deactivate/").status_code == 200, "not while the post asks for it"
    assert Authenticator.objects.filter(user__username="qianfa", type="totp").exists()
    assert tried("duban") == 302, "others sign in as before"


def test_a_code_opens_once_wrong_ones_are_few_and_redis_may_be_away(county: None, settings: Any) -> None:
    first = Client(REMOTE_ADDR=OFFICE)
    first.post("/accounts/login/", {"login": "duban", "password": PASSWORD})
    secret = enrolled(first)
    away = {**settings.CACHES["default"], "LOCATION": "unix:///nowhere/redis.sock"}
    settings.CACHES = {"default": away}
    code = code_of(secret)

    def second(code: str) -> Any:
        client = Client(REMOTE_ADDR=OFFICE)
        client.post("/accounts/login/", {"login": "duban", "password": PASSWORD})
        assert client.get("/desk/").status_code == 302, "the password alone opens nothing"
        return client.post("/accounts/2fa/authenticate/", {"code": code})

    assert second(code).status_code == 302
    assert second(code).status_code == 200, "seen over the shoulder, it opens no second time"
    assert [second("000000").status_code for _time in range(4)] == [200] * 4
    assert "十五分钟后再试" in second("000000").content.decode()
