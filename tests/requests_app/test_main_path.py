"""The Regulation on certain days: what each article allows, what it refuses, and by when the reply is due."""

from collections.abc import Callable
from datetime import date

import pytest

from interaction.casework.actions import actions_of
from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.errors import InvalidData, NotNow
from interaction.replies.models import Document
from tests.casework.invariants import check_case
from tests.conftest import actor_for, do, open_case, staff

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]


def registered(on_day: OnDay, day: date) -> Case:
    on_day(day)
    case = open_case("disclosure")
    do(case, "register", received_on=day)
    return case


def test_twenty_working_days_over_the_national_day(county: None, on_day: OnDay) -> None:
    """A.33; 2019: 1-7 October off, 29 September and 12 October at work."""
    case = registered(on_day, date(2019, 9, 23))
    assert case.due_on == date(2019, 10, 24)
    on_day(date(2019, 10, 24))
    do(case, "accept", "dispatch", "take_up", "draft_reply", "approve", "sign", "deliver_reply")
    assert case.events.get(mark="replied").details["reply_clock"] == {
        "due_on": "2019-10-24", "workdays": 20, "on_time": True,
    }  # fmt: skip


def test_a_day_later_is_late(county: None, on_day: OnDay) -> None:
    case = registered(on_day, date(2019, 9, 23))
    on_day(date(2019, 10, 25))
    do(case, "accept", "dispatch", "take_up", "draft_reply", "approve", "sign", "deliver_reply")
    assert case.events.get(mark="replied").details["reply_clock"]["on_time"] is False
    assert case.clocks.get(slot="reply").state == "missed"


def test_a_correction_starts_the_limit_anew(county: None, on_day: OnDay) -> None:
    """A.30: the limit runs from the day the correction arrives."""
    case = registered(on_day, date(2025, 3, 3))
    do(case, "request_correction")
    assert case.due_on is None
    on_day(date(2025, 3, 17))
    do(case, "supply_correction")
    assert case.due_on == date(2025, 4, 15)  # 20 working days after 17 March; 4 April off
    check_case(case)


def test_a_second_correction_is_refused_with_the_article(county: None, on_day: OnDay) -> None:
    case = registered(on_day, date(2025, 3, 3))
    do(case, "request_correction", "supply_correction")
    with pytest.raises(NotNow) as refused:
        perform(case, "request_correction", staff("shoujian"), {"missing": "还缺年份", "answer_by": "2025-04-30"})
    assert "条例第三十条" in str(refused.value)


def test_a_correction_asked_on_the_eighth_day_is_refused(county: None, on_day: OnDay) -> None:
    case = registered(on_day, date(2025, 3, 3))
    on_day(date(2025, 3, 12))  # the seventh
    assert actor_for(actions_of(type(case))["request_correction"], case)
    on_day(date(2025, 3, 13))
    with pytest.raises(InvalidData, match="超过7个工作日才要求补正的原因"):
        perform(case, "request_correction", staff("shoujian"), {"missing": "缺年份", "answer_by": "2025-04-30"})


def test_an_extension_once_at_most_twenty_and_before_the_end(county: None, on_day: OnDay) -> None:
    """A.33: approved by the head of the disclosure office, told to the applicant."""
    case = registered(on_day, date(2025, 3, 3))
    first = case.due_on
    do(case, "accept")
    head = staff("qianfa")
    with pytest.raises(InvalidData):
        perform(case, "extend", head, {"reason": "检索量大", "workdays": "21"})
    do(case, "extend", workdays=20)
    assert first == date(2025, 3, 31)
    assert case.due_on == date(2025, 4, 28)  # 27 April at work; 4 April off
    assert Document.objects.get(kind="extension_notice").pdf.for_party
    with pytest.raises(NotNow, match="第三十三条"):
        perform(case, "extend", head, {"reason": "再延", "workdays": "5"})


def test_no_extension_after_the_end(county: None, on_day: OnDay) -> None:
    case = registered(on_day, date(2025, 3, 3))
    do(case, "accept")
    on_day(date(2025, 4, 1))
    with pytest.raises(NotNow, match="届满"):
        perform(case, "extend", staff("qianfa"), {"reason": "检索量大", "workdays": "5"})


def test_four_eyes(county: None, on_day: OnDay) -> None:
    """Nobody reviews or signs what they wrote themselves."""
    from interaction.organs.models import Post

    case = registered(on_day, date(2025, 3, 3))
    do(case, "accept", "dispatch", "take_up", "draft_reply")
    author = Case.objects.get(pk=case.pk).handler
    for role in ("reviewer", "signer"):
        Post.objects.create(staff=author, organ=case.organ, role=role)
    for name in ("approve", "send_back"):
        with pytest.raises(NotNow, match="拟稿人"):
            perform(case, name, staff(author.username), {"remarks": "好"})


def test_document_numbers_have_no_gaps(county: None, on_day: OnDay) -> None:
    for _one in range(4):
        case = registered(on_day, date(2025, 3, 3))
        case.refresh_from_db()
        do(case, "accept", "dispatch", "take_up", "draft_reply", "approve", "sign")
    by_series: dict[tuple[int, str, int], list[int]] = {}
    for document in Document.objects.order_by("pk"):
        by_series.setdefault((document.organ_id, document.series, document.year), []).append(document.serial)
    assert by_series
    for serials in by_series.values():
        assert serials == list(range(1, len(serials) + 1))


def test_abandoned_after_the_period_for_correction(county: None, on_day: OnDay) -> None:
    case = registered(on_day, date(2025, 3, 3))
    do(case, "request_correction", answer_by=date(2025, 3, 28))
    on_day(date(2025, 3, 28))
    with pytest.raises(NotNow, match="还没有届满"):
        perform(case, "abandon", staff("shoujian"))
    on_day(date(2025, 3, 31))
    do(case, "abandon")
    assert case.closed_on == date(2025, 3, 31)
    assert case.clocks.get(slot="reply").state == "void"
    check_case(case)
