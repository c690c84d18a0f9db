"""What any request meets: HEAD as GET, absurd addresses, cookies under HTTPS."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from config.servers import BASE_DIR
from interaction.visitors.idempotency import FORMS
from tests.portal.test_who_may import PUBLIC, addresses

pytestmark = pytest.mark.django_db
PAGES = sorted({address for name, address in addresses(get_resolver()) if name in PUBLIC})
BEYOND = "9" * 30


def test_head_is_answered_wherever_get_is(county: None) -> None:
    wrong = [
        (page, answers)
        for page in PAGES
        for answers in [(Client().get(page).status_code, Client().head(page).status_code)]
        if answers[0] != answers[1]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "address",
    [
        f"/replies/?before={BEYOND}", "/search/?q=%00", "/replies/?channel=%00", "/organs/%00/", f"/surveys/{BEYOND}/",
        f"/announcements/{BEYOND}/", "/track/?number=%00", f"/open-data/?page={BEYOND}", "/%00", f"/consultations/{BEYOND}/",
        "/feeds/search/?q=%00", f"/statistics/?year={BEYOND}",
    ],
)  # fmt: skip
def test_absurd_addresses_are_no_fault_of_ours(county: None, address: str) -> None:
    assert Client(raise_request_exception=False).get(address).status_code < 500


def test_cookies_are_for_this_host_over_tls_alone(county: None, settings: Any) -> None:
    settings.SECURE = True
    for page, name in (("/send/letters/", FORMS), ("/view/care/on/", "care")):
        assert Client().get(page).cookies[name]["secure"]
    names = "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME)"
    done = subprocess.run(
        [sys.executable, "-c", names], cwd=BASE_DIR, env={**os.environ, "HTTPS": "1", "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["__Host-sessionid", "__Host-csrftoken"]
