"""What people type finds what they mean: in the first three for nine of ten queries."""

import json
from pathlib import Path

import pytest

from interaction.publicity.search.searching import search
from tests.search.corpus import LAST, publish_all

pytestmark = pytest.mark.django_db
QUERIES = [json.loads(line) for line in Path(__file__).with_name("queries.jsonl").read_text("utf-8").splitlines()]
ENOUGH, FIRST = 0.9, 3


def test_nine_of_ten_queries_find_what_is_meant_in_the_first_three(county: None, on_day: object) -> None:
    on_day(LAST)  # type: ignore[operator]
    publish_all()
    missed = []
    for one in QUERIES:
        first = [hit.row.title for hit in search(one["query"]).hits[:FIRST]]
        if not set(one["expected"]) & set(first):
            missed.append((one["query"], one["expected"], first))
    assert len(QUERIES) >= 100
    assert len(missed) <= (1 - ENOUGH) * len(QUERIES), missed
