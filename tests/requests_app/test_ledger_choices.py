"""What a person settles of a ledger on its page: sheets, columns, what it says otherwise, rows with faults."""

from io import BytesIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from python_calamine import CalamineWorkbook

from interaction.casework.models import Case
from interaction.organs.models import Organ
from requests_app.ledger_desk.models import LedgerColumn, LedgerImport
from requests_app.ledger_desk.working import work
from requests_app.models import DisclosureRequest
from tests.requests_app.test_ledger_desk import books, in_store, upload
from tests.workbench.test_reads import signed_in

pytestmark = pytest.mark.django_db
State = LedgerImport.State
HEAD = ["受理编号", "收到时间", "申请人类别", "申请内容", "答复结果", "答复时间"]


def row(number: str, received: str, content: str, *answer: str, kind: str = "个人") -> list[str]:
    return [number, received, kind, content, *(answer or ("", ""))]


def checked(client: Client, content: bytes, name: str = "台账.xlsx") -> tuple[LedgerImport, str, str]:
    """Upload and check; answers the import, its address and its page."""
    answer = upload(client, content, name)
    assert answer.status_code == 302, answer.content.decode()
    work()
    return LedgerImport.objects.latest("uploaded_at"), answer["Location"], text_of(client, answer["Location"])


def text_of(client: Client, page: str) -> str:
    return " ".join(client.get(page).content.decode().split())


def confirmed(client: Client, page: str, **answers: Any) -> str:
    assert client.post(f"{page}confirm/", answers).status_code == 302
    work()
    return text_of(client, page)


YEARS = {
    "封面": [["某局台账"]], "2024年": [HEAD, row("1", "24/5/6", "甲文件", "公开", "24/5/20")],
    "2025年": [HEAD, row("1", "2025年3月4号", "乙文件")], "旧": [HEAD, row("9", "2020-1-1", "旧文件")],
}  # fmt: skip


def test_every_visible_sheet_is_read_and_the_page_says_which_were_not(county: None) -> None:
    client = signed_in("shoujian-czj")
    _row, page, text = checked(client, books(YEARS, hidden="旧"))
    assert "共 2 行" in text
    assert "没有读取： 前5行中没有找到完整的表头" in text.replace("没有读取：前", "没有读取： 前")
    assert "隐藏的工作表，没有读取。" in text
    client.post(f"{page}sheets/", {"sheet": ["2025年", "旧"]})
    work()
    text = text_of(client, page)
    assert "共 2 行" in text
    assert "没有选择读取。" in text
    assert "新增 2 件" in confirmed(client, page)
    assert set(DisclosureRequest.objects.values_list("wanted", flat=True)) == {"乙文件", "旧文件"}


def test_a_request_carried_over_on_two_sheets_is_one(county: None) -> None:
    client = signed_in("shoujian-czj")
    open_, done = row("7", "2024-12-30", "结转文件"), row("7", "2024-12-30", "结转文件", "公开", "2025-01-15")
    _row, page, text = checked(client, books({"2024年": [HEAD, open_], "2025年": [HEAD, done]}))
    assert "其中 1 行是新的，1 行已经有了" in text
    assert "新增 1 件" in confirmed(client, page)
    assert DisclosureRequest.objects.get().outcome_row == "3.1"


def test_columns_are_settled_once_and_remembered(county: None) -> None:
    client = signed_in("shoujian-czj")
    head = ["申请时间", "谁", "要什么", "怎么办的", "答复时间"]
    content = books({"台账": [head, ["2025-03-04", "个人", "甲文件", "", ""]]})
    found, page, text = checked(client, content)
    assert (found.unclear, found.held) == (True, True)
    assert "对应各列" in text
    fields = ["received_on", "kind", "content", "outcome", "closed_on"]
    wrong = client.post(f"{page}columns/", {f"column{place}": field for place, field in enumerate(fields[:4])})
    assert wrong.status_code == 422
    assert "还没有对应：办结日期" in wrong.content.decode()
    assert (
        client.post(f"{page}columns/", dict(zip([f"column{n}" for n in range(5)], fields, strict=True))).status_code
        == 302
    )
    work()
    assert "共 1 行，都可以导入" in text_of(client, page)
    assert LedgerColumn.of(Organ.objects.get(code="LL-CZJ")) == dict(zip(head, fields[:4], strict=False))
    assert "共 1 行，都可以导入" in checked(client, content)[2]
    other = upload(signed_in("shoujian-mzj"), content, "台账.xlsx", "LL-MZJ")
    assert LedgerImport.objects.latest("uploaded_at").unclear  # nobody else's ledger
    assert signed_in("shoujian-czj").get(f"{other['Location']}columns/").status_code == 404


