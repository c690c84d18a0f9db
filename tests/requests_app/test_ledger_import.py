"""Ledger in, annual report out: cell for cell, first-class cases, and never half a file."""

import csv
import json
from datetime import date, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from random import Random

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from demo.loading import load_demo
from interaction.casework.models import Case
from interaction.casework.timeline import verify
from interaction.organs.models import Organ
from interaction.statistics.fold import fold, recount
from requests_app.annual.counting import table3
from requests_app.annual.table3 import APPLICANTS, OUTCOMES, Table3
from requests_app.importing import import_ledger
from requests_app.models import DisclosureRequest
from tests.depth import examples

YEAR = 2025
LABELS = {
    "natural_person": "自然人", "enterprise": "商业企业", "research": "科研机构", "nonprofit": "社会公益组织",
    "legal_service": "法律服务机构", "other_org": "其他",
}  # fmt: skip
HEAD = ("收到日期", "申请人类型", "申请内容", "办理结果", "办结日期")


def as_csv(rows: list[tuple[str, ...]]) -> BytesIO:
    text = StringIO()
    csv.writer(text).writerows([HEAD, *rows])
    return BytesIO(text.getvalue().encode())


def day(random: Random, first: date, last: date) -> date:
    return first + timedelta(days=random.randint(0, (last - first).days))


def ledger_of(table: Table3, random: Random) -> list[tuple[str, ...]]:
    """Rows whose report is this table: outcomes and the carried-out shared out among new and carried-in."""
    rows: list[tuple[str, ...]] = []
    for column in APPLICANTS:
        ends = [code for code in OUTCOMES for _one in range(table.cell(code, column))]
        ends += [""] * table.cell("4", column)
        random.shuffle(ends)
        carried = table.cell("2", column)
        for position, code in enumerate(ends):
            span = (
                (date(YEAR - 1, 9, 1), date(YEAR - 1, 12, 31))
                if position < carried
                else (date(YEAR, 1, 1), date(YEAR, 12, 31))
            )
            received = day(random, *span)
            closed = day(random, max(received, date(YEAR, 1, 1)), date(YEAR, 12, 31)).isoformat() if code else ""
            rows.append((received.isoformat(), LABELS[column], f"第{position}号信息", code, closed))
    random.shuffle(rows)
    return rows


@st.composite
def tables(draw: st.DrawFn) -> Table3:
    cells: dict[tuple[str, str], int] = {}
    for column in draw(st.lists(st.sampled_from(list(APPLICANTS)), unique=True, min_size=1, max_size=4)):
        handled = draw(st.dictionaries(st.sampled_from(list(OUTCOMES)), st.integers(1, 3), max_size=6))
        cells |= {(code, column): n for code, n in handled.items()}
        left = draw(st.integers(0, 3))
        whole = sum(handled.values()) + left
        carried = draw(st.integers(0, whole))
        cells |= {("4", column): left, ("2", column): carried, ("1", column): whole - carried}
    return Table3(cells)


class TestRoundTrip(TestCase):
    @settings(max_examples=examples(25), suppress_health_check=list(HealthCheck), derandomize=True)
    @given(table=tables(), seed=st.integers(0, 999))
    def test_a_table_comes_out_cell_for_cell(self, table: Table3, seed: int) -> None:
        if not Organ.objects.exists():
            load_demo()
        finance = Organ.objects.get(code="LL-CZJ")
        rows = ledger_of(table, Random(seed))
        done = import_ledger(as_csv(rows), "台账.csv", finance)
        assert (done.rows, done.new, done.faults) == (len(rows), len(rows), ())
        assert table3(finance, YEAR).as_json() == table.as_json()
        assert table3(finance, YEAR).faults() == []
        assert table3(finance, YEAR + 1).carry_faults(table3(finance, YEAR)) == []
        assert table3(Organ.objects.get(code="LL"), YEAR).as_json() == table.as_json()
        again = import_ledger(as_csv(rows), "台账.csv", finance)
        assert (again.new, again.known) == (0, len(rows))
        assert set(verify(Case.objects.all())) <= {None}
        fold()
        assert recount() == []


