"""The stories of a hotline desk: taken, dispatched, contacted, answered, called back - and what goes otherwise."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from hotline.models import WorkOrder
from hotline.states import State
from interaction.casework.clocks import reread
from interaction.casework.engine import perform
from interaction.casework.models import Clock
from interaction.casework.sweep import sweep
from interaction.casework.waiting import unattended
from interaction.errors import NotNow, NotPermitted
from interaction.limits.reading import Status
from interaction.notices.models import Notice
from interaction.organs.actors import Actor
from interaction.organs.models import Organ
from interaction.workdays.arrangements import parse_notice
from interaction.workdays.current import calendar
from interaction.workdays.loading import load_notice
from interaction.workdays.now import SHANGHAI, override_now
from tests.conftest import clear_if_hidden, do, open_case, staff
from tests.workdays.test_loading import NOTICE

pytestmark = pytest.mark.django_db


def called(title: str = "县城东区停水", **changes: object) -> WorkOrder:
    """An order as an agent takes it on the telephone."""
    order = WorkOrder()
    data: dict[str, Any] = {
        "kind": "help", "title": title, "content": "从早上开始停水，请尽快处理。", "urgency": "ordinary",
        "identity": "withheld", "phone": "13905390001", "name": "张某某", "public_wish": "on", **changes,
    }  # fmt: skip
    perform(order, "take_call", staff("huawu"), data)
    return order


def dispatched(code: str = "LL-SLJ", **changes: object) -> WorkOrder:
    order = called(**changes)  # type: ignore[arg-type]
    clear_if_hidden(order)
    perform(order, "dispatch", staff("paidan"), {"organ": Organ.objects.get(code=code).pk, "note": ""})
    return order


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def answered(order: WorkOrder) -> WorkOrder:
    """From the organ's desk to the caller."""
    do(order, "take_up", "contact_caller", reached="yes")
    do(order, "draft_reply", "approve", "sign")
    return order


def test_a_call_becomes_an_order_is_answered_and_called_back(county: None, on_day: Callable[[date], None]) -> None:
    on_day(date(2026, 11, 24))
    order = answered(dispatched())
    assert (order.state, order.awaits, order.organ.code) == (State.REPLIED, "call_agent", "LL-SLJ")
    perform(order, "call_back", staff("huawu"), {"settled": "yes", "stars": 5, "words": ""})
    assert (order.state, order.settled, order.stars) == (State.CLOSED, "yes", 5)
    assert {clock.slot: clock.state for clock in order.clocks.all()} == {
        "reply": "met", "sign": "met", "contact": "met", "return": "void", "call_back": "met",
    }  # fmt: skip


def test_the_dispatcher_of_the_hotline_reaches_every_organ_but_sees_no_letters(county: None) -> None:
    dispatcher, order = staff("paidan"), called()
    assert [one.pk for one in open_list(dispatcher)] == [order.pk]
    letter = open_case("letter")
    assert letter.pk not in [one.pk for one in open_list(dispatcher)]
    perform(order, "dispatch", dispatcher, {"organ": Organ.objects.get(code="LL-CZJ").pk, "note": ""})
    assert order.organ.code == "LL-CZJ"
    with pytest.raises(NotNow, match="只有热线中心"):
        perform(WorkOrder(), "take_from_above", staff("shoujian-czj"), {})


def open_list(actor: Actor) -> list[Any]:
    from interaction.casework.queries import Filter, awaiting_me, open_cases

    return open_cases(awaiting_me(actor), Filter()).rows


@pytest.mark.parametrize(
    ("urgency", "sign", "contact", "reply"),
    [
        ("ordinary", "2026-11-24T11:30", None, "2026-12-01"),
        ("urgent", "2026-11-24T10:00", "2026-11-24T10:30", "2026-11-25"),
        ("very", "2026-11-24T09:45", "2026-11-24T10:00", "2026-11-24"),
        ("leaders", "2026-11-24T10:00", "2026-11-24T10:30", "2026-11-27"),
    ],
)
def test_urgency_chooses_the_limits(county: None, urgency: str, sign: str, contact: str | None, reply: str) -> None:
    with override_now(at("2026-11-24T09:30")):
        order = dispatched(urgency=urgency)
    clocks = {clock.slot: clock for clock in order.clocks.all()}
    assert clocks["sign"].due_at == at(sign)
    assert clocks["contact"].due_at == (at(contact) if contact else None)
    assert str(order.due_on) == reply


@pytest.mark.parametrize("urgency", ["urgent", "very", "leaders"])
def test_what_is_urgent_gets_no_more_time(county: None, urgency: str) -> None:
    order = dispatched(urgency=urgency)
    do(order, "take_up")
    with pytest.raises(NotNow, match="不能延期"):
        perform(order, "extend", staff("qianfa"), {"reason": "情况复杂", "workdays": 3})


