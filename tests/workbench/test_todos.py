"""Whatever waits for a person stands in that person's list, with the words of whoever asked, until it is decided."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from interaction.casework.accusations import accuse
from interaction.casework.actions import actions_of
from interaction.casework.engine import perform
from interaction.errors import NotNow
from interaction.notices.delivery import send_again
from interaction.notices.models import Notice
from interaction.notices.outbox import NOTICES
from interaction.organs.actors import Actor
from interaction.workflow import todos
from interaction.workflow.todos import todos_of
from tests.casework.invariants import check_case
from tests.conftest import actor_for, do, open_case, staff
from tests.hotline.test_loop import answered, dispatched
from tests.mailbox.acting import MONDAY, OnDay, accept, answer, dispatch, letter
from tests.outreach.entries import drafted

pytestmark = pytest.mark.django_db


def waiting(name: str) -> list[tuple[str, str]]:
    """What waits for a person: what is to be done, and the words of whoever asked."""
    return [(str(todo.label), todo.words) for todo in todos_of(staff(name)) if todo.label != "公布年度报告"]


def desk(name: str, path: str = "/desk/") -> str:
    client = Client()
    client.force_login(staff(name).staff)  # type: ignore[arg-type]
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def at_work() -> Any:
    case = letter()
    accept(case)
    dispatch(case, "LL-SLJ")
    perform(case, "take_up", staff("chengban-slj"))
    return case


def test_a_request_for_more_time_waits_for_the_signer_with_its_reason(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = at_work()
    perform(case, "ask_extension", staff("chengban-slj"), {"reason": "要等管网检测结果。"})
    with pytest.raises(NotNow, match="正在等待批准"):
        perform(case, "ask_extension", staff("chengban-slj"), {"reason": "再问一次。"})
    assert waiting("qianfa-slj") == [("申请延期", "要等管网检测结果。")]
    assert waiting("chengban-slj") == []
    assert "要等管网检测结果" in desk("qianfa-slj")
    form = desk("qianfa-slj", f"/desk/cases/{case.pk}/do/extend/")
    assert form.count("要等管网检测结果") == 2  # above the form, and in it
    perform(case, "refuse_extension", staff("qianfa-slj"), {"reason": "应当按期办结。"})
    assert waiting("qianfa-slj") == []
    assert Notice.objects.filter(staff=staff("chengban-slj").staff, subject__contains="未获批准").exists()
    perform(case, "ask_extension", staff("chengban-slj"), {"reason": "检测延后一周。"})
    do(case, "extend")
    assert waiting("qianfa-slj") == []
    check_case(case)


def test_a_question_that_nobody_can_answer_any_more_waits_for_nobody(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = at_work()
    perform(case, "ask_extension", staff("chengban-slj"), {"reason": "要等管网检测结果。"})
    perform(case, "withdraw", Actor.party(case.pk), {"reason": ""})
    assert waiting("qianfa-slj") == []


def test_the_head_of_the_disclosure_office_decides_on_more_time(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = open_case("disclosure")
    do(case, "register", "accept", "dispatch", "take_up", "ask_extension")
    signer = actor_for(actions_of(type(case))["extend"], case)
    assert signer.staff
    assert [label for label, _words in waiting(signer.staff.username)] == ["申请延期"]
    do(case, "refuse_extension")
    assert waiting(signer.staff.username) == []


def test_a_bad_rating_waits_for_the_supervisor(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = at_work()
    answer(case)
    perform(case, "rate", Actor.party(case.pk), {"stars": "1", "settled": "no", "words": "还是没有水。"})
    assert waiting("duban") == [("评价", "还是没有水。")]
    do(case, "keep_reply")
    assert waiting("duban") == []
    order = answered(dispatched())
    perform(order, "call_back", staff("huawu"), {"settled": "no", "stars": 1, "words": "没有修好。"})
    assert ("登记回访结果", "没有修好。") in waiting("rexian-duban")
    do(order, "rework")
    assert waiting("rexian-duban") == []


def test_what_another_wrote_waits_for_a_publisher(county: None, on_day: OnDay) -> None:
    on_day(date(2026, 3, 2))
    drafted("announcement")
    assert [label for label, _words in waiting("gongkai")] == ["发布"]


def test_what_somebody_wrote_hides_nothing_of_what_waits_for_them(
    county: None, on_day: OnDay, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list that is cut short is cut after four eyes, not before."""
    monkeypatch.setattr(todos, "MOST", 2)
    on_day(date(2026, 3, 2))
    for writer in ("gongkai", "gongkai", "gongkai-slj"):
        drafted("announcement", writer)
    assert [label for label, _words in waiting("gongkai")] == ["发布"]


def test_a_row_is_told_by_the_limit_that_is_due_next_for_the_reader(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = letter()
    assert case.next_due_on == date(2025, 3, 4)
    page = desk("shoujian")
    assert "审看来信 2025-03-04" in " ".join(page.split())
    on_day(date(2025, 3, 4))
    assert "今天到期" in desk("shoujian")
    assert case.title in desk("shoujian", "/desk/?late=soon")
    accept(case)
    assert case.next_due_on == case.due_on


def test_the_coming_years_holiday_notice_is_asked_for_from_november(county: None, on_day: OnDay) -> None:
    def asked() -> list[str]:  # here neither beat nor worker runs, which is told as well
        return [label for label, _words in waiting("guanli") if label != "系统状态"]

    on_day(date(2030, 10, 31))
    assert asked() == []
    on_day(date(2030, 11, 1))
    assert asked() == ["录入放假安排"]
    assert waiting("shoujian") == []
    assert "2031年的放假安排还没有录入" in desk("guanli")


def test_what_went_out_at_no_attempt_waits_for_whoever_sees_to_it(county: None, on_day: OnDay) -> None:
    """It stands in the list until it was sent again, or nothing can be made of it any more."""
    on_day(MONDAY)
    letter(email="nosuch@gone.example")
    mail = Notice.objects.get(channel="email")
    Notice.objects.filter(pk=mail.pk).update(state="dead", failure="SMTPRecipientsRefused")

    def undelivered(name: str) -> list[str]:
        return [todo.title for todo in todos_of(staff(name)) if todo.address == "/desk/dead-letters/"]

    assert undelivered("duban") == undelivered("guanli") == ["通知有 1 条没有送达"]
    assert undelivered("shoujian") == []
    assert send_again(NOTICES, mail.pk)
    assert undelivered("duban") == []
    Notice.objects.filter(pk=mail.pk).update(state="dead")
    on_day(MONDAY + timedelta(days=15))
    assert undelivered("duban") == []


def test_questions_about_whom_they_accuse_hide_none_of_the_others(
    county: None, on_day: OnDay, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_day(MONDAY)
    first, second = at_work(), at_work()
    for case in (first, second):
        perform(case, "ask_extension", staff("chengban-slj"), {"reason": "要等管网检测结果。"})
    monkeypatch.setattr("interaction.workbench.todos.MOST", 1)
    signer = staff("qianfa-slj")
    assert first.number in todos_of(signer)[0].title
    assert signer.staff
    accuse(first, [], [signer.staff])
    first.save(update_fields=["accuses"])
    assert [todo.title.split()[0] for todo in todos_of(signer) if todo.address.startswith("/desk/cases/")] == [
        second.number
    ]
