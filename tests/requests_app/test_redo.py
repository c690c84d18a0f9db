"""A reconsideration organ or a court orders a new answer: the request is worked on again, with clock and letter."""

from datetime import date
from typing import Any

import pytest

from interaction.casework.models import Clock
from requests_app.annual.counting import table4
from tests.casework.invariants import check_case, check_figures
from tests.conftest import do, open_case
from tests.mailbox.acting import OnDay

pytestmark = pytest.mark.django_db


def answered() -> Any:
    case = open_case("disclosure", public_wish="on")
    do(case, "register", "accept", "dispatch", "take_up", "draft_reply", "approve", "sign", "deliver_reply")
    return case


def test_an_answer_that_is_set_aside_is_given_anew(county: None, on_day: OnDay) -> None:
    on_day(date(2025, 3, 3))
    case = answered()
    first, row, on = case.documents.get(kind="reply").number, case.outcome_row, case.outcome_on
    do(case, "withhold_reply")
    on_day(date(2025, 5, 6))
    do(case, "record_remedy", kind="reconsideration", filed_on=date(2025, 5, 6), body="县政府 复〔2025〕1号")
    on_day(date(2025, 6, 10))
    do(case, "answer_anew", decided_on=date(2025, 6, 10), workdays=15)
    assert (case.state, case.closed_on, case.due_on) == ("handling", None, date(2025, 7, 1))
    assert case.remedies.get().result == "corrected"
    check_case(case)
    if case.handler_id is None:
        do(case, "take_up")
    do(case, "draft_reply", "approve", "sign")
    on_day(date(2025, 6, 20))
    do(case, "deliver_reply")
    letters = list(case.documents.filter(kind="reply").order_by("pk").values_list("number", flat=True))
    assert letters[0] == first
    assert len(set(letters)) == 2
    assert case.clocks.get(slot="rework").state == Clock.State.MET
    assert case.replied_on == date(2025, 6, 20)
    # The request is counted once, by its first outcome; the remedy as one that corrected it.
    assert (case.outcome_row, case.outcome_on) == (row, on)
    assert table4(case.addressed_to, 2025).as_json()["reconsideration"]["corrected"] == 1
    check_case(case)
    check_figures()


def test_a_published_answer_says_that_it_was_given_anew(county: None, on_day: OnDay) -> None:
    on_day(date(2025, 3, 3))
    case = answered()
    do(case, "publish_reply", "record_remedy", "answer_anew")
    if case.handler_id is None:
        do(case, "take_up")
    do(case, "draft_reply", "approve", "sign", "deliver_reply", "publish_reply")
    change = case.publication.changes.get()
    assert "重新答复" in change.reason
