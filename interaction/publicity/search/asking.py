"""What a query asks for: its telling words, each with what else means it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from interaction.publicity.search.lexicon import LONGEST_WORD, Lexicon, misspellings, plain, synonyms
from interaction.publicity.search.vectors import mark, quoted

LONGEST, MOST_GROUPS, MOST_MEANINGS = 200, 8, 9
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff]+")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Group:
    """One word of the query and the words that mean the same. `begins`: longer words that begin so are meant too."""

    word: str
    others: tuple[str, ...] = ()
    # The shorter words within it: all of them together mean it too.
    parts: tuple[str, ...] = ()
    begins: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        return (self.word, *self.others)

    def as_query(self, *, in_title: bool = False) -> str:
        """In PostgreSQL's notation."""

        def lexeme(word: str) -> str:
            return quoted(mark("t", word) if in_title else word) + (":*" if self.begins else "")

        means = [lexeme(word) for word in self.words]
        if self.parts:
            means.append("(" + " & ".join(lexeme(part) for part in self.parts) + ")")
        return "(" + " | ".join(means) + ")"

    def lexemes(self) -> list[str]:
        return list(self.words)


@dataclass(frozen=True)
class Query:
    """A query as it was typed (cleaned), and its groups in their order."""

    text: str
    groups: tuple[Group, ...]
    shortened: bool = False
    # What was put right before searching: {what was typed: what is meant}.
    corrected: dict[str, str] = field(default_factory=dict)

    @property
    def marked(self) -> list[str]:
        """What is highlighted, the longest first."""
        words = {word for one in self.groups for word in (*one.words, *one.parts)}
        return sorted(words, key=lambda word: (-len(word), word))


def cleaned(typed: str) -> tuple[str, bool]:
    """Without what cannot be seen, at most LONGEST characters; and whether it was longer."""
    text = _BLANKS.sub(" ", _UNSEEN.sub(" ", typed[: 4 * LONGEST])).strip()
    return text[:LONGEST].strip(), len(text) > LONGEST


def understood(typed: str, lexicon: Lexicon) -> Query:
    """The telling words; of a query that has none (怎么办), all its words."""
    text, shortened = cleaned(typed)
    right = text
    corrected = {wrong: meant for wrong, meant in misspellings().items() if wrong in text}
    for wrong, meant in corrected.items():
        right = right.replace(wrong, meant)
    return Query(text, groups_of(right, lexicon), shortened, corrected)


def groups_of(text: str, lexicon: Lexicon) -> tuple[Group, ...]:
    words = list(dict.fromkeys(word[:LONGEST_WORD] for word in lexicon.cut(text)))
    telling = [word for word in words if word not in lexicon.stop_words]
    # Beside words, a single character tells nothing.
    telling = [word for word in telling if len(word) > 1] or telling or words
    if len(telling) == 1 and len(telling[0]) == 1 and not telling[0].isascii():
        return (Group(telling[0], begins=True),)
    groups = [_group(word, lexicon) for word in telling]
    return tuple(_without_repetition(groups))[:MOST_GROUPS]


def _group(word: str, lexicon: Lexicon) -> Group:
    others = synonyms().get(word, ())[:MOST_MEANINGS]
    parts = tuple(one for one in dict.fromkeys(lexicon.within(word)) if len(one) > 1)
    return Group(word, others, parts if len("".join(parts)) >= len(word) else ())


def _without_repetition(groups: Sequence[Group]) -> Iterable[Group]:
    """A word that means what one before it means asks for nothing more."""
    seen: set[str] = set()
    for one in groups:
        if one.word not in seen:
            yield one
        seen.update(one.words)


__all__ = ["LONGEST", "Group", "Query", "cleaned", "groups_of", "plain", "understood"]
