"""Published replies that are like what somebody is about to ask: found by their words, ranked, typical ones first.

Reads masked snapshots alone. Candidates come from one index: a reply is one when it shares at least two of the rarest
words of the question, so that a word that stands in every second letter does not make a hundred thousand of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.contrib.postgres.search import SearchVectorField
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Cast

from interaction.publicity.models import Publication, PublicationWords, TypicalReply
from interaction.publicity.queries import published
from interaction.publicity.segmenting import pairs

# Of a text so many characters are looked at: what a letter is about stands at its beginning.
REACH = 400
# The rarest words asked for, and how many candidates are compared.
RAREST, MOST_CANDIDATES = 8, 200
# How much of the words must be shared, from 0 to 1.
ENOUGH = 0.25
TITLE_WEIGHT = 0.6


@dataclass(frozen=True)
class Similar:
    publication: Publication
    question: str
    typical: bool
    score: float


def similar(title: str, text: str, *, channel: str = "", size: int = 5) -> list[Similar]:
    """The published replies closest to a question, typical ones first; none where nothing is close."""
    asked_title, asked = frozenset(pairs(title)), frozenset(pairs(f"{title}\n{text[:REACH]}"))
    candidates = _candidates([*pairs(title), *pairs(text[:REACH])], channel)
    found = [_compared(one, asked_title, asked) for one in candidates]
    close = [one for one in found if one.score >= ENOUGH]
    return sorted(close, key=lambda one: (not one.typical, -one.score, -one.publication.pk))[:size]


def remember_words(publication: Publication) -> None:
    """Make a published reply findable, or findable by its new text."""
    typical = TypicalReply.objects.filter(publication=publication).first()
    PublicationWords.objects.update_or_create(
        publication=publication,
        defaults={
            "channel": publication.channel, "typical": typical is not None,
            "words": _vector(words_of(publication.title, publication.content, typical.question if typical else "")),
        },
    )  # fmt: skip


def forget_words(publication: Publication) -> None:
    PublicationWords.objects.filter(publication=publication).delete()


def words_of(title: str, content: str, question: str = "") -> list[str]:
    return pairs(f"{question}\n{title}\n{content[:REACH]}")


def as_vector(words: Iterable[str]) -> str:
    """As PostgreSQL reads a tsvector: words in quotes. They hold letters, digits and Han characters alone."""
    return " ".join(f"'{word}'" for word in words)


def _vector(words: Sequence[str]) -> Cast:
    return Cast(Value(as_vector(words)), SearchVectorField())


def _candidates(words: Sequence[str], channel: str) -> list[Publication]:
    query = _query(words)
    if not query:
        return []
    ids = _matching(query, channel, typical=True) + _matching(query, channel, typical=False)
    rows = published().select_related("typical").in_bulk(ids)
    return list(rows.values())


CANDIDATES = """
SELECT publication_id FROM publicity_publicationwords
WHERE words @@ %s::tsquery AND typical = %s AND (%s = '' OR channel = %s)
ORDER BY publication_id DESC LIMIT %s
"""


def _matching(query: str, channel: str, *, typical: bool) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, [query, typical, channel, channel, MOST_CANDIDATES])
        return [row[0] for row in cursor.fetchall()]


def _query(words: Sequence[str]) -> str:
    """Any two of the rarest words, as PostgreSQL reads a tsquery; empty when there are not two."""
    chosen = _rarest(list(dict.fromkeys(words)))
    return " | ".join(f"('{one}' & '{other}')" for one, other in combinations(chosen, 2))


def _rarest(words: list[str]) -> list[str]:
    """Rare by what PostgreSQL itself has counted of the column (ANALYZE); among equals those that come first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, frequency FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs)"
            " AS common(word, frequency) WHERE schemaname = current_schema() AND tablename = %s AND attname = 'words'"
            " AND word = ANY(%s)",
            [PublicationWords._meta.db_table, words],
        )
        common = dict(cursor.fetchall())
    order = {word: position for position, word in enumerate(words)}
    by_rarity = sorted(words, key=lambda word: (common.get(word, 0.0), order[word]))
    return by_rarity[:RAREST]


def _compared(publication: Publication, asked_title: frozenset[str], asked: frozenset[str]) -> Similar:
    typical = getattr(publication, "typical", None)
    question = typical.question if typical else ""
    title = frozenset(pairs(f"{question}\n{publication.title}"))
    whole = frozenset(words_of(publication.title, publication.content, question))
    score = TITLE_WEIGHT * _shared(asked_title, title) + (1 - TITLE_WEIGHT) * _shared(asked, whole)
    return Similar(publication, question or publication.title, typical is not None, score)


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient: how much of both is common to both."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
