"""What an administrator sets: the pages answer, and what is set holds."""

from datetime import date

import pytest
from django.test import Client

from interaction.limits.configured import in_force
from interaction.limits.models import ConfiguredLimit
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
        "limits/configuredlimit",
    ],
)
def test_the_pages_answer(administrator: Client, page: str) -> None:
    assert administrator.get(f"/settings/{page}/").status_code == 200
    assert administrator.get(f"/settings/{page}/add/").status_code == 200
    clerk = Client()
    clerk.force_login(Staff.objects.get(username="shoujian"))
    assert clerk.get(f"/settings/{page}/").status_code == 302


def test_a_limit_is_set_from_a_day_on_and_never_changed(administrator: Client) -> None:
    data = {
        "rule": "letter.reply.consultation",
        "effective_from": "2025-05-06",
        "length": "3",
        "basis": "青政办〔2025〕9号",
    }
    assert administrator.post("/settings/limits/configuredlimit/add/", data).status_code == 302
    limit = ConfiguredLimit.objects.get()
    assert (limit.version, limit.set_by) == (2, Staff.objects.get(username="guanli"))
    assert in_force(limit.rule, date(2025, 5, 5)).length == 5
    assert in_force(limit.rule, date(2025, 5, 6)).length == 3
    for address in ("change", "delete"):
        assert administrator.post(f"/settings/limits/configuredlimit/{limit.pk}/{address}/", data).status_code == 403
    statutory = administrator.post("/settings/limits/configuredlimit/add/", {**data, "rule": "disclosure.reply"})
    assert statutory.status_code == 200
    assert ConfiguredLimit.objects.count() == 1
