"""Published replies that are like what somebody is about to ask: found by their words, ranked, typical ones first.

Reads masked snapshots alone. Candidates come from one index: a reply is one when it shares two of the question's telling
words, so that a word that stands in every tenth letter does not make a hundred thousand of them.
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
# A word in more of all replies than this tells little; so many of the others are asked for, the title's first.
COMMON, MOST_WORDS = 0.02, 10
# Of the common ones these many are asked for beside them: together with a rare one they tell something.
FEWEST_COMMON = 2
# How many must be shared, of how many: asked for in turn, until there are candidates enough. Few, so that asking an
# index for any group of them stays cheaper than reading the table.
SHARED = ((3, 6), (2, 10))
MOST_CANDIDATES = 200
# How much of the words must be shared, from 0 to 1.
ENOUGH = 0.25
TITLE_WEIGHT = 0.6


@dataclass(frozen=True)
class Similar:
    publication: Publication
    question: str
    typical: bool
    score: float


def similar(title: str, text: str, size: int = 5) -> list[Similar]:
    """The published replies closest to a question, typical ones first; none where nothing is close."""
    asked_title, asked = frozenset(pairs(title)), frozenset(pairs(f"{title}\n{text[:REACH]}"))
    candidates = _candidates([*pairs(title), *pairs(text[:REACH])])
    found = [_compared(one, asked_title, asked) for one in candidates]
    close = [one for one in found if one.score >= ENOUGH]
    return sorted(close, key=lambda one: (not one.typical, -one.score, -one.publication.pk))[:size]


def remember_words(publication: Publication) -> None:
    """Make a published reply findable, or findable by its new text."""
    typical = TypicalReply.objects.filter(publication=publication).first()
    PublicationWords.objects.update_or_create(
        publication=publication,
        defaults={
            "typical": typical is not None,
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


def _candidates(words: Sequence[str]) -> list[Publication]:
    """Those that share most of the words before those that share two, as far as there is room for them."""
    chosen, ids = _telling(list(dict.fromkeys(words))), dict[int, None]()
    for shared, among in SHARED:
        query = _any_of(chosen[:among], shared)
        if query and len(ids) < MOST_CANDIDATES:
            ids |= dict.fromkeys(_matching(TYPICAL_ONES, query) + _matching(OTHERS, query))
    rows = published().select_related("typical").in_bulk(ids)
    return list(rows.values())


CANDIDATES = """
SELECT publication_id FROM publicity_publicationwords
WHERE words @@ %s::tsquery AND {which}
ORDER BY publication_id DESC LIMIT %s
"""
# The typical ones have an index of their own: they are few, and must not be sought among all.
TYPICAL_ONES, OTHERS = CANDIDATES.format(which="typical"), CANDIDATES.format(which="NOT typical")


def _matching(sql: str, query: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [query, MOST_CANDIDATES])
        return [row[0] for row in cursor.fetchall()]


def _any_of(words: Sequence[str], shared: int) -> str:
    """Any so many of the words, as PostgreSQL reads a tsquery; empty when there are not so many."""
    groups = (" & ".join(f"'{word}'" for word in group) for group in combinations(words, shared))
    return " | ".join(f"({group})" for group in groups)


def _telling(words: list[str]) -> list[str]:
    """The words that are not common, by what PostgreSQL itself has counted of the column (ANALYZE), in their order;
    where there are hardly any, the least common of the others too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, frequency FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs)"
            " AS common(word, frequency) WHERE schemaname = current_schema() AND tablename = %s AND attname = 'words'"
            " AND word = ANY(%s)",
            [PublicationWords._meta.db_table, words],
        )
        common = dict(cursor.fetchall())
    frequent = sorted((word for word in words if common.get(word, 0) > COMMON), key=lambda word: common[word])
    rare = [word for word in words if common.get(word, 0) <= COMMON]
    return [*rare[: MOST_WORDS - FEWEST_COMMON], *frequent[:FEWEST_COMMON]]


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
