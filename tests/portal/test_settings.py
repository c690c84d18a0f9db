"""The administrator's pages: organs, staff and mailboxes can be kept there, by administrators alone."""

import pytest
from django.test import Client

from interaction.organs.models import Organ, Post, Staff
from tests.conftest import staff

pytestmark = pytest.mark.django_db
PAGES = (
    "/settings/", "/settings/organs/organ/", "/settings/organs/staff/", "/settings/mailbox/mailbox/",
    "/settings/organs/organ/add/", "/settings/organs/staff/add/", "/settings/mailbox/mailbox/add/",
)  # fmt: skip


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(staff(username).staff)  # type: ignore[arg-type]
    return client


def test_open_to_the_administrator_alone(county: None) -> None:
    administrator, clerk = signed_in("guanli"), signed_in("shoujian")
    for page in PAGES:
        assert administrator.get(page).status_code == 200
        assert clerk.get(page).status_code == 302


def test_a_new_clerk_can_be_given_a_post(county: None) -> None:
    administrator = signed_in("guanli")
    password = {"usable_password": "true", "password1": "a-long-passphrase-9", "password2": "a-long-passphrase-9"}
    added = administrator.post(
        "/settings/organs/staff/add/", {"username": "xinren", "name": "新人", **password, "posts-TOTAL_FORMS": 0,
        "posts-INITIAL_FORMS": 0},
    )  # fmt: skip
    assert added.status_code == 302
    person = Staff.objects.get(username="xinren")
    assert person.check_password("a-long-passphrase-9")
    finance = Organ.objects.get(code="LL-CZJ")
    changed = administrator.post(
        f"/settings/organs/staff/{person.pk}/change/",
        {"username": "xinren", "name": "新人", "is_active": "on", "posts-TOTAL_FORMS": 1, "posts-INITIAL_FORMS": 0,
         "posts-0-organ": finance.pk, "posts-0-role": "handler", "posts-0-staff": person.pk},
    )  # fmt: skip
    assert changed.status_code == 302
    assert Post.objects.get(staff=person).organ == finance
