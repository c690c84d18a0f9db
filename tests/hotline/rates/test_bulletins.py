"""Bulletins: issued once, frozen, made up for when missed; the page, the PDF and the DOCX say the same figures."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, transaction
from django.test import Client
from docx import Document

from hotline.rates.bulletins.files import FORMS
from hotline.rates.bulletins.issuing import NotOver, as_issue, issue, issue_due
from hotline.rates.bulletins.periods import DAILY, MONTHLY, WEEKLY, Span, earlier, last_over, span_of
from hotline.rates.bulletins.sections import Issue
from hotline.rates.models import Bulletin
from interaction.casework.models import Subject
from interaction.organs.models import Organ, Staff
from tests.databases import owner
from tests.hotline.rates.orders import called_back, dispatched, excluded

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]
DAY = date(2026, 11, 23)  # a Monday
TUESDAY = DAY + timedelta(days=1)


def in_pdf(printed: Issue) -> str:
    with pdfplumber.open(BytesIO(FORMS["pdf"].make(printed))) as file:
        return "".join(page.extract_text() for page in file.pages).replace("\n", "").replace(" ", "")


def in_docx(printed: Issue) -> tuple[str, int]:
    document = Document(BytesIO(FORMS["docx"].make(printed)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "".join([*(one.text for one in document.paragraphs), *cells])
    return text.replace(" ", ""), len(document.inline_shapes)


@pytest.fixture
def monday(county: None, on_day: OnDay) -> Bulletin:
    """A day of five orders, told on the next morning."""
    on_day(DAY)
    subject = Subject.objects.order_by("pk").first()
    town = Organ.objects.get(code="LL-T03")
    for code, settled, stars in (("LL-SLJ", "yes", 5), ("LL-SLJ", "partly", 3), ("LL-JTY", "no", 2)):
        called_back(code, settled, stars, subject=subject.pk, town=town.pk)
    excluded(called_back("LL-JTY", "no", 1))
    dispatched("LL-ZFJ", kind="complain", urgency="urgent")
    on_day(TUESDAY)
    return issue(DAILY, Span(DAY, DAY), Staff.objects.get(username="rexian-duban"))


def test_all_three_say_the_same_figures(monday: Bulletin) -> None:
    printed = as_issue(monday)
    pdf, (docx, pictures) = in_pdf(printed), in_docx(printed)
    page = signed_in("rexian-duban").get(f"/desk/hotline/rates/bulletins/{monday.pk}/").content.decode()
    told = [
        "本期共受理群众诉求5件，其中当场答复0件，当场答复率0.0%。", "本期派单5件，退单0件；答复4件，退回重办0件。",
        "解决率50.00%、满意率66.67%", "75.00%1.5/2", "100.00%2/2", "青禾镇", "截至2026年11月24日",
    ]  # fmt: skip
    for one in told:
        assert one in pdf, one
        assert one in docx, one
        assert one in page.replace(" ", ""), one
    # One organ settled 1.5 of 2 with both satisfied, the other 0 of 1; the third was late by the hour, and has that alone.
    ranks = [(one["rank"], one["name"], one["composite"]) for one in monday.figures["organs"]]
    assert ranks == [(1, "县水利局", "87.50"), (2, "县交通局", "0.00"), (2, "县综合执法局", "0.00")]
    bars = [bars for section in printed.sections for bars in section.bars]
    assert pictures == len(bars) == 3
    assert page.count('<svg class="chart"') == 3


def test_what_was_printed_stays(monday: Bulletin, on_day: OnDay) -> None:
    before = FORMS["pdf"].make(as_issue(monday))
    order = called_back("LL-SLJ", "no", 1)
    excluded(order)
    again = issue(DAILY, Span(DAY, DAY))
    assert (again.pk, again.figures) == (monday.pk, monday.figures)
    assert FORMS["pdf"].make(as_issue(Bulletin.objects.get(pk=monday.pk))) == before
    for change in (Bulletin.objects.filter(pk=monday.pk).delete, lambda: Bulletin.objects.update(figures={})):
        with pytest.raises(DatabaseError), transaction.atomic(), owner():
            change()


def test_what_was_missed_is_made_up_for_and_nothing_twice(county: None, on_day: OnDay) -> None:
    on_day(date(2026, 11, 20))  # a Friday
    called_back()
    assert issue_due() == 0
    on_day(date(2026, 12, 1))  # nobody was there for eleven days
    issue(DAILY, Span(date(2026, 11, 29), date(2026, 11, 29)))
    assert issue_due() == 6 + 2 + 1
    assert issue_due() == 0
    made = Bulletin.objects.order_by("kind", "first").values_list("kind", "first", "issued_by")
    assert [(kind, first.isoformat()) for kind, first, _by in made] == [
        *((DAILY, f"2026-11-{day}") for day in range(24, 31)), (MONTHLY, "2026-11-01"), (WEEKLY, "2026-11-16"),
        (WEEKLY, "2026-11-23"),
    ]  # fmt: skip
    assert {by for _kind, _first, by in made} == {None}


def test_days_that_are_not_over_make_no_bulletin(county: None, on_day: OnDay, tmp_path: Path) -> None:
    on_day(DAY)
    for kind in (DAILY, WEEKLY, MONTHLY):
        with pytest.raises(NotOver):
            issue(kind, span_of(kind, DAY))
    with pytest.raises(CommandError, match="才结束"):
        call_command("hotline_bulletin", "--kind", WEEKLY, "--date", DAY.isoformat(), "--out", tmp_path)
    call_command("hotline_bulletin", "--kind", WEEKLY, "--date", "2026-11-20", "--out", tmp_path)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".docx", ".pdf"]
    assert Bulletin.objects.get().first == date(2026, 11, 16)


def test_a_sudden_rise_is_held_against_the_same_weekday(county: None, on_day: OnDay) -> None:
    water, power = Subject.objects.order_by("pk")[:2]
    for weeks in (3, 2, 1):  # Mondays with two calls about each; the Sundays between are of no account
        on_day(DAY - timedelta(weeks=weeks))
        for subject in (water, power, water, power):
            dispatched(subject=subject.pk)
        on_day(DAY - timedelta(weeks=weeks) + timedelta(days=6))
        for _one in range(3):
            dispatched(subject=water.pk)
    on_day(DAY)
    for _one in range(6):
        dispatched(subject=water.pk)
    for _one in range(3):
        dispatched(subject=power.pk)
    on_day(TUESDAY)
    found = issue(DAILY, Span(DAY, DAY)).figures["rises"]
    assert found == [{"what": "事项", "name": water.name, "count": 6, "average": "2.0", "times": "3.0"}]


def test_a_supervisor_makes_one_by_hand(county: None, on_day: OnDay) -> None:
    on_day(DAY)
    called_back()
    client, address = signed_in("rexian-duban"), "/desk/hotline/rates/bulletins/"
    assert client.post(address, {"kind": DAILY, "day": DAY.isoformat()}).status_code == 422
    on_day(TUESDAY)
    for _twice in range(2):
        made = client.post(address, {"kind": DAILY, "day": DAY.isoformat()})
        assert made.status_code == 302
    one = Bulletin.objects.get()
    assert made.headers["Location"] == f"{address}{one.pk}/"
    assert one.issued_by.username == "rexian-duban"
    for form in ("pdf", "docx"):
        file = client.get(f"{address}{one.pk}/file/{form}/")
        assert (file.status_code, file.headers["Content-Type"]) == (200, FORMS[form].content_type)
        assert signed_in("chengban-slj").get(f"{address}{one.pk}/file/{form}/").status_code == 403
    assert signed_in("chengban-slj").get(f"{address}{one.pk}/").status_code == 403
    assert client.get(f"{address}{one.pk}/file/exe/").status_code == 404


@pytest.mark.parametrize(
    ("kind", "day", "span"),
    [(DAILY, "2026-11-25", "2026-11-25/2026-11-25"), (WEEKLY, "2026-11-29", "2026-11-23/2026-11-29"),
     (WEEKLY, "2027-01-01", "2026-12-28/2027-01-03"), (MONTHLY, "2028-02-29", "2028-02-01/2028-02-29"),
     (MONTHLY, "2026-12-31", "2026-12-01/2026-12-31")],
)  # fmt: skip
def test_periods(kind: str, day: str, span: str) -> None:
    found = span_of(kind, date.fromisoformat(day))
    assert f"{found.first}/{found.last}" == span
    assert last_over(kind, found.last + timedelta(days=1)) == found
    before: list[Any] = earlier(kind, found)
    assert all(one == span_of(kind, one.first) for one in before)
    if kind == DAILY:
        assert {one.first.weekday() for one in before} == {found.first.weekday()}
    else:
        assert [one.last + timedelta(days=1) for one in before] == [found.first, *(one.first for one in before[:-1])]


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(Staff.objects.get(username=username))
    return client
