"""Addresses of private persons as people write them, and public places that stay.

Half of the first sentences (`addresses_held_out.jsonl`) were kept back while the rules were made.
"""

from pathlib import Path

import pytest

from interaction.publicity.finding import Kind
from interaction.publicity.masking import find, mask
from interaction.publicity.measuring import Sentence, sentences

CORPUS = Path(__file__).parent / "corpus"
MADE_WITH, HELD_OUT = CORPUS / "addresses.jsonl", CORPUS / "addresses_held_out.jsonl"
# As much of the village or the name before it may go too, no more.
_TOO_MUCH = 4


def hidden(sentence: Sentence) -> set[int]:
    return {
        at for one in find(sentence.text) if one.kind is Kind.ADDRESS for at in range(one.start, one.end)
    }  # fmt: skip


def found(sentence: Sentence) -> bool:
    """Whether every figure and word of the marked places is hidden."""
    marked = {at for _kind, start, end in sentence.spans for at in range(start, end) if sentence.text[at].isalnum()}
    return marked <= hidden(sentence)


def goes_too_far(sentence: Sentence) -> bool:
    near = {at for _kind, start, end in sentence.spans for at in range(start - _TOO_MUCH, end + _TOO_MUCH)}
    return not hidden(sentence) <= near


def share(of: list[bool]) -> float:
    return sum(of) / len(of)


@pytest.mark.parametrize(("path", "bar"), [(MADE_WITH, 0.97), (HELD_OUT, 0.95)], ids=["made_with", "held_out"])
def test_addresses_are_hidden_and_public_places_stay(path: Path, bar: float) -> None:
    rows = sentences(path)
    personal, clean = [row for row in rows if row.spans], [row for row in rows if not row.spans]
    assert share([found(row) for row in personal]) >= bar, [row.text for row in personal if not found(row)]
    assert not any(goes_too_far(row) for row in personal)
    assert share([not find(row.text) for row in clean]) >= 0.95, [row.text for row in clean if find(row.text)]


def test_there_are_enough_of_them() -> None:
    rows = sentences(MADE_WITH) + sentences(HELD_OUT)
    assert len({row.text for row in rows}) == len(rows)
    assert sum(bool(row.spans) for row in rows) >= 300
    assert sum(not row.spans for row in rows) >= 150


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("我家住下沟村三组12号附1号。", "我家住下沟村**组**号附**号。"),
        ("锦园小区13-1-东户漏水", "锦园小区**-**-***户漏水"),
        ("地址：北苑小区5栋，2单元，602，要求退费", "地址：北苑小区**栋，**单元，***，要求退费"),
        ("住临江路318号御园3栋1204", "住临江路**号御园**栋***"),
        ("我家在村西头第三家，红大门", "我家在***，红大门"),
        ("楼栋：7；单元：2；房号：1003", "楼栋：***；单元：***；房号：***"),
        ("住同一单元的501和502吵架", "住同一单元的***和***吵架"),
    ],
)
def test_known_answers(text: str, public: str) -> None:
    assert mask(text, find(text)) == public
