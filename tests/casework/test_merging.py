"""Several senders, one matter: each keeps clock, answer and rework; every end of the lead decides for each (joining)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hotline.models import WorkOrder
from interaction.casework.engine import perform
from interaction.casework.models import Case, Event
from interaction.casework.queries import visible
from interaction.errors import InvalidData, NotNow
from interaction.notices.models import Notice
from interaction.organs.actors import Actor
from tests.casework.invariants import check_case, check_figures
from tests.conftest import do, open_case, staff
from tests.hotline.test_loop import called, dispatched
from tests.mailbox.acting import MONDAY, OnDay, accept, answer, dispatch, letter

pytestmark = pytest.mark.django_db

BODY = "经核实，东区供水管道老化造成水压不足，县水利局已安排更换，三月二十日前完成，联系电话0539-5211234。"


def merged(lead: Any, *titles: str, **changes: Any) -> list[Any]:
    """Letters merged into a lead."""
    found = [letter(title, **changes) for title in titles or ("水压不足四楼没水",)]
    for one in found:
        perform(one, "merge", staff("shoujian"), {"number": lead.number})
    return found


def lead_letter(**changes: Any) -> Any:
    lead = letter(**changes)
    accept(lead)
    return lead


def fresh(case: Any) -> Any:
    return Case.objects.get(pk=case.pk).specific


def test_the_senders_clock_runs_on_and_the_lead_is_due_with_the_earliest(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    (first,) = [letter("早晚高峰没有自来水")]
    due = first.due_on
    on_day(date(2025, 3, 5))
    lead = lead_letter()
    own = lead.due_on
    perform(first, "merge", staff("shoujian"), {"number": lead.number})
    assert (first.due_on, first.closed_on, fresh(lead).due_on) == (due, None, due)
    for case in (first, fresh(lead)):
        check_case(case)
    on_day(date(2025, 3, 14))
    perform(first, "separate", staff("shoujian"))
    assert (first.state, first.due_on, fresh(lead).due_on) == ("accepted", due, own)  # no day won, none lost
    assert Notice.objects.filter(about_case=first.pk, subject="您的来信恢复单独办理").exists()
    check_case(fresh(lead))
    check_figures()


ENDS: dict[str, Callable[[Any], object]] = {
    "withdrawn": lambda lead: perform(lead, "withdraw", Actor.party(lead.pk), {"reason": ""}),
    "declined": lambda lead: perform(lead, "decline", staff("huawu"), {"ground": "emergency", "advice": ""}),
    "returned up": lambda lead: do(lead, "ask_return_up", "grant_return_up"),
}


@pytest.mark.parametrize("end", sorted(ENDS))
def test_a_lead_that_ends_without_an_answer_leaves_nobody_waiting(county: None, end: str) -> None:
    lead = _from_above() if end == "returned up" else called()
    follower = called(phone="13905390002", name="李某")
    due = follower.due_on
    perform(follower, "join", staff("huawu"), {"number": lead.number})
    ENDS[end](lead)
    follower = fresh(follower)
    assert (follower.state, follower.awaits, follower.due_on) == ("accepted", "intake", due)
    check_case(follower)


def _from_above() -> Any:
    order = WorkOrder()
    perform(order, "take_from_above", staff("paidan"), {
        "source": "city", "upstream_number": "LY1", "kind": "help", "title": "县城东区停水", "urgency": "ordinary",
        "content": "从早上开始停水，请尽快处理。", "identity": "withheld", "name": "王某", "phone": "13905390009",
    })  # fmt: skip
    do(order, "accept")
    return order


def test_a_lead_answered_on_the_spot_answers_all(county: None) -> None:
    lead, follower = called(), called(phone="13905390002", name="李某")
    perform(follower, "join", staff("huawu"), {"lead": lead.pk})
    perform(lead, "answer_directly", staff("huawu"), {"answer": "停水通知：今天18时恢复供水。"})
    follower = fresh(follower)
    assert (follower.state, follower.replied_on) == ("replied", lead.replied_on)
    assert follower.describes.reply(follower) == [("答复", "停水通知：今天18时恢复供水。")]
    assert follower.clocks.get(slot="reply").state == "met"
    check_case(follower)
    check_figures()


def test_each_has_an_answer_of_its_own_and_a_reworked_one_another(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    lead = lead_letter()
    dispatch(lead, "LL-SLJ")
    one, other = merged(lead, "水压不足四楼没水", "早晚高峰没有自来水")
    answer(lead)
    one, other = fresh(one), fresh(other)
    first = one.describes.reply(one)
    assert first == other.describes.reply(other) == lead.describes.reply(lead)
    on_day(date(2025, 3, 4))
    perform(one, "rate", Actor.party(one.pk), {"stars": "1", "settled": "no", "words": ""})
    do(one, "rework")
    do(one, "take_up") if one.handler_id is None else None
    do(one, "draft_reply", body=BODY)
    assert one.describes.reply(one) == first  # what is drafted is nobody's answer yet
    do(one, "approve", "sign")
    assert one.describes.reply(one) == [("答复", BODY)]
    assert other.describes.reply(other) == first
    check_case(one)
    check_figures()


def test_two_merged_into_each_other_and_whole_groups_answer_to_one(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    one, two, three = lead_letter(), lead_letter(), lead_letter()
    (follower,) = merged(one)
    perform(one, "merge", staff("shoujian"), {"number": two.number})
    assert fresh(follower).merged_into_id == two.pk
    with pytest.raises(InvalidData) as refused:  # who follows cannot lead
        perform(two, "merge", staff("shoujian"), {"number": one.number})
    assert "不能作为主件" in str(refused.value.form.errors)
    perform(two, "merge", staff("shoujian"), {"number": three.number})
    dispatch(three, "LL-SLJ")
    answer(three)
    for case in (one, two, follower):
        assert fresh(case).state == "closed"
        check_case(fresh(case))
    lead_letter()
    with pytest.raises(InvalidData):
        perform(lead_letter(), "merge", staff("shoujian"), {"number": three.number})  # answered: it leads no more


def test_what_a_follower_adds_or_withdraws_reaches_whoever_works_on_the_lead(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    lead = lead_letter()
    dispatch(lead, "LL-SLJ")
    handler = staff("chengban-slj")
    perform(lead, "take_up", handler)
    one, other = merged(lead, "水压不足四楼没水", "早晚高峰没有自来水")
    assert not any(visible(fresh(one), staff(name)) for name in ("chengban-zjj", "shenhe-zjj"))
    assert visible(fresh(one), handler)
    perform(one, "add_material", Actor.party(one.pk), {"material": "五楼昨天整天没有水。"})
    perform(other, "withdraw", Actor.party(other.pk), {"reason": ""})
    told = set(Notice.objects.filter(staff=handler.staff).values_list("subject", flat=True))
    assert {f"来件人补充了材料：{one.number}", f"来件人已撤回：{other.number}"} <= told
    perform(lead, "reply_meanwhile", handler, {"progress": "管网已开始检修。"})
    assert fresh(one).events.filter(action="hear_news").count() == 1


def test_a_common_answer_names_no_sender(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    lead = lead_letter(name="赵铁柱", phone="13800138001")
    dispatch(lead, "LL-SLJ")
    follower = merged(lead, name="钱多多", phone="13800138002")[0]
    for words in ("赵铁柱您好：", "您家电话138 0013-8001。", "钱女士反映的", "钱\u200b多多"):
        with pytest.raises(InvalidData) as refused:
            do(lead, "draft_reply", body=words + BODY)
        assert "2 位来件人" in str(refused.value.form.errors)
    do(lead, "draft_reply", body=BODY)
    do(lead, "approve")
    late = letter("五楼没有水", name="孙小圣", phone="13800138003")
    perform(late, "merge", staff("shoujian"), {"number": lead.number})
    do(lead, "sign")
    assert fresh(late).describes.reply(fresh(late)) == fresh(follower).describes.reply(fresh(follower))


def test_who_joins_after_the_draft_stops_what_names_the_first(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    lead = lead_letter(name="赵铁柱", phone="13800138001")
    dispatch(lead, "LL-SLJ")
    do(lead, "draft_reply", body="赵铁柱您好：" + BODY)
    do(lead, "approve")
    merged(lead)
    signer = staff("qianfa-slj")
    with pytest.raises(NotNow, match="同时发给多位来件人"):
        perform(lead, "sign", signer, {})


def test_every_open_case_of_the_county_is_a_candidate(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    lead = lead_letter(title="东关街路灯不亮三个月", content="东关街从南到北的路灯三个月不亮，晚上走路看不见。")
    others = [letter(f"第{n}件其他的事情", content="与前面没有关系的内容，说的是另外一件事情。") for n in range(3)]
    new = letter("东关街路灯不亮三个月了", content="东关街从南到北的路灯三个月都不亮，晚上看不见路。")
    assert [like.case.pk for like in new.duplicates] == [lead.pk]
    assert not {one.pk for one in others} & {like.case.pk for like in new.duplicates}
    perform(lead, "withdraw", Actor.party(lead.pk), {"reason": ""})
    assert fresh(new).duplicates == []


def test_extending_the_lead_extends_who_follows_within_its_own_rule(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    lead = lead_letter()
    dispatch(lead, "LL-SLJ")
    (follower,) = merged(lead)
    before = follower.due_on
    do(lead, "extend", workdays=5, reason="需要更换主管网。")
    follower = fresh(follower)
    assert before
    assert follower.due_on
    assert (follower.extended, follower.due_on > before) == (True, True)
    assert Event.objects.filter(case=follower.pk, mark="extended").count() == 1
    check_case(follower)


def test_an_order_dispatched_already_takes_followers(county: None) -> None:
    lead = dispatched()
    follower = called(phone="13905390002", name="李某")
    perform(follower, "join", staff("huawu"), {"lead": lead.pk})
    assert [one.pk for one in lead.merged_cases()] == [follower.pk]
    assert open_case("letter").merged_cases() == []


def test_the_same_number_of_the_platform_above_is_the_same_case(county: None) -> None:
    first = _from_above()
    with pytest.raises(InvalidData) as refused:
        _from_above()
    said = str(refused.value.form.errors["upstream_number"])
    assert first.number in said
    assert f'href="/desk/cases/{first.pk}/"' in said
    do(first, "ask_return_up", "grant_return_up")
    assert _from_above().upstream_number == "LY1"  # what was given back may come down again


def test_nothing_that_reaches_others_names_a_sender(county: None, on_day: OnDay) -> None:
    """Not the reply alone: an answer on the spot, news, an interim reply and the reason of more time go to all too."""
    on_day(MONDAY)
    lead = called(name="赵铁柱", phone="13800138001")
    perform(called(phone="13905390002", name="李小某"), "join", staff("huawu"), {"lead": lead.pk})
    letters = lead_letter(name="赵铁柱", phone="13800138001")
    dispatch(letters, "LL-SLJ")
    merged(letters)
    named = "赵铁柱您好，您家已经恢复供水。"
    told: list[tuple[Any, str, dict[str, Any]]] = [
        (lead, "answer_directly", {"answer": named}), (lead, "tell_news", {"news": named}),
        (letters, "reply_meanwhile", {"progress": named}), (letters, "extend", {"reason": named, "workdays": 3}),
    ]  # fmt: skip
    for case, name, data in told:
        with pytest.raises(InvalidData) as refused:
            do(case, name, **data)
        assert "2 位来件人" in str(refused.value.form.errors), name
    with pytest.raises(NotNow, match="同时发给多位来件人"):  # whatever form it came by
        letters.for_followers("hear_news", {"news": named})
