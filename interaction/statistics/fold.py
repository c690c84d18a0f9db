"""Folding events into tallies, so that no event is missed and none counted twice.

Ids are handed out before commit, so "everything above the last id" would lose an event that commits late. Instead the
database puts every event into a list of unfolded ones, in the event's own transaction; the fold takes rows off that
list and adds them to the tallies in one transaction of its own. An event is on the list or in the tallies, never
both, never neither.
"""

from dataclasses import dataclass

from django.db import connection, transaction

from interaction.statistics.models import Group

BATCH = 20_000
# One fold at a time: two would wait for each other's tally rows in different orders.
LOCK = 7_301

# What an event contributes. `reply_clock` is what the engine noted when the citizen's clock stopped; an event that
# corrects what others told says itself what it adds and takes back (`counts`; a month in another year too).
MEASURES = """
SELECT event.id, held.channel, event.organ_id, date_trunc('month', event."on")::date AS month, part.measure, 1 AS n,
       part.total, event.details -> 'facets' AS facets
FROM casework_event event
JOIN casework_case held ON held.id = event.case_id
CROSS JOIN LATERAL (VALUES
    ('received', event.mark = 'received', 0),
    ('accepted', event.mark = 'accepted', 0),
    ('declined', event.mark = 'declined', 0),
    ('replied', event.mark = 'replied', 0),
    ('on_time', event.mark = 'replied' AND (event.details #>> '{reply_clock,on_time}')::bool, 0),
    ('workdays', event.mark = 'replied', (event.details #>> '{reply_clock,workdays}')::int),
    ('ended', event.mark IN ('withdrawn', 'abandoned', 'declined', 'converted', 'returned_up'), 0),
    ('published', event.mark = 'published', 0),
    ('rated', event.mark IN ('rated', 'rated_badly'), event.amount),
    ('satisfied', event.mark IN ('rated', 'rated_badly') AND event.amount >= 3, 0),
    ('settled', event.mark IN ('rated', 'rated_badly') AND (event.details ->> 'settled')::bool, 0)
) AS part(measure, counts, total)
WHERE part.counts
UNION ALL
SELECT event.id, held.channel, event.organ_id, told.month, told.measure, told.n, told.n * told.total,
       event.details -> 'facets'
FROM casework_event event
JOIN casework_case held ON held.id = event.case_id
CROSS JOIN LATERAL jsonb_to_recordset(event.details -> 'counts') AS told(measure text, month date, n int, total int)
WHERE event.details ? 'counts'
"""
# The same, once for each group the event is in; see models.Group.
GROUPED = f"""
SELECT fact.id, channel, extract(year FROM month)::int AS year, one.facet, left(one.value, 40) AS value, measure, n, total
FROM ({MEASURES}) AS fact
CROSS JOIN LATERAL (
    VALUES ('{Group.ALL}', ''), ('{Group.ORGAN}', organ_id::text), ('{Group.MONTH}', extract(month FROM month)::text)
    UNION ALL SELECT key, value FROM jsonb_each_text(fact.facets)
) AS one (facet, value)
"""  # noqa: S608 - no value of anybody's is in any of these
DAYS = f"""
SELECT id, channel, year, facet, value, n * total AS days, n, 0 AS total FROM ({GROUPED}) AS fact
WHERE measure = 'workdays'
"""  # noqa: S608


@dataclass(frozen=True)
class Folding:
    """A table of tallies: what it is keyed by, and what the events contribute to it."""

    table: str
    keys: str
    contributions: str

    def insert(self, where: str) -> str:
        return f"""
            INSERT INTO {self.table} AS tally ({self.keys}, n, total)
            SELECT {self.keys}, sum(n), coalesce(sum(total), 0) FROM ({self.contributions}) AS facts
            WHERE {where} GROUP BY {self.keys}
            ON CONFLICT ({self.keys}) DO UPDATE SET n = tally.n + excluded.n, total = tally.total + excluded.total
        """  # noqa: S608

    def recount(self) -> str:
        """Rows in which the table and a count of all folded events differ."""
        return f"""
            WITH counted AS (
                SELECT {self.keys}, sum(n) AS n, coalesce(sum(total), 0) AS total
                FROM ({self.contributions}) AS facts
                WHERE id NOT IN (SELECT event_id FROM statistics_unfolded) GROUP BY {self.keys}
            )
            SELECT concat_ws(' ', {self.keys}), coalesce(tally.n, 0), coalesce(counted.n, 0),
                   coalesce(tally.total, 0), coalesce(counted.total, 0)
            FROM counted FULL JOIN {self.table} tally USING ({self.keys})
            WHERE (coalesce(tally.n, 0), coalesce(tally.total, 0))
                  <> (coalesce(counted.n, 0), coalesce(counted.total, 0))
            ORDER BY {self.keys}
        """  # noqa: S608


FOLDINGS = (
    Folding("statistics_tally", "channel, organ_id, month, measure", MEASURES),
    Folding("statistics_yeartally", "channel, year, facet, value, measure", GROUPED),
    Folding("statistics_yeardays", "channel, year, facet, value, days", DAYS),
)
# By ctid: the list is mostly empty and the planner believes it always is; a join with itself would then compare every
# waiting event with every other.
TAKE = """
DELETE FROM statistics_unfolded WHERE ctid = ANY (ARRAY(SELECT ctid FROM statistics_unfolded LIMIT %s))
RETURNING event_id
"""
TAKEN = "id = ANY (%s)"
LISTED = "id NOT IN (SELECT event_id FROM statistics_unfolded)"


@dataclass(frozen=True)
class Difference:
    table: str
    key: str
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
            cursor.execute(TAKE, [BATCH])
            taken = [row[0] for row in cursor.fetchall()]
            for folding in FOLDINGS if taken else ():
                cursor.execute(folding.insert(TAKEN), [taken])
        folded += len(taken)
        if len(taken) < BATCH:
            return folded


def recount() -> list[Difference]:
    """Where the tallies differ from a count of all folded events; empty when they agree."""
    found = []
    with connection.cursor() as cursor:
        for folding in FOLDINGS:
            cursor.execute(folding.recount())
            found += [Difference(folding.table, *row) for row in cursor.fetchall()]
    return found


@transaction.atomic
def rebuild() -> None:
    """Throw the tallies away and count again every event that is off the list."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        # Of one moment: an event that commits meanwhile is on the list, and folded in its turn.
        cursor.execute("LOCK TABLE statistics_unfolded IN SHARE ROW EXCLUSIVE MODE")
        for folding in FOLDINGS:
            cursor.execute(f"DELETE FROM {folding.table}")  # noqa: S608 - a table of our own
            cursor.execute(folding.insert(LISTED))
