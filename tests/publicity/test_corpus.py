"""Masking measured over the annotated sentences that ship with it, and the command that masks lines."""

import io
import json
import re

import pytest

from interaction.privacy.json_lines import LONGEST
from interaction.publicity.finding import STRUCTURED, Kind
from interaction.publicity.mask_lines import masked_lines
from interaction.publicity.masking import find, mask
from interaction.publicity.measuring import CORPUS, HELD_OUT, measure, sentences

FEWEST_PERSONAL, FEWEST_CLEAN = 320, 100


def test_the_corpus_is_large_and_has_every_kind() -> None:
    corpus = sentences(CORPUS)
    assert len({sentence.text for sentence in corpus}) == len(corpus)
    assert sum(bool(sentence.spans) for sentence in corpus) >= FEWEST_PERSONAL
    assert sum(not sentence.spans for sentence in corpus) >= FEWEST_CLEAN
    assert {kind for sentence in corpus for kind, _start, _end in sentence.spans} == set(Kind) - {Kind.ADDED}


def test_structured_data_is_all_found_and_names_nearly_all() -> None:
    result = measure(sentences(CORPUS))
    for kind in STRUCTURED | {Kind.ACCOUNT, Kind.CREDIT_CODE}:
        assert result.scores[kind].recall == 1, (kind, result.missed)
    assert result.scores[Kind.NAME].recall >= 0.95, result.missed
    assert result.scores[Kind.NAME].precision >= 0.95, result.wrong
    assert result.overall.precision >= 0.95, result.wrong


@pytest.mark.parametrize("path", HELD_OUT, ids=lambda path: path.stem)
def test_what_the_rules_were_not_made_for_keeps_its_figures(path: object) -> None:
    result = measure(sentences(path))
    for kind in STRUCTURED:
        assert result.scores[kind].recall == 1, (kind, result.missed)
    assert result.scores[Kind.NAME].recall >= 0.9, result.missed
    assert result.overall.precision >= 0.95, result.wrong


def test_no_sentence_of_the_corpus_stands_in_the_rules() -> None:
    """Rules, not memories: no annotated name of three characters is written in a pattern."""
    names = {
        sentence.text[start:end]
        for sentence in sentences(CORPUS)
        for kind, start, end in sentence.spans
        if kind is Kind.NAME and end - start > 2
    }
    rules = [path for path in CORPUS.parent.parent.glob("*.py") if path.name != "name_words.py"]
    text = "".join(path.read_text(encoding="utf-8") for path in rules)
    assert [name for name in names if name in re.sub(r'"""[\s\S]*?"""|#.*', "", text)] == []


@pytest.mark.parametrize("path", [CORPUS, *HELD_OUT], ids=lambda path: path.stem)
def test_masking_what_is_masked_finds_no_structured_data_again(path: object) -> None:
    for sentence in sentences(path):
        once = mask(sentence.text, find(sentence.text))
        assert [one for one in find(once) if one.kind in STRUCTURED] == [], once


def lines(*given: bytes) -> list[dict[str, object]]:
    return list(masked_lines(io.BytesIO(b"\n".join(given))))


def test_lines_are_masked_one_by_one() -> None:
    row = json.dumps({"id": 7, "text": "我叫李明，\n电话13812345678"}).encode()
    (answer,) = lines(b"", row, b"  ")
    assert answer == {
        "id": 7, "masked": "我叫李**，\n电话138********",
        "findings": [{"kind": "name", "start": 2, "end": 4}, {"kind": "phone", "start": 8, "end": 19}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "of"),
    [
        (b"{", None),
        (b"[" * 100_000, None),
        (b"\xff\xfe", None),
        (b"null", None),
        (b'{"id": 1}', 1),
        (b'{"id": "a", "text": 5}', "a"),
        (b'{"id": [], "text": "x"}', None),
        (b'{"id": "a", "text": "x\\u0000y"}', "a"),
        (b'{"id": "a", "text": "x\x00y"}', None),
        (b'{"id": "a", "text": "\\ud800"}', "a"),
        (b'{"id": "a", "text": "' + b"x" * LONGEST + b'"}', None),
    ],
)  # fmt: skip
def test_a_bad_line_is_named_and_the_next_one_is_masked(line: bytes, of: object) -> None:
    first, second = lines(line, b'{"id": 2, "text": "QQ 123456"}')
    assert first.keys() == {"id", "error"}
    assert first["id"] == of
    assert second["masked"] == "QQ ***"
