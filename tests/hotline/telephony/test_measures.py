"""Service measures: as counted by hand, and without reading beyond the span."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hotline.telephony.measures import measures
from interaction.organs.actors import Actor
from tests.hotline.telephony.event_feed import START, event, tell

pytestmark = pytest.mark.django_db


def test_as_counted_by_hand(first: Actor, second: Actor) -> None:
    tell(
        event("ringing", 0, "a"), event("answered", 15, "a"), event("hung_up", 75, "a"),  # soon, talks 60
        event("ringing", 100, "b"), event("answered", 116, "b"), event("hung_up", 146, "b"),  # not soon, talks 30
        event("ringing", 200, "c"), event("hung_up", 220, "c"),  # gives up
        event("ringing", 300, "d"), event("answered", 304, "d", extension="8002"),  # still talks
        event("ringing", 310, "e"),  # still waits
        event("ringing", -1, "before"), event("ringing", 400, "at-the-end"),
        event("ringing", 50, "out", direction="outbound"),
    )  # fmt: skip
    found = measures(START, START + timedelta(seconds=400))
    total, one, two = found.total, found.agents[first.staff.pk], found.agents[second.staff.pk]
    assert (total.calls, total.answered, total.answered_soon, total.abandoned) == (5, 3, 2, 1)
    assert (total.answer_rate, total.soon_rate) == (0.6, 0.4)
    assert total.average_wait == timedelta(seconds=35) / 3
    assert total.average_talk == timedelta(seconds=45)
    assert (one.calls, one.answered_soon, one.average_talk) == (2, 1, timedelta(seconds=45))
    assert (two.calls, two.answered_soon, two.average_wait, two.average_talk) == (1, 1, timedelta(seconds=4), None)
    nothing = measures(START - timedelta(days=2), START - timedelta(days=1)).total
    assert (nothing.calls, nothing.answer_rate, nothing.average_wait) == (0, None, None)


def test_no_more_than_the_span_is_read(county: None) -> None:
    """Of a year with 20,000 calls, a day's measures read that day's by the index."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO telephony_call (id, line, external_id, direction, phone, phone_index, state, extension, ringing_at,"
            " ended_at, recording_url, wrap_up, notes, notes_version)"
            " SELECT gen_random_uuid(), '', n, 'inbound', '', '', 'missed', '', moment, moment, '', '', '', 0"
            " FROM generate_series(1, 20000) n, LATERAL (SELECT %s::timestamptz - n * interval '26 minutes' AS moment) m",
            [START],
        )
        cursor.execute("ANALYZE telephony_call")
    day = START - timedelta(days=100)
    with CaptureQueriesContext(connection) as queries:
        found = measures(day, day + timedelta(days=1))
    assert len(queries) == 1
    assert found.total.calls in (55, 56)
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + queries[0]["sql"])
        (plan,) = cursor.fetchone()
    scan = plan[0]["Plan"]
    while "Plans" in scan:
        scan = scan["Plans"][0]
    assert "Index" in scan["Node Type"], json.dumps(plan)
    assert (scan["Index Name"], scan.get("Rows Removed by Filter", 0)) == ("call_by_time", 0)
