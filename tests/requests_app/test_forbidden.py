"""What the law forbids is refused, the refusal names the article, and nothing is left behind."""

from collections.abc import Callable
from datetime import date, datetime, time
from random import Random
from typing import Any

import pytest

from demo.channels import sample
from interaction.casework.actions import actions_of
from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.errors import NotNow, Refused
from interaction.organs.actors import PARTY, Actor
from interaction.organs.models import Organ, Staff
from interaction.workdays.now import SHANGHAI, override_now
from tests.conftest import do, open_case, staff

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]
MONDAY = date(2025, 3, 3)  # 20 working days: 31 March


def somebody_for(case: Case, name: str) -> Actor:
    """Whoever has the role, whether or not the law lets the action be done now."""
    declared = actions_of(type(case))[name]
    if declared.by == (PARTY,):
        return Actor.party(case.pk)
    if case.handler and "handler" in declared.by:
        return Actor.of(case.handler)
    actors = (Actor.of(one) for one in Staff.objects.order_by("-pk"))
    return next(one for one in actors if declared.may_be_done_by(one, case))


def refused(case: Case, name: str, article: str, **changes: Any) -> str:
    """The action is refused with its article, and the case stays as it was."""
    before = (case.state, case.last_seq, case.documents.count())
    data = {**sample(case.describes.key, name, case, Random(1)), **changes}
    with pytest.raises(Refused) as refusal:
        perform(case, name, somebody_for(case, name), data)
    assert article in str(refusal.value), str(refusal.value)
    stored = Case.objects.get(pk=case.pk).specific
    assert (stored.state, stored.last_seq, stored.documents.count()) == before  # type: ignore[attr-defined]
    return str(refusal.value)


def a_request(on_day: OnDay, *steps: str, **changes: Any) -> Case:
    on_day(MONDAY)
    finance = Organ.objects.get(code="LL-CZJ")
    case = open_case("disclosure", addressed_to=finance.pk, matter="information", **changes)
    do(case, "register", *steps)
    return case


def handled(on_day: OnDay, *steps: str) -> Case:
    return a_request(on_day, "accept", "dispatch", "take_up", *steps)


# -- Correction, A.30 -------------------------------------------------------------------------------------


def test_a_second_correction(county: None, on_day: OnDay) -> None:
    """A.30: 一次性告知申请人作出补正."""
    case = a_request(on_day, "request_correction", "supply_correction")
    refused(case, "request_correction", "条例第三十条")


def test_a_correction_is_asked_until_the_last_second_of_the_seventh_day(county: None, on_day: OnDay) -> None:
    """A.30: 自收到申请之日起7个工作日内. The seventh is 12 March; its last second is still in time."""
    case = a_request(on_day)
    with override_now(datetime.combine(date(2025, 3, 13), time(0, 0), SHANGHAI)):
        refused(case, "request_correction", "7个工作日", late_because="")
    with override_now(datetime.combine(date(2025, 3, 12), time(23, 59, 59), SHANGHAI)):
        do(case, "request_correction")
    assert case.state == "correction"


def test_abandoned_before_the_period_ends(county: None, on_day: OnDay) -> None:
    """A.30: 逾期不补正的，视为放弃申请."""
    case = a_request(on_day)
    do(case, "request_correction", answer_by=date(2025, 3, 25))
    on_day(date(2025, 3, 25))
    refused(case, "abandon", "条例第三十条")


def test_a_correction_in_time_is_not_abandoned_afterwards(county: None, on_day: OnDay) -> None:
    case = a_request(on_day, "request_correction", "supply_correction")
    on_day(date(2025, 6, 2))
    refused(case, "abandon", "条例第三十条")


def test_a_late_correction_needs_a_reason_and_the_organ_weighs_it(county: None, on_day: OnDay) -> None:
    """A.30: 申请人无正当理由逾期不补正的 - with one, the request goes on."""
    case = a_request(on_day)
    do(case, "request_correction", answer_by=date(2025, 3, 25))
    on_day(date(2025, 3, 26))
    refused(case, "supply_correction", "请填写逾期补正的正当理由", late_reason="")
    do(case, "supply_correction", late_reason="住院，有证明。")
    assert (case.state, case.due_on) == ("registered", date(2025, 4, 24))  # 20 working days after 26 March; 4 April off
    do(case, "abandon")  # the organ does not find the reason good
    assert case.state == "abandoned"
    assert case.outcome_row == "3.6.1"  # type: ignore[attr-defined]


def test_only_what_ended_for_want_of_correction_is_resumed(county: None, on_day: OnDay) -> None:
    case = handled(on_day, "notice_fee")
    on_day(date(2025, 6, 2))
    do(case, "end_unpaid")
    refused(case, "resume", "条例第三十条")


def test_still_unclear_presupposes_a_correction(county: None, on_day: OnDay) -> None:
    refused(handled(on_day), "draft_reply", "条例第三十条", decision="still_unclear", reason="不明确")


# -- Time, A.33 -------------------------------------------------------------------------------------------


