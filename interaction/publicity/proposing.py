"""The masked text that is proposed for publication, and what a person changes of it: lifting, adding, editing."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from interaction.privacy.text import InvalidInput, clean_text
from interaction.publicity.finding import STRUCTURED, Finding, Kind
from interaction.publicity.known import NOTHING, Known
from interaction.publicity.masking import find, mask

# Characters shown on each side of what was found.
AROUND = 12
MOST_ADDED, SHORTEST_ADDED = 50, 2


@dataclass(frozen=True)
class MaskingChoices:
    """What a person decided: places that are not personal ("content.12"), and words to be masked everywhere."""

    lifted: frozenset[str] = frozenset()
    added: tuple[str, ...] = ()

    @classmethod
    def typed(cls, data: Any) -> "MaskingChoices":
        """As a form brings them."""
        lifted = data.getlist("lifted") if hasattr(data, "getlist") else data.get("lifted", [])
        return cls(frozenset(lifted), _words(str(data.get("added") or "")))

    @classmethod
    def shown(cls, text: str) -> "MaskingChoices":
        """Those of the page that was shown, as it carries them along; none when they cannot be read."""
        try:
            lifted, added = json.loads(text or "[[], []]")
            return cls(frozenset(map(str, lifted)), tuple(map(str, added)))
        except (ValueError, TypeError, RecursionError):
            return cls()

    def carried(self) -> str:
        return json.dumps([sorted(self.lifted), list(self.added)], ensure_ascii=False)


def _words(text: str) -> tuple[str, ...]:
    """One a line; too short ones would mask half the text."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if len(line) >= SHORTEST_ADDED))[:MOST_ADDED]


@dataclass(frozen=True)
class FindingRow:
    """A finding as the reviewer sees it: where, in what surroundings, and whether it was lifted."""

    key: str
    place: str | Promise
    before: str
    after: str
    finding: Finding
    lifted: bool


@dataclass
class Proposal:
    """The texts of a case with personal data masked, and what was found where."""

    texts: dict[str, str]
    rows: list[FindingRow]

    def lifted_words(self) -> set[str]:
        return {row.finding.text for row in self.rows if row.lifted}

    def counts(self) -> dict[str, Any]:
        """How many of which kind were found, lifted and added: what the event remembers, nothing in clear text."""
        lifted = Counter(str(row.finding.kind) for row in self.rows if row.lifted)
        added = sum(row.finding.kind is Kind.ADDED for row in self.rows)
        found = {"findings": len(self.rows) - added, "added": added, "lifted": dict(sorted(lifted.items()))}
        return {name: value for name, value in found.items() if value}


def propose(
    texts: Mapping[str, str],
    known: Known | tuple[str, ...],
    choices: MaskingChoices | None = None,
    labels: Mapping[str, str | Promise] | None = None,
) -> Proposal:
    """Mask the texts, but for what was lifted."""
    choices = choices or MaskingChoices()
    masked, rows = {}, []
    for name, text in texts.items():
        found = find(text, known, choices.added)
        placed = [_row(text, name, one, choices, (labels or {}).get(name, name)) for one in found]
        masked[name] = mask(text, [row.finding for row in placed if not row.lifted])
        rows += placed
    return Proposal(masked, rows)


def _row(text: str, name: str, finding: Finding, choices: MaskingChoices, place: str | Promise) -> FindingRow:
    key = f"{name}.{finding.start}"
    return FindingRow(
        key=key, place=place, finding=finding, lifted=key in choices.lifted,
        before=text[max(0, finding.start - AROUND) : finding.start],
        after=text[finding.end : finding.end + AROUND],
    )  # fmt: skip


def without_words(text: str, added: tuple[str, ...]) -> str:
    """A text that somebody edited by hand, with the added words masked and nothing else touched."""
    return mask(text, [one for one in find(text, (), added) if one.kind is Kind.ADDED])


def still_personal(text: str, lifted: set[str], known: Known = NOTHING) -> list[Finding]:
    """Structured personal data in a text that is about to be published, and what the case itself knows of its people, which
    nobody has said is none."""
    found = find(text, known)
    return [one for one in found if (one.kind in STRUCTURED or one.known) and one.text not in lifted]


def same_text(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but how a browser sends their line ends."""
    try:
        return clean_text(one) == clean_text(other)
    except InvalidInput:
        return False
