"""What an administrator sets: the pages answer."""

import pytest
from django.test import Client

from interaction.organs.models import Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(county: None) -> Client:
    client = Client()
    client.force_login(Staff.objects.get(username="guanli"))
    return client


@pytest.mark.parametrize(
    "page",
    [
        "organs/organ",
        "mailbox/mailbox",
        "casework/subject",
        "replies/replytemplate",
    ],
)
def test_the_pages_answer(administrator: Client, page: str) -> None:
    assert administrator.get(f"/settings/{page}/").status_code == 200
    assert administrator.get(f"/settings/{page}/add/").status_code == 200
    clerk = Client()
    clerk.force_login(Staff.objects.get(username="shoujian"))
    assert clerk.get(f"/settings/{page}/").status_code == 302
