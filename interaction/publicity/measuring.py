"""How well masking finds: recall and precision over annotated sentences, by kind.

A span counts as found only when kind, beginning and end are all as annotated; half a name is a miss and a false find.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from interaction.publicity.finding import Kind
from interaction.publicity.masking import find

CORPUS = Path(__file__).parent / "corpus" / "sentences.jsonl"
HELD_OUT = (CORPUS.with_name("held_out.jsonl"), CORPUS.with_name("held_out_2.jsonl"))


@dataclass(frozen=True)
class Sentence:
    """A sentence and what is personal in it."""

    id: str
    text: str
    spans: frozenset[tuple[Kind, int, int]]


@dataclass
class Score:
    """Of one kind: annotated spans, those of them found, and finds in all."""

    annotated: int = 0
    found: int = 0
    finds: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.annotated if self.annotated else 1.0

    @property
    def precision(self) -> float:
        return self.found / self.finds if self.finds else 1.0


@dataclass
class Measured:
    """The scores, and each span that was missed or wrongly found, with its sentence."""

    scores: dict[Kind, Score] = field(default_factory=dict)
    missed: list[tuple[Sentence, Kind, str]] = field(default_factory=list)
    wrong: list[tuple[Sentence, Kind, str]] = field(default_factory=list)

    @property
    def overall(self) -> Score:
        whole: Counter[str] = Counter()
        for score in self.scores.values():
            whole.update(vars(score))
        return Score(**whole)


def sentences(path: Path) -> list[Sentence]:
    """The annotated sentences of a file. Raises ValueError for a span that does not fit its sentence."""
    return [_sentence(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _sentence(row: dict[str, Any]) -> Sentence:
    for span in row["spans"]:
        if row["text"][span["start"] : span["end"]] != span["text"]:
            raise ValueError(f"{row['id']}: {span['text']} does not stand at {span['start']}")
    spans = frozenset((Kind(span["kind"]), span["start"], span["end"]) for span in row["spans"])
    return Sentence(row["id"], row["text"], spans)


def measure(corpus: Iterable[Sentence]) -> Measured:
    result = Measured({kind: Score() for kind in Kind if kind is not Kind.ADDED})
    for sentence in corpus:
        finds = {(one.kind, one.start, one.end) for one in find(sentence.text)}
        for kind, start, end in sentence.spans:
            result.scores[kind].annotated += 1
            if (kind, start, end) in finds:
                result.scores[kind].found += 1
            else:
                result.missed.append((sentence, kind, sentence.text[start:end]))
        for kind, start, end in finds:
            result.scores[kind].finds += 1
            if (kind, start, end) not in sentence.spans:
                result.wrong.append((sentence, kind, sentence.text[start:end]))
    return result
