from datetime import date

import pytest

from demo.county.names import NAMED
from requests_app.remedies import remedies_paragraph

COUNTY = NAMED["LL"].name


def paragraph(*, refusal: bool, dated: date) -> str:
    return remedies_paragraph(refusal=refusal, dated=dated, reconsideration_organ=COUNTY)


@pytest.mark.parametrize("refusal", [True, False])
def test_until_the_end_of_2023_every_decision_leaves_the_choice(refusal: bool) -> None:
    text = paragraph(refusal=refusal, dated=date(2023, 12, 31))
    assert f"六十日内向{COUNTY}申请行政复议" in text
    assert "六个月内直接向有管辖权的人民法院提起行政诉讼" in text
    assert "第二十三条" not in text


def test_from_2024_a_refusal_goes_to_reconsideration_first_and_offers_no_direct_suit() -> None:
    text = paragraph(refusal=True, dated=date(2024, 1, 1))
    assert "第二十三条第一款第四项" in text
    assert f"六十日内先向{COUNTY}申请行政复议" in text
    assert "自收到行政复议决定书之日起十五日内再向有管辖权的人民法院提起行政诉讼" in text
    assert "六个月" not in text
    assert "直接" not in text


def test_from_2024_other_decisions_still_leave_the_choice() -> None:
    text = paragraph(refusal=False, dated=date(2024, 1, 1))
    assert "《中华人民共和国行政复议法》第二十条" in text
    assert "六个月内直接向" in text


def test_the_letter_names_the_court_it_is_given() -> None:
    text = remedies_paragraph(
        refusal=True, dated=date(2026, 11, 23), reconsideration_organ=COUNTY, court="青禾县人民法院"
    )
    assert text.count("向青禾县人民法院提起行政诉讼") == 2
