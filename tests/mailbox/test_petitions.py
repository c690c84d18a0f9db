"""信访事项: none is declined for being a petition; a claim has 60 days, an opinion in writing, and its review (A.31-35)."""

from collections.abc import Callable
from datetime import date

import pytest

from interaction.casework.engine import perform
from interaction.errors import InvalidData, NotNow
from mailbox.kinds import DeclineGround
from mailbox.models import Letter
from tests.conftest import do, staff
from tests.mailbox.acting import MONDAY, accept, clocks, dispatch, letter
from tests.requests_app.papers import words_of

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]
ACCEPTED = date(2025, 3, 5)
LAST = date(2025, 5, 6)  # the sixtieth day, 4 May, lies in the holiday of 1 to 5 May


@pytest.fixture
def petition(county: None, on_day: OnDay) -> Letter:
    on_day(MONDAY)
    case = letter("补发拆迁补助", "拆迁补助少发了一半，请求补发。", name="李明")
    accept(case)
    on_day(ACCEPTED)
    perform(case, "accept_as_petition", staff("shoujian"), {"claims": "请求补发拆迁补助"})
    dispatch(case, "LL-ZFJ")
    return case


def test_no_letter_is_declined_for_being_a_petition(county: None) -> None:
    assert "petition" not in DeclineGround.values


@pytest.mark.parametrize(("answered", "state"), [(LAST, "met"), (date(2025, 5, 7), "missed")])
def test_sixty_days_from_acceptance(petition: Letter, on_day: OnDay, answered: date, state: str) -> None:
    assert petition.due_on == LAST
    on_day(answered)
    do(petition, "draft_reply", "approve", "sign")
    assert clocks(petition)["reply"].state == state


def test_thirty_more_once_with_reasons(petition: Letter) -> None:
    with pytest.raises(InvalidData, match="30"):
        do(petition, "extend", workdays=31)
    do(petition, "extend", workdays=30, reason="需要重新测量")
    assert petition.due_on == date(2025, 6, 3)  # the ninetieth day
    with pytest.raises(NotNow, match="只能延长一次"):
        perform(petition, "extend", staff("duban"), {"reason": "再延", "workdays": 1})


def test_the_opinion_says_what_the_law_asks_for(petition: Letter) -> None:
    with pytest.raises(InvalidData, match="查明的事实和理由"):
        do(petition, "draft_reply", facts="")
    do(
        petition,
        "draft_reply",
        body="补助已经足额发放，对补发的诉求不予支持。",
        facts="经查，两次发放共计三万元。",
        basis="《某条例》第五条。",
    )
    do(petition, "approve", "sign")
    document = petition.documents.get(kind="petition_opinion")
    text = words_of(document)
    for said in ("信访事项处理意见书", "李明：", "信访人的诉求", "经查，两次发放共计三万元", "不予支持", "《某条例》第五条",
                 "三十日内书面请求青禾县人民政府复查", "第三十五条"):  # fmt: skip
        assert said in text, said
    assert document.pdf.for_party


def test_it_is_accepted_as_a_petition_once_and_not_after_an_extension(petition: Letter, on_day: OnDay) -> None:
    with pytest.raises(NotNow, match="已经按信访事项受理"):
        perform(petition, "accept_as_petition", staff("shoujian"), {"claims": "请求"})
    other = letter("另一件", name="王五")
    accept(other)
    dispatch(other, "LL-ZFJ")
    do(other, "extend")
    with pytest.raises(NotNow, match="已经延长过"):
        perform(other, "accept_as_petition", staff("shoujian"), {"claims": "请求"})
