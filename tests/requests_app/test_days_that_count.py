"""The days that start and stop a limit: of posting, arrival, receipt and confirmation, each side of each boundary."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.errors import InvalidData
from interaction.replies.models import Delivery
from tests.conftest import do, open_case, staff
from tests.requests_app.papers import letter, words_of
from tests.requests_app.test_forbidden import a_request, handled, refused

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]


def clock(case: Case, slot: str = "reply") -> Any:
    return case.clocks.get(slot=slot)


def prove(case: Case, kind: str, on: date) -> None:
    found = Delivery.objects.get(document__case=case.pk, document__kind=kind)
    do(case, "prove_delivery", delivery=found.pk, on=on, proof="挂号XA12345678937")


# -- A reply by post: 国办公开办函〔2016〕235号 -----------------------------------------------------------------


@pytest.mark.parametrize(("posted", "state"), [(date(2025, 3, 31), "met"), (date(2025, 4, 1), "missed")])
def test_a_reply_by_post_is_given_on_the_day_of_posting(county: None, on_day: OnDay, posted: date, state: str) -> None:
    case = a_request(
        on_day, "accept", "dispatch", "take_up", "draft_reply", "approve", "sign", way="post", address="某街道"
    )
    on_day(date(2025, 4, 9))  # entered when it had arrived
    do(case, "deliver_reply", method="post", on=posted, proof="挂号XA12345678937")
    assert (case.replied_on, clock(case).state) == (posted, state)


# -- A correction on paper, A.30 --------------------------------------------------------------------------


def asked_to_correct(on_day: OnDay) -> Case:
    case = a_request(on_day)
    do(case, "request_correction", answer_by=date(2025, 3, 14))
    on_day(date(2025, 3, 17))
    return case


def enter(case: Case, arrived_on: date, **data: str) -> None:
    """A clerk enters what came on paper."""
    perform(
        case, "supply_correction", staff("shoujian-czj"), {"arrived_on": arrived_on, "correction": "2024年度", **data}
    )


def test_a_correction_counts_from_its_arrival_not_from_its_entry(county: None, on_day: OnDay) -> None:
    case = asked_to_correct(on_day)
    enter(case, date(2025, 3, 14), late_reason="")
    assert case.due_on == date(2025, 4, 14)  # 20 working days after 14 March; 4 April off
    assert not case.corrected_late  # type: ignore[attr-defined]
    refused(case, "abandon", "条例第三十条")


def test_one_that_arrived_a_day_late_gives_its_reason(county: None, on_day: OnDay) -> None:
    case = asked_to_correct(on_day)
    with pytest.raises(InvalidData, match="逾期补正的正当理由"):
        enter(case, date(2025, 3, 15), late_reason="")
    enter(case, date(2025, 3, 15), late_reason="住院")
    assert case.corrected_late  # type: ignore[attr-defined]


def test_none_arrives_before_it_was_asked_for(county: None, on_day: OnDay) -> None:
    case = asked_to_correct(on_day)
    with pytest.raises(InvalidData, match="不能早于"):
        enter(case, date(2025, 3, 2), late_reason="")


# -- Letters to third parties and organs, A.32, 33(3), 34 -------------------------------------------------


@pytest.mark.parametrize("ask", ["consult_third_party", "consult_organ"])
def test_there_is_no_silence_before_the_letter_is_proven_to_have_arrived(county: None, on_day: OnDay, ask: str) -> None:
    case = handled(on_day, ask)
    kind = {"consult_third_party": "third_party_letter", "consult_organ": "other_organ_letter"}[ask]
    on_day(date(2025, 6, 2))
    refused(case, "record_silence", "条例第三十二条、第三十四条")
    assert (clock(case).state, case.due_on) == ("paused", None)  # and nobody is late for the post
    prove(case, kind, date(2025, 5, 12))
    refused(case, "record_silence", "条例第三十二条、第三十四条")  # the fifteenth is 3 June: 31 May to 2 June are off
    on_day(date(2025, 6, 3))
    refused(case, "record_silence", "条例第三十二条、第三十四条")
    on_day(date(2025, 6, 4))
    do(case, "record_silence")


def test_the_days_in_the_post_do_not_count(county: None, on_day: OnDay) -> None:
    """A.33(3): sent on 5 June, received on the 10th, answered on the last day, 1 July: 18 working days are not counted."""
    case = handled(on_day)
    on_day(date(2025, 3, 5))
    do(case, "consult_third_party")
    on_day(date(2025, 3, 12))
    prove(case, "third_party_letter", date(2025, 3, 10))
    assert case.due_on == date(2025, 4, 25)  # 20, and 18 working days from 6 to 31 March; 4 April off
    on_day(date(2025, 3, 31))
    do(case, "record_opinion", position="agrees", answered_on=date(2025, 3, 31))
    assert case.due_on == date(2025, 4, 25)


def test_an_extension_given_meanwhile_promises_no_date(county: None, on_day: OnDay) -> None:
    case = handled(on_day, "consult_third_party")
    do(case, "extend", workdays=5, reason="量大")
    text = words_of(letter(case, "extension_notice"))
    assert "延长答复期限5个工作日" in text
    assert "所需时间不计算在期限内" in text
    assert "前（含当日）作出答复" not in text
    on_day(date(2025, 3, 5))
    do(case, "record_opinion", position="agrees", answered_on=date(2025, 3, 5))
    assert case.due_on == date(2025, 4, 10)  # 3 March + 20 + 5 + the 2 days of asking; 4 April off
    other = handled(on_day)
    do(other, "extend", workdays=5, reason="量大")
    assert "将于2025年4月8日前（含当日）作出答复" in words_of(letter(other, "extension_notice"))


# -- The fee, 国办函〔2020〕109号 -----------------------------------------------------------------------------


def test_a_notice_of_payment_bears_the_day_of_its_issue(county: None, on_day: OnDay) -> None:
    case = handled(on_day)
    on_day(date(2025, 3, 31))
    do(case, "notice_fee", tariff="page", count=40, how_to_pay="到任一农商行网点缴纳。", noticed_on=date(2025, 3, 4))
    document = letter(case, "fee_notice")
    assert document.dated == date(2025, 3, 31)
    assert "到任一农商行网点缴纳" in words_of(document)
    on_day(date(2025, 4, 28))  # the twentieth working day after 31 March; 4 April off, 27 April worked
    refused(case, "end_unpaid", "国办函〔2020〕109号")
    on_day(date(2025, 4, 29))
    do(case, "end_unpaid")


def test_the_time_to_pay_runs_from_receipt(county: None, on_day: OnDay) -> None:
    case = a_request(on_day, "accept", "dispatch", "take_up", "notice_fee", way="post", address="某街道")
    assert "2025年" not in words_of(letter(case, "fee_notice")).split("20个工作日内")[1].split("缴纳")[0]
    on_day(date(2025, 5, 12))
    refused(case, "end_unpaid", "国办函〔2020〕109号")  # nobody knows yet that it arrived
    prove(case, "fee_notice", date(2025, 3, 10))
    assert case.fee.pay_by == date(2025, 4, 8)  # type: ignore[attr-defined]  # 20 working days; 4 April off
    do(case, "end_unpaid")


# -- The day of receipt, A.31 -----------------------------------------------------------------------------


def test_a_later_day_of_receipt_is_shown(county: None, on_day: OnDay) -> None:
    case = a_request(on_day)
    client = Client()
    client.force_login(staff("shoujian").staff)  # type: ignore[arg-type]
    assert "收到日期（" not in client.get(f"/desk/cases/{case.pk}/").content.decode()
    later = open_case("disclosure", addressed_to=case.addressed_to_id)
    on_day(date(2025, 3, 5))
    do(later, "register", received_on=date(2025, 3, 5), later_because="3月5日电话确认；此前停机。")
    page = client.get(f"/desk/cases/{later.pk}/").content.decode()
    assert "收到日期（2025-03-05）晚于提交、到达日期（2025-03-03）" in page
    assert "3月5日电话确认" in page
