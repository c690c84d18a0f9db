"""With a supervisor who reads the board every day no letter is lost, and the public figures are those that a recount of
the events gives."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client

from interaction.statistics.fold import fold
from interaction.supervision.board import SECTIONS, page_of
from mailbox.models import Letter
from mailbox.states import AT_WORK, ENDED, State
from tests.lived.county import START
from tests.portal.reading import squeezed

pytestmark = pytest.mark.django_db


def test_no_letter_is_lost_and_all_is_told_as_it_was(evening: datetime) -> None:
    no_letter_is_lost(evening.date())
    for year in (START.year, evening.year):
        the_public_figures_are_those_of_the_events(year, evening.date())


def no_letter_is_lost(today: date) -> None:
    on_board = {case.pk for case in page_of(SECTIONS["overdue"], Q(), size=500).rows}
    letters = list(Letter.objects.order_by("pk"))
    assert len(letters) > 25
    fate = {letter.number: _fate(letter, today, on_board) for letter in letters}
    assert [number for number, became in fate.items() if became == "lost"] == []
    # The months are worth their name: all of these happened in them.
    assert {"answered", "at work in time", "late and under supervision"} <= set(fate.values())
    for serials in _serials():
        assert serials == list(range(1, len(serials) + 1))  # and no number without a letter


def _fate(letter: Letter, day: date, on_board: set[int]) -> str:
    if letter.state == State.MERGED:
        lead: Any = letter.merged_into
        assert lead
        return "merged" if lead.state in (*AT_WORK, State.SCREENING) and not lead.merged_into_id else "lost"
    if letter.replied_on and letter.due_on is None:
        return "answered"
    if letter.state in ENDED:
        return str(letter.state)  # declined, withdrawn, converted
    if letter.due_on is None or not letter.awaits:
        return "lost"
    if letter.due_on >= day:
        return "at work in time"
    ordered = letter.supervision_orders.exists() and letter.supervised
    return "late and under supervision" if ordered and letter.pk in on_board else "lost"


def _serials() -> list[list[int]]:
    """Of each series, which begin anew every year."""
    found: dict[str, list[int]] = {}
    for number in Letter.objects.order_by("number").values_list("number", flat=True):
        series, _dash, serial = number.rpartition("-")
        found.setdefault(series, []).append(int(serial))
    return list(found.values())


def the_public_figures_are_those_of_the_events(year: int, today: date) -> None:
    fold()
    page = squeezed(Client().get(f"/statistics/?year={year}&channel=letter").content.decode())
    tables = [*_tables(page)]
    months = today.month if year == today.year else 12
    assert _rows(tables, "月份") == _recount(year, 'to_char(e."on", \'FMMM"月"\')', every_month=months)
    full = "12月" if year < today.year else "1月"
    assert "—" not in _rows(tables, "月份")[full][:-1]  # some were answered; whether one was rated is chance
    assert _saying(_rows(tables, "类型")) == _recount(year, KIND)
    assert _saying(_rows(tables, "信箱")) == _recount(
        year, "(SELECT name FROM mailbox_mailbox m WHERE m.id = l.mailbox_id)"
    )
    grounds = {label: int(cells[COLUMNS.index("不予受理")]) for label, cells in _rows(tables, "不予受理的理由").items()}
    assert grounds == dict(_asked(GROUNDS, year))


COLUMNS = ("收到", "受理", "不予受理", "答复", "按期答复", "按期答复率", "平均用时", "九成用时", "满意率")

# -- The page, read as a visitor reads it -------------------------------------------------------------------


def _tables(page: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Each table by the head of its first column: {first cell: the others}. A column is left out where no row has a value
    in it, as in a month in which nobody rated."""
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        head, *columns = re.findall(r"<th scope=\"col\"[^>]*>(?:<a[^>]*>)?(.*?)(?:</a>)?</th>", table)
        rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", table, re.DOTALL)
        told = {
            label: dict(zip(columns, re.findall(r"<td[^>]*>(.*?)</td>", cells), strict=True)) for label, cells in rows
        }
        yield head, {label: [values.get(one, "—") for one in COLUMNS] for label, values in told.items()}


def _rows(tables: list[tuple[str, dict[str, list[str]]]], head: str) -> dict[str, list[str]]:
    return dict(tables)[head]


