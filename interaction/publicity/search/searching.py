"""One search: what is asked for is understood, candidates are found, ranked and counted by facet, and help is given where
nothing is found. The page, the command and the feeds all ask here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from django.utils.translation import pgettext

from interaction.casework.registry import channels
from interaction.organs.models import Organ
from interaction.publicity.search.asking import Group, Query, groups_of, understood
from interaction.publicity.search.candidates import CANDIDATES, Candidate, Stock, newest, span_of, stock
from interaction.publicity.search.county import County, county
from interaction.publicity.search.index import SOURCES, TYPICAL
from interaction.publicity.search.lexicon import Lexicon
from interaction.publicity.search.meaning import guesses, read_pinyin
from interaction.publicity.search.ranking import Scored, scored
from interaction.publicity.search.vectors import FACETS, mark, quoted

PAGE = 15
# So few rows with all the words are not enough: those that have most of them come after.
ENOUGH = 3
# So many groups are combined; more would make more combinations than an index is asked well.
COMBINED = 6
MOST_VALUES = 12


@dataclass(frozen=True)
class Filters:
    """What a search is narrowed to; empty where it is not."""

    source: str = ""
    channel: str = ""
    organ: str = ""
    kind: str = ""
    place: str = ""
    year: str = ""

    def chosen(self) -> dict[str, str]:
        return {name: value for name in FACETS if (value := getattr(self, name))}

    def marks(self) -> list[str]:
        return [mark(FACETS[name], value) for name, value in self.chosen().items()]


@dataclass(frozen=True)
class SearchFacet:
    """A value that results can be narrowed to, and how many of them have it: exactly, or at least so many."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Answer:
    """What a search came to. `total` is exact, or where `more` is set, at least so many."""

    query: Query
    filters: Filters
    hits: Sequence[Scored] = ()
    total: int = 0
    more: bool = False
    # No row has all the words; these have most of them.
    partly: bool = False
    # {what was typed: what was searched for instead}
    meant: Mapping[str, str] = field(default_factory=dict)
    facets: Mapping[str, Sequence[SearchFacet]] = field(default_factory=dict)
    page: int = 1
    pages: int = 1
    # {(facet, value): what it is called}
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)
    # Fewer words, to try instead.
    fewer: Sequence[str] = ()


@dataclass(frozen=True)
class _Search:
    place: County
    filters: Filters
    literal: bool

    @property
    def lexicon(self) -> Lexicon:
        return self.place.lexicon


@dataclass
class _Found:
    query: Query
    rows: list[Candidate]
    stocked: Stock | None
    partly: bool = False
    meant: dict[str, str] = field(default_factory=dict)


