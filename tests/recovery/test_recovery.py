"""A lost password or second factor is given anew by two; the person comes back with a password of one use."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.test import Client

from demo.county.accounts import PASSWORD
from interaction.errors import InvalidData, NotNow, NotPermitted
from interaction.notices.models import Notice
from interaction.organs.models import Staff
from interaction.recovery.models import Recovery
from interaction.workflow.engine import perform
from interaction.workflow.models import LogEntry
from interaction.workflow.todos import todos_of
from tests.appointments.test_appointing import person
from tests.conftest import staff
from tests.workbench.test_reads import signed_in

pytestmark = pytest.mark.django_db


def proposed(what: str = "both", to: str = "qianfa-czj", by: str = "anquan") -> Recovery:
    found = Recovery()
    data = {"staff": person(to).pk, "what": what, "checked": "当面核对工作证。"}
    perform(found, "propose", staff(by), data)
    return found


def with_a_phone(username: str) -> Staff:
    one = person(username)
    Authenticator.objects.create(user=one, type=Authenticator.Type.TOTP, data={})
    return one


def test_two_open_an_account_and_one_alone_does_not(county: None) -> None:
    signer = with_a_phone("qianfa-czj")
    asked = proposed()
    with pytest.raises(NotNow, match="请由另一位同志确认"):
        perform(asked, "confirm", staff("anquan"))
    for nobody in ("guanli", "shenji", "duban"):
        with pytest.raises(NotPermitted):
            perform(asked, "confirm", staff(nobody))
    assert Authenticator.objects.filter(user=signer).exists()
    assert any(signer.name in todo.title for todo in todos_of(staff("anquan-fuhe")))
    perform(asked, "confirm", staff("anquan-fuhe"))
    assert not Authenticator.objects.filter(user=signer).exists()
    assert not person("qianfa-czj").check_password(PASSWORD)
    assert Notice.objects.filter(staff=signer, subject__contains="您的账号已恢复").exists()


def test_the_one_time_password_is_shown_to_who_confirmed_until_it_was_used(county: None, settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = []
    asked = proposed("password", to="chengban-czj")
    perform(asked, "confirm", staff("anquan-fuhe"))
    page = f"/desk/recovery/{asked.pk}/"
    word = re.findall(r'class="code">([^<]+)<', signed_in("anquan-fuhe").get(page).content.decode())[0]
    for other in ("anquan", "shenji"):
        assert word not in signed_in(other).get(page).content.decode()
    assert all(word not in f"{one.words}{one.details}{one.text}" for one in LogEntry.objects.all())
    back = Client()
    back.post("/accounts/login/", {"login": "chengban-czj", "password": word})
    new = "Lvye-2026-Shuiku"
    assert "/accounts/password/change/" in back.get("/desk/", follow=True).redirect_chain[-1][0]
    back.post("/accounts/password/change/", {"oldpassword": word, "password1": new, "password2": new})
    assert back.get("/desk/").status_code == 200
    assert word not in signed_in("anquan-fuhe").get(page).content.decode()


def test_a_lost_phone_leaves_the_password(county: None) -> None:
    signer = with_a_phone("qianfa-czj")
    perform(asked := proposed("factor"), "confirm", staff("anquan-fuhe"))
    assert not Authenticator.objects.filter(user=signer).exists()
    assert person("qianfa-czj").check_password(PASSWORD)
    assert "一次性密码" not in signed_in("anquan-fuhe").get(f"/desk/recovery/{asked.pk}/").content.decode()


def test_nobody_recovers_himself_and_the_database_holds_to_two(county: None) -> None:
    with pytest.raises(InvalidData):
        proposed(to="anquan")
    asked = proposed(to="anquan-fuhe")
    with pytest.raises(NotNow, match="不能确认对自己"):
        perform(asked, "confirm", staff("anquan-fuhe"))
    perform(asked, "confirm", staff("qianfa"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Recovery.objects.filter(pk=asked.pk).update(confirmed_by=asked.proposed_by)


def test_nobody_alone_sets_the_password_of_whoever_signs(county: None) -> None:
    security = Client()
    security.force_login(person("anquan"), backend="django.contrib.auth.backends.ModelBackend")
    new = {"password1": "Lvye-2026-Shuiku", "password2": "Lvye-2026-Shuiku"}
    answer = security.post(f"/settings/organs/staff/{person('qianfa-czj').pk}/password/", new)
    assert answer["Location"] == "/desk/recovery/new/"
    assert person("qianfa-czj").check_password(PASSWORD)
    assert security.post(f"/settings/organs/staff/{person('chengban-czj').pk}/password/", new).status_code == 302
    assert not person("chengban-czj").check_password(PASSWORD)
