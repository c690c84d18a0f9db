"""The ledger's workbooks: days as spreadsheets keep them, and the template with its lists to choose from."""

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name

from requests_app.ledger import COLUMNS, read, template, workbooks
from requests_app.ledger.columns import CHOICE, OUTCOMES
from tests.requests_app.test_ledger_files import TODAY, part_of


@pytest.mark.parametrize(
    ("serial", "form", "old", "day"),
    [
        ("46083", "yyyy/m/d", False, date(2026, 3, 2)), ("46083.75", 'yyyy"年"m"月"', False, date(2026, 3, 2)),
        ("44621", "[$-804]d", True, date(2026, 3, 2)), ("61", "d", False, date(1900, 3, 1)),
        ("59", "d", False, date(1900, 2, 28)), ("0.5", "hh:mm", False, "12:00:00"),
        ("46083", '0"d"', False, "46083"), ("46083", "[Red]0", False, "46083"),
    ],
)  # fmt: skip
def test_days_of_workbooks(serial: str, form: str, old: bool, day: date | str) -> None:
    with Workbook(out := BytesIO(), {"in_memory": True, "date_1904": old}) as book:
        book.add_worksheet().write_number(0, 0, float(serial), book.add_format({"num_format": form}))
    ((_line, (cell,)),) = workbooks.raw_sheets(out)[0].sources[0](1)
    assert cell == day


def test_the_dates_of_chinese_programmes_have_numbers_but_no_names() -> None:
    with Workbook(out := BytesIO(), {"in_memory": True}) as book:
        book.add_worksheet().write_number(0, 0, 46083, book.add_format({"num_format": 31}))
    ((_line, (cell,)),) = workbooks.raw_sheets(out)[0].sources[0](1)
    assert cell == date(2026, 3, 2)


def test_the_template_is_a_ledger_without_lines() -> None:
    forms: tuple[Any, ...] = ("xlsx", "csv")
    for form in forms:
        template(file := BytesIO(), form)
        assert list(read(file, f"模板.{form}", TODAY)) == []
    template(file := BytesIO(), "xlsx")
    rules = part_of(file.getvalue(), "xl/worksheets/sheet1.xml").partition("<dataValidations")[2]
    lists = dict(re.findall(r"sqref=\"([A-Z]+)2:[A-Z]+1048576\"><formula1>'填写说明'!([^<]+)</formula1>", rules))
    ledger, guide = map(CalamineWorkbook.from_object(BytesIO(file.getvalue())).get_sheet_by_name, ("台账", "填写说明"))
    place = xl_col_to_name(ledger.to_python()[0].index("办理结果"))
    column, last = re.fullmatch(r"\$([A-Z]+)\$2:\$\1\$([0-9]+)", lists[place]).groups()
    at = xl_cell_to_rowcol(f"{column}1")[1]
    assert [line[at] for line in guide.to_python()[1 : int(last)]] == list(OUTCOMES)
    assert len(lists) == sum(column.form == CHOICE for column in COLUMNS)
