"""Rows that may be what is asked for: the newest that have the words, never more than CANDIDATES, however many there are.

A word that stands in every third of a million rows is looked up together with the marks of the newest months, as many of
them as promise candidates enough by what PostgreSQL knows of the words' frequencies (ANALYZE), and of more months while
there are too few.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from interaction.publicity.search.asking import Group
from interaction.publicity.search.models import IndexRow
from interaction.publicity.search.vectors import month_mark, quoted

CANDIDATES = 500
# More are looked up than are kept: the frequencies are estimates. And by how much a window grows that held too few.
PLENTY, WIDER = 1.6, 4
# A word of which nothing is known is rarer than the rarest known one.
UNKNOWN = 0.5


@dataclass(frozen=True)
class Stock:
    """What PostgreSQL knows of the index: how many rows, from when to when, and how often the asked words occur."""

    rows: float
    oldest: date
    newest: date
    common: Mapping[str, float] = field(default_factory=dict)
    least: float = 0.0

    def frequency(self, lexeme: str) -> float:
        """In what share of all rows a lexeme occurs, from 0 to 1."""
        return self.common.get(lexeme, self.least * UNKNOWN)

    def of_group(self, group: Group) -> float:
        return min(1.0, sum(self.frequency(word) for word in group.lexemes()))


STOCK = """
SELECT (SELECT reltuples FROM pg_class WHERE oid = %(table)s::regclass),
       (SELECT min("on") FROM search_indexrow), (SELECT max("on") FROM search_indexrow),
       (SELECT jsonb_object_agg(word, frequency) FILTER (WHERE word = ANY(%(words)s)) FROM told),
       (SELECT min(frequency) FROM told WHERE word IS NOT NULL)
"""
TOLD = """
WITH told AS MATERIALIZED (
    SELECT word, frequency FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs)
        AS common(word, frequency)
    WHERE schemaname = current_schema() AND tablename = %(table)s AND attname = 'words'
)
"""


def stock(lexemes: Sequence[str]) -> Stock | None:
    """Of these lexemes; None while nothing is public."""
    with connection.cursor() as cursor:
        cursor.execute(TOLD + STOCK, {"table": IndexRow._meta.db_table, "words": list(lexemes)})
        rows, oldest, newest, common, least = cursor.fetchone()
    if oldest is None:
        return None
    return Stock(max(rows, 0), oldest, newest, json.loads(common or "{}"), float(least or 0))


@dataclass(frozen=True)
class Candidate:
    """A row that has the words, with what facets are counted by."""

    id: int
    on: date
    rank: float
    organ: int | None
    channel: str
    kind: str
    place: str
    source: str
    typical: bool


FOUND = """
WITH found AS MATERIALIZED (
    SELECT id, "on", words, organ_id, channel, kind, place, source, typical
    FROM search_indexrow WHERE words @@ %(query)s::tsquery
), newest AS MATERIALIZED (
    SELECT * FROM found ORDER BY "on" DESC, id DESC LIMIT %(most)s
)
SELECT id, "on", ts_rank('{0.1, 0.3, 0.7, 1.0}', words, %(ranked)s::tsquery), organ_id, channel, kind, place, source,
       typical
FROM newest ORDER BY "on" DESC, id DESC
"""


def newest(
    clause: str, ranked: str, share: float, stocked: Stock, *, months: Sequence[str], most: int = CANDIDATES
) -> list[Candidate]:
    """The newest rows that match a tsquery, of these months (marks, newest first). `share` is the share of all rows that
    match at most, by which the first window is chosen."""
    window = _window(share, stocked, len(months), most)
    while True:
        whole = window >= len(months)
        asked = clause if whole else f"{clause} & ({' | '.join(map(quoted, months[:window]))})"
        with connection.cursor() as cursor:
            cursor.execute(FOUND, {"query": asked, "ranked": ranked, "most": most})
            found = [Candidate(*row) for row in cursor.fetchall()]
        if whole or len(found) >= most:
            return found
        # By how many months held so few, how many are needed; at least so many times more.
        needed = int(window * most / len(found)) if found else 0
        window = max(window * WIDER, needed)


def _window(share: float, stocked: Stock, months: int, most: int) -> int:
    matching = share * stocked.rows
    if matching <= most * PLENTY or not stocked.least:
        return months
    return max(1, round(months * most * PLENTY / matching))


def months_of(stocked: Stock, year: int | None) -> list[str]:
    """The marks of the months in which there is anything, the newest first; of one year alone where it is given."""
    first = stocked.oldest.replace(day=1)
    day = stocked.newest.replace(day=1)
    found = []
    while day >= first:
        if year is None or day.year == year:
            found.append(month_mark(day))
        day = day.replace(year=day.year - 1, month=12) if day.month == 1 else day.replace(month=day.month - 1)
    return found
