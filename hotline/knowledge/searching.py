"""Finding an answer while the caller speaks: articles in force first, then published replies to something alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from hotline.knowledge.models import Article
from interaction.publicity.models import Publication
from interaction.publicity.segmenting import pairs
from interaction.publicity.similarity import similar
from interaction.workdays.now import today

MOST, MOST_CANDIDATES = 6, 60
FIND = """
SELECT id FROM knowledge_article
WHERE NOT withdrawn AND valid_until >= %s AND words @@ %s::tsquery LIMIT %s
"""


@dataclass(frozen=True)
class Found:
    """What an agent may read out: an article, or a reply that was published."""

    title: str
    body: str
    source: str
    article: Article | None = None
    publication: Publication | None = None


def search(words: str) -> list[Found]:
    """The best answers to what was typed so far; none for less than two characters that tell anything."""
    asked = pairs(words[:200])
    if not asked:
        return []
    articles = _ranked(asked, _articles(asked))
    found = [Found(one.title, one.body, one.organ.short_name, article=one) for one in articles[:MOST]]
    for like in similar(words[:80], words, size=3):
        one = like.publication
        found.append(Found(like.question, one.reply, one.organ.short_name, publication=one))
    return found


def _articles(asked: Sequence[str]) -> list[Article]:
    query = " | ".join(f"'{word}'" for word in asked[:20])
    with connection.cursor() as cursor:
        cursor.execute(FIND, [today(), query, MOST_CANDIDATES])
        ids = [row[0] for row in cursor.fetchall()]
    return list(Article.objects.filter(pk__in=ids).select_related("organ", "subject"))


def _ranked(asked: Sequence[str], articles: list[Article]) -> list[Article]:
    """By how much of what was asked the question holds, then the answer."""
    wanted = set(asked)

    def score(article: Article) -> float:
        title, whole = set(pairs(article.title)), set(pairs(f"{article.title}\n{article.body}"))
        return 2 * len(wanted & title) / (len(title) or 1) + len(wanted & whole) / len(wanted)

    return sorted(articles, key=lambda one: (-score(one), one.pk))
