"""The report's figures, counted again by SQL; and how many queries a public page takes, however much there is."""

from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interaction.consultations.figures import count
from interaction.consultations.models import Consultation
from tests.consultations.acting import AFTER, FIRST, OPENS, OnDay, do, group, published, report, say, show

pytestmark = pytest.mark.django_db
PHONES = ("13900000001", "13900000002", "13900000003")


def rows(sql: str, found: Consultation) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [found.pk])
        return list(cursor.fetchall())


def test_figures_equal_a_recount(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = published()
    on_day(OPENS)
    random = Random(7)
    clauses = [*found.clauses.all(), None]
    for _each in range(30):
        clause = random.choice(clauses)
        say(found, clause=clause.pk if clause else "", phone=random.choice([*PHONES, "", ""]),
            from_kind=random.choice(["person", "organisation"]), may_quote=random.choice(["on", ""]))  # fmt: skip
    for people in (1, 4, 9):
        data = {"source": "meeting", "received_on": OPENS, "people": people, "text": "同意。", "from_kind": "person"}
        do(found, "chengban-jty", "enter_opinion", data)
    on_day(AFTER)
    opinions = list(found.opinions.order_by("number"))
    random.shuffle(opinions)
    for outcome, part in (("adopted", opinions[:10]), ("partly", opinions[10:25]), ("not_adopted", opinions[25:])):
        group(found, part, outcome)
    report(found)
    figures = found.report.figures
    of = "FROM consultations_opinion o WHERE o.consultation_id = %s"
    assert [(figures["opinions"],)] == rows(f"SELECT count(*) {of}", found) == [(33,)]
    assert figures["opinions"] == Consultation.objects.get().opinions_received
    phoned = {one.phone for one in opinions if one.phone}
    alone = [one for one in opinions if not one.phone]
    assert figures["people"] == len(phoned) + sum(one.people for one in alone)
    assert figures["by_source"] == dict(rows(f"SELECT source, count(*) {of} GROUP BY 1", found))
    assert figures["by_from"] == dict(rows(f"SELECT from_kind, count(*) {of} GROUP BY 1", found))
    clause_rows = rows(
        "SELECT coalesce(c.label, ''), count(*) FROM consultations_opinion o LEFT JOIN consultations_clause c "
        "ON c.id = o.clause_id WHERE o.consultation_id = %s GROUP BY 1", found
    )  # fmt: skip
    assert dict(map(tuple, figures["by_clause"])) == dict(clause_rows)
    assert figures["by_outcome"] == {"adopted": 10, "partly": 15, "not_adopted": 8}
    assert sum(figures["by_group"].values()) == 33
    assert figures == count(found)


def queries(address: str) -> int:
    client = Client()
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_pages_take_as_many_queries_whatever_they_show(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = published()
    hearing = {"kind": "sitting", "title": "常务会议", "held_on": AFTER, "place": "县政府", "attending_public": 3}
    do(found, "chengban-jty", "announce_hearing", hearing)
    on_day(OPENS)
    show(found, say(found))
    on_day(AFTER)
    addresses = [f"/consultations/{found.pk}/{page}" for page in ("", "opinions/")] + ["/consultations/"]
    few = [queries(one) for one in addresses]
    on_day(FIRST)
    for _each in range(3):
        published(title="另一个征求意见的公告")
    for _each in range(3):
        do(found, "chengban-jty", "announce_hearing", hearing)
    on_day(OPENS)
    for clause in found.clauses.all():
        show(found, say(found, clause=clause.pk))
    on_day(AFTER)
    assert [queries(one) for one in addresses] == few
    assert max(few) <= 12
