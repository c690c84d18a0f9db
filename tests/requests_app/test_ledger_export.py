"""Ledger out and in again: the same figures, by way of real cases and the real database."""

import csv
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from random import Random

import pytest
from django.core.management import call_command
from xlsxwriter import Workbook

from interaction.casework.models import Case, EventWords
from requests_app.annual.counting import table3, table4
from requests_app.exporting import rows
from requests_app.importing import import_ledger
from requests_app.models import Remedy
from tests.requests_app.test_ledger_import import as_csv, ledger_of
from tests.requests_app.worked import contested_request, exported, figures, organ

pytestmark = pytest.mark.django_db


def test_an_exported_ledger_brought_back_changes_nothing(county: None) -> None:
    finance = organ("LL-CZJ")
    import_ledger(as_csv([("2025-03-03", "自然人", "甲", "予以公开", "2025-03-20")] * 3), "台账.csv", finance)
    contested_request()
    cases = Case.objects.count()
    done = import_ledger(exported(finance, "xlsx"), "台账.xlsx", finance)
    assert (done.rows, done.new, done.known) == (4, 0, 4)
    assert Case.objects.count() == cases


def test_remarks_numbers_and_steps_come_back(county: None) -> None:
    text = (
        "受理编号,收到日期,申请人类型,申请人,提交方式,申请内容,补正告知日期,补正收到日期,延期告知日期,延长工作日,"
        "办理结果,办结日期,行政复议结果,行政复议通知日期,行政复议结果日期,备注\n"
        "甲-7,2025-03-03,自然人,张三,口头,某文件,2025-03-05,2025-03-10,2025-03-20,10,3.1,2025-04-01,结果纠正,2025-05-06,"
        "2026-01-08,与甲-6一并答复\n"
    )
    import_ledger(BytesIO(text.encode()), "台账.csv", organ("LL-CZJ"))
    (row,) = rows(organ("LL-CZJ"))
    assert (row.number, row.name, row.oral, row.remark) == ("甲-7", "张三", True, "与甲-6一并答复")
    assert (row.correction_asked_on, row.corrected_on) == (date(2025, 3, 5), date(2025, 3, 10))
    assert (row.extended_on, row.extended_by) == (date(2025, 3, 20), 10)
    assert (row.reconsideration, row.reconsideration_decided_on) == ("corrected", date(2026, 1, 8))
    assert table4(organ("LL-CZJ"), 2025).reconsideration.pending == 1
    assert table4(organ("LL-CZJ"), 2026).reconsideration.corrected == 1
    (nameless,) = rows(organ("LL-CZJ"), names=False)
    assert nameless.name == ""


def test_every_remedy_of_a_request_comes_back(county: None, on_day: Callable[[date], None]) -> None:
    on_day(date(2026, 12, 1))
    request = contested_request()
    for kind, filed, result, decided in (
        ("reconsideration", date(2026, 3, 2), "other", date(2026, 4, 1)),
        ("litigation_direct", date(2026, 3, 3), "pending", None),
        ("litigation_after", date(2026, 5, 4), "corrected", date(2026, 11, 2)),
    ):
        Remedy.objects.create(case=request, kind=kind, filed_on=filed, result=result, decided_on=decided)
    import_ledger(exported(organ("LL-CZJ"), "xlsx"), "台账.xlsx", organ("LL-MZJ"))
    there = Remedy.objects.filter(case__addressed_to=organ("LL-MZJ"))
    said = ("kind", "filed_on", "result", "decided_on")
    assert set(there.values_list(*said)) == set(request.remedies.values_list(*said))
    assert there.count() == 4


def test_the_command(county: None, tmp_path: Path) -> None:
    contested_request()
    output, said = tmp_path / "台账.csv", StringIO()
    call_command("export_ledger", "--organ", "LL-CZJ", "--format", "csv", "--output", str(output), stderr=said)
    assert "1 件" in said.getvalue()
    assert len(output.read_text(encoding="utf-8-sig").splitlines()) >= 2
    call_command("import_ledger", str(output), "--organ", "LL-MZJ", stdout=StringIO())
    assert figures(organ("LL-MZJ"), 2026) == figures(organ("LL-CZJ"), 2026)


def test_no_line_of_the_ledger_lies_open_in_the_database(county: None) -> None:
    """Names and remarks come out of sealed columns, and go into them again."""
    import_ledger(
        BytesIO("收到日期,申请人类型,申请人,申请内容,办理结果,办结日期,备注\n2025-03-03,自然人,张三丰,甲,,,密语\n".encode()),
        "台账.csv", organ("LL-CZJ"),
    )  # fmt: skip
    assert b"\xe5\xaf\x86\xe8\xaf\xad" not in bytes(EventWords.objects.values_list("texts", flat=True)[0])
    assert next(rows(organ("LL-CZJ"))).remark == "密语"


def test_long_ledgers_are_read_by_key(county: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("requests_app.exporting.CHUNK", 7)
    finance = organ("LL-CZJ")
    table = table3(finance, 2025)
    lines = [("2025-03-03", "自然人", f"第{n}号", "", "") for n in range(20)] + ledger_of(table, Random(1))
    import_ledger(as_csv(lines), "台账.csv", finance)
    assert [row.content for row in rows(finance)] == [f"第{n}号" for n in range(20)]


@pytest.mark.parametrize(
    "number", ["202611300000000123", "00123", "3-1", "1E5", "2026-001", "12.10", "SEP2", "=1+1", "'7"]
)
def test_a_number_that_excel_would_spoil_survives_it(county: None, number: str) -> None:
    """What begins with an apostrophe Excel leaves alone, in a CSV file and in the workbook that is made of it."""
    quoted = f'"{number}"'
    text = f"受理编号,收到日期,申请人类型,申请内容,办理结果,办结日期\n{quoted},2025-03-03,自然人,某文件,,\n"
    import_ledger(BytesIO(text.encode()), "台账.csv", organ("LL-CZJ"))
    (row,) = rows(organ("LL-CZJ"))
    assert row.number == number
    written = exported(organ("LL-CZJ"), "csv").getvalue().decode("utf-8-sig")
    shown = next(csv.DictReader(StringIO(written)))
    assert shown["受理编号"].startswith("'")
    with Workbook(saved := BytesIO(), {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(shown))
        for place, cell in enumerate(shown.values()):
            sheet.write_string(1, place, cell)
    for file, name in (
        (BytesIO(written.encode()), "台账.csv"),
        (saved, "台账.xlsx"),
        (exported(organ("LL-CZJ"), "xlsx"), "台账.xlsx"),
    ):
        done = import_ledger(file, name, organ("LL-CZJ"))
        assert (done.new, done.known) == (0, 1)
    assert [one.number for one in rows(organ("LL-CZJ"))] == [number]
