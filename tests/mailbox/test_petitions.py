"""信访事项: none is declined for being a petition; a claim has 60 days, an opinion in writing, and its review (A.31-35)."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from random import Random

import pytest

from demo.channels import sample
from interaction.casework.engine import perform
from interaction.errors import InvalidData, NotNow, NotPermitted
from interaction.notices.models import Notice
from interaction.organs.actors import Actor
from interaction.organs.models import Organ
from interaction.statistics.fold import fold
from interaction.statistics.models import Tally
from interaction.workflow.engine import perform as perform_document
from interaction.workflow.todos import todos_of
from mailbox.kinds import DeclineGround
from mailbox.models import Letter
from requests_app.law.models import LawVersion
from tests.casework.invariants import check_case, check_figures
from tests.conftest import do, staff
from tests.mailbox.acting import MONDAY, accept, clocks, dispatch, letter
from tests.portal.reading import opened
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


def test_its_words_are_rules_of_law_that_the_legal_office_enters(petition: Letter, on_day: OnDay) -> None:
    version = LawVersion(organ=Organ.objects.get(code="LL"), rule="notice.petition_opinion_review")
    words = "不服的，可以在收到之日起【期限】内向【上一级机关】请求复查（某条例第一条）。"
    perform_document(version, "draft", staff("fazhi"), {
        "value": words, "effective_from": "2025-03-20", "law": "某条例第一条", "source": "公报", "strength": "text", "reason": "修订。",
    })  # fmt: skip
    perform_document(version, "confirm", staff("fazhi-fuhe"))
    on_day(date(2025, 3, 20))
    do(petition, "draft_reply", "approve", "sign")
    text = words_of(petition.documents.get(kind="petition_opinion"))
    assert "不服的，可以在收到之日起三十日内向青禾县人民政府请求复查（某条例第一条）。" in text
    assert "第三十五条" not in text


def test_it_is_accepted_as_a_petition_once_and_not_after_an_extension(petition: Letter, on_day: OnDay) -> None:
    with pytest.raises(NotNow, match="已经按信访事项受理"):
        perform(petition, "accept_as_petition", staff("shoujian"), {"claims": "请求"})
    other = letter("另一件", name="王五")
    accept(other)
    dispatch(other, "LL-ZFJ")
    do(other, "extend")
    with pytest.raises(NotNow, match="已经延长过"):
        perform(other, "accept_as_petition", staff("shoujian"), {"claims": "请求"})


def test_an_answered_letter_is_not_taken_for_a_petition_and_what_was_late_stays_late(
    county: None, on_day: OnDay
) -> None:
    on_day(MONDAY)
    case = letter("路灯不亮", name="王五")
    accept(case)
    dispatch(case, "LL-ZFJ")
    on_day(date(2025, 6, 3))
    do(case, "draft_reply", "approve", "sign")
    assert clocks(case)["reply"].state == "missed"
    perform(case, "rate", Actor.party(case.pk), {"stars": 1, "settled": "no"})
    do(case, "rework")
    with pytest.raises(NotNow, match="已经答复过"):
        perform(case, "accept_as_petition", staff("shoujian"), {"claims": "请求"})
    due = clocks(case)["reply"].due_on
    Letter.objects.filter(pk=case.pk).update(kind="consultation")  # what it is taken for: another limit for new ones
    case.refresh_from_db()
    do(case, "draft_reply", "approve", "sign")
    assert (clocks(case)["reply"].state, clocks(case)["reply"].due_on) == ("missed", due)


def answered_on(case: Letter, on_day: OnDay, day: date) -> None:
    on_day(day)
    do(case, "draft_reply", "approve", "sign")


ANSWERED_ON, LAST_TO_ASK = date(2025, 4, 1), date(2025, 5, 6)  # the thirtieth day, 1 May, lies in the holiday


def test_thirty_days_to_ask_for_review_and_thirty_to_answer(petition: Letter, on_day: OnDay) -> None:
    """信访工作条例 A.35, and 民法典 A.203 for the day that ends it."""
    answered_on(petition, on_day, ANSWERED_ON)
    party, reasons = Actor.party(petition.pk), {"reasons": "没有说明补助标准。"}
    on_day(LAST_TO_ASK)
    perform(petition, "request_review", party, reasons)
    assert clocks(petition)["review"].due_on == date(2025, 6, 5)
    assert petition.is_disputed
    assert [one.title for one in todos_of(staff("qianfa")) if petition.number in one.title]
    with pytest.raises(NotPermitted):  # by the organ above, not by the one that answered
        perform(petition, "decide_review", staff("qianfa-zfj"), {"result": "upheld", "opinion": "维持。"})
    on_day(date(2025, 6, 5))
    perform(petition, "decide_review", staff("qianfa"), {"result": "changed", "opinion": "应当补发一半。"})
    assert clocks(petition)["review"].state == "met"
    said = words_of(petition.documents.get(kind="petition_decide_review"))
    for part in ("青禾县人民政府", "信访事项复查意见书", "应当补发一半。", "结论：变更。", "三十日内书面请求", "复核"):
        assert part in said
    with pytest.raises(NotNow):
        perform(petition, "request_review", party, reasons)


def test_too_late_is_too_late(petition: Letter, on_day: OnDay) -> None:
    answered_on(petition, on_day, ANSWERED_ON)
    on_day(date(2025, 5, 7))
    with pytest.raises(NotNow, match="30日内"):
        perform(petition, "request_review", Actor.party(petition.pk), {"reasons": "没有说明。"})


def test_the_last_word_comes_from_two_levels_above(petition: Letter, on_day: OnDay) -> None:
    """A.36: of an organ outside this system the opinion is recorded with its number; after it nobody asks any more."""
    answered_on(petition, on_day, ANSWERED_ON)
    party, reasons = Actor.party(petition.pk), {"reasons": "没有说明补助标准。"}
    perform(petition, "request_review", party, reasons)
    perform(petition, "decide_review", staff("qianfa"), {"result": "upheld", "opinion": "维持。"})
    perform(petition, "request_reexamination", staff("shoujian"), {**reasons, "arrived_on": ANSWERED_ON.isoformat()})
    given = {"result": "upheld", "opinion": "维持复查意见。"}
    with pytest.raises(InvalidData, match="文号"):
        perform(petition, "decide_reexamination", staff("qianfa"), given)
    given |= {"body": "临州市人民政府", "document": "临政信核〔2025〕3号"}
    perform(petition, "decide_reexamination", staff("qianfa"), given)
    assert clocks(petition)["reexamination"].state == "met"
    assert not petition.is_disputed
    for name in ("request_review", "request_reexamination"):
        with pytest.raises(NotNow):
            perform(petition, name, party, reasons)
    check_case(petition)


def test_only_a_petition_is_reviewed(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = letter()
    accept(case)
    dispatch(case, "LL-ZFJ")
    do(case, "draft_reply", "approve", "sign")
    with pytest.raises(NotNow):
        perform(case, "request_review", Actor.party(case.pk), {"reasons": "不服。"})


# -- Sent down by a superior, A.23 --------------------------------------------------------------------------------


RECEIVED, OBJECT_BY = date(2025, 3, 31), date(2025, 4, 8)  # five working days; 4 April is off


def sent_down(on_day: OnDay, source: str = "city") -> Letter:
    on_day(RECEIVED)
    case = Letter()
    above = {"upstream_number": "LY20250331", "upstream_days": ""} if source == "city" else {}
    data = {
        **sample("letter", "enter_letter", case, Random(1)),
        "batch": "",
        "upstream_number": "",
        "upstream_days": "",
    }
    perform(case, "enter_letter", staff("shoujian"), {**data, "source": source, "received_on": RECEIVED, **above})
    return case


def test_an_objection_has_five_working_days_from_receipt(county: None, on_day: OnDay) -> None:
    case = sent_down(on_day)
    assert clocks(case)["objection"].due_on == OBJECT_BY
    accept(case)
    on_day(date(2025, 4, 9))
    with pytest.raises(NotNow, match="期限已过"):
        perform(case, "object_to_transfer", staff("shoujian"), {"reason": "事发地不在本县"})
    on_day(OBJECT_BY)
    with pytest.raises(InvalidData, match="理由"):
        perform(case, "object_to_transfer", staff("shoujian"), {"reason": ""})
    perform(case, "object_to_transfer", staff("shoujian"), {"reason": "事发地不在本县"})
    assert (case.state, case.awaits, clocks(case)["objection"].state) == ("returning_up", "intake", "met")
    assert clocks(case)["reply"].state == "running"  # the sender's clock runs on
    assert Notice.objects.filter(about_case=case.pk, subject__contains="对上级转送提出异议").exists()
    perform(case, "grant_objection", staff("shoujian"))
    assert case.state == "returned_up"
    assert {clock.state for clock in case.clocks.all()} <= {"met", "void", "missed"}
    said = opened(case).get(f"/track/{case.number}/").content.decode()
    assert "已退回上级" in said
    assert "由上级另行转送" in said
    check_case(case)


def test_what_the_superior_does_not_take_back_is_handled(county: None, on_day: OnDay) -> None:
    case = sent_down(on_day)
    perform(case, "object_to_transfer", staff("shoujian"), {"reason": "事发地不在本县"})
    perform(case, "refuse_objection", staff("shoujian"), {"reason": "事发地在你县"})
    assert case.state == "accepted"
    with pytest.raises(NotNow, match="上级已经决定"):
        perform(case, "object_to_transfer", staff("shoujian"), {"reason": "仍然不是"})
    dispatch(case, "LL-ZFJ")
    do(case, "draft_reply", "approve", "sign")
    assert clocks(case)["reply"].state == "met"


def test_the_sender_withdraws_while_the_superior_decides(county: None, on_day: OnDay) -> None:
    """A letter that waits for a superior's word is its sender's as any other: withdrawn, nothing is owed any more."""
    case = sent_down(on_day)
    perform(case, "object_to_transfer", staff("shoujian"), {"reason": "事发地不在本县"})
    assert "/do/withdraw/" in opened(case).get(f"/track/{case.number}/").content.decode()
    perform(case, "withdraw", Actor.party(case.pk), {"reason": ""})
    assert (case.state, case.awaits, case.due_on) == ("withdrawn", "", None)
    assert "running" not in {clock.state for clock in case.clocks.all()}
    for name in ("grant_objection", "refuse_objection"):
        with pytest.raises(NotNow):
            perform(case, name, staff("shoujian"), {"reason": "事发地在你县"})
    check_case(case)


def test_a_letter_returned_up_is_counted_as_received_and_ended(county: None, on_day: OnDay) -> None:
    """It was received here and ended without an answer: no reply, no rate of answers in time, no row that waits."""
    fold()
    before = counted()
    case = sent_down(on_day)
    perform(case, "object_to_transfer", staff("shoujian"), {"reason": "事发地不在本县"})
    fold()
    assert counted() - before == Counter({"received": 1})
    on_day(OBJECT_BY)
    perform(case, "grant_objection", staff("shoujian"))
    check_figures()
    assert counted() - before == Counter({"received": 1, "ended": 1})
    assert not Letter.objects.filter(pk=case.pk, closed_on__isnull=True).exists()


def counted() -> Counter[str]:
    """The tallies of letters, by measure."""
    tallies = Tally.objects.filter(channel="letter").values_list("measure", "n")
    found: Counter[str] = Counter()
    for measure, n in tallies:
        found[measure] += n
    return found


def test_only_what_was_sent_down_goes_back(county: None, on_day: OnDay) -> None:
    case = sent_down(on_day, "post")
    assert "objection" not in clocks(case)
    with pytest.raises(NotNow, match="不是上级转送"):
        perform(case, "object_to_transfer", staff("shoujian"), {"reason": "事发地不在本县"})
