"""The bar: over a simulated quarter the rates equal a recount by SQL that shares nothing with them but the events."""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from hotline.rates.formulas import Tally, Terms, rates
from hotline.rates.models import Outcome
from hotline.rates.reading import FIGURES, Period, by_organ, of_organ, orders_behind, tallies
from hotline.rates.recounting import recount
from interaction.organs.models import Organ, Staff
from interaction.workdays.now import override_now
from tests.hotline.rates.quarter import Quarter

# (Early, so that one worker does all of them.)
pytestmark = [pytest.mark.django_db, pytest.mark.long]
START = date(2026, 4, 1)

# Who was to speak with the caller by when, and whether it did: from marks alone; of the clock nothing but its due date.
RESPONSE = """
WITH given AS (
    SELECT DISTINCT ON (case_id) case_id, seq, organ_id FROM casework_event
    WHERE mark IN ('dispatched', 'arbitrated') ORDER BY case_id, seq DESC
), owed AS (
    SELECT given.*, clock.due_on,
           coalesce(clock.due_at, (clock.due_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai') AS until,
           (SELECT min(e.at) FROM casework_event e
            WHERE e.case_id = given.case_id AND e.seq > given.seq AND e.mark = 'contacted') AS contacted,
           (SELECT min(e.at) FROM casework_event e
            WHERE e.case_id = given.case_id AND e.seq > given.seq AND e.mark IN ('replied', 'withdrawn')) AS ended
    FROM given JOIN casework_clock clock ON clock.case_id = given.case_id AND clock.slot = 'contact'
    WHERE NOT EXISTS (SELECT FROM casework_event e
                      WHERE e.case_id = given.case_id AND e.seq > given.seq AND e.mark = 'return_granted')
)
SELECT {by}, count(*), count(*) FILTER (WHERE contacted <= until)
FROM owed JOIN hotline_workorder w ON w.case_ptr_id = owed.case_id
WHERE due_on BETWEEN %(first)s AND %(last)s AND (contacted IS NOT NULL OR least(ended, %(now)s) > until)
  AND w.excluded IS NOT TRUE
GROUP BY 1
"""
# The last call-back, and the organ of the answer before it: its own, or the one that signed for the incident.
CALLED_BACK = """
WITH called AS (
    SELECT DISTINCT ON (case_id) * FROM casework_event
    WHERE action IN ('call_back', 'rate', 'close_unreached') ORDER BY case_id, seq DESC
), asked AS (
    SELECT called.case_id, called."on", called.action, called.details ->> 'answer' AS said, called.amount AS stars,
           answer.action AS way, answer.organ_id AS own, answer.at, answer.details ->> 'lead' AS lead
    FROM called JOIN LATERAL (
        SELECT * FROM casework_event e
        WHERE e.case_id = called.case_id AND e.seq < called.seq AND e.action IN ('sign', 'answer_with_lead')
        ORDER BY e.seq DESC LIMIT 1) AS answer ON true
), told AS (
    SELECT asked.*, w.town_id, CASE WHEN way = 'sign' THEN own ELSE (
        SELECT e.organ_id FROM casework_event e
        WHERE e.case_id = asked.lead::bigint AND e.action = 'sign' AND e.at <= asked.at ORDER BY e.seq DESC LIMIT 1)
    END AS organ_id
    FROM asked JOIN hotline_workorder w ON w.case_ptr_id = asked.case_id WHERE w.excluded IS NOT TRUE
)
SELECT {by}, count(said), sum(CASE said WHEN 'yes' THEN 1 WHEN 'partly' THEN 0.5 ELSE 0 END),
       count(*) FILTER (WHERE action <> 'close_unreached'),
       count(*) FILTER (WHERE action <> 'close_unreached' AND stars >= 3),
       count(*) FILTER (WHERE action = 'close_unreached')
FROM told WHERE "on" BETWEEN %(first)s AND %(last)s GROUP BY 1
"""
Counted = dict[Any, tuple[Fraction, ...]]


