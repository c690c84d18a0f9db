"""Everybody's documents, telephones and contacts are taken; who is under 14 comes with a guardian; nothing is ticked."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from demo.people import CHECKS, WEIGHTS
from interaction.casework.models import Case, Party
from interaction.publicity.known import Known
from tests.portal.test_bad_input import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def citizen(county: None) -> Client:
    return Client()


def opened(answer: Any) -> Party:
    assert answer.status_code == 302, answer.content.decode()
    return Party.objects.get(case=Case.objects.latest("pk"))


def born(day: date) -> str:
    body = f"379999{day:%Y%m%d}001"
    return body + CHECKS[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("passport", "E１２３４５６７８", "E12345678"), ("passport", "l898902c3", "L898902C3"),
        ("hk_macao_permit", "H 1234 5678", "H12345678"), ("taiwan_permit", "01234567", "01234567"),
        ("military", "军字第1234567号", "军字第1234567号"), ("residence", "CHN110085010101", "CHN110085010101"),
    ],
)  # fmt: skip
def test_each_kind_of_document_is_taken(citizen: Client, kind: str, typed: str, kept: str) -> None:
    party = opened(send(citizen, id_kind=kind, id_number=typed))
    assert (party.id_kind, party.id_number) == (kind, kept)


def test_another_document_says_what_it_is(citizen: Client) -> None:
    answer = send(citizen, id_kind="permit", id_number="HY-2026-0012")
    assert answer.status_code == 422
    assert "请写明是什么证件" in answer.content.decode()
    party = opened(send(citizen, id_kind="permit", id_number="HY-2026-0012", id_name="海员证"))
    assert (party.id_name, party.id_number) == ("海员证", "HY20260012")


@pytest.mark.parametrize(
    ("contacts", "says"),
    [
        ({"phone": "", "email": "", "address": ""}, "至少填写一种联系方式"),
        ({"way": "post", "address": ""}, "您选择邮寄"),
    ],
)
def test_a_way_to_be_reached_is_asked_for(citizen: Client, contacts: dict[str, str], says: str) -> None:
    answer = send(citizen, **contacts)
    assert answer.status_code == 422
    assert says in answer.content.decode()


@pytest.mark.parametrize(
    "contacts",
    [
        {"phone": "", "email": "someone@example.com", "address": ""}, {"phone": "5211234", "email": "", "address": ""},
        {"phone": "+852 9123 4567", "email": "", "address": ""},
    ],
)  # fmt: skip
def test_one_way_is_enough(citizen: Client, contacts: dict[str, str]) -> None:
    opened(send(citizen, way="portal", **contacts))


def test_a_second_number_is_kept_and_looked_for_when_something_is_published(citizen: Client) -> None:
    party = opened(send(citizen, phone="13900001111、0539-5211234"))
    assert (party.phone, party.second_phone) == ("13900001111", "0539-5211234")
    assert Known.of(party).phones == ("13900001111", "0539-5211234")


def test_a_child_applies_with_a_guardian(citizen: Client, on_day: Any) -> None:
    on_day(date(2025, 3, 3))
    child, grown = born(date(2011, 3, 4)), born(date(2011, 3, 3))
    answer = send(citizen, id_number=child)
    assert answer.status_code == 422
    assert "不满14周岁" in answer.content.decode()
    assert opened(send(citizen, id_number=child, guardian="张监护")).guardian == "张监护"
    opened(send(citizen, id_number=grown))


@pytest.mark.parametrize("address", ["/send/letters/", "/send/requests/", "/send/hotline/"])
def test_nothing_is_ticked_and_the_use_of_the_data_is_told(citizen: Client, address: str) -> None:
    page = citizen.get(address, follow=True).content.decode()
    assert 'name="public_wish"' in page
    assert " checked" not in page.split('name="public_wish"')[1].split(">")[0]
    assert "您填写的信息怎样使用" in page
    assert "data-most" in page
    assert "maxlength" not in page.split('id="sending"')[1].split("</form>")[0]
