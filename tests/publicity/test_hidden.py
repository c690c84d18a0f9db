"""Numbers and addresses on the net in every dress somebody may give them, to get past a filter or out of habit."""

import json
from pathlib import Path

import pytest

from interaction.publicity.masking import find
from interaction.publicity.measuring import sentences

CORPUS = Path(__file__).parent / "corpus"


def left_open(text: str, planted: str) -> str:
    """What of the planted words can still be read."""
    hidden = {at for one in find(text) for at in range(one.start, one.end)}
    start = text.index(planted)
    return "".join(char for at, char in enumerate(planted, start) if char.isalnum() and at not in hidden)


@pytest.mark.parametrize("name", ["hidden", "hidden_fresh"])
def test_nearly_all_of_them_are_found_whole(name: str) -> None:
    rows = [json.loads(line) for line in (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    missed = [row["text"] for row in rows for _kind, planted in row["planted"] if left_open(row["text"], planted)]
    assert len(missed) <= 0.03 * len(rows), missed


def test_numbers_of_other_things_stay() -> None:
    assert [row.text for row in sentences(CORPUS / "numbers_that_stay.jsonl") if find(row.text)] == []
