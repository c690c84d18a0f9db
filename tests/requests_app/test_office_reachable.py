"""An organ that nobody can write to or call issues no letter, and its people are told before they begin (条例 A.4, 12, 30)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from interaction.casework.actions import actions_of
from interaction.organs.models import Organ
from requests_app.conditions import office_reachable
from requests_app.models import DisclosureRequest
from tests.conftest import do, open_case
from tests.requests_app.papers import letter, words_of
from tests.workbench.test_reads import signed_in

pytestmark = pytest.mark.django_db
# Every step at which a letter leaves the office that registered; the receipt is given to whomever.
WRITES = {
    "request_correction", "abandon", "extend", "consult_third_party", "consult_organ", "ask_reasons", "fix_delay", "notice_fee",
    "end_unpaid", "draft_reply", "sign",
}  # fmt: skip
SAYS = "没有登记办公地址和电话"


def test_who_cannot_be_reached_writes_no_letter(county: None, on_day: Callable[[date], None]) -> None:
    on_day(date(2026, 11, 2))
    finance = Organ.objects.get(code="LL-CZJ")
    case: Any = open_case("disclosure", addressed_to=finance.pk, matter="information")
    for lacking in ({"address": ""}, {"phone": ""}):
        Organ.objects.filter(pk=finance.pk).update(**{"address": finance.address, "phone": finance.phone, **lacking})
        case.refresh_from_db()
        for name in WRITES:
            assert office_reachable in actions_of(DisclosureRequest)[name].needs, name
        assert not office_reachable.holds(case, None)  # type: ignore[arg-type]
    do(case, "register", "accept", "dispatch", "take_up")
    assert letter(case, "registration_receipt")
    case.refresh_from_db()
    client, step = signed_in(case.handler.username), f"/desk/cases/{case.pk}/do/draft_reply/"
    assert step not in client.get(f"/desk/cases/{case.pk}/").content.decode()
    assert SAYS in client.get(step, follow=True).content.decode()  # also of a page that was still open
    Organ.objects.filter(pk=finance.pk).update(phone=finance.phone)
    do(case, "draft_reply", "approve", "sign")
    assert f"电话：{finance.phone}" in words_of(letter(case, "reply"))