def search(typed: str, filters: Filters | None = None, page: int = 1, *, by_day: bool = False,
           literal: bool = False) -> Answer:  # fmt: skip
    """Search for what was typed, narrowed by `filters`; `page` counts from 1. `by_day` puts the newest first, `literal`
    takes the words as they are."""
    filters = filters or Filters()
    asked = _Search(county(), filters, literal)
    query = understood(typed, asked.lexicon)
    if not query.groups and not filters.chosen():
        return Answer(query, filters)
    labels = _labels(asked.place.organs)
    found = _found(query, asked)
    if found.stocked is None or not found.rows:
        return Answer(found.query, filters, meant=found.meant, fewer=_fewer(query), labels=labels)
    ranked = scored(found.rows, found.query, found.stocked, by_day=by_day)
    pages = max(1, -(-len(ranked) // PAGE))
    page = min(max(1, page), pages)
    return Answer(
        query=found.query, filters=filters, hits=ranked[(page - 1) * PAGE : page * PAGE], total=len(found.rows),
        more=len(found.rows) >= CANDIDATES, partly=found.partly, meant=found.meant,
        facets=_facets(found.rows, filters, asked.place.organs, labels), page=page, pages=pages, labels=labels,
    )  # fmt: skip


def _found(query: Query, asked: _Search) -> _Found:
    """By all the words; else by what sounds the same; else by most of the words."""
    meant = dict(query.corrected)
    if not asked.literal:
        right, read = read_pinyin(query.text) if query.text.isascii() or _has_letters(query.text) else (query.text, {})
        if read:
            query, meant = replace(query, groups=groups_of(right, asked.lexicon)), {**meant, **read}
    found = _Found(query, *_by_all(query.groups, asked), meant=meant)
    if found.stocked is None or len(found.rows) >= ENOUGH or not query.groups:
        return found
    if not found.rows and not asked.literal:
        for text, read in guesses(query.text):
            other = replace(query, groups=groups_of(text, asked.lexicon))
            rows, stocked = _by_all(other.groups, asked)
            if rows:
                return _Found(other, rows, stocked, meant={**meant, **read})
    known = {one.id for one in found.rows}
    partial = [one for one in _by_most(query.groups, asked, found.stocked) if one.id not in known]
    return _together(found, partial)


def _together(found: _Found, partial: list[Candidate]) -> _Found:
    """Those with all words and those with most, the newest first."""
    rows = sorted([*found.rows, *partial], key=lambda one: (one.on, one.id), reverse=True)
    return _Found(found.query, rows[:CANDIDATES], found.stocked, not found.rows, found.meant)


def _has_letters(text: str) -> bool:
    return any("a" <= sign <= "z" for sign in text.lower())


def _by_all(groups: Sequence[Group], asked: _Search) -> tuple[list[Candidate], Stock | None]:
    """Rows that have every word: those that have them all in the title, and the newest others."""
    marks = asked.filters.marks()
    stocked = stock([*(word for one in groups for word in one.lexemes()), *marks])
    if stocked is None:
        return [], None
    rows = _newest(groups, [one.as_query() for one in groups], asked, stocked)
    if len(rows) >= CANDIDATES and groups:
        titled = _newest(groups, [one.as_query(in_title=True) for one in groups], asked, stocked, CANDIDATES // 3)
        known = {one.id for one in titled}
        rows = [*titled, *(one for one in rows if one.id not in known)][:CANDIDATES]
    return rows, stocked


def _newest(groups: Sequence[Group], clauses: Sequence[str], asked: _Search, stocked: Stock,
            most: int = CANDIDATES) -> list[Candidate]:  # fmt: skip
    """The newest rows with every clause, in what is narrowed to."""
    return _narrowed(
        " & ".join(clauses), [stocked.of_group(one) for one in groups], groups, asked, stocked=stocked, most=most
    )


def _narrowed(clause: str, shares: Sequence[float], groups: Sequence[Group], asked: _Search, *, stocked: Stock,
              most: int = CANDIDATES) -> list[Candidate]:  # fmt: skip
    span = span_of(stocked, asked.filters.year)
    if span is None:
        return []
    marks = asked.filters.marks()
    every = " & ".join([*([clause] if clause else []), *map(quoted, marks)])
    # Of a year the span tells already how much it is.
    common = [stocked.frequency(one) for one in marks if not one.startswith(mark(FACETS["year"], ""))]
    ranked = " | ".join(one.as_query() for one in groups) or quoted("-")
    return newest(every, ranked, [*shares, *common], stocked=stocked, span=span, most=most)


def _by_most(groups: Sequence[Group], asked: _Search, stocked: Stock) -> list[Candidate]:
    """Rows that have most of the words, with fewer and fewer of them until there are some. The rarest tell most."""
    rarest = sorted(groups, key=stocked.of_group)[:COMBINED]
    for shared in range(min(len(groups) - 1, len(rarest)), 0, -1):
        some = list(combinations(rarest, shared))
        clause = " | ".join("(" + " & ".join(one.as_query() for one in each) + ")" for each in some)
        share = min(1.0, sum(min(map(stocked.of_group, each)) for each in some))
        rows = _narrowed(f"({clause})", [share], rarest, asked, stocked=stocked)
        if rows:
            return rows
    return []


def _fewer(query: Query) -> list[str]:
    """Each telling word by itself, where there are several."""
    words = [one.word for one in query.groups]
    return words[:4] if len(words) > 1 else []


def _facets(
    rows: Sequence[Candidate], filters: Filters, known: Sequence[Organ], labels: Mapping[tuple[str, str], str]
) -> dict[str, list[SearchFacet]]:
    """What can still be chosen, the most frequent first; years the newest first."""
    organs = {one.pk: one for one in known}
    counted: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for row in rows:
        counted["source"].update([row.source, *([TYPICAL] if row.typical else [])])
        counted["channel"][row.channel] += 1
        counted["kind"][row.kind] += 1
        counted["place"][row.place] += 1
        counted["year"][str(row.on.year)] += 1
        if row.organ in organs:
            counted["organ"][organs[row.organ].code] += 1
    found = {}
    for name, counts in counted.items():
        del counts[""]
        order = sorted(counts.items(), key=lambda one: one[0] if name == "year" else (-one[1], one[0]),
                       reverse=name == "year")  # fmt: skip
        if name not in filters.chosen() and len(order) > 1:
            found[name] = [SearchFacet(value, labels.get((name, value), value), n) for value, n in order[:MOST_VALUES]]
    return found


def _labels(organs: Sequence[Organ]) -> dict[tuple[str, str], str]:
    found = {("source", key): str(label) for key, label in SOURCES.items()} | {
        ("source", TYPICAL): pgettext("搜索", "典型答复")
    }
    found |= {("channel", one.key): str(one.label) for one in channels()}
    return found | {("organ", one.code): one.shown_short_name for one in organs}