def test_signing_late_is_late_by_the_minute_and_warned_of_at_once(county: None) -> None:
    with override_now(at("2026-11-28T22:00")):  # a Saturday night
        order = dispatched(urgency="urgent")
    clock = order.clocks.get(slot="sign")
    levels = []
    for moment in ("22:19", "22:20", "22:25", "22:30", "22:31"):
        with override_now(at(f"2026-11-28T{moment}")):
            sweep()
            clock.refresh_from_db()
            levels.append(clock.level)
    assert levels == [0, 1, 2, 2, 3]
    told = Notice.objects.filter(about_case=order.pk, key__startswith=f"clock:{clock.pk}:")
    assert {one.send_after for one in told} <= {at(f"2026-11-28T{moment}") for moment in ("22:20", "22:25", "22:31")}
    with override_now(at("2026-11-28T22:40")):
        do(order, "take_up")
        clock.refresh_from_db()
        assert (clock.state, clock.alert_at) == (Clock.State.MISSED, None)
        reading = reread(order, "sign", date(2026, 11, 28))
        assert reading
        assert reading.status is Status.OVERDUE


def test_no_reply_before_the_organ_has_spoken_with_the_caller(county: None) -> None:
    order = dispatched()
    do(order, "take_up")
    handler = Actor.of(order.handler)
    with pytest.raises(NotNow, match="先联系"):
        perform(order, "draft_reply", handler, {"body": "已派人抢修，预计当日恢复供水，请您放心。"})
    for _attempt in range(3):  # who cannot be reached does not hold the work up
        do(order, "contact_caller", reached="no")
    do(order, "draft_reply")
    assert order.clocks.get(slot="contact").state == Clock.State.RUNNING


def test_a_hidden_or_unknown_caller_is_not_called_by_the_organ(county: None) -> None:
    hidden, unknown = dispatched(identity="hidden"), dispatched(phone="", name="")
    for order in (hidden, unknown):
        assert not order.clocks.filter(slot="contact").exists()
        do(order, "take_up", "draft_reply")
    handler = staff("chengban-slj")
    with pytest.raises(NotNow, match="隐名"):
        perform(hidden, "view_party", handler)
    assert hidden.from_whom == "隐名"


def test_callers_of_one_incident_hear_its_news_and_have_its_answer(county: None) -> None:
    lead = dispatched()
    others = [called(phone=f"1390539000{n}", name=f"李某{n}", email="") for n in (2, 3, 4)]
    for one in others:
        perform(one, "join", staff("huawu"), {"lead": lead.pk})
        assert one.state == State.JOINED
    perform(lead, "tell_news", staff("huawu"), {"news": "预计今天18时前恢复供水。"})
    assert all(one.events.filter(action="hear_news").exists() for one in others)
    answered(lead)
    for one in others:
        one.refresh_from_db()
        assert (one.state, one.replied_on) == (State.REPLIED, lead.replied_on)
        assert one.describes.reply(one) == lead.describes.reply(lead)
        assert one.clocks.get(slot="call_back").state == Clock.State.RUNNING
    perform(others[0], "call_back", staff("huawu"), {"settled": "no", "stars": 1, "words": ""})
    perform(others[0], "rework", staff("huawu"), {"demand": "五号楼还没有来水。"})
    assert (others[0].state, others[0].organ, others[0].merged_into) == (State.HANDLING, lead.organ, None)
    do(others[0], "draft_reply", "approve", "sign")
    assert (others[0].state, others[0].events.last().mark) == (State.REPLIED, "replied_again")


def test_rework_is_once_and_only_for_what_is_not_settled(county: None) -> None:
    order = answered(dispatched())
    agent = staff("huawu")
    perform(order, "call_back", agent, {"settled": "no", "stars": 2, "words": "没修好"})
    perform(order, "rework", agent, {"demand": "重新维修"})
    assert order.clocks.get(slot="rework").state == Clock.State.RUNNING
    do(order, "draft_reply", "approve", "sign")
    perform(order, "call_back", agent, {"settled": "no", "stars": 2, "words": ""})
    with pytest.raises(NotNow, match="只有一次"):
        perform(order, "rework", agent, {"demand": "再修"})


def test_three_attempts_on_three_days_before_a_caller_counts_as_unreachable(
    county: None, on_day: Callable[[date], None]
) -> None:
    on_day(date(2026, 11, 23))
    order, agent = answered(dispatched()), staff("huawu")
    for day in (24, 25, 26):
        on_day(date(2026, 11, day))
        with pytest.raises(NotNow, match="三个不同的日子"):
            perform(order, "close_unreached", agent)
        perform(order, "note_attempt", agent, {"outcome": "no_answer"})
        with pytest.raises(NotNow, match="今天已经"):
            perform(order, "note_attempt", agent, {"outcome": "busy"})
    perform(order, "close_unreached", agent)
    assert (order.state, order.settled, order.clocks.get(slot="call_back").state) == (State.CLOSED, None, "met")