def test_the_bad_rows_are_taken_out_corrected_and_brought_again(county: None) -> None:
    client = signed_in("shoujian-czj")
    good, bad = row("1", "2025-03-04", "甲文件"), row("00123", "2025-03-05", "乙文件", kind="外星人")
    found, page, text = checked(client, books({"台账": [HEAD, good, bad]}))
    assert found.state == State.FAULTY
    assert "先导入没有错误的 1 行" in text
    taken = client.get(f"{page}errors/").content
    ((head, line),) = [CalamineWorkbook.from_object(BytesIO(taken)).get_sheet_by_index(0).to_python()]
    assert head == [*HEAD, "原因和改法", "原来的行"]
    assert line[:4] == bad[:4]
    assert "申请人类型" in str(line[6])
    client.post(f"{page}rest/")
    work()
    assert "新增 1 件" in text_of(client, page)
    assert not in_store(found)
    line[2] = "企业"
    _row, page, text = checked(client, books({"台账": [head, line]}), "改好.xlsx")
    assert "共 1 行，都可以导入" in text
    assert "新增 1 件" in confirmed(client, page)
    assert DisclosureRequest.objects.filter(ledger_number="00123").exists()


def test_what_it_says_otherwise_is_shown_and_decided(county: None) -> None:
    client = signed_in("shoujian-czj")
    _row, page, _text = checked(
        client, books({"台账": [HEAD, row("1", "2025-03-04", "甲文件"), row("", "2025-03-04", "低保标准")]})
    )
    confirmed(client, page)
    told = [row("1", "2025-03-04", "甲文件", "部分公开", "2025-03-20"), row("", "2025-03-04", "低保的标准")]
    _row, page, text = checked(client, books({"台账": [HEAD, *told]}))
    assert "1 行与已有的登记不同" in text
    assert "办理结果：<del>空</del> → <ins>部分公开" in text
    assert "1 行没有对上编号，但与已有的件相近" in text
    undecided = client.post(f"{page}confirm/")
    assert undecided.status_code == 422
    text = confirmed(client, page, correct="yes", alike="same")
    assert "新增 0 件，已有 2 件" in text
    assert "另有更正 2 件" in text
    assert Case.objects.count() == 2
    assert set(DisclosureRequest.objects.values_list("wanted", "outcome_row")) == {
        ("甲文件", "3.2"),
        ("低保的标准", ""),
    }


def test_an_imported_request_is_corrected_on_the_desk(county: None) -> None:
    client = signed_in("shoujian-czj")
    _row, page, _text = checked(client, books({"台账": [HEAD, row("1", "2025-03-04", "甲文件")]}))
    confirmed(client, page)
    case = DisclosureRequest.objects.get()
    address = f"/desk/cases/{case.pk}/do/correct_record/"
    assert "更正台账登记" in client.get(f"/desk/cases/{case.pk}/").content.decode()
    form = client.get(address, follow=True).content.decode()
    assert 'value="2025-03-04"' in form
    told = {"number": "1", "received_on": "2025-03-04", "kind": "自然人", "content": "甲文件", "source": "网上提交"}
    assert "没有改动任何一栏" in client.post(address, {**told, "reason": "笔误"}).content.decode()
    half = client.post(address, {**told, "outcome": "予以公开", "reason": "漏填"})
    assert "没有填写办结日期" in half.content.decode()
    changed = {**told, "outcome": "予以公开", "closed_on": "2025-03-20", "reason": "漏填"}
    assert client.post(address, changed).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.outcome_row) == ("closed", "3.1")
    assert "办理结果：空 → 予以公开" in client.get(f"/desk/cases/{case.pk}/").content.decode()


def test_the_command_counts_nothing_twice_in_silence(county: None, tmp_path: Any, capsys: Any) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(books({"台账": [HEAD, row("", "2025-03-04", "低保标准"), row("1", "2025-03-04", "甲文件")]}))
    call_command("import_ledger", str(path), "--organ", "LL-CZJ")
    path.write_bytes(books({"台账": [HEAD, row("", "2025-03-04", "低保的标准"), row("1", "2025-03-04", "甲的文件")]}))
    with pytest.raises(CommandError, match="--alike"):
        call_command("import_ledger", str(path), "--organ", "LL-CZJ")
    call_command("import_ledger", str(path), "--organ", "LL-CZJ", "--alike", "same", "--correct")
    said = capsys.readouterr()
    assert "2 行：新增 0 件，已有 2 件，更正 2 件。" in said.out
    assert "申请内容：甲文件 → 甲的文件" in said.err
