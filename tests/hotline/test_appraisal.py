"""Lost points: each stands for one thing that happened, can be opened, appealed against and decided once."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from hotline.appraisal import appeals
from hotline.appraisal.models import LostPoint
from hotline.appraisal.queries import standings
from hotline.appraisal.rules import Standing, placed
from hotline.models import WorkOrder
from interaction.casework.engine import perform
from interaction.errors import NotNow, NotPermitted
from interaction.organs.models import Organ, Staff
from interaction.workdays.now import SHANGHAI, override_now
from tests.conftest import do, staff
from tests.hotline.test_loop import answered, dispatched

MONDAY = datetime(2026, 11, 2, 9, tzinfo=SHANGHAI)
NOVEMBER = date(2026, 11, 1)


def lost() -> dict[str, int]:
    """How often each rule cost a point that was not lifted."""
    rules = LostPoint.objects.exclude(lifted=True).values_list("rule", flat=True)
    return {rule: list(rules).count(rule) for rule in rules}


@pytest.mark.django_db
def test_an_order_done_well_costs_nothing(county: None) -> None:
    with override_now(MONDAY):
        order = answered(dispatched())
        perform(order, "call_back", staff("huawu"), {"settled": "yes", "stars": 5, "words": ""})
        assert lost() == {}
        [(organ, one)] = standings(NOVEMBER)
        assert (organ.code, one.standing.orders, one.standing.score) == ("LL-SLJ", 1, Decimal(100))


@pytest.mark.django_db
def test_all_that_goes_wrong_with_one_order_is_counted_once_each(county: None) -> None:
    with override_now(MONDAY):
        order = dispatched()
        perform(order, "return_case", staff("chengban-slj"), {"grounds": "不属本单位职责", "instead": ""})
        perform(order, "refuse_return", staff("paidan"), {"reason": "属你单位职责"})
    with override_now(MONDAY + timedelta(days=14)):
        do(order, "take_up")
        do(order, "hand_over")
        do(order, "contact_caller", reached="yes")
        perform(order, "order_supervision", staff("rexian-duban"), {"demand": "请说明原因"})
        do(order, "draft_reply", "approve", "sign")
        perform(order, "call_back", staff("huawu"), {"settled": "no", "stars": 1, "words": ""})
        perform(order, "rework", staff("huawu"), {"demand": "重新办理"})
    with override_now(MONDAY + timedelta(days=15)):
        do(order, "draft_reply", "approve", "sign")
        perform(order, "call_back", staff("huawu"), {"settled": "no", "stars": 3, "words": ""})
        assert lost() == {
            "return_refused": 1, "late_contact": 1, "supervised": 1, "late_reply": 1, "dissatisfied": 1, "unsettled": 1,
            "unsettled_again": 1,
        }  # fmt: skip
        total = sum(LostPoint.objects.values_list("points", flat=True))
        [(_organ, one)] = standings(NOVEMBER)
        assert one.standing.lost == total == Decimal(9)


@pytest.mark.django_db
def test_signing_late_costs_half_a_point(county: None) -> None:
    with override_now(MONDAY):
        order = dispatched()
    with override_now(MONDAY + timedelta(hours=3)):
        do(order, "take_up")
    assert lost() == {"late_signing": 1}


@pytest.mark.django_db
def test_what_the_rates_leave_out_costs_no_points(county: None) -> None:
    order = answered(dispatched())
    perform(order, "call_back", staff("huawu"), {"settled": "no", "stars": 1, "words": ""})
    assert lost() == {"dissatisfied": 1, "unsettled": 1}
    perform(order, "ask_exclusion", staff("chengban-slj"), {"ground": "unlawful", "grounds": "要求违反规划"})
    perform(order, "decide_exclusion", staff("rexian-duban"), {"granted": "yes", "reason": "属实"})
    assert lost() == {}


def unhappy() -> WorkOrder:
    order = answered(dispatched())
    perform(order, "call_back", staff("huawu"), {"settled": "yes", "stars": 2, "words": ""})
    return order


@pytest.mark.django_db
def test_an_appeal_is_the_organs_in_time_and_decided_once_by_the_hotline(county: None) -> None:
    with override_now(MONDAY):
        unhappy()
        point = LostPoint.objects.get()
        with pytest.raises(NotPermitted):
            appeals.appeal(staff("chengban-czj"), point, "不服")
        appeals.appeal(staff("chengban-slj"), point, "来电人评价的是另一件事。")
        with pytest.raises(NotNow):
            appeals.appeal(staff("shenhe-slj"), point, "再次申诉")
        with pytest.raises(NotPermitted):
            appeals.decide(staff("chengban-slj"), point, lift=True, reason="同意")
        appeals.decide(staff("rexian-duban"), point, lift=True, reason="属实")
        with pytest.raises(NotNow):
            appeals.decide(staff("rexian-duban"), point, lift=False, reason="改主意")
        assert lost() == {}


@pytest.mark.django_db
def test_after_five_working_days_a_point_stands(county: None) -> None:
    with override_now(MONDAY):
        unhappy()
    with override_now(MONDAY + timedelta(days=8)), pytest.raises(NotNow, match="5 个工作日"):
        appeals.appeal(staff("chengban-slj"), LostPoint.objects.get(), "不服")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("username", "sees"), [("rexian-duban", True), ("duban", True), ("chengban-slj", True), ("chengban-czj", False)]
)
def test_an_organs_points_are_for_its_people_and_the_hotline(county: None, username: str, sees: bool) -> None:
    with override_now(MONDAY):
        unhappy()
        client = Client()
        client.force_login(Staff.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
        point = LostPoint.objects.get()
        for address in ("/desk/hotline/standing/LL-SLJ/2026-11/", f"/desk/hotline/standing/points/{point.pk}/"):
            assert client.get(address).status_code == (200 if sees else 404)
        page = client.get("/desk/hotline/standing/").content.decode()
        assert Organ.objects.get(code="LL-SLJ").name in page
        assert ("/desk/hotline/standing/LL-SLJ/2026-11/" in page) == sees


STANDINGS = st.lists(
    st.builds(Standing, st.integers(1, 999), st.integers(0, 20), st.integers(0, 40).map(Decimal)),
    unique_by=lambda one: one.organ, max_size=12,
)  # fmt: skip


@given(STANDINGS)
def test_equal_scores_share_a_rank_and_the_next_one_skips(found: list[Standing]) -> None:
    ranked = [one for one in placed(found) if one.rank is not None]
    for one in ranked:
        better = sum(other.standing.score > one.standing.score for other in ranked)
        assert one.rank == better + 1
    assert len(ranked) == sum(one.ranked for one in found)
