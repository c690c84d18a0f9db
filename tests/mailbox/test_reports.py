"""举报: whom a report accuses neither gets, sees nor hears of it (信访工作条例 A.30)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from hotline.console.call_back import waiting
from interaction.casework.accusations import accuse
from interaction.casework.actions import available
from interaction.casework.engine import perform
from interaction.errors import InvalidData, NotPermitted
from interaction.notices.models import Notice
from interaction.organs.actors import Actor
from interaction.organs.models import Post, Staff
from mailbox.models import Mailbox
from tests.conftest import open_case, staff
from tests.hotline.test_loop import answered, dispatched
from tests.mailbox.acting import MONDAY, accept, letter, organ
from tests.publicity.published import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(county: None, on_day: Callable[[date], None]) -> Any:
    """Against the finance bureau, sent to the county's leader and accepted."""
    on_day(MONDAY)
    case = letter("窗口人员吃拿卡要", "反映工作人员吃拿卡要，请查处。", accused="县财政局国库股")
    type(case).objects.filter(pk=case.pk).update(kind="report")
    case.refresh_from_db()
    accept(case)
    return case


def dispatch(case: Any, code: str, **data: Any) -> None:
    perform(case, "dispatch", staff("shoujian"), {"organ": organ(code).pk, **data})


def refusal(call: Callable[[], Any]) -> str:
    with pytest.raises(InvalidData) as refused:
        call()
    return str(refused.value.form.errors)


def sees(username: str, case: Any) -> list[int]:
    client = signed_in(username)
    lists = [
        client.get(address).content.decode() for address in ("/desk/?tab=all", f"/desk/?q={case.number}", "/desk/")
    ]
    return [client.get(f"/desk/cases/{case.pk}/").status_code, sum(case.title in page for page in lists)]


def test_the_accused_organ_cannot_be_chosen_by_anybody(report: Any) -> None:
    against = {"accused_organs": [organ("LL-CZJ").pk]}
    assert "被举报" in refusal(lambda: dispatch(report, "LL-CZJ", **against))
    dispatch(report, "LL-ZFJ", **against)
    assert "被举报" in refusal(
        lambda: perform(report, "transfer", staff("shoujian"), {"organ": organ("LL-CZJ").pk, "reason": "归它管"})
    )
    assert "被举报" in refusal(
        lambda: perform(report, "ask_assist", staff("shoujian"), {"organs": [organ("LL-CZJ").pk], "note": "请核实"})
    )


def test_an_organ_that_the_text_names_is_asked_about(report: Any) -> None:
    type(report).objects.filter(pk=report.pk).update(content="反映县财政局工作人员吃拿卡要。")
    assert "提到了" in refusal(lambda: dispatch(report, "LL-CZJ"))
    dispatch(report, "LL-CZJ", not_accused="on")
    assert report.organ.code == "LL-CZJ"


def test_who_works_at_the_accused_organ_sees_nothing_even_with_another_post(report: Any) -> None:
    accused = Staff.objects.get(username="chengban-czj")
    Post.objects.create(staff=accused, organ=organ("LL-ZFJ"), role="handler")
    Post.objects.create(staff=accused, organ=organ("LL"), role="supervisor")
    dispatch(report, "LL-ZFJ", accused_organs=[organ("LL-CZJ").pk])
    assert sees("chengban-zfj", report) == [200, 3]
    assert sees("chengban-czj", report) == [404, 0]
    assert not Notice.objects.filter(staff=accused, about_case=report.pk).exists()
    with pytest.raises(NotPermitted):
        perform(report, "take_up", Actor.of(accused))


def test_an_accused_person_is_passed_over(report: Any) -> None:
    accused = Staff.objects.get(username="chengban-zfj")
    other = Staff.objects.get(username="chengban-czj")
    Post.objects.create(staff=other, organ=organ("LL-ZFJ"), role="handler")
    assert "没有叫" in refusal(lambda: dispatch(report, "LL-ZFJ", accused_people="查无此人"))
    dispatch(report, "LL-ZFJ", accused_people=accused.name)
    assert sees("chengban-zfj", report) == [404, 0]
    assert set(Notice.objects.filter(about_case=report.pk, staff__isnull=False).values_list("staff", flat=True)) == {
        other.pk
    }
    assert "handler" in refusal(lambda: perform(report, "hand_over", staff("duban"), {"handler": accused.pk}))
    perform(report, "hand_over", staff("duban"), {"handler": other.pk})


def test_a_report_is_not_joined_to_what_the_accused_answer(report: Any) -> None:
    lead = letter("窗口排队时间长")
    accept(lead)
    perform(lead, "dispatch", staff("shoujian"), {"organ": organ("LL-CZJ").pk})
    accuse(report, [organ("LL-CZJ")], [])
    report.save(update_fields=["accuses"])
    assert "被举报" in refusal(lambda: perform(report, "merge", staff("shoujian"), {"number": lead.number}))


def test_nothing_of_it_is_offered_to_whom_it_accuses(county: None, on_day: Callable[[date], None]) -> None:
    on_day(MONDAY)
    order, agent = answered(dispatched()), Staff.objects.get(username="huawu")
    assert [row.order.pk for row in waiting(Actor.of(agent))[0]] == [order.pk]
    accuse(order, [], [agent])
    order.save(update_fields=["accuses"])
    assert waiting(Actor.of(agent))[0] == []
    assert not available(order, Actor.of(agent))


def test_a_report_says_whom_it_accuses_and_does_not_go_to_their_own_mailbox(county: None) -> None:
    assert "写明举报的是谁" in refusal(lambda: open_case("letter", kind="report", accused=""))
    finance = Mailbox.objects.get(organ__code="LL-CZJ")
    assert "县长信箱" in refusal(
        lambda: open_case("letter", kind="report", accused=finance.organ.name, mailbox=finance.pk, identity="open")
    )
    assert Client().get("/send/letters/", follow=True).content.decode().count("举报谁") == 1
