"""Figures of months, quarters and years as pages and files give them, against a count of the events by SQL; what is
compared with what; and how it is said."""

import csv
from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from interaction.organs.models import Organ
from interaction.statistics import cells, queries
from interaction.statistics.comparing import Difference, compare
from interaction.statistics.fold import fold
from interaction.statistics.indicators import BY_KEY
from interaction.statistics.periods import Period, period_of, shifted
from interaction.statistics.queries import Figures
from interaction.statistics.reports import Asked, Report
from interaction.workdays.now import today
from tests.conftest import do, open_case
from tests.statistics.test_tallies import some_months

Live = Callable[[date], None]
# What the events say, without tallies: {measure: n} of a span, and the working days of its replies.
COUNT = """
SELECT count(*) FILTER (WHERE mark = 'received'), count(*) FILTER (WHERE mark = 'replied'),
       count(*) FILTER (WHERE mark = 'replied' AND (details #>> '{reply_clock,on_time}')::bool),
       coalesce(sum((details #>> '{reply_clock,workdays}')::int) FILTER (WHERE mark = 'replied'), 0)
FROM casework_event event JOIN casework_case held ON held.id = event.case_id
WHERE "on" >= %(first)s AND "on" < %(end)s AND (%(channel)s = '' OR channel = %(channel)s)
  AND (%(organ)s IS NULL OR event.organ_id = %(organ)s::bigint)
"""


def counted(period: Period, channel: str = "", organ: Organ | None = None) -> tuple[int, ...]:
    end = shifted(period.first, period.length)
    asked = {"first": period.first, "end": end, "channel": channel, "organ": organ.pk if organ else None}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, asked)
        return tuple(int(n) for n in cursor.fetchone())


def told(figures: Figures) -> tuple[int, ...]:
    return figures.received, figures.replied, figures.on_time, figures.workdays


def period(text: str) -> Period:
    found = period_of(text)
    assert found
    assert found.key == text
    return found


@pytest.mark.django_db
def test_every_period_is_a_count_of_its_events(county: None, on_day: Live) -> None:
    some_months(on_day)
    fold()
    kinds = [f"{year}{part}" for year in (2025, 2026) for part in ("", "-Q1", "-Q4", "-01", "-11", "-12")]
    seen = 0
    for one in map(period, kinds):
        for channel in ("", "letter", "disclosure"):
            report = Report(Asked(one, channel))
            assert told(report.whole) == counted(one, channel), (one.key, channel)
            seen += report.whole.replied
            organs = dict(queries.by_organ(one, channel))
            for organ, figures in organs.items():
                assert told(figures) == counted(one, channel, organ)
                assert told(Report(Asked(one, channel, organ)).whole) == told(figures)
            assert sum(figures.replied for figures in organs.values()) == report.whole.replied
        by_channel = {key: told(figures) for key, figures in queries.by_channel(one)}
        assert by_channel == {key: found for key in ("disclosure", "letter") if any(found := counted(one, key))}
        quarter = [told(queries.total([queries.monthly(m, m)[m]])) for m in one.months]
        assert tuple(map(sum, zip(*quarter, strict=True))) == counted(one)
    assert seen > 20


def test_periods_follow_each_other_over_the_turn_of_the_year() -> None:
    for text, before, year_before in (
        ("2026", "2025", "2025"), ("2026-Q1", "2025-Q4", "2025-Q1"), ("2026-01", "2025-12", "2025-01"),
        ("2026-Q3", "2026-Q2", "2025-Q3"), ("2026-12", "2026-11", "2025-12"),
    ):  # fmt: skip
        one = period(text)
        assert (one.previous.key, one.year_before.key, one.previous.following) == (before, year_before, one)
    for odd in ("", "26", "2026-13", "2026-00", "2026-Q5", "2026-Q0", "1999", "2101", "２０２６", "2026-1", "2026\0"):
        assert period_of(odd) is None


def test_only_months_that_are_over_are_compared() -> None:
    monthly = {shifted(date(2025, 1, 1), by): Figures(received=by + 1) for by in range(24)}
    quarter = compare(period("2026-Q1"), monthly, date(2026, 3, 31))
    assert quarter
    assert (quarter.months, quarter.partial) == (2, True)
    received = quarter.rows[0]
    assert (received.now, [one.before for one in received.differences]) == ("27", [10 + 11, 1 + 2])
    whole = compare(period("2026-Q1"), monthly, date(2026, 4, 1))
    assert whole
    assert (whole.months, whole.partial) == (3, False)
    assert [one.before for one in whole.rows[0].differences] == [10 + 11 + 12, 1 + 2 + 3]
    year = compare(period("2026"), monthly, date(2026, 1, 31))
    assert year is None
    year = compare(period("2026"), monthly, date(2026, 2, 1))
    assert year
    assert [label for label, _period in year.others] == ["上年同期"]
    assert [one.before for one in year.rows[0].differences] == [1]


