"""Rows that may be what is asked for: the newest that have the words, never more than CANDIDATES, however many there are.

A word that stands in every third of a million rows is looked up together with the marks of the newest days, as many of
them as promise candidates enough by what PostgreSQL knows of the words' frequencies (ANALYZE), and of more days while there
are too few.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import prod

from django.db import connection

from interaction.publicity.search.asking import Group
from interaction.publicity.search.models import IndexRow
from interaction.publicity.search.vectors import day_mark, month_mark, quoted

CANDIDATES = 500
# More are looked up than are kept: the frequencies are estimates. And by how much a window grows that held too few.
PLENTY, WIDER = 1.6, 4
# A word of which nothing is known is rarer than the rarest known one.
UNKNOWN = 0.5
# Rows with several words are at least so many times fewer than those with the rarest of them, as far as is known.
TOGETHER = 3
# So many rows are read as quickly as they are narrowed down.
FEW = 3000
# A window of more days is asked for by months.
BY_DAYS = 45


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


@dataclass(frozen=True)
class Span:
    """From when to when rows are looked for, both days included."""

    oldest: date
    newest: date

    @property
    def days(self) -> int:
        return (self.newest - self.oldest).days + 1

    def marks(self, days: int) -> list[str]:
        """Marks of the newest so many days: their own, or where they are many, those of their months."""
        if days <= BY_DAYS:
            return [day_mark(self.newest - timedelta(days=n)) for n in range(days)]
        first, month, found = (self.newest - timedelta(days=days - 1)).replace(day=1), self.newest, []
        while month >= first:
            found.append(month_mark(month))
            month = month.replace(day=1) - timedelta(days=1)
        return found


def span_of(stocked: Stock, year: str) -> Span | None:
    """All the days of which there is anything, or those of a year; None where there are none."""
    oldest, newest = stocked.oldest, stocked.newest
    if year:
        oldest, newest = max(oldest, date(int(year), 1, 1)), min(newest, date(int(year), 12, 31))
    return Span(oldest, newest) if oldest <= newest else None


def newest(
    clause: str, ranked: str, shares: Sequence[float], *, stocked: Stock, span: Span, most: int
) -> list[Candidate]:
    """The newest rows of a span that match a tsquery. `shares` are the shares of all rows that each of its parts has, by
    which the first window is chosen."""
    days = _window(shares, stocked, span, most)
    while True:
        whole = days >= span.days
        asked = clause if whole else f"{clause} & ({' | '.join(map(quoted, span.marks(days)))})"
        with connection.cursor() as cursor:
            cursor.execute(FOUND, {"query": asked, "ranked": ranked, "most": most})
            found = [Candidate(*row) for row in cursor.fetchall()]
        if whole or len(found) >= most:
            return found
        # By how many days held so few, how many are needed. Where all of them hold little more, all: a window of many
        # months costs more to look up than what it spares.
        needed = int(days * most * PLENTY / len(found)) if found else span.days
        days = span.days if len(found) * span.days / days <= FEW else max(days * WIDER, needed)


def _window(shares: Sequence[float], stocked: Stock, span: Span, most: int) -> int:
    """How many of the newest days are likely to hold enough. Words go together more often than chance would have it, so the
    rarest one's share counts too."""
    rarest = min(shares, default=1.0)
    matching = max(prod(shares), rarest / TOGETHER) * stocked.rows
    if not stocked.least or matching <= FEW:
        return span.days
    # Rows are spread over all days, those outside of the span too.
    return max(1, round((stocked.newest - stocked.oldest).days * most * PLENTY / matching))
