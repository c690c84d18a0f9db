"""A ledger through the browser: checked, confirmed, imported by the worker, whole or not at all; and taken out again."""

import zipfile
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, connections, transaction
from django.test import AsyncClient, Client
from xlsxwriter import Workbook

from demo.county.names import NAMED
from interaction.casework.models import Case
from interaction.organs.models import Organ
from interaction.workdays.now import now
from requests_app import importing
from requests_app.annual.counting import table3
from requests_app.importing import import_ledger
from requests_app.ledger_desk import working
from requests_app.ledger_desk.models import LedgerExport, LedgerImport
from requests_app.ledger_desk.working import work
from requests_app.models import DisclosureRequest
from tests.conftest import staff
from tests.databases import owner
from tests.requests_app.test_ledger_import import as_csv
from tests.workbench.test_reads import signed_in

DESK = "/desk/ledger/"
GOOD: list[tuple[str, ...]] = [
    ("2025-03-03", "自然人", "低保标准文件", "予以公开", "2025-03-20"),
    ("2025-12-20", "商业企业", "采购合同", "", ""),
]
BAD = [*GOOD, ("2025-13-03", "外星人", "", "予以公开", "")]
State = LedgerImport.State


def upload(client: Client, content: bytes, name: str = "台账.csv", organ: str = "LL-CZJ") -> Any:
    return client.post(DESK, {"organ": organ, "file": SimpleUploadedFile(name, content)})


def uploaded(client: Client, rows: list[tuple[str, ...]] = GOOD) -> tuple[LedgerImport, str]:
    answer = upload(client, as_csv(rows).getvalue())
    assert answer.status_code == 302
    return LedgerImport.objects.latest("uploaded_at"), answer["Location"]


def in_store(row: LedgerImport) -> bool:
    return default_storage.exists(f"sealed/{str(row.pk)[:2]}/{row.pk}")


@pytest.mark.django_db
def test_checked_confirmed_imported_and_let_go(county: None) -> None:
    client = signed_in("shoujian-czj")
    row, page = uploaded(client)
    with default_storage.open(f"sealed/{str(row.pk)[:2]}/{row.pk}") as file:
        assert "低保".encode() not in file.read()
    assert 'http-equiv="refresh"' in client.get(page).content.decode()
    assert work() == 1
    checked = client.get(page).content.decode()
    assert f"共 2 行，都可以导入到“{NAMED['LL-CZJ'].name}”。" in checked
    assert "refresh" not in checked
    assert not Case.objects.exists()
    assert in_store(row)
    assert work() == 0  # it waits for a person
    client.post(f"{page}confirm/")
    assert work() == 1
    assert "新增 2 件，已有 0 件" in client.get(page).content.decode()
    assert table3(Organ.objects.get(code="LL-CZJ"), 2025).cell("1", "total") == 2
    assert not in_store(row)
    client.post(f"{page}confirm/")
    assert work() == 0
    again, page = uploaded(client)
    work()
    client.post(f"{page}confirm/")
    work()
    assert "新增 0 件，已有 2 件" in client.get(page).content.decode()
    assert Case.objects.count() == 2
    assert not in_store(again)


@pytest.mark.django_db
def test_faults_are_listed_by_row_and_column_and_nothing_is_stored(county: None) -> None:
    client = signed_in("shoujian-czj")
    row, page = uploaded(client, BAD)
    work()
    text = client.get(page).content.decode()
    assert text.count("第 4 行") == 4
    for column in ("收到日期", "申请人类型", "申请内容", "办结日期"):
        assert f'data-label="列">{column}</td>' in text
    assert "2025-13-03”不是有效的日期" in text
    assert "确认导入" not in text
    assert not Case.objects.exists()
    assert in_store(row)  # for a day: its other rows may still be imported
    client.post(f"{page}confirm/")
    assert work() == 0
    with connection.cursor() as cursor:  # a fault repeats what stands in a cell: sealed
        cursor.execute("SELECT said FROM requests_app_ledgerimport")
        assert "外星人".encode() not in bytes(cursor.fetchone()[0])


