"""Which of the candidates answers best: by how telling the words are that it has and where it has them, by whether it has
the query word for word, and by how new it is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from interaction.publicity.search.asking import Group, Query
from interaction.publicity.search.candidates import Candidate, Stock
from interaction.publicity.search.lexicon import plain
from interaction.publicity.search.models import IndexRow
from interaction.workdays.now import today

# So many are read and compared; what is not among them nobody pages to.
SCORED = 150
TITLE, QUESTION, ANSWER, TEXT = 1.0, 1.0, 0.55, 0.4
# What a synonym is worth beside the word itself.
MEANS_THE_SAME = 0.85
WORD_FOR_WORD, TYPICAL, FRESH, HALF_LIFE = 0.5, 0.12, 0.25, 540.0
RAREST, SMALLEST = 1e-5, 0.2


@dataclass(frozen=True)
class Scored:
    row: IndexRow
    score: float


def scored(candidates: Sequence[Candidate], query: Query, stocked: Stock, *, by_day: bool) -> list[Scored]:
    """The best first, or of the best the newest first."""
    best = list(candidates)
    if query.groups and not by_day:
        best.sort(key=lambda one: one.rank + FRESH / 4 * _freshness(one), reverse=True)
    order = {one.id: place for place, one in enumerate(best[:SCORED])}
    rows = IndexRow.objects.filter(pk__in=order).defer("words").select_related("organ")
    weights = [(one, _telling(one, stocked)) for one in query.groups]
    found = [Scored(row, _score(row, weights, query)) for row in rows]
    if by_day or not query.groups:
        return sorted(found, key=lambda one: (one.row.on, one.row.pk), reverse=True)
    return sorted(found, key=lambda one: (-one.score, order[one.row.pk]))


def _telling(group: Group, stocked: Stock) -> float:
    """The rarer, the more a word tells."""
    return SMALLEST - math.log10(max(RAREST, min(1.0, stocked.frequency(group.word) or RAREST)))


def _freshness(candidate: Candidate | IndexRow) -> float:
    """1 for what is new, half of it for what is HALF_LIFE days old."""
    return float(0.5 ** (max(0, (today() - candidate.on).days) / HALF_LIFE))


def _score(row: IndexRow, weights: Sequence[tuple[Group, float]], query: Query) -> float:
    fields = [(plain(row.title), TITLE), (plain(row.question), QUESTION), (plain(row.answer), ANSWER),
              (plain(row.text), TEXT)]  # fmt: skip
    whole = sum(weight for _group, weight in weights) or 1.0
    has = sum(weight * _worth(group, fields) for group, weight in weights) / whole
    typed = plain(query.text).replace(" ", "")
    exact = len(typed) > 1 and any(typed in text.replace(" ", "") for text, worth in fields if worth == TITLE)
    return (
        has + (WORD_FOR_WORD if exact else 0.0) + (TYPICAL if row.typical else 0.0) + FRESH * _freshness(row)
    )  # fmt: skip


def _worth(group: Group, fields: Sequence[tuple[str, float]]) -> float:
    """What having this word is worth, by the best place in which it stands; standing in several is worth a little more."""
    best = total = 0.0
    for text, worth in fields:
        found = _in(group, text) * worth
        best, total = max(best, found), total + found
    return best + 0.1 * (total - best)


def _in(group: Group, text: str) -> float:
    if group.word in text or (group.parts and all(part in text for part in group.parts)):
        return 1.0
    return MEANS_THE_SAME if any(other in text for other in group.others) else 0.0
