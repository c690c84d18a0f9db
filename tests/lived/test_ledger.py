"""The ledger of months of work, out and in again."""

from datetime import datetime

import pytest

from requests_app.annual.counting import table3, table4
from requests_app.exporting import rows
from requests_app.importing import import_ledger
from tests.lived.county import START
from tests.requests_app.worked import empty_organ, exported, figures, organ

pytestmark = pytest.mark.django_db
YEAR, NEXT = START.year, START.year + 1


def test_the_ledger_comes_back_with_the_same_figures(evening: datetime) -> None:
    """A county at work over the turn of the year, with the remedies: exported as a whole, imported where nothing is;
    and a year alone, which carries that year's figures."""
    county_wide = organ("LL")
    files = {form: exported(county_wide, form) for form in ("xlsx", "csv")}
    years = {year: exported(county_wide, "csv", year) for year in (YEAR, NEXT)}
    requests = len(list(rows(county_wide)))
    before = {year: figures(county_wide, year) for year in (YEAR, NEXT)}
    assert table3(county_wide, NEXT).cell("2", "total")
    remedies = table4(county_wide, NEXT)
    assert remedies.reconsideration.total + remedies.litigation_direct.total + remedies.litigation_after.total
    for form, file in files.items():
        there = empty_organ(f"LL-{form}")
        done = import_ledger(file, f"台账.{form}", there)
        assert (done.faults, done.new) == ((), requests)
        assert {year: figures(there, year) for year in (YEAR, NEXT)} == before
    for year, file in years.items():
        there = empty_organ(f"LL-{year}")
        import_ledger(file, "台账.csv", there)
        assert figures(there, year) == before[year]
