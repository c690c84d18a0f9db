"""Letters as the office lives them: returned, disputed, shared, merged, turned into requests, answered twice."""

import re
from datetime import date
from random import Random
from typing import Any

import pytest
from django.test import Client

from demo.channels import sample
from interaction.casework.engine import perform
from interaction.casework.models import Ruling
from interaction.casework.similarity import suggested_organs
from interaction.errors import InvalidData, NotNow, NotPermitted
from interaction.notices.models import Notice
from interaction.organs.actors import Actor
from mailbox.models import Mailbox
from tests.casework.invariants import check_case, check_figures
from tests.conftest import do, open_case, staff
from tests.mailbox.acting import MONDAY, OnDay, accept, answer, clocks, dispatch, letter, organ

pytestmark = pytest.mark.django_db


# -- Returns and rulings ----------------------------------------------------------------------------------


def test_returned_and_dispatched_again_while_the_senders_clock_runs(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = letter()
    due = case.due_on
    accept(case)
    dispatch(case, "LL-ZJJ")
    perform(
        case, "return_case", staff("chengban-zjj"), {"grounds": "供水由水利部门负责", "instead": organ("LL-SLJ").pk}
    )
    assert (case.state, case.due_on) == ("returning", due)
    assert clocks(case)["return_decision"].due_on == date(2025, 3, 4)
    perform(case, "grant_return", staff("shoujian"))
    assert clocks(case)["return_decision"].state == "met"
    dispatch(case, "LL-SLJ")
    answer(case)
    assert case.state == "replied"
    assert clocks(case)["reply"].due_on == due
    check_case(case)


def test_a_return_comes_within_a_day_and_no_more_than_twice(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = letter()
    accept(case)
    dispatch(case, "LL-ZJJ")
    on_day(date(2025, 3, 5))
    with pytest.raises(NotNow, match="期限已过"):
        perform(case, "return_case", staff("chengban-zjj"), {"grounds": "不是我们的"})
    perform(case, "transfer", staff("shoujian"), {"organ": organ("LL-SLJ").pk, "reason": "供水归水利"})
    for handler in ("chengban-slj", "chengban-zfj"):
        perform(case, "return_case", staff(handler), {"grounds": "不是我们的"})
        perform(case, "grant_return", staff("shoujian"))
        dispatch(case, "LL-ZFJ")
    with pytest.raises(NotNow, match="2 次"):
        perform(case, "return_case", staff("chengban-zfj"), {"grounds": "不是我们的"})


def test_a_disputed_return_is_ruled_on_and_the_ruling_is_remembered(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = letter()
    accept(case, subject=_subject("供水排水"))
    dispatch(case, "LL-ZJJ")
    perform(case, "return_case", staff("chengban-zjj"), {"grounds": "供水归水利"})
    perform(case, "refuse_return", staff("shoujian"), {"reason": "小区二次供水由住建部门负责"})
    with pytest.raises(NotPermitted):
        perform(case, "dispute_return", staff("chengban-slj"), {"reason": "与我无关"})
    perform(case, "dispute_return", staff("chengban-zjj"), {"reason": "管网故障不是二次供水"})
    assert case.awaits == "supervisor"
    perform(case, "arbitrate", staff("duban"), {"organ": organ("LL-ZFB").pk, "grounds": "由政府办协调"})
    assert (case.state, case.organ.code) == ("handling", "LL-ZFB")
    assert clocks(case)["arbitration"].state == "met"
    with pytest.raises(NotNow, match="裁定"):
        perform(case, "return_case", staff("chengban-zfb"), {"grounds": "不服"})
    assert Ruling.objects.get().organ.code == "LL-ZFB"
    another = letter("又停水了", "自来水管网坏了，停水三天")
    another.subject_id = _subject("供水排水")
    first = suggested_organs(another)[0]
    assert first.organ.code == "LL-ZFB"
    assert "裁定" in first.reasons[0]


def _subject(name: str) -> int:
    from interaction.casework.models import Subject

    return Subject.objects.get(name=name).pk


# -- Several organs, several senders ----------------------------------------------------------------------


def test_a_lead_organ_answers_with_the_parts_of_two_others(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = letter()
    accept(case)
    dispatch(case, "LL-SLJ")
    helpers = [organ("LL-ZJJ"), organ("LL-ZFJ")]
    perform(
        case, "ask_assist", staff("chengban-slj"), {"organs": [one.pk for one in helpers], "note": "请核实管网归属"}
    )
    with pytest.raises(NotNow, match="协办"):
        perform(case, "draft_reply", staff("chengban-slj"), {"body": "答复内容" * 10})
    outsider = staff("chengban-jty")
    with pytest.raises(NotPermitted):
        perform(case, "give_part", outsider, {"part": "与我无关"})
    perform(case, "give_part", staff("chengban-zjj"), {"part": "小区内管网已检修。"})
    with pytest.raises(NotPermitted):  # its part is given
        perform(case, "give_part", staff("chengban-zjj"), {"part": "再说一遍。"})
    perform(case, "give_part", staff("chengban-zfj"), {"part": "没有违章占压。"})
    shown = str(case.describes.tables(case)[0].rows)
    assert "小区内管网已检修" in shown
    assert "没有违章占压" in shown
    answer(case)
    assert case.replied_on == MONDAY


def test_three_senders_of_one_matter_get_three_answers(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    lead = letter()
    accept(lead)
    dispatch(lead, "LL-SLJ")
    followers = [letter(title) for title in ("水压不足四楼没水", "早晚高峰没有自来水")]
    for one in followers:
        perform(one, "merge", staff("shoujian"), {"lead": lead.pk})
        assert (one.state, one.closed_on) == ("merged", None)  # its own clock runs on
        check_case(one)
    answer(lead)
    body = lead.describes.reply(lead)[0][1]
    for one in followers:
        one.refresh_from_db()
        assert (one.state, one.replied_on) == ("closed", MONDAY)
        assert one.describes.reply(one) == [("答复", body)]
        told = Notice.objects.filter(about_case=one.pk, channel="email")
        assert bool(one.party.email) == told.filter(subject="您的来信已答复").exists()
        perform(one, "rate", Actor.party(one.pk), {"stars": "5", "settled": "yes"})
    check_figures()


def test_when_the_lead_letter_is_taken_back_the_others_go_on(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    lead, other = letter(), letter("水压不足四楼没水")
    accept(lead)
    perform(other, "merge", staff("shoujian"), {"lead": lead.pk})
    on_day(date(2025, 3, 5))
    perform(lead, "withdraw", Actor.party(lead.pk), {"reason": ""})
    other.refresh_from_db()
    assert (other.state, other.merged_into_id) == ("accepted", None)
    # Merging stops no clock, and separating gives no day back (clock rule 11).
    assert clocks(other)["reply"].due_on == date(2025, 3, 17)
    check_case(other)


# -- What a letter may turn out to be ---------------------------------------------------------------------


def test_a_letter_becomes_a_disclosure_request_with_its_senders_consent(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = letter("要看水质检测报告", "请公开2024年自来水水质检测报告")
    party = Actor.party(case.pk)
    with pytest.raises(NotNow, match="没有建议"):
        perform(case, "convert", party, {})
    do(case, "propose_conversion")
    with pytest.raises(InvalidData) as wrong:  # 条例 A.29: proof of identity
        perform(case, "convert", party, {"title": case.title, "wanted": case.content})
    assert "id_number" in wrong.value.form.errors
    do(case, "convert")
    request = case.outcomes.get().specific
    assert (case.state, request.channel, request.state) == ("converted", "disclosure", "submitted")
    assert request.origin_id == case.pk
    assert [label for label, _text in case.describes.reply(case)] == ["信息公开申请编号", "查询码"]
    check_case(case)
    check_case(request)


@pytest.mark.parametrize(
    ("ground", "says"), [("disclosure", "申请公开"), ("petition_closed", "不再受理"), ("emergency", "110")]
)
def test_a_declined_letter_says_where_to_turn(county: None, on_day: OnDay, ground: str, says: str) -> None:
    on_day(MONDAY)
    case = letter(email="xie@example.com")
    perform(case, "decline", staff("shoujian"), {"ground": ground, "advice": ""})
    assert case.closed_on == MONDAY
    told = [notice.body for notice in Notice.objects.filter(about_case=case.pk, channel="email")]
    assert any(says in words for words in told)
    check_figures()


def test_hidden_from_the_organ_complained_of(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    with pytest.raises(InvalidData, match="不能隐名"):
        open_case("letter", mailbox=Mailbox.objects.get(organ__code="LL-ZFJ").pk, identity="hidden")
    case = letter(identity="hidden")
    accept(case)
    do(case, "clear_for_others")
    dispatch(case, "LL-ZFJ")
    assert case.from_whom == "隐名"
    for person in ("chengban-zfj", "shenhe-zfj"):
        with pytest.raises(NotNow, match="隐名"):
            perform(case, "view_party", staff(person))
    perform(case, "view_party", staff("shoujian"))


# -- Two clocks, urgent, configured -----------------------------------------------------------------------


def test_a_letter_from_above_runs_on_two_clocks(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = _entered(source="province", upstream_number="SD20250303", upstream_days=4, received_on=MONDAY)
    held = clocks(case)
    assert (held["reply"].due_on, held["upstream"].due_on) == (date(2025, 3, 17), date(2025, 3, 7))
    assert held["upstream"].length == 4
    accept(case)
    dispatch(case, "LL-SLJ")
    on_day(date(2025, 3, 10))
    answer(case)
    held = clocks(case)
    assert (held["reply"].state, held["upstream"].state) == ("met", "missed")
    check_case(case)


def _entered(**changes: Any) -> Any:
    from random import Random

    from interaction.casework.registry import channel

    described = channel("letter")
    case = described.model()
    typed = sample(described.key, "enter_letter", case, Random(1))
    perform(case, "enter_letter", staff("shoujian"), {**typed, "upstream_number": "", "upstream_days": "", **changes})
    return case


def test_a_programmes_question_names_its_batch(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    with pytest.raises(InvalidData, match="期次"):
        _entered(source="television", batch="")
    case = _entered(source="television", batch="问政时刻2025年第2期")
    assert "问政时刻" in str(case.describes.content(case))


def test_urgent_has_a_clock_of_its_own_from_the_day_it_is_found(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = letter()
    accept(case)
    assert "urgent" not in clocks(case)
    dispatch(case, "LL-SLJ")
    on_day(date(2025, 3, 5))
    perform(case, "sort_anew", staff("shoujian"), {"urgency": "urgent"})
    held = clocks(case)
    assert (held["urgent"].due_on, held["reply"].due_on) == (date(2025, 3, 10), date(2025, 3, 17))
    perform(case, "sort_anew", staff("shoujian"), {"urgency": "ordinary"})
    assert clocks(case)["urgent"].state == "void"
    check_case(case)


def test_a_limit_set_today_leaves_running_clocks_alone(county: None, on_day: OnDay) -> None:
    from interaction.limits.configured import save_version
    from interaction.limits.models import ConfiguredLimit

    on_day(MONDAY)
    before = letter()
    save_version(
        ConfiguredLimit(
            rule="letter.reply.request",
            effective_from=date(2025, 3, 4),
            length=7,
            extension=3,
            basis="青政办〔2025〕3号",
        )
    )
    same_day = letter("当天的信")
    on_day(date(2025, 3, 4))
    after = letter("次日的信")
    assert (before.due_on, same_day.due_on, after.due_on) == (date(2025, 3, 17), date(2025, 3, 17), date(2025, 3, 13))
    for case in (before, after):
        accept(case)
        dispatch(case, "LL-SLJ")
        check_case(case)
    assert clocks(before)["reply"].due_on == date(2025, 3, 17)
    with pytest.raises(InvalidData, match="3 个工作日"):
        perform(after, "extend", staff("duban"), {"reason": "复杂", "workdays": 4})
    perform(before, "extend", staff("duban"), {"reason": "复杂", "workdays": 10})


def test_who_is_not_content_sees_what_comes_of_it_and_by_when(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = letter()
    accept(case)
    dispatch(case, "LL-SLJ")
    answer(case)
    party = Actor.party(case.pk)
    assert case.describes.after_rating(case) == []
    perform(case, "rate", party, {"stars": "1", "settled": "no", "words": ""})
    told = dict(case.describes.after_rating(case))
    assert told["您的评价"] == "评价 1 分，未解决"
    assert "2025年3月6日前决定是否重新办理" in told["接下来"]
    perform(case, "ask_rework", party, {"reason": "四楼还是没有水。"})
    with pytest.raises(NotNow, match="已经要求过"):
        perform(case, "ask_rework", party, {"reason": "再要求一次。"})
    do(case, "rework")
    assert clocks(case)["rework_decision"].state == "met"
    ((label, words),) = case.describes.after_rating(case)
    assert (label, "您评价不满意或者没有解决，正在重新办理，最迟2025年3月10日答复" in words) == ("重新办理", True)
    check_case(case)
    check_figures()


def test_a_letter_becomes_a_request_through_its_page(county: None) -> None:
    """The page's form carries a key of its own, which the form of the application must bear."""
    case = letter("要看水质检测报告", "请公开2024年自来水水质检测报告")
    do(case, "propose_conversion")
    citizen = Client()
    citizen.post("/track/", {"number": case.number, "code": case.query_code})
    address = f"/track/{case.number}/do/convert/"
    form = citizen.get(address, follow=True)
    key = re.search(r'name="submission" value="([^"]+)"', form.content.decode())
    assert key
    data = {**sample("letter", "convert", case, Random(1)), "submission": key[1]}
    assert citizen.post(address, data).status_code == 302
    assert case.outcomes.count() == 1
