"""The administrator's pages: organs, staff and mailboxes can be kept there, by those whose they are."""

import pytest
from django.test import Client

from interaction.organs.models import Organ, Staff
from tests.conftest import staff

pytestmark = pytest.mark.django_db
OF_SYSTEM = (
    "/settings/organs/organ/", "/settings/mailbox/mailbox/", "/settings/organs/organ/add/", "/settings/mailbox/mailbox/add/",
)  # fmt: skip
OF_SECURITY = ("/settings/organs/staff/", "/settings/organs/staff/add/")
# What the libraries keep is nobody's to edit.
OF_LIBRARIES = ("account/emailaddress", "mfa/authenticator", "axes/accesslog", "axes/accessattempt", "auth/group")


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(staff(username).staff)  # type: ignore[arg-type]
    return client


def test_each_administrator_sees_what_is_theirs(county: None) -> None:
    system, security, auditor = signed_in("guanli"), signed_in("anquan"), signed_in("shenji")
    clerk = signed_in("shoujian")
    for pages, theirs, others in ((OF_SYSTEM, system, security), (OF_SECURITY, security, system)):
        for page in pages:
            assert theirs.get(page).status_code == 200, page
            assert others.get(page).status_code == 403, page
            assert auditor.get(page).status_code == (403 if page.endswith("/add/") else 200), page
            assert clerk.get(page).status_code == 302, page
    shown = system.get("/settings/").content.decode()
    assert "organs/organ/" in shown
    assert "organs/staff/" not in shown


def test_the_auditor_changes_nothing(county: None) -> None:
    auditor, organ = signed_in("shenji"), Organ.objects.get(code="LL-CZJ")
    address = f"/settings/organs/organ/{organ.pk}/change/"
    assert auditor.get(address).status_code == 200
    assert auditor.post(address, {"name": "改"}).status_code == 403


def test_what_libraries_keep_is_not_there(county: None) -> None:
    for username in ("guanli", "anquan", "shenji"):
        for table in OF_LIBRARIES:
            assert signed_in(username).get(f"/settings/{table}/").status_code == 404, table


def test_a_new_clerk_gets_an_account_and_no_post_by_it(county: None) -> None:
    security = signed_in("anquan")
    password = {"usable_password": "true", "password1": "a-long-passphrase-9", "password2": "a-long-passphrase-9"}
    added = security.post(
        "/settings/organs/staff/add/", {"username": "xinren", "name": "新人", **password, "posts-TOTAL_FORMS": 0,
        "posts-INITIAL_FORMS": 0},
    )  # fmt: skip
    assert added.status_code == 302
    person = Staff.objects.get(username="xinren")
    assert person.check_password("a-long-passphrase-9")
    security.post(
        f"/settings/organs/staff/{person.pk}/change/",
        {"username": "xinren", "name": "新人", "is_active": "on", "is_superuser": "on", "is_staff": "on",
         "posts-TOTAL_FORMS": 1, "posts-INITIAL_FORMS": 0, "posts-0-organ": Organ.objects.get(code="LL-CZJ").pk,
         "posts-0-role": "handler", "posts-0-staff": person.pk},
    )  # fmt: skip
    person.refresh_from_db()
    assert (person.is_superuser, person.is_staff, person.posts.count()) == (False, False, 0)
