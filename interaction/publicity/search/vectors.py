"""What stands in the index of a thing: its words with their weights and places, and marks that searches narrow by.

A is the title, B how people ask, C the answer, D the rest. Marks hold a colon, which no word does: `t:` a word of the title,
`d:` the day, `m:` the month, `y:` the year, `s:`, `c:`, `k:`, `o:`, `p:` the facets. As they stand in the same index, a common word is
looked up within a month or an organ alone, without reading all the rows that have it.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from interaction.publicity.search.lexicon import Lexicon

if TYPE_CHECKING:
    from interaction.publicity.search.index import IndexEntry

# Of a long text so many characters; of a word so many places. PostgreSQL knows no place beyond 16,383.
REACH, PLACES, LAST_PLACE = 4000, 4, 16_383
# Between the fields, so that words of two of them are not neighbours.
GAP = 64
FACETS = {"source": "s", "channel": "c", "kind": "k", "organ": "o", "place": "p", "year": "y"}


def mark(letter: str, value: object) -> str:
    return f"{letter}:{value}"


def day_mark(day: date) -> str:
    return mark("d", day.isoformat())


def month_mark(day: date) -> str:
    return mark("m", f"{day:%Y-%m}")


def quoted(lexeme: str) -> str:
    """As PostgreSQL reads a lexeme in a tsvector or tsquery."""
    doubled = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


def vector_of(entry: "IndexEntry", place: str, lexicon: Lexicon) -> str:
    """The whole vector in PostgreSQL's notation."""
    organ = f"{entry.organ.name} {entry.organ.short_name}" if entry.organ else ""
    found: dict[str, list[str]] = {}
    start = 1
    for weight, text in (("A", entry.title), ("B", entry.question), ("C", entry.answer),
                         ("D", f"{entry.text[:REACH]} {entry.kind} {organ}")):  # fmt: skip
        for word, at in lexicon.cut_finely(text[: REACH + GAP]):
            places = found.setdefault(word, [])
            if len(places) < PLACES and word not in lexicon.stop_words:
                places.append(f"{min(start + at, LAST_PLACE)}{weight}")
        start += len(text) + GAP
    lexemes = [f"{quoted(word)}:{','.join(places)}" for word, places in found.items() if places]
    return " ".join([*lexemes, *(quoted(one) for one in _marks(entry, place, lexicon))])


def _marks(entry: "IndexEntry", place: str, lexicon: Lexicon) -> Iterable[str]:
    titled = {word for word, _at in lexicon.cut_finely(f"{entry.title} {entry.question}")} - lexicon.stop_words
    yield from (mark("t", word) for word in sorted(titled))
    yield from (day_mark(entry.on), month_mark(entry.on))
    values = {
        "source": entry.source, "channel": entry.channel, "kind": entry.kind, "place": place, "year": entry.on.year,
        "organ": entry.organ.code if entry.organ else "",
    }  # fmt: skip
    yield from (mark(FACETS[name], value) for name, value in values.items() if value)
    if entry.typical:
        yield mark(FACETS["source"], "typical")
