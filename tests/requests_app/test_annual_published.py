"""Figures that governments have published: accepted where they are consistent, refused with column and sums where one is changed.

Of both reports the totals are known, not the division by kind of applicant: they stand in one column.
"""

import pytest

from requests_app.annual.table3 import CARRIED_IN, CARRIED_OUT, NEW, Table3

# 上海市人民政府办公厅, 2019: 859 new, 18 carried in; 805 handled, 72 carried out. 某市, 2025: 14,069 and 560; 13,810 and 819.
PUBLISHED = {
    "上海市人民政府办公厅2019年": {NEW: 859, CARRIED_IN: 18, "3.1": 805, CARRIED_OUT: 72},
    "某市2025年": {NEW: 14_069, CARRIED_IN: 560, "3.1": 13_810, CARRIED_OUT: 819},
}
COLUMN = "natural_person"


def table(figures: dict[str, int]) -> Table3:
    return Table3({(row, COLUMN): number for row, number in figures.items()})


@pytest.mark.parametrize("of", PUBLISHED)
def test_what_was_published_adds_up(of: str) -> None:
    assert table(PUBLISHED[of]).faults() == []


@pytest.mark.parametrize("of", PUBLISHED)
@pytest.mark.parametrize("row", [NEW, CARRIED_IN, "3.1", CARRIED_OUT])
@pytest.mark.parametrize("by", [-1, 1])
def test_one_figure_changed_is_refused_with_column_and_sums(of: str, row: str, by: int) -> None:
    figures = {**PUBLISHED[of], row: PUBLISHED[of][row] + by}
    faults = table(figures).faults()
    assert [fault.partition("列不平")[0] for fault in faults] == ["“自然人”", "“总计”"]
    assert f"本年新收与上年结转之和为{figures[NEW] + figures[CARRIED_IN]}" in faults[0]
    assert f"办理结果总计与结转下年度之和为{figures['3.1'] + figures[CARRIED_OUT]}" in faults[0]


@pytest.mark.parametrize("of", PUBLISHED)
@pytest.mark.parametrize("by", [-1, 0, 1])
def test_what_is_carried_in_is_what_the_last_report_carried_out(of: str, by: int) -> None:
    carried = PUBLISHED[of][CARRIED_IN]
    last_year = Table3({(NEW, COLUMN): carried + by, (CARRIED_OUT, COLUMN): carried + by})
    faults = table(PUBLISHED[of]).carry_faults(last_year)
    assert bool(faults) == bool(by)
    assert all(f"上年结转为{carried}，上年度报告的结转下年度继续办理为{carried + by}" in fault for fault in faults)