# -- The recount: SQL over events and letters alone, sharing nothing with the fold ---------------------------

KIND = """CASE l.kind WHEN 'consultation' THEN '咨询' WHEN 'request' THEN '求助' WHEN 'complaint' THEN '投诉'
          WHEN 'report' THEN '举报' WHEN 'suggestion' THEN '建议' WHEN 'thanks' THEN '感谢' END"""
COUNTED = """
SELECT {by} AS label,
       count(*) FILTER (WHERE e.action IN ('submit', 'enter_letter')),
       count(*) FILTER (WHERE e.action = 'accept'),
       count(*) FILTER (WHERE e.action = 'decline'),
       count(*) FILTER (WHERE {first}),
       count(*) FILTER (WHERE {first} AND k.stopped_on <= k.due_on),
       avg(k.counted) FILTER (WHERE {first}),
       percentile_disc(0.9) WITHIN GROUP (ORDER BY k.counted) FILTER (WHERE {first}),
       count(*) FILTER (WHERE e.action = 'rate' AND e.amount >= 3)::float
           / nullif(count(*) FILTER (WHERE e.action = 'rate'), 0)
FROM casework_event e JOIN mailbox_letter l ON l.case_ptr_id = e.case_id
JOIN casework_clock k ON k.case_id = e.case_id AND k.slot = 'reply'
WHERE extract(year FROM e."on") = %(year)s
GROUP BY 1
"""
NOTHING = (0, 0, 0, 0, 0, None, None, None)
# An answer counts once: a second one, after 重办, is none of the figures', also where the first was that to a lead case.
FIRST = """e.action IN ('sign', 'answer_with_lead') AND NOT EXISTS (
    SELECT FROM casework_event o WHERE o.case_id = e.case_id AND o.seq < e.seq
    AND o.action IN ('sign', 'answer_with_lead'))"""
GROUNDS = """
SELECT CASE e.details ->> 'ground'
           WHEN 'not_ours' THEN '不属于本级政府职权范围（公安、法院、仲裁、检察、人大等）'
           WHEN 'in_proceedings' THEN '已进入行政复议或者诉讼程序' WHEN 'petition' THEN '属于信访事项，应当向信访工作机构提出'
           WHEN 'petition_closed' THEN '信访事项已经终结' WHEN 'disclosure' THEN '属于政府信息公开申请，应当另行申请'
           WHEN 'being_handled' THEN '同一事项正在办理' WHEN 'no_facts' THEN '没有具体事实，也无法与来信人联系'
           WHEN 'abusive' THEN '谩骂、广告等无关内容' WHEN 'emergency' THEN '紧急情况，应当拨打110、119或者120' END,
       count(*)
FROM casework_event e JOIN mailbox_letter l ON l.case_ptr_id = e.case_id WHERE e.action = 'decline'
AND extract(year FROM e."on") = %(year)s GROUP BY 1
"""


def _asked(sql: str, year: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"year": year})
        return list(cursor.fetchall())


def _recount(year: int, by: str, every_month: int = 0) -> dict[str, list[str]]:
    counted = {row[0]: _written(row[1:]) for row in _asked(COUNTED.format(by=by, first=FIRST), year)}
    empty = {f"{month}月": _written(NOTHING) for month in range(1, every_month + 1)}
    return {label: cells for label, cells in (empty | counted).items() if every_month or any(map(_says, cells))}


def _written(row: tuple[Any, ...]) -> list[str]:
    """As the page writes them."""
    replied, on_time, average, ninetieth, satisfied = row[3:]
    return [
        *map(str, row[:5]),
        f"{on_time / replied:.1%}" if replied else "—",
        "—" if average is None else f"{float(average):.1f}",
        "—" if ninetieth is None else str(ninetieth),
        "—" if satisfied is None else f"{satisfied:.1%}",
    ]


def _saying(rows: dict[str, list[str]]) -> dict[str, list[str]]:
    """The rows with something in these columns; a mailbox may have others, of what was withdrawn or merged."""
    return {label: cells for label, cells in rows.items() if any(map(_says, cells))}


def _says(cell: str) -> bool:
    return cell not in ("0", "—")
