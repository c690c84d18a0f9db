"""Further days that count, each side of each boundary by the real acts; and the explanation of ten limits that end on a day off.

The days are counted by hand from the State Council's arrangements of 2025.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from interaction.casework.clocks import explained
from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.errors import InvalidData
from interaction.i18n.translation import written_day
from tests.conftest import do, open_case, staff
from tests.mailbox.acting import accept, dispatch
from tests.mailbox.acting import letter as a_letter
from tests.requests_app.test_days_that_count import clock, prove
from tests.requests_app.test_forbidden import a_request, handled, refused

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]


# -- Reasons on paper, A.35 ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("arrived", [date(2025, 3, 3), date(2025, 3, 14), date(2025, 3, 17)])
def test_reasons_count_from_their_arrival(county: None, on_day: OnDay, arrived: date) -> None:
    """Whenever they are entered; none arrives before it was asked for."""
    case = handled(on_day, "ask_reasons")
    on_day(date(2025, 3, 18))
    early = {"arrived_on": date(2025, 3, 2), "reasons": "编写村志需要。"}
    with pytest.raises(InvalidData, match="不能早于"):
        perform(case, "give_reasons", staff("shoujian-czj"), early)
    perform(case, "give_reasons", staff("shoujian-czj"), {**early, "arrived_on": arrived})
    assert case.events.latest("seq").on == arrived


@pytest.mark.parametrize(("day", "over"), [(date(2025, 3, 14), False), (date(2025, 3, 17), True)])
def test_nothing_is_excessive_before_the_time_for_reasons_is_over(
    county: None, on_day: OnDay, day: date, over: bool
) -> None:
    case = handled(on_day)
    do(case, "ask_reasons", answer_by=date(2025, 3, 14))
    on_day(day)
    if over:
        do(case, "draft_reply", decision="excessive", reason="没有说明理由。")
    else:
        refused(case, "draft_reply", "条例第三十五条", decision="excessive", reason="没有说明理由。")


# -- The day of receipt on line, A.31(3) ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "due"), [(date(2025, 3, 3), date(2025, 3, 31)), (date(2025, 3, 4), date(2025, 4, 1))]
)
def test_a_day_of_receipt_after_the_day_of_sending_needs_its_proof(
    county: None, on_day: OnDay, received: date, due: date
) -> None:
    on_day(date(2025, 3, 3))
    case = open_case("disclosure", matter="information")
    on_day(date(2025, 3, 5))
    later = received > date(2025, 3, 3)
    if later:
        refused(case, "register", "条例第三十一条", received_on=received, later_because="")
    do(case, "register", received_on=received, later_because="3月4日电话与申请人确认；此前停机。" if later else "")
    assert case.due_on == due


# -- The fee notice by post, 国办函〔2020〕109号 ---------------------------------------------------------------------


@pytest.mark.parametrize(("day", "over"), [(date(2025, 4, 8), False), (date(2025, 4, 9), True)])
def test_the_last_day_to_pay_by_the_day_of_receipt(county: None, on_day: OnDay, day: date, over: bool) -> None:
    case = a_request(on_day, "accept", "dispatch", "take_up", "notice_fee", way="post", address="某街道")
    on_day(date(2025, 3, 12))
    prove(case, "fee_notice", date(2025, 3, 10))
    on_day(day)
    if over:
        do(case, "end_unpaid")
        assert case.outcome_row == "3.6.2"  # type: ignore[attr-defined]
    else:
        refused(case, "end_unpaid", "国办函〔2020〕109号")
        do(case, "record_payment", paid_on=day)
        assert case.due_on == date(2025, 5, 8)  # 20 working days from 9 April; 27 April worked, 1 to 5 May off


# -- A reply by hand ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("signed", "state"), [(date(2025, 3, 31), "met"), (date(2025, 4, 1), "missed")])
def test_a_reply_by_hand_is_given_on_the_day_of_the_signature(
    county: None, on_day: OnDay, signed: date, state: str
) -> None:
    case = handled(on_day, "draft_reply", "approve", "sign")
    on_day(date(2025, 4, 2))
    do(case, "deliver_reply", method="in_person", on=signed, proof="李明签收")
    assert (case.replied_on, clock(case).state) == (signed, state)


# -- 民法典 A.203: ten limits in days that end on a day off ------------------------------------------------------------

# (accepted as a petition, its sixtieth day, the first working day after it)
SIXTY = (
    (date(2025, 3, 4), date(2025, 5, 3), date(2025, 5, 6)),  # Labour Day, 1 to 5 May
    (date(2025, 3, 6), date(2025, 5, 5), date(2025, 5, 6)),
    (date(2025, 4, 1), date(2025, 5, 31), date(2025, 6, 3)),  # Dragon Boat Festival, 31 May to 2 June
    (date(2025, 4, 3), date(2025, 6, 2), date(2025, 6, 3)),
    (date(2025, 8, 4), date(2025, 10, 3), date(2025, 10, 9)),  # National Day, 1 to 8 October
    (date(2025, 8, 6), date(2025, 10, 5), date(2025, 10, 9)),
    (date(2025, 4, 8), date(2025, 6, 7), date(2025, 6, 9)),  # a plain Saturday
    (date(2025, 4, 9), date(2025, 6, 8), date(2025, 6, 9)),  # a plain Sunday
)
# Ninety days unanswered: (received, the ninetieth, the working day after it)
NINETY = (
    (date(2025, 7, 4), date(2025, 10, 2), date(2025, 10, 9)),
    (date(2025, 3, 3), date(2025, 6, 1), date(2025, 6, 3)),
)


def moved(number: int, end: date, due: date) -> str:
    return f"第{number}日为{written_day(end)}，是休息日，顺延至其后第一个工作日{written_day(due)}（民法典第二百零三条）"


@pytest.mark.parametrize(("accepted", "end", "due"), SIXTY)
def test_a_petition_whose_last_day_is_off_says_the_true_count(
    county: None, on_day: OnDay, accepted: date, end: date, due: date
) -> None:
    assert accepted + timedelta(days=60) == end
    on_day(accepted)
    case: Any = a_letter("补发拆迁补助", "拆迁补助少发了一半，请求补发。")
    accept(case)
    perform(case, "accept_as_petition", staff("shoujian"), {"claims": "请求补发拆迁补助"})
    assert case.due_on == due
    assert moved(60, end, due) in explained(case, clock(case))[0]
    dispatch(case, "LL-ZFJ")
    on_day(due)
    do(case, "draft_reply", "approve", "sign")
    assert clock(case).state == "met"


@pytest.mark.parametrize(("received", "end", "due"), NINETY)
def test_ninety_days_unanswered_say_it_too(county: None, on_day: OnDay, received: date, end: date, due: date) -> None:
    assert received + timedelta(days=90) == end
    on_day(received)
    case = a_letter("路灯不亮", "村东头路灯不亮，请修。")
    unanswered = case.clocks.get(slot="unanswered")
    assert unanswered.due_on == due
    assert moved(90, end, due) in explained(case, unanswered)[0]


def test_a_limit_that_ends_on_a_working_day_names_no_move(county: None, on_day: OnDay) -> None:
    on_day(date(2025, 3, 7))
    case: Case = a_letter("补发拆迁补助", "拆迁补助少发了一半，请求补发。")
    accept(case)
    perform(case, "accept_as_petition", staff("shoujian"), {"claims": "请求补发拆迁补助"})
    told = explained(case, clock(case))[0]
    assert "第60日为2025年5月6日" in told
    assert "顺延" not in told