@pytest.fixture(scope="module")
def quarter(django_db_setup: None, django_db_blocker: Any) -> Iterator[Quarter]:
    """Lived through once, for all that is asked of it; taken back afterwards."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        lived = Quarter(START)
        lived.run()
        with override_now(lived.evening(lived.last)):
            yield lived
        transaction.set_rollback(True)


def recounted(by: str, period: Period, quarter: Quarter) -> Counted:
    """{organ or town: (due, met, answered, solved, rated, pleased, unreached)}"""
    asked = {"first": period.first, "last": period.last, "now": quarter.evening(quarter.last)}
    found: dict[Any, list[Fraction]] = {}
    with connection.cursor() as cursor:
        for at, sql in ((0, RESPONSE), (2, CALLED_BACK)):
            cursor.execute(sql.format(by=by), asked)
            for key, *figures in cursor.fetchall():
                held = found.setdefault(key, [Fraction(0)] * 7)
                held[at : at + len(figures)] = [Fraction(figure or 0) for figure in figures]
    return {key: tuple(figures) for key, figures in found.items() if any(figures)}


def counted(tally: Tally) -> tuple[Fraction, ...]:
    made = rates(tally, Terms())
    three = (made.response, made.resolution, made.satisfaction)
    numbers = [Fraction(part) for rate in three for part in (rate.denominator, rate.numerator)]
    return (*numbers, Fraction(tally.unreached))


def periods(quarter: Quarter) -> list[Period]:
    return [
        Period(START, quarter.last), Period(date(2026, 4, 1), date(2026, 4, 30)),
        Period(date(2026, 5, 1), date(2026, 5, 31)), Period(date(2026, 6, 1), date(2026, 6, 29)),
        Period(date(2026, 5, 12), date(2026, 5, 12)),
    ]  # fmt: skip


def test_the_rates_equal_an_independent_recount(quarter: Quarter) -> None:
    for period in periods(quarter):
        for by, column in (("organ", "organ_id"), ("town", "town_id")):
            ours = {key: counted(tally) for key, tally in tallies(period, by=by).items()}
            assert {key: one for key, one in ours.items() if any(one)} == recounted(column, period, quarter), period
    whole = counted(of_organ(Organ.objects.get(parent=None), periods(quarter)[0], Terms()).tally)
    assert whole == tuple(map(sum, zip(*recounted("organ_id", periods(quarter)[0], quarter).values(), strict=True)))


def test_the_quarter_is_worth_its_name(quarter: Quarter) -> None:
    """What makes rates hard has all happened, more than once."""
    whole = of_organ(Organ.objects.get(parent=None), periods(quarter)[0], Terms()).tally
    assert min(vars(whole).values()) > 2, whole
    assert whole.due > whole.met
    happened = Outcome.objects.filter
    assert happened(lead__isnull=False, settled__isnull=False).count() > 5  # callers of an incident, asked themselves
    assert happened(reworked_on__isnull=False, called_back_on__isnull=False).count() > 5
    assert happened(response_met=None, response_on__lt=quarter.last).exists()  # never contacted, and late
    assert happened(returned_on__isnull=False).count() > 5


def test_outcomes_can_be_proved(quarter: Quarter) -> None:
    assert list(recount()) == []
    spoilt = Outcome.objects.filter(settled="yes").order_by("pk").first()
    Outcome.objects.filter(pk=spoilt.pk).update(settled="no")
    Outcome.objects.filter(called_back_on=None).order_by("pk")[:1].get().delete()
    assert sorted((one.column, one.stored) for one in recount(repair=True)) == [("order", None), ("settled", "no")]
    assert list(recount()) == []


def test_every_figure_opens_as_many_orders(quarter: Quarter) -> None:
    period, terms = periods(quarter)[0], Terms()
    for line in by_organ(period, terms):

        def shown(name: str, organ: Any = line.place) -> int:
            return orders_behind(name, period, terms, organs=[organ.pk]).count()

        assert {name: shown(name) for name in vars(line.tally)} == vars(line.tally)
        made = line.rates
        assert (shown("answered"), shown("rated")) == (made.resolution.denominator, made.satisfaction.denominator)
        assert shown("solved") - Fraction(shown("partly"), 2) == made.resolution.numerator
        assert shown("pleased") == made.satisfaction.numerator
        assert shown("due") == shown("met") + shown("missed")
    assert set(vars(Tally())) <= set(FIGURES)


def test_a_long_list_goes_on_by_key(quarter: Quarter) -> None:
    """Page by page, in the order of the days, nothing twice and nothing left out."""
    address = f"/desk/hotline/rates/orders/answered/?first={START}&last={quarter.last}"
    client, seen, pages = Client(), [], 0
    client.force_login(Staff.objects.get(username="rexian-duban"))
    following: str | None = address
    while following:
        page = client.get(following).content.decode()
        seen += re.findall(r">(RX-2026-\d{6})</a>", page)
        link = re.search(r'rel="next" href="([^"]*)"', page)
        following, pages = (
            address.split("?", maxsplit=1)[0] + link[1].replace("&amp;", "&") if link else None,
            pages + 1,
        )
    counted = Outcome.objects.filter(settled__isnull=False, excluded_on=None).order_by("called_back_on", "order")
    assert seen == list(counted.values_list("order__number", flat=True))
    assert pages > 2