def test_an_extension_of_more_than_twenty_days(county: None, on_day: OnDay) -> None:
    """A.33: 延长的期限最长不得超过20个工作日."""
    case = handled(on_day)
    for days in (21, 0, -1):
        refused(case, "extend", "20" if days > 0 else "1", workdays=days)


def test_an_extension_twice(county: None, on_day: OnDay) -> None:
    case = handled(on_day, "extend")
    refused(case, "extend", "条例第三十三条")
    refused(case, "ask_extension", "条例第三十三条")


def test_an_extension_after_the_limit(county: None, on_day: OnDay) -> None:
    case = handled(on_day)
    on_day(date(2025, 4, 1))
    refused(case, "extend", "条例第三十三条")
    refused(case, "ask_extension", "条例第三十三条")


def test_only_the_head_of_the_disclosure_office_extends(county: None, on_day: OnDay) -> None:
    """A.33: 应当经政府信息公开工作机构负责人同意."""
    case = handled(on_day)
    for username in ("chengban-czj", "shenhe-czj", "shoujian-czj", "qianfa-zjj"):
        with pytest.raises(Refused, match="没有办理"):
            perform(case, "extend", staff(username), {"reason": "量大", "workdays": "5"})


def test_received_later_than_it_was_sent_without_a_ground(county: None, on_day: OnDay) -> None:
    """指导案例26号: the system's own confirmation is the one that A.31(3) means."""
    on_day(MONDAY)
    case = open_case("disclosure")
    on_day(date(2025, 3, 5))
    refused(case, "register", "条例第三十一条", received_on=date(2025, 3, 5))
    do(case, "register", received_on=date(2025, 3, 5), later_because="3月5日电话与申请人确认；此前系统停机。")


@pytest.mark.parametrize(
    "last", [date(2025, 3, 4), date(2025, 3, 9), date(2025, 3, 16)], ids=["a day", "too short", "Sunday"]
)
def test_a_correction_period_that_is_not_reasonable(county: None, on_day: OnDay, last: date) -> None:
    """A.30: 合理的补正期限."""
    refused(a_request(on_day), "request_correction", "条例第三十条", answer_by=last)


def test_received_before_it_was_sent(county: None, on_day: OnDay) -> None:
    """A.31(3): 以双方确认之日为收到申请之日."""
    on_day(MONDAY)
    case = open_case("disclosure")
    refused(case, "register", "条例第三十一条", received_on=date(2025, 3, 2))


# -- Others' opinions, A.32, 34 ---------------------------------------------------------------------------


@pytest.mark.parametrize("ask", ["consult_third_party", "consult_organ"])
def test_a_decision_while_an_opinion_is_open(county: None, on_day: OnDay, ask: str) -> None:
    case = handled(on_day)
    do(case, ask, method="in_person")
    refused(case, "record_silence", "条例第三十二条、第三十四条")  # their time runs
    on_day(date(2025, 3, 24))  # the fifteenth
    refused(case, "record_silence", "条例第三十二条、第三十四条")
    on_day(date(2025, 3, 25))
    do(case, "record_silence")
    said = case.inquiries.get()  # type: ignore[attr-defined]
    # A.34: 逾期未提出意见的视为同意公开; A.32: 由行政机关依照本条例的规定决定是否公开.
    assert ("视为同意公开" in said.answered) == (ask == "consult_organ")


@pytest.mark.parametrize("ask", ["consult_third_party", "consult_organ"])
def test_one_may_draft_but_not_sign_while_an_opinion_is_open(county: None, on_day: OnDay, ask: str) -> None:
    case = handled(on_day, ask, "draft_reply", "approve")
    refused(case, "sign", "条例第三十二条、第三十四条")


def test_an_objection_without_reasons(county: None, on_day: OnDay) -> None:
    """A.32: 不同意公开且有合理理由."""
    refused(handled(on_day, "consult_third_party"), "record_opinion", "条例第三十二条", position="objects", reasons="")


def test_disclosed_against_a_wish_without_reasons(county: None, on_day: OnDay) -> None:
    case = handled(on_day, "consult_third_party")
    do(case, "record_opinion", position="objects", reasons="商业秘密")
    refused(case, "draft_reply", "条例第十五条、第三十二条", decision="disclosed", public_interest="")


def test_refused_for_a_third_party_that_nobody_asked(county: None, on_day: OnDay) -> None:
    """A.32: 应当书面征求第三方的意见."""
    refused(handled(on_day), "draft_reply", "条例第三十二条", decision="third_party", reason="商业秘密")


def test_refused_for_a_third_party_that_agreed(county: None, on_day: OnDay) -> None:
    """A.15: 第三方同意公开…的，予以公开."""
    case = handled(on_day, "consult_third_party")
    do(case, "record_opinion", position="agrees")
    refused(case, "draft_reply", "条例第十五条", decision="third_party", reason="商业秘密")


# -- Beyond reason, A.35 ----------------------------------------------------------------------------------


