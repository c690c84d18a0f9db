from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interaction.statistics.charts import bar_chart, figure, line_chart

SVG = "{http://www.w3.org/2000/svg}"
NUMBERS = st.integers(-5, 10**7) | st.floats(0, 1e6)


def parsed(svg: str) -> ET.Element:
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    assert (root[0].tag, root[1].tag) == (f"{SVG}title", f"{SVG}desc")
    assert not any(element.get("style") or element.tag == f"{SVG}style" for element in root.iter())
    return root


def texts(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def test_bars_are_proportional_and_labelled() -> None:
    root = parsed(bar_chart("各部门收件量", [("县自然资源和规划局", 1200), ("县教体局", 300)], "件"))
    wide, narrow = (float(bar.get("width", "")) for bar in root.iter(f"{SVG}rect"))
    assert wide == 4 * narrow
    assert texts(root) == ["县自然资源和规划局", "1,200件", "县教体局", "300件"]
    assert "县教体局300件" in (root[1].text or "")


def test_a_long_label_is_cut_but_told_whole() -> None:
    label = "青禾县大柳村镇人民政府综合行政执法办公室"
    root = parsed(bar_chart("收件量", [(label, 1)], "件"))
    assert texts(root)[0].endswith("…")
    assert label in [element.text for element in root.iter(f"{SVG}title")]


def test_lines_leave_gaps_and_are_named_at_their_end() -> None:
    months = [f"2026-{month:02}" for month in range(1, 7)]
    root = parsed(line_chart("按期答复率", [("全县", [90, 95, None, 97, 98, 99.5]), ("上年", [80] * 6)], months, "%"))
    lines = [line.get("class") for line in root.iter(f"{SVG}polyline")]
    assert sorted(lines) == ["chart-line", "chart-line", "chart-line-other"]
    assert "全县 99.5%" in texts(root)
    assert "2026-06" in texts(root)
    assert "最高99.5%（2026-06）" in (root[1].text or "")


def test_names_at_line_ends_do_not_touch() -> None:
    root = parsed(line_chart("收件量", [("甲", [1, 5]), ("乙", [2, 5]), ("丙", [3, 5])], ["1月", "2月"]))
    places = sorted(float(text.get("y", "")) for text in root.iter(f"{SVG}text") if (text.text or "")[0] in "甲乙丙")
    assert all(below - above >= 18 for above, below in pairwise(places))


def test_no_data_says_so() -> None:
    for svg in (
        bar_chart("收件量", [], "件"),
        line_chart("收件量", [("甲", [None])], ["1月"]),
        line_chart("空", [], []),
    ):
        assert "没有数据" in texts(parsed(svg))[0]


def test_a_series_must_fit_its_months() -> None:
    with pytest.raises(ValueError, match="each month"):
        line_chart("收件量", [("甲", [1])], ["1月", "2月"])


def test_figures() -> None:
    assert [figure(value) for value in (0, 1234, 99.95, 99.94, 12.5, -3)] == [
        "0",
        "1,234",
        "100",
        "99.9",
        "12.5",
        "-3",
    ]


@given(st.text(), st.lists(st.tuples(st.text(), NUMBERS), max_size=20), st.text(max_size=3))
def test_any_words_and_figures_give_a_sound_bar_chart(title: str, rows: list, unit: str) -> None:
    for bar in parsed(bar_chart(title, rows, unit)).iter(f"{SVG}rect"):
        assert 0 <= float(bar.get("width", "")) <= 720


@given(st.lists(NUMBERS | st.none(), min_size=1, max_size=40), st.text())
def test_any_words_and_figures_give_a_sound_line_chart(values: list, name: str) -> None:
    root = parsed(line_chart(name, [(name, values)], [name] * len(values), name))
    for line in root.iter(f"{SVG}polyline"):
        assert all(0 <= float(n) <= 720 for point in line.get("points", "").split() for n in point.split(","))
