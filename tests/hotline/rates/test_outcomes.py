"""What became of single orders, and that a holiday notice, a configuration and a command are followed."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction

from hotline.models import WorkOrder
from hotline.rates.configured import terms_on
from hotline.rates.formulas import Tally, Terms
from hotline.rates.models import Configuration, Outcome
from hotline.rates.reading import Period, of_organ, tallies
from hotline.rates.recounting import recount
from interaction.casework.engine import perform
from interaction.organs.actors import Actor
from interaction.organs.models import Organ
from interaction.workdays.arrangements import parse_notice
from interaction.workdays.loading import load_notice
from tests.conftest import do, staff
from tests.hotline.rates.orders import answered, called_back, dispatched, excluded
from tests.workdays.test_loading import NOTICE

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]
DAY = date(2026, 11, 23)  # a Monday


def tally(code: str, first: date = DAY, last: date = DAY + timedelta(days=60)) -> Tally:
    return of_organ(Organ.objects.get(code=code), Period(first, last), Terms()).tally


def test_response_is_undecided_until_the_limit_has_run_out(county: None, on_day: OnDay) -> None:
    on_day(DAY)
    dispatched()
    assert tally("LL-SLJ") == Tally()
    on_day(DAY + timedelta(days=1))  # one working day: good until its end
    assert tally("LL-SLJ") == Tally()
    on_day(DAY + timedelta(days=2))
    assert tally("LL-SLJ") == Tally(due=1)
    assert tally("LL-SLJ", first=DAY + timedelta(days=1), last=DAY + timedelta(days=1)) == Tally(due=1)


def test_response_is_of_the_last_organ_and_of_none_that_was_let_off(county: None, on_day: OnDay) -> None:
    on_day(DAY)
    order = dispatched()
    do(order, "return_case", "grant_return")
    on_day(DAY + timedelta(days=3))
    assert tally("LL") == Tally()
    perform(order, "dispatch", staff("paidan"), {"organ": Organ.objects.get(code="LL-JTY").pk})
    do(order, "contact_caller", reached="yes")
    assert (tally("LL-SLJ"), tally("LL-JTY")) == (Tally(), Tally(due=1, met=1))


def test_nobody_owes_contact_to_who_is_hidden_or_unknown(county: None, on_day: OnDay) -> None:
    on_day(DAY)
    for changes in ({"identity": "hidden"}, {"phone": "", "name": ""}):
        called_back(**changes)
    assert tally("LL-SLJ") == Tally(settled=2, satisfied=2)


def test_who_cannot_be_reached_is_left_out_of_two_rates_and_not_of_the_first(county: None, on_day: OnDay) -> None:
    on_day(DAY)
    order, agent = answered(dispatched()), staff("huawu")
    for later in (1, 2, 3):
        on_day(DAY + timedelta(days=later))
        perform(order, "note_attempt", agent, {"outcome": "no_answer"})
    perform(order, "close_unreached", agent)
    assert tally("LL-SLJ") == Tally(due=1, met=1, unreached=1)


def test_what_is_excluded_counts_in_none_and_what_is_not_in_all(county: None, on_day: OnDay) -> None:
    on_day(DAY)
    order = called_back(settled="no", stars=1)
    do(order, "ask_exclusion")
    assert tally("LL-SLJ") == Tally(due=1, met=1, unsettled=1, dissatisfied=1)
    perform(order, "decide_exclusion", staff("rexian-duban"), {"granted": "yes", "reason": "经核实。"})
    assert tally("LL-SLJ") == Tally(excluded=1)
    excluded(called_back("LL-JTY"), granted="no")
    assert tally("LL-JTY") == Tally(due=1, met=1, settled=1, satisfied=1)


def test_after_rework_the_last_call_back_counts_on_its_own_day(county: None, on_day: OnDay) -> None:
    on_day(DAY)
    order = called_back(settled="no", stars=1)
    perform(order, "rework", staff("huawu"), {"demand": "请重新办理"})
    assert tally("LL-SLJ") == Tally(due=1, met=1, unsettled=1, dissatisfied=1)  # nothing hides behind a rework
    later = DAY + timedelta(days=7)
    on_day(later)
    do(order, "draft_reply", "approve", "sign")
    perform(order, "rate", Actor.party(order.pk), {"settled": "partly", "stars": 3, "words": ""})
    assert tally("LL-SLJ", last=DAY + timedelta(days=6)) == Tally(due=1, met=1)
    assert tally("LL-SLJ", first=later) == Tally(partly=1, basically=1)


def test_a_caller_of_an_incident_counts_for_the_organ_that_answered_it(county: None, on_day: OnDay) -> None:
    on_day(DAY)
    lead, follower = dispatched(), WorkOrder()
    data: dict[str, Any] = {
        "kind": "help", "title": lead.title, "content": lead.content, "urgency": "ordinary", "identity": "withheld",
        "phone": "13905390002", "name": "李某某",
    }  # fmt: skip
    perform(follower, "take_call", staff("huawu"), data)
    perform(follower, "join", staff("huawu"), {"lead": lead.pk})
    answered(lead)
    perform(follower, "call_back", staff("huawu"), {"settled": "partly", "stars": 4, "words": ""})
    outcome = Outcome.objects.get(pk=follower.pk)
    assert (outcome.organ, outcome.lead_id, outcome.response_on) == (lead.organ, lead.pk, None)
    assert tally("LL-SLJ") == Tally(due=1, met=1, partly=1, satisfied=1)
    on_day(DAY + timedelta(days=1))
    # The incident's own caller says no; it is worked on anew by another organ, which takes nothing from the follower.
    perform(lead, "call_back", staff("huawu"), {"settled": "no", "stars": 1, "words": ""})
    perform(lead, "rework", staff("huawu"), {"demand": "请重新办理"})
    roads = {"organ": Organ.objects.get(code="LL-JTY").pk, "reason": "属于你单位"}
    perform(lead, "transfer", staff("rexian-duban"), roads)
    do(lead, "contact_caller", reached="yes")
    do(lead, "draft_reply", "approve", "sign")
    perform(lead, "call_back", staff("huawu"), {"settled": "yes", "stars": 5, "words": ""})
    assert tally("LL-SLJ") == Tally(partly=1, satisfied=1)
    assert tally("LL-JTY") == Tally(due=1, met=1, settled=1, satisfied=1)
    assert list(recount()) == []


def test_direct_answers_and_declined_orders_never_count(county: None, on_day: OnDay) -> None:
    on_day(DAY)
    for action, said in (
        ("answer_directly", {"answer": "在医保服务平台备案即可。"}), ("decline", {"ground": "petition", "advice": ""}),
    ):  # fmt: skip
        order = dispatched()  # and came back to the desk
        do(order, "return_case", "grant_return")
        perform(order, action, staff("huawu"), said)
    on_day(DAY + timedelta(days=30))
    assert tallies(Period(DAY, DAY + timedelta(days=60))) == {}


def test_a_holiday_notice_moves_what_is_not_decided_yet(county: None, on_day: OnDay) -> None:
    on_day(date(2027, 2, 5))
    order = dispatched()
    before = Outcome.objects.get(pk=order.pk)
    load_notice(parse_notice(NOTICE))
    after = Outcome.objects.get(pk=order.pk)
    assert after.response_on == order.clocks.get(slot="contact").due_on != before.response_on
    assert after.response_by - before.response_by == after.response_on - before.response_on
    assert list(recount()) == []


def test_terms_are_those_of_the_last_day(county: None) -> None:
    Configuration.objects.create(effective_from=date(2026, 7, 1), response=30, resolution=30, satisfaction=40,
                                 partly_half=False, basically=False, basis="考核办法")  # fmt: skip
    assert terms_on(date(2026, 6, 30)) == Terms()
    assert terms_on(date(2026, 7, 1)) == Terms(30, 30, 40, Fraction(0), basically=False)
    with pytest.raises(IntegrityError, match="hundred"), transaction.atomic():
        Configuration.objects.create(effective_from=date(2026, 8, 1), response=30, resolution=30, satisfaction=30)


def test_the_command_tells_numerators_and_denominators(county: None, on_day: OnDay) -> None:
    on_day(DAY)
    called_back(settled="partly", stars=3)
    called_back("LL-JTY", settled="yes", stars=5)
    span = ("--from", "2026-11-01", "--to", "2026-11-30")

    def asked(*options: str) -> str:
        out = StringIO()
        call_command("hotline_rates", *span, *options, stdout=out)
        return out.getvalue()

    one = json.loads(asked("--organ", "LL-SLJ", "--json"))
    assert one["resolution"] == {"numerator": 0.5, "denominator": 1, "rate": "0.5000"}
    assert one["satisfaction"]["numerator"] == one["response"]["denominator"] == 1
    county_wide = json.loads(asked("--organ", "LL", "--json"))
    assert county_wide["resolution"] == {"numerator": 1.5, "denominator": 2, "rate": "0.7500"}
    everyone = json.loads(asked("--all", "--json"))
    assert [(line["rank"], line["organ"]) for line in everyone][:3] == [(1, "LL-JTY"), (2, "LL-SLJ"), (None, "LL-CZJ")]
    assert "解决率 75.00% (1.5/2)" in asked("--organ", "LL")
    with pytest.raises(CommandError, match="XX"):
        asked("--organ", "XX")
