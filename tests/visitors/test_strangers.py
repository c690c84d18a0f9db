"""Nobody has a stranger's mailbox or telephone filled by forms: each is written to so often a day, whoever asks."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.test import Client

from demo.channels import sample
from interaction.casework.models import Case
from interaction.consultations.models import Opinion
from interaction.notices.models import Notice
from interaction.visitors import throttle
from interaction.workdays.now import override_now
from tests.conftest import do
from tests.consultations.acting import OnDay, published
from tests.outreach.entries import MONDAY, at, public

pytestmark = pytest.mark.django_db
VICTIM = "victim@bystander.example"
Send = Callable[[int], Any]


def from_anywhere(n: int, path: str, typed: dict[str, Any]) -> Any:
    return Client().post(path, {"submission": str(uuid.uuid4()), **typed}, REMOTE_ADDR=f"203.0.{n // 200}.{n % 200}")


def of_channel(key: str, slug: str, **typed: Any) -> Send:
    good = sample(key, "submit", Case(), Random(7))
    good = {name: value for name, value in good.items() if value is not None} | {"seen_similar": "1"}
    return lambda n: from_anywhere(n, f"/send/{slug}/", {**good, "email": VICTIM, **typed})


def of_opinion() -> Send:
    found = published(opens_on=MONDAY.isoformat(), closes_on=(MONDAY + timedelta(days=40)).isoformat())
    return lambda n: from_anywhere(
        n, f"/consultations/{found.pk}/say/", {"text": f"意见{n}。", "from_kind": "person", "email": VICTIM}
    )


def of_sign_up() -> Send:
    day = public("open_day", quota=500)
    return lambda n: from_anywhere(
        n, f"/open-days/{day.pk}/sign-up/", {"name": "李四", "phone": f"138{n:08d}", "people": "1", "email": VICTIM}
    )


def of_lost_code() -> Send:
    of_channel("letter", "letters")(0)
    case = Case.objects.get()
    Notice.objects.all().delete()
    return lambda n: from_anywhere(n, "/track/lost-code/", {"number": case.number, "contact": VICTIM})


WAYS: dict[str, tuple[Callable[[], Send], int]] = {
    "letter": (lambda: of_channel("letter", "letters"), throttle.RECEIPTS_A_DAY.allowed),
    "application": (lambda: of_channel("disclosure", "requests"), throttle.RECEIPTS_A_DAY.allowed),
    "opinion": (of_opinion, throttle.RECEIPTS_A_DAY.allowed),
    "sign-up": (of_sign_up, throttle.RECEIPTS_A_DAY.allowed),
    "sign-in": (
        lambda: lambda n: from_anywhere(n, "/my/sign-in/", {"address": VICTIM.title()}),
        throttle.SIGN_INS_OF_ADDRESS_A_DAY.allowed,
    ),
    "subscription": (
        lambda: lambda n: from_anywhere(n, "/subscriptions/", {"email": VICTIM.title(), "rhythm": "daily", "words": f"{n}"}),
        throttle.CONFIRMATIONS_A_DAY.allowed,
    ),
    "lost code": (of_lost_code, throttle.NEW_CODES_A_DAY.allowed),
}  # fmt: skip


def written() -> int:
    return sum(one.address.lower() == VICTIM for one in Notice.objects.exclude(channel="site"))


@pytest.mark.parametrize("way", list(WAYS))
def test_an_address_is_written_to_so_often_a_day_whoever_asks(county: None, on_day: OnDay, way: str) -> None:
    on_day(MONDAY)
    make, most = WAYS[way]
    send = make()
    for hour in range(5):
        with override_now(at(MONDAY, 10 + hour)):
            for n in range(5):
                assert send(hour * 5 + n).status_code in (200, 302, 429)
    assert written() == most
    with override_now(at(MONDAY + timedelta(days=1), 11)):
        assert send(30).status_code in (200, 302)
        assert written() == most + 1


def test_what_was_sent_is_taken_in_all_the_same(county: None, on_day: OnDay) -> None:
    """Who sends much with one address, as an agent does, loses no case: the page says number and code."""
    on_day(MONDAY)
    sends = [of_channel("letter", "letters"), of_opinion()]
    for n in range(throttle.RECEIPTS_A_DAY.allowed + 3):
        assert [send(n).status_code for send in sends] == [302, 302]
    assert Case.objects.count() == Opinion.objects.count() == throttle.RECEIPTS_A_DAY.allowed + 3
    assert written() == throttle.RECEIPTS_A_DAY.allowed  # of all forms together


def test_a_telephone_too(county: None, on_day: OnDay, settings: Any) -> None:
    on_day(MONDAY)
    settings.SMS_BACKEND = "interaction.notices.sms.FileGateway"
    send = of_channel("letter", "letters", email="", phone="13812345678")
    for n in range(throttle.RECEIPTS_A_DAY.allowed + 3):
        assert send(n).status_code == 302
    assert Notice.objects.filter(channel="sms").count() == throttle.RECEIPTS_A_DAY.allowed


def test_what_an_organ_tells_is_never_left_out(county: None, on_day: OnDay) -> None:
    """The limit is of receipts to whom a form named; what staff do to a case is told however many they were."""
    on_day(MONDAY)
    send = of_channel("letter", "letters")
    for n in range(throttle.RECEIPTS_A_DAY.allowed + 1):
        send(n)
    case = Case.objects.latest("pk").specific
    assert not Notice.objects.filter(about_case=case.pk, channel="email").exists()
    do(case, "accept")
    assert Notice.objects.filter(about_case=case.pk, channel="email").exists()