def test_refused_as_excessive_before_reasons_were_asked(county: None, on_day: OnDay) -> None:
    """A.35: 可以要求申请人说明理由. 行政机关认为申请理由不合理的，告知申请人不予处理."""
    case = handled(on_day)
    refused(case, "draft_reply", "条例第三十五条", decision="excessive", reason="频次过高")
    do(case, "ask_reasons", answer_by=date(2025, 3, 14))
    on_day(date(2025, 3, 14))
    refused(case, "draft_reply", "条例第三十五条", decision="excessive", reason="频次过高")
    on_day(date(2025, 3, 17))
    do(case, "draft_reply", decision="excessive", reason="频次过高，逾期未说明理由")
    assert case.state == "reviewing"


def test_reasons_are_asked_once_and_a_delay_needs_good_ones(county: None, on_day: OnDay) -> None:
    case = handled(on_day)
    refused(case, "fix_delay", "条例第三十五条")
    refused(case, "give_reasons", "条例第三十五条")
    do(case, "ask_reasons")
    refused(case, "ask_reasons", "条例第三十五条")
    refused(case, "fix_delay", "条例第三十五条")
    do(case, "give_reasons")
    refused(case, "fix_delay", "延迟答复的日期应晚于", until=date(2025, 3, 31))
    do(case, "fix_delay")
    refused(case, "fix_delay", "条例第三十五条")


# -- Fees, A.42, 109号 -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("tariff", "count"), [("item", 10), ("page", 30)])
def test_a_fee_within_the_free_quota(county: None, on_day: OnDay, tariff: str, count: int) -> None:
    refused(handled(on_day), "notice_fee", "国办函〔2020〕109号", tariff=tariff, count=count)


def test_both_tariffs(county: None, on_day: OnDay) -> None:
    """109号: one of them a request; the second notice is refused, whatever its tariff."""
    case = handled(on_day)
    refused(case, "notice_fee", "计收方式", tariff="both")
    do(case, "notice_fee", tariff="page", count=40)
    do(case, "record_payment")
    refused(case, "notice_fee", "国办函〔2020〕109号", tariff="item", count=20)


def test_a_fee_after_the_handling_period_or_before_there_was_a_basis(county: None, on_day: OnDay) -> None:
    case = handled(on_day)
    on_day(date(2025, 4, 1))
    refused(case, "notice_fee", "国办函〔2020〕109号")
    on_day(date(2020, 12, 1))
    old = open_case("disclosure", addressed_to=Organ.objects.get(code="LL-CZJ").pk, matter="information")
    do(old, "register", "accept", "dispatch", "take_up")
    refused(old, "notice_fee", "国办函〔2020〕109号")


def test_ended_for_want_of_payment_before_its_time(county: None, on_day: OnDay) -> None:
    case = handled(on_day, "notice_fee")
    on_day(date(2025, 3, 31))  # the twentieth working day
    refused(case, "end_unpaid", "国办函〔2020〕109号")


# -- The decision, A.36-39 --------------------------------------------------------------------------------

NEEDED = [
    ("disclosed", "provision", "第三十六条第二项"), ("already_public", "where", "第三十六条第（一）项"),
    ("partly", "withheld", "第三十七条"), ("partly", "grounds", "第三十七条"),
    ("state_secret", "reason", "第十四条"), ("other_law", "reason", "第十四条"), ("security", "reason", "第十四条"),
    ("internal", "reason", "第十六条第一款"), ("process", "reason", "第十六条第二款"),
    ("enforcement", "reason", "第十六条第二款"), ("inquiry", "reason", "第三十六条第（七）项"),
    ("not_held", "search", "第三十六条第（四）项"), ("not_ours", "reason", "第三十六条第（五）项"),
    ("needs_making", "reason", "第三十八条"), ("petition", "reason", "第三十九条第一款"),
    ("repeated", "reason", "第三十六条第（六）项"), ("publications", "where", "第三十九条第二款"),
    ("reissue", "reason", "国办公开办函〔2021〕30号"), ("inquiry", "where", "第三十六条第（七）项"),
]  # fmt: skip


@pytest.mark.parametrize(("decision", "field", "article"), NEEDED, ids=["-".join(one[:2]) for one in NEEDED])
def test_a_decision_without_what_it_must_say(
    county: None, on_day: OnDay, decision: str, field: str, article: str
) -> None:
    refused(handled(on_day), "draft_reply", article, decision=decision, **{field: ""})


def test_a_matter_of_ones_own_record_gets_no_decision_on_information(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = open_case("disclosure", matter="own_record")
    do(case, "register", "accept", "dispatch", "take_up")
    refused(case, "draft_reply", "决定类型", decision="disclosed")


def test_after_the_reply_nothing_of_it_can_be_undone(county: None, on_day: OnDay) -> None:
    case = handled(on_day, "draft_reply", "approve", "sign", "deliver_reply")
    for name in ("extend", "request_correction", "withdraw", "recall_reply", "draft_reply", "abandon"):
        with pytest.raises(NotNow):
            perform(case, name, somebody_for(case, name), sample(case.describes.key, name, case, Random(1)))