def books(sheets: dict[str, list[list[Any]]], hidden: str = "") -> bytes:
    with Workbook(out := BytesIO(), {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
            if name == hidden:
                sheet.hide()
    return out.getvalue()


def burst() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b" " * (64 << 20))
    return file.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("台账.xlsx", b"", "文件是空的"),
        ("台账.xlsx", b"MZ\x90 no workbook", "不是 XLSX 或者 CSV"),
        ("台账.csv", "甲,乙\n1,2\n".encode(), "没有找到完整的表头，缺少：收到日期"),
        ("台账.xlsx", burst(), "解压后过大"),
        ("台账.csv", b"," * (11 << 20), "超过 10 MB"),
        ("台账.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧格式"),
        ("封面.xlsx", books({"封面": [["某局台账"]]}), "工作表“封面”：前5行中没有找到完整的表头"),
        ("台账.xlsx", b"PK\x03\x04 broken", "重新上传"),
    ],
)
def test_what_is_no_ledger_is_refused_at_once(county: None, name: str, content: bytes, says: str) -> None:
    answer = upload(signed_in("shoujian-czj"), content, name)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not LedgerImport.objects.exists()


@pytest.mark.django_db
def test_a_form_without_a_file_and_a_ledger_without_rows(county: None) -> None:
    client = signed_in("shoujian-czj")
    assert "请填写“台账文件”。" in client.post(DESK, {"organ": "LL-CZJ"}).content.decode()
    _row, page = uploaded(client, [])
    work()
    assert "只有表头" in client.get(page).content.decode()


@pytest.mark.django_db
def test_only_intake_of_the_organ_or_above(county: None) -> None:
    _row, page = uploaded(signed_in("shoujian-czj"))
    answers = {
        "shoujian-czj": 200, "shoujian": 200, "shoujian-mzj": 404, "chengban-czj": 403, "qianfa": 403, "duban": 403,
    }  # fmt: skip
    assert {who: signed_in(who).get(page).status_code for who in answers} == answers
    work()
    for who in ("shoujian-mzj", "chengban-czj"):
        assert signed_in(who).post(f"{page}confirm/").status_code in (403, 404)
        assert signed_in(who).post(f"{page}discard/").status_code in (403, 404)
    assert LedgerImport.objects.get().state == State.CHECKED
    assert upload(signed_in("shoujian-mzj"), as_csv(GOOD).getvalue()).status_code == 422
    assert upload(signed_in("chengban-czj"), as_csv(GOOD).getvalue()).status_code == 403
    assert signed_in("shoujian-mzj").get(f"{DESK}export/?organ=LL-CZJ&format=csv").status_code == 422
    assert signed_in("duban").get(f"{DESK}export/?organ=LL-CZJ&format=csv").status_code == 403
    assert "台账.csv" not in signed_in("shoujian-mzj").get(DESK).content.decode()
    assert "台账" not in signed_in("chengban-czj").get("/desk/").content.decode()
    assert signed_in("shoujian").get(f"{DESK}imports/{uuid4()}/").status_code == 404


