"""Folding events into tallies, so that no event is missed and none counted twice.

Ids are handed out before commit, so "everything above the last id" would lose an event that commits late. Instead the
database puts every event into a list of unfolded ones, in the event's own transaction; the fold takes rows off that
list and adds them to the tallies in one transaction of its own. An event is on the list or in the tallies, never
both, never neither.
"""

from dataclasses import dataclass

from django.db import connection, transaction

BATCH = 20_000
# One fold at a time: two would wait for each other's tally rows in different orders.
LOCK = 7_301

# What an event contributes. `reply_clock` is what the engine noted when the citizen's clock stopped.
CONTRIBUTIONS = """
SELECT held.channel, event.organ_id, date_trunc('month', event."on")::date AS month, part.measure, part.total
FROM casework_event event
JOIN casework_case held ON held.id = event.case_id
CROSS JOIN LATERAL (VALUES
    ('received', event.mark = 'received', 0),
    ('replied', event.mark = 'replied', 0),
    ('on_time', event.mark = 'replied' AND (event.details #>> '{reply_clock,on_time}')::bool, 0),
    ('workdays', event.mark = 'replied', (event.details #>> '{reply_clock,workdays}')::int),
    ('ended', event.mark IN ('withdrawn', 'abandoned', 'declined', 'merged', 'converted'), 0),
    ('published', event.mark = 'published', 0),
    ('rated', event.mark = 'rated', event.amount)
) AS part(measure, counts, total)
WHERE part.counts
"""

# By ctid: the list is mostly empty and the planner believes it always is; a join with itself would then compare every
# waiting event with every other.
FOLD = f"""
WITH taken AS (
    DELETE FROM statistics_unfolded WHERE ctid = ANY (ARRAY(SELECT ctid FROM statistics_unfolded LIMIT %s))
    RETURNING event_id
), added AS (
    INSERT INTO statistics_tally AS tally (channel, organ_id, month, measure, n, total)
    SELECT channel, organ_id, month, measure, count(*), coalesce(sum(total), 0)
    FROM ({CONTRIBUTIONS} AND event.id IN (SELECT event_id FROM taken)) AS facts
    GROUP BY channel, organ_id, month, measure
    ON CONFLICT (channel, organ_id, month, measure)
    DO UPDATE SET n = tally.n + excluded.n, total = tally.total + excluded.total
    RETURNING 1
)
SELECT (SELECT count(*) FROM taken), (SELECT count(*) FROM added)
"""  # noqa: S608 - no value of anybody's is in it

# One statement, hence of one moment: an event that commits meanwhile is neither counted nor taken off the list.
REBUILD = f"""
WITH emptied AS (DELETE FROM statistics_unfolded)
INSERT INTO statistics_tally (channel, organ_id, month, measure, n, total)
SELECT channel, organ_id, month, measure, count(*), coalesce(sum(total), 0)
FROM ({CONTRIBUTIONS}) AS facts
GROUP BY channel, organ_id, month, measure
"""  # noqa: S608

RECOUNT = f"""
WITH counted AS (
    SELECT channel, organ_id, month, measure, count(*) AS n, coalesce(sum(total), 0) AS total
    FROM ({CONTRIBUTIONS} AND event.id NOT IN (SELECT event_id FROM statistics_unfolded)) AS facts
    GROUP BY channel, organ_id, month, measure
)
SELECT channel, organ_id, month, measure, coalesce(tally.n, 0), coalesce(counted.n, 0),
       coalesce(tally.total, 0), coalesce(counted.total, 0)
FROM counted FULL JOIN statistics_tally tally USING (channel, organ_id, month, measure)
WHERE (coalesce(tally.n, 0), coalesce(tally.total, 0)) <> (coalesce(counted.n, 0), coalesce(counted.total, 0))
ORDER BY channel, organ_id, month, measure
"""  # noqa: S608


@dataclass(frozen=True)
class Difference:
    channel: str
    organ_id: int
    month: object
    measure: str
    tallied: int
    counted: int
    tallied_total: int
    counted_total: int


def fold() -> int:
    """Fold what waits; answers how many events were folded. Safe to run at any time, in any number."""
    folded = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                return folded
            cursor.execute(FOLD, [BATCH])
            taken = cursor.fetchone()[0]
        folded += taken
        if taken < BATCH:
            return folded


def recount() -> list[Difference]:
    """Where the tallies differ from a count of all folded events; empty when they agree."""
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT)
        return [Difference(*row) for row in cursor.fetchall()]


@transaction.atomic
def rebuild() -> None:
    """Throw the tallies away and count every event again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute("TRUNCATE statistics_tally")
        cursor.execute(REBUILD)