@pytest.fixture
def ledger(tmp_path: Path, county: None) -> Path:
    path = tmp_path / "台账.csv"
    path.write_bytes(as_csv([
        ("2025-03-03", "自然人", "低保标准文件", "予以公开", "2025-03-20"),
        ("2025-03-03", "自然人", "低保标准文件", "予以公开", "2025-03-20"),
        ("2025-12-20", "商业企业", "采购合同", "", ""),
    ]).getvalue())  # fmt: skip
    return path


@pytest.mark.django_db
def test_the_commands(ledger: Path) -> None:
    out = StringIO()
    call_command("import_ledger", str(ledger), "--organ", "LL-CZJ", "--dry-run", stdout=out)
    assert not DisclosureRequest.objects.exists()
    call_command("import_ledger", str(ledger), "--channel", "disclosure", "--organ", "LL-CZJ", stdout=out)
    call_command("import_ledger", str(ledger), "--channel", "disclosure", "--organ", "LL-CZJ", stdout=out)
    assert "新增 0 件，已有 3 件" in out.getvalue()
    out = StringIO()
    call_command("annual_report", "--organ", "LL-CZJ", "--year", "2025", "--format", "json", stdout=out)
    report = json.loads(out.getvalue())
    assert report["organ"] == "LL-CZJ"
    assert report["table3"]["3.1"]["natural_person"] == 2
    assert report["table3"]["4"]["enterprise"] == 1
    assert "3.3" not in report["table3"]


@pytest.mark.django_db
def test_imported_cases_are_first_class(ledger: Path) -> None:
    call_command("import_ledger", str(ledger), "--organ", "LL-CZJ", stdout=StringIO())
    answered = DisclosureRequest.objects.filter(replied_on__isnull=False)
    assert {one.clocks.get(slot="reply").state for one in answered} == {"met"}
    assert {one.state for one in answered} == {"closed"}
    running = DisclosureRequest.objects.get(replied_on__isnull=True)
    assert running.due_on == running.clocks.get(slot="reply").due_on
    assert running.awaits == "handler"


@pytest.mark.django_db
def test_a_faulty_row_stores_nothing(county: None, tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    rows = [("2025-03-03", "自然人", "甲", "予以公开", "2025-03-20"), ("2025-13-03", "外星人", "乙", "予以公开", "")]
    path.write_bytes(as_csv(rows).getvalue())
    err = StringIO()
    with pytest.raises(CommandError, match="没有导入任何内容"):
        call_command("import_ledger", str(path), "--organ", "LL-CZJ", stderr=err)
    assert "第 3 行" in err.getvalue()
    assert "申请人类型" in err.getvalue()
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_what_the_law_forbids_is_kept_but_not_counted(county: None) -> None:
    """An extension told after the limit had run out: the reply is late, whatever the old ledger thought."""
    text = ("收到日期,申请人类型,申请内容,办理结果,办结日期,延期告知日期\n"
            "2025-03-03,自然人,甲,予以公开,2025-05-20,2025-05-06\n")  # fmt: skip
    done = import_ledger(BytesIO(text.encode()), "台账.csv", Organ.objects.get(code="LL-CZJ"))
    assert done.new == 1
    request = DisclosureRequest.objects.get()
    assert request.clocks.get(slot="reply").state == "missed"
    assert "届满" in request.events.get(seq=1).details["not_counted"]


@pytest.mark.django_db
def test_what_the_law_forbids_is_kept_of_an_open_request_too(county: None) -> None:
    """The last thing that happened to it is no end of it: it stays in the timeline, and no clock counts it."""
    text = "收到日期,申请人类型,申请内容,办理结果,办结日期,延期告知日期\n2025-03-03,自然人,甲,,,2025-06-30\n"
    done = import_ledger(BytesIO(text.encode()), "台账.csv", Organ.objects.get(code="LL-CZJ"))
    assert (done.faults, done.new) == ((), 1)
    request = DisclosureRequest.objects.get()
    assert "届满" in request.events.get(seq=1).details["not_counted"]
    assert request.events.get(seq=2).details["not_counted"] == "extended"
    assert request.clocks.get(slot="reply").extended == 0
