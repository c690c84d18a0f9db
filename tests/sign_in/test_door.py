"""One door for staff: no page of the accounts library but those meant, one sign-in, passwords that are none of the weak."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import NoReverseMatch, reverse

from interaction.organs.models import Staff

pytestmark = pytest.mark.django_db
UNWANTED = (
    "signup/",
    "email/",
    "password/reset/",
    "password/set/",
    "confirm-email/",
    "confirm-email/x/",
    "login/code/confirm/",
)


@pytest.mark.parametrize("page", UNWANTED)
def test_no_other_page_of_the_accounts_library_is_there(county: None, page: str) -> None:
    client = Client()
    client.force_login(Staff.objects.get(username="duban"))
    assert client.get(f"/accounts/{page}").status_code == 404
    assert client.post(f"/accounts/{page}", {"email": "a@example.com"}).status_code == 404


def test_nothing_of_them_can_be_linked_to() -> None:
    for name in ("account_signup", "account_email", "account_reset_password"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_the_settings_site_signs_in_through_the_same_door(county: None) -> None:
    answer = Client().post("/settings/login/", {"username": "guanli", "password": "huiyin-demo-2026"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")
    client = Client()
    client.force_login(Staff.objects.get(username="duban"))  # no administrator
    assert client.get("/settings/login/").status_code == 403


@pytest.mark.parametrize(
    ("password", "accepted"),
    [
        ("aaaaaaaaab", False), ("Abcdef12345", False), ("abcdefghijkl", False), ("abcdef123456", False),
        ("duban-Duban-1", False), ("Qinghe-huiyin-7", True), ("青禾Huiyin-2026x", True),
    ],
)  # fmt: skip
def test_weak_passwords_are_refused(county: None, password: str, accepted: bool) -> None:
    staff = Staff.objects.get(username="duban")
    if accepted:
        validate_password(password, staff)
    else:
        with pytest.raises(ValidationError):
            validate_password(password, staff)


def test_the_way_back_from_a_mode_stays_on_the_site() -> None:
    client = Client()
    answer = client.get("/view/care/on/", HTTP_REFERER="http://testserver//evil.example/x")
    assert answer["Location"] == "/"
    answer = client.get("/view/care/on/", HTTP_REFERER="http://testserver/replies/")
    assert answer["Location"] == "/replies/"