def test_changes_are_told_in_words() -> None:
    def words(key: str, now: Any, before: Any) -> str:
        return Difference(BY_KEY[key], now, before).words

    assert words("received", 120, 100) == "增加20件（20%）"
    assert words("received", 90, 100) == "减少10件（10%）"
    assert words("received", 5, 0) == "增加5件"
    assert words("received", 7, 7) == "持平"
    assert words("on_time_rate", 0.951, 0.9) == "提高5.1个百分点"
    assert words("on_time_rate", 0.9, None) == "无法比较"
    assert words("average_workdays", 7.5, 9) == "减少1.5个工作日"


@pytest.mark.django_db
def test_pages_and_files_say_the_same(county: None, on_day: Live) -> None:
    some_months(on_day)
    fold()
    organ = queries.by_organ(period("2026-Q1"))[0][0]
    for here in ("/statistics/", f"/statistics/organs/{organ.code}/"):
        page = Client().get(here, {"period": "2026-Q1", "channel": "letter"})
        assert page.status_code == 200
        got = Client().get(f"{here}tables/months.csv", {"period": "2026-Q1", "channel": "letter"})
        assert got.content.startswith(b"\xef\xbb\xbf")
        assert 'filename="figures-' in got["Content-Disposition"]
        heads, *lines = list(csv.reader(StringIO(got.content.decode("utf-8-sig"))))
        assert (heads[:2], lines[0][0], lines[-1][0]) == (["月份", "收到"], "2025-03", f"{today():%Y-%m}")
        within = [line for line in lines if line[0] >= "2026-01"]
        code = organ if "organs" in here else None
        assert sum(int(line[1]) for line in within) == counted(period("2026-Q1"), "letter", code)[0]
    quarter = Client().get("/statistics/", {"year": "2026", "part": "Q1"}).content.decode()
    assert "2026年第1季度收到和答复统计" in quarter
    assert Client().get("/statistics/tables/comparison.csv?period=2025-Q4").content.decode().count("\r\n") > 5
    assert Client().get("/statistics/tables/facet-kind.csv?period=2025&channel=letter").status_code == 200
    for missing in ("tables/facet-kind.csv?period=2025-Q4&channel=letter", "tables/nothing.csv", "organs/NOBODY/"):
        assert Client().get(f"/statistics/{missing}").status_code == 404


@pytest.mark.django_db
def test_an_unfinished_period_says_what_is_compared(county: None, on_day: Live) -> None:
    on_day(date(2026, 3, 2))
    do(open_case("letter"), "accept")
    fold()
    page = Client().get("/statistics/").content.decode()
    assert "2026年还没有结束。为了公平，只用已经结束的月份（2026年1月至2月）" in page
    page = Client().get("/statistics/?period=2026-03").content.decode()
    assert "2026年3月还没有一个月结束" in page


@pytest.mark.django_db
def test_odd_parameters_are_no_fault(county: None) -> None:
    for query in ("period=%00", "period=9999-Q9", "year=%E4%B8%80&part=Q1", "channel=%00", "part=Q1", "period=2050"):
        for path in ("/statistics/", "/statistics/tables/months.csv", "/embed/figures/", "/en/statistics/"):
            assert Client().get(f"{path}?{query}").status_code == 200, (path, query)
    assert Client().get("/embed/figures/?organ=%00LL").status_code == 404
    assert Client().get("/statistics/organs/%00/").status_code == 404


def test_no_cell_is_a_formula() -> None:
    for text in ("=1+1", "+86", "-1", "@SUM(A1)", "\t=1", " =1", "　=cmd", "＝1", "\r=1", "\n=1"):
        assert str(cells.cell(text)).startswith("'")
    assert cells.rows([["=1", -1, None, 'a"b', "好"]]) == '\'=1,-1,,"a""b",好\r\n'


@pytest.mark.django_db
def test_only_the_embedded_figures_stand_in_a_frame_and_only_where_they_may(county: None, settings: Any) -> None:
    closed = Client().get("/embed/figures/")
    assert "frame-ancestors 'none'" in closed["Content-Security-Policy"]
    assert closed["X-Frame-Options"] == "DENY"
    settings.EMBED_ORIGINS = ["https://www.qinghe.example"]
    code = Organ.objects.exclude(parent=None)[0].code
    embedded = Client().get(f"/embed/figures/?organ={code}&channel=letter")
    assert "frame-ancestors https://www.qinghe.example" in embedded["Content-Security-Policy"]
    assert "default-src 'self'" in embedded["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded
    assert "Set-Cookie" not in embedded
    other = Client().get("/statistics/")
    assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
    assert other["X-Frame-Options"] == "DENY"
