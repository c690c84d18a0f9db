"""国办函〔2020〕109号: the tariffs, at every edge of their bands."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from requests_app.fees import Scale, Tariff
from requests_app.law.tariffs import TARIFFS

ITEM, PAGE = Tariff.ITEM, Tariff.PAGE
SCALES = {tariff: Scale.read(tariff, one.value) for tariff, one in zip(Tariff, TARIFFS, strict=True)}


@pytest.mark.parametrize(
    ("tariff", "count", "yuan"),
    [
        (ITEM, 0, 0), (ITEM, 10, 0), (ITEM, 11, 100), (ITEM, 30, 2000), (ITEM, 31, 2200), (ITEM, 40, 4000),
        (ITEM, 41, 4300), (ITEM, 50, 7000), (ITEM, 51, 7400), (ITEM, 100, 37000),
        (PAGE, 0, 0), (PAGE, 30, 0), (PAGE, 31, 10), (PAGE, 100, 700), (PAGE, 101, 720), (PAGE, 200, 2700),
        (PAGE, 201, 2740), (PAGE, 1000, 34700),
    ],
)  # fmt: skip
def test_the_tariffs(tariff: Tariff, count: int, yuan: int) -> None:
    assert SCALES[tariff].amount(count) == yuan


def price_of(tariff: Tariff, position: int) -> int:
    """The price of one unit, said in another way than the code says it."""
    if tariff is PAGE:
        return next(price for last, price in ((30, 0), (100, 10), (200, 20), (10**9, 40)) if position <= last)
    return 0 if position <= 10 else 100 if position <= 30 else 100 * ((position - 31) // 10 + 2)


@given(tariff=st.sampled_from(Tariff), before=st.integers(0, 300), count=st.integers(0, 300))
def test_every_unit_has_its_price_and_bands_have_no_gap(tariff: Tariff, before: int, count: int) -> None:
    assert SCALES[tariff].amount(count) == sum(price_of(tariff, one) for one in range(1, count + 1))
    assert SCALES[tariff].marginal(before, count) == sum(price_of(tariff, before + one) for one in range(1, count + 1))
    found = SCALES[tariff].bands(count)
    assert [one for band in found for one in range(band.first, band.last + 1)] == list(range(1, count + 1))


@pytest.mark.parametrize(
    "text",
    [
        "", "自第11件起：每件100元", "自第1件起：免费\n自第1件起：每件1元", "自第1页起：免费", "第1件免费", "自第1件起：每件-5元",
        "自第1件起：每件1元，此后每10件加1元\n自第50件起：每件9元", "自第1件起：每件1元，此后每0件加5元",
    ],
)  # fmt: skip
def test_what_is_no_tariff_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"。$"):
        Scale.read(ITEM, text)


def test_free_is_what_costs_nothing() -> None:
    assert [SCALES[one].free for one in (ITEM, PAGE)] == [10, 30]
    assert Scale.read(PAGE, "自第1页起：每页2元").free == 0


@pytest.mark.django_db
def test_the_command() -> None:
    out = StringIO()
    call_command("disclosure_fee", "--by", "page", "--count", "101", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert (said["by"], said["count"], said["amount_yuan"]) == ("page", 101, 720)
    assert [band["amount_yuan"] for band in said["bands"]] == [0, 700, 20]