@pytest.mark.django_db
def test_discarded_or_left_lying_the_file_goes(county: None, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in("shoujian-czj")
    discarded, page = uploaded(client)
    work()
    client.post(f"{page}discard/")
    forgotten, _page = uploaded(client)
    work()
    assert not in_store(discarded)
    assert in_store(forgotten)
    later = now() + working.CONFIRM_WITHIN * 2
    monkeypatch.setattr(working, "now", lambda: later)
    work()
    assert not in_store(forgotten)
    assert {row.state for row in LedgerImport.objects.all()} == {State.DISCARDED}
    assert not Case.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_percent_is_seen_while_it_runs_and_a_crash_leaves_nothing(
    county: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 10)
    client = signed_in("shoujian-czj")
    row, page = uploaded(client, [("2025-03-03", "自然人", f"第{n}号", "", "") for n in range(40)])
    work()
    client.post(f"{page}confirm/")
    seen: list[tuple[int, int]] = []
    written = importing._write

    def watched(*args: Any) -> None:
        written(*args)
        seen.append(_from_beside(row))
        if len(seen) == 3:
            raise RuntimeError("the worker dies")

    monkeypatch.setattr(importing, "_write", watched)
    for attempt in (1, 2, 3):
        assert work() == 0
        assert seen == [(0, attempt), (10, attempt), (20, attempt)]
        assert not Case.objects.exists()
        assert LedgerImport.objects.get().state == State.CONFIRMED
        seen.clear()
    assert work() == 1  # no fourth time
    row.refresh_from_db()
    assert (row.state, row.held) == (State.FAILED, False)
    assert not in_store(row)
    assert "没有导入任何内容" in client.get(page).content.decode()
    monkeypatch.setattr(importing, "_write", written)
    _row, page = uploaded(client, [("2025-03-03", "自然人", f"第{n}号", "", "") for n in range(40)])
    work()
    client.post(f"{page}confirm/")
    work()
    assert DisclosureRequest.objects.count() == 40


def _from_beside(row: LedgerImport) -> tuple[int, int]:
    """How far the import is, as another visitor sees it meanwhile."""
    beside = connections.create_connection("default")
    try:
        with beside.cursor() as cursor:
            cursor.execute("SELECT done, attempts FROM requests_app_ledgerimport WHERE id = %s", [row.pk])
            return tuple(cursor.fetchone())
    finally:
        beside.close()


@pytest.mark.django_db(transaction=True)
def test_an_import_lets_others_take_numbers_meanwhile(county: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 10)
    written = importing._write
    taken: list[str] = []

    def watched(*args: Any) -> None:
        written(*args)
        beside = connections.create_connection("default")
        try:
            with beside.cursor() as cursor:
                cursor.execute("SET lock_timeout = '10s'")
                cursor.execute(
                    "INSERT INTO casework_numberseries (series, year, last) VALUES ('case:YSQ', 2025, 1)"
                    " ON CONFLICT (series, year) DO UPDATE SET last = casework_numberseries.last + 1 RETURNING last"
                )
                taken.append(f"YSQ-2025-{cursor.fetchone()[0]:06d}")
        finally:
            beside.close()

    monkeypatch.setattr(importing, "_write", watched)
    rows = [("2025-03-03", "自然人", f"第{n}号", "", "") for n in range(30)]
    assert import_ledger(as_csv(rows), "台账.csv", Organ.objects.get(code="LL-CZJ")).new == 30
    assert taken == ["YSQ-2025-000001", "YSQ-2025-000002", "YSQ-2025-000003"]
    numbers = sorted(Case.objects.values_list("number", flat=True))
    assert numbers == [f"YSQ-2025-{serial:06d}" for serial in range(4, 34)]  # without gaps


@pytest.mark.django_db(transaction=True)
def test_one_ledger_of_an_organ_at_a_time(county: None) -> None:
    """A second worker leaves alone what the first is at."""
    row, _page = uploaded(signed_in("shoujian-czj"))
    first = connections.create_connection("default")
    try:
        first.set_autocommit(False)
        with first.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [working.LEDGER_LOCK, row.organ_id])
        assert work() == 0
        first.rollback()
    finally:
        first.close()
    assert work() == 1


@pytest.mark.django_db
def test_taking_a_ledger_out(county: None) -> None:
    text = "收到日期,申请人类型,申请人,申请内容,办理结果,办结日期\n2025-03-03,自然人,张三丰,=1+1,,\n"
    import_ledger(BytesIO(text.encode()), "台账.csv", Organ.objects.get(code="LL-CZJ"))
    client = signed_in("shoujian-czj")
    plain = b"".join(client.get(f"{DESK}export/?organ=LL-CZJ&format=csv")).decode("utf-8-sig")
    assert "2025-03-03" in plain
    assert "张三丰" not in plain
    assert "'=1+1" in plain
    assert not LedgerExport.objects.exists()
    named = client.get(f"{DESK}export/?organ=LL-CZJ&format=csv&names=on&year=2025")
    assert "张三丰" in b"".join(named).decode()
    assert "filename*=utf-8''" in named["Content-Disposition"]
    (noted,) = LedgerExport.objects.values_list("organ__code", "year", "by__username")
    assert noted == ("LL-CZJ", 2025, "shoujian-czj")
    with pytest.raises(IntegrityError), transaction.atomic(), owner():
        LedgerExport.objects.update(by=staff("duban").staff)
    wrong = client.get(f"{DESK}export/?organ=LL-CZJ&format=pdf&year=abc")
    assert wrong.status_code == 422
    for form in ("xlsx", "csv"):
        assert len(client.get(f"{DESK}template/{form}/").content) > 100
    assert client.get(f"{DESK}template/pdf/").status_code == 404


@pytest.mark.django_db
def test_a_long_ledger_goes_out_in_pieces(county: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("requests_app.ledger.writing.EVERY", 5)
    rows = [("2025-03-03", "自然人", f"第{n}号", "", "") for n in range(20)]
    import_ledger(as_csv(rows), "台账.csv", Organ.objects.get(code="LL-CZJ"))
    client = AsyncClient()
    async_to_sync(client.aforce_login)(staff("shoujian-czj").staff)

    async def pieces() -> list[bytes]:
        answer: Any = await client.get(f"{DESK}export/?organ=LL-CZJ&format=csv")
        return [piece async for piece in answer.streaming_content]

    taken = async_to_sync(pieces)()
    assert len(taken) == 5
    assert b"".join(taken).decode().count("号,,") == 20
