"""Sampled quality checks: nobody picks the sample, each is judged once, a failed reply costs its organ."""

from datetime import date, datetime, timedelta

import pytest

from hotline.appraisal.models import LostPoint
from hotline.checklists import CALL, REPLY, score
from hotline.quality.drawing import draw, judge_call, judge_reply
from hotline.quality.models import Sampled
from hotline.telephony.models import Call
from interaction.errors import InvalidData, NotNow, NotPermitted
from interaction.organs.models import Staff
from interaction.workdays.now import SHANGHAI, override_now
from tests.conftest import staff
from tests.hotline.test_loop import answered, dispatched

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)
MOMENT = datetime(2026, 11, 24, 10, tzinfo=SHANGHAI)
FULL = {one.code: one.points for one in REPLY}


def test_replies_and_calls_are_drawn_once_and_in_no_ones_order(county: None) -> None:
    with override_now(MOMENT):
        orders = [answered(dispatched(phone=f"1390539000{n}")) for n in range(6)]
        agent = Staff.objects.get(username="huawu")
        for n in range(4):
            Call.objects.create(
                external_id=str(n), state="ended", agent=agent, extension="8001", ringing_at=MOMENT,
                answered_at=MOMENT, ended_at=MOMENT + timedelta(minutes=n + 1), wrap_up="direct_answer",
            )  # fmt: skip
        checker = staff("rexian-duban")
        assert draw(checker, DAY, DAY, replies=4, calls=3) == 7
        first = set(Sampled.objects.filter(case__isnull=False).values_list("case", flat=True))
        assert len(first) == 4
        assert first < {one.pk for one in orders}
        assert draw(checker, DAY, DAY, replies=10, calls=10) == 3  # the rest, none twice
        assert draw(checker, DAY, DAY, replies=10, calls=10) == 0
        with pytest.raises(NotPermitted):
            draw(staff("chengban-slj"), DAY, DAY, replies=1, calls=1)


def test_a_failed_reply_costs_its_organ_and_is_judged_once(county: None) -> None:
    with override_now(MOMENT):
        order, checker = answered(dispatched()), staff("rexian-duban")
        draw(checker, DAY, DAY, replies=1, calls=0)
        sample = Sampled.objects.get()
        with pytest.raises(InvalidData):
            judge_reply(checker, sample, {**FULL, "answers": 31})
        judge_reply(checker, sample, {**FULL, "answers": 0, "facts": 0, "remarks": "没有回应诉求"})
        sample.refresh_from_db()
        assert sample.score == 45
        point = LostPoint.objects.get()
        assert (point.rule, point.case_id, point.organ.code) == ("poor_quality", order.pk, "LL-SLJ")
        with pytest.raises(NotNow):
            judge_reply(checker, sample, FULL)


def test_a_call_is_judged_by_its_own_list(county: None) -> None:
    with override_now(MOMENT):
        Call.objects.create(
            external_id="1", state="ended", agent=Staff.objects.get(username="huawu"), extension="8001",
            ringing_at=MOMENT, answered_at=MOMENT, ended_at=MOMENT, wrap_up="direct_answer",
        )  # fmt: skip
        checker = staff("rexian-duban")
        draw(checker, DAY, DAY, replies=0, calls=1)
        judge_call(checker, Sampled.objects.get(), {one.code: one.points for one in CALL}, "很好")
        assert Sampled.objects.get().score == 100


def test_every_item_is_judged_within_its_points() -> None:
    assert sum(one.points for one in REPLY) == sum(one.points for one in CALL) == 100
    for marks in ({}, {**FULL, "answers": -1}, {**FULL, "answers": 31}, {**FULL, "else": 1}):
        with pytest.raises(ValueError, match="within its points"):
            score(REPLY, marks)