def test_an_order_from_above_runs_on_two_clocks_and_may_go_back_once(county: None, on_day: Any) -> None:
    on_day(date(2026, 11, 24))
    order = WorkOrder()
    above = {"source": "city", "upstream_number": "SS2026112400017", "upstream_days": 3}
    perform(order, "take_from_above", Actor.system(), {**data_of(order), **above})
    assert {clock.slot: str(clock.due_on) for clock in order.clocks.all()} == {
        "reply": "2026-12-01", "upstream": "2026-11-27",
    }  # fmt: skip
    do(order, "accept")
    perform(order, "ask_return_up", staff("paidan"), {"reason": "不在本县"})
    assert (order.awaits, list(unattended())) == ("intake", [])
    assert order.clocks.get(slot="reply").state == order.clocks.get(slot="up_return").state == Clock.State.RUNNING
    perform(order, "refuse_return_up", Actor.system(), {"reason": "在你县境内"})
    with pytest.raises(NotNow, match="不能再退回"):
        perform(order, "ask_return_up", staff("paidan"), {"reason": "不在本县"})
    with pytest.raises(NotNow, match="不是上级"):
        perform(called(), "ask_return_up", staff("paidan"), {"reason": "不在本县"})


def data_of(order: WorkOrder) -> dict[str, Any]:
    return {
        "kind": "help", "title": "村里路面塌陷", "content": "村口的路面塌了一个大坑。", "urgency": "ordinary",
        "identity": "withheld", "phone": "13905390001", "name": "张某某",
    }  # fmt: skip


def test_the_third_time_with_the_same_matter_raises_an_alarm(county: None) -> None:
    for expected in (0, 1, 2):
        order = called()
        assert order.repeat_of == expected
    assert called(title="咨询异地就医备案", content="父母到外地看病怎么备案。").repeat_of == 0
    alarms = Notice.objects.filter(subject__contains="第 3 次来电")
    assert [one.about_case for one in alarms] == [order.pk]


def test_answered_on_the_line_is_closed_and_nobody_calls_back(county: None) -> None:
    order = called(kind="consult", title="异地就医怎么备案")
    perform(order, "answer_directly", staff("huawu"), {"answer": "在国家医保服务平台备案即可。"})
    assert (order.state, order.direct) == (State.CLOSED, True)
    assert {clock.slot: clock.state for clock in order.clocks.all()} == {"reply": "met"}
    assert dict(order.describes.reply(order)) == {"答复": "在国家医保服务平台备案即可。"}


def test_who_was_not_on_the_line_hears_that_it_was_answered(county: None) -> None:
    """By e-mail where an address was left, else by SMS; whoever rang has the answer."""
    for contact, told in (({"email": "wang@example.com"}, "email"), ({"email": "", "phone": "13905390002"}, "sms")):
        order = open_case("order", identity="withheld", **contact)
        perform(order, "answer_directly", staff("huawu"), {"answer": "到政务大厅办理即可。"})
        notices = Notice.objects.filter(about_case=order.pk, subject="您的诉求已答复")
        assert list(notices.values_list("channel", flat=True)) == [told]
    order = called()
    perform(order, "answer_directly", staff("huawu"), {"answer": "到政务大厅办理即可。"})
    assert not Notice.objects.filter(about_case=order.pk, subject="您的诉求已答复").exists()


def test_exclusion_is_decided_by_a_reviewer_and_not_by_the_organ(county: None) -> None:
    order = answered(dispatched())
    handler, reviewer = staff("chengban-slj"), staff("rexian-duban")
    perform(order, "ask_exclusion", handler, {"ground": "unreasonable", "grounds": "要求超出规划。"})
    with pytest.raises(NotPermitted):
        perform(order, "decide_exclusion", handler, {"granted": "yes", "reason": "同意"})
    perform(order, "decide_exclusion", reviewer, {"granted": "yes", "reason": "经核实。"})
    assert order.excluded is True
    with pytest.raises(NotNow, match="没有待审核"):
        perform(order, "decide_exclusion", reviewer, {"granted": "no", "reason": "再想想"})


def test_a_notice_that_makes_a_day_off_moves_limits_in_working_hours(county: None) -> None:
    with override_now(at("2027-02-04T17:00")):
        order = dispatched()
        sign = order.clocks.get(slot="sign")
        before = sign.due_on
        assert sign.due_at == at(f"{before}T10:00")
        load_notice(parse_notice(NOTICE))
        sign.refresh_from_db()
        expected = calendar().add(date(2027, 2, 4), 1)
        assert sign.due_on == expected > before
        assert sign.due_at == at(f"{expected}T10:00")
        assert sign.alert_at == at(f"{expected}T09:00")
        moved = order.events.get(action="calendar_changed").details["moved"]
        assert {"clock": "sign", "from": str(before), "to": str(expected)} in moved
