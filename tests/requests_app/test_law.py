"""docs/law.md names what is there, and every article it has to."""

import importlib
import re

import pytest

from config.servers import BASE_DIR

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
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and not re.match(r"\| (article|rule) \|", line)]
    assert [line for line in rows if not re.search(r"`[a-z_.]+:[A-Za-z_.]+`", line)] == []
    assert "国办函〔2020〕109号" in PAGE
