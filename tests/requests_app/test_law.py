"""docs/law.md names what is there, and every article it has to."""

import importlib
import re

import pytest

from config.servers import BASE_DIR
from requests_app.law.chapters import chapters
from requests_app.law.provisions import Strength
from requests_app.management.commands.draw_law import BEGIN, redrawn

PAGE = (BASE_DIR / "docs" / "law.md").read_text(encoding="utf-8")
PLACES = sorted(set(re.findall(r"`([a-z_.]+):([A-Za-z_.]+)`", PAGE)))
ARTICLES = [*range(27, 45), *range(49, 52)]


@pytest.mark.parametrize(("module", "name"), PLACES, ids=[":".join(place) for place in PLACES])
def test_every_place_exists(module: str, name: str) -> None:
    found = importlib.import_module(module)
    for part in name.split("."):
        # A field of a dataclass without a default is no attribute of its class.
        found = (
            found.__dataclass_fields__[part]
            if part in getattr(found, "__dataclass_fields__", ())
            else getattr(found, part)
        )


def test_every_article_has_a_row_with_a_place() -> None:
    rows = {int(number): line for number, line in re.findall(r"^\| A\.(\d+) (.*)$", PAGE, re.MULTILINE)}
    assert sorted(rows) == ARTICLES
    assert all(re.search(r"`[a-z_.]+:[A-Za-z_.]+`", line) for line in rows.values())
    assert len(PLACES) > 60


def test_every_table_row_names_a_place() -> None:
    told = PAGE.partition(BEGIN)[0]
    rows = [line for line in told.splitlines() if line.startswith("| ") and not re.match(r"\| (article|rule) \|", line)]
    assert [line for line in rows if not re.search(r"`[a-z_.]+:[A-Za-z_.]+`", line)] == []
    assert "国办函〔2020〕109号" in PAGE


def test_the_rules_are_drawn_as_the_data_has_them() -> None:
    assert redrawn(PAGE) == PAGE, "run manage.py draw_law"


def test_every_rule_says_where_it_is_from_how_sure_and_since_when() -> None:
    rows = [one for chapter in chapters() for one in chapter.rows]
    assert all(one.about and one.value and one.law and one.source for one in rows)
    assert {one.strength for one in rows} == set(Strength)
    assert all(one.strength != Strength.TEXT for one in rows if "2026年修订" in one.law or "2017年修正" in one.law)
    assert {one.code.partition(".")[0] for one in rows} == {
        "remedy", "whom", "words", "ground", "decision", "row", "notice", "limit", "tariff", "period",
    }  # fmt: skip
