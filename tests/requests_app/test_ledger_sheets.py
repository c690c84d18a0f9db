"""Ledgers as offices really keep them: many sheets, merged cells, other words, old formats - and files made to hurt."""

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from requests_app.ledger import BadLedger, Choice, Fault, LedgerRow, look, read
from requests_app.ledger.columns import match_columns
from tests.requests_app.test_ledger_files import REQUIRED, TODAY, archive, as_csv, as_workbook, refusal

OLD = Path(__file__).with_name("ledgers") / "old.xls"
HEAD = ["收到时间", "申请人类别", "申请内容", "答复结果", "答复时间", "申请人"]


def understood(data: bytes, name: str = "台账.xlsx", choice: Choice | None = None) -> list[LedgerRow]:
    found = list(read(BytesIO(data), name, TODAY, choice or Choice()))
    assert [one for one in found if isinstance(one, Fault)] == []
    return [one for one in found if isinstance(one, LedgerRow)]


def one(**cells: str) -> LedgerRow | Fault:
    told = {"收到日期": "2026-03-02", "申请人类型": "自然人", "申请内容": "供水检测报告", **cells}
    (found,) = read(BytesIO(as_csv(told).encode()), "台账.csv", TODAY)
    return found


def book(fill: Callable[[Workbook], None], **options: Any) -> bytes:
    with Workbook(out := BytesIO(), {"in_memory": True, **options}) as made:
        fill(made)
    return out.getvalue()


# -- Sheets ---------------------------------------------------------------------------------------------------------


def test_an_old_workbook_is_read_like_a_new_one() -> None:
    """A cover, a sheet a year, a hidden one; serials, words, cells merged over two lines."""
    first, second, third, fourth = understood(OLD.read_bytes(), "台账.xls")
    assert (first.received_on, first.outcome, first.closed_on) == (date(2024, 5, 6), "3.1", date(2024, 5, 20))
    assert (second.received_on, second.kind, second.outcome) == (date(2024, 7, 27), "enterprise", "3.4.1")
    assert (second.closed_on, second.name) == (date(2024, 8, 5), "")
    assert {third.received_on, fourth.received_on} == {date(2025, 3, 4)}
    assert {one.sheet for one in (first, third)} == {"2024年", "2025年"}
    passed = {one.name: one.reason for one in look(BytesIO(OLD.read_bytes()), "台账.xls", Choice()).passed}
    assert "没有找到完整的表头，缺少：收到日期" in passed["封面"]
    assert "隐藏" in passed["旧"]
    (hidden,) = understood(OLD.read_bytes(), "台账.xls", Choice(sheets=frozenset({"旧"})))
    assert hidden.content == "旧"


ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:automatic-styles><style:style style:name="h" style:family="table"><style:table-properties table:display="false"/>
</style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>
</office:document-content>"""


def ods(*tables: tuple[str, str, str]) -> bytes:
    made = "".join(f'<table:table table:name="{name}"{more}>{rows}</table:table>' for name, more, rows in tables)
    return archive({
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml": b"<manifest/>",
        "content.xml": ODS.format(tables=made).encode(),
    })  # fmt: skip


def line(*cells: str, more: str = "") -> str:
    made = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{one}</text:p></table:table-cell>' for one in cells
    )
    return f"<table:table-row{more}>{made}</table:table-row>"


def test_open_documents() -> None:
    day = '<table:table-cell office:value-type="date" office:date-value="2025-03-04" table:number-rows-spanned="2"/>'
    rest = '<table:table-cell table:number-columns-repeated="16379"/>'
    said = (
        line("个人", "丙<text:line-break/>丁")
        .replace("<table:table-row>", f"<table:table-row>{day}")
        .replace("</table:table-row>", f"{rest}</table:table-row>")
    )
    second = line("企业", "戊").replace("<table:table-row>", "<table:table-row><table:covered-table-cell/>")
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    data = ods(("旧", ' table:style-name="h"', line(*HEAD) + line("2020-1-1", "个人", "旧")),
               ("2025年", "", line(*HEAD) + said + second + blank))  # fmt: skip
    first, other = understood(data, "台账.ods")
    assert (first.received_on, first.kind, first.content) == (date(2025, 3, 4), "person", "丙\n丁")
    assert (other.received_on, other.line) == (date(2025, 3, 4), 3)
    many = ods(("台账", "", line(*HEAD) + line("2020-1-1", "个人", "旧", more=' table:number-rows-repeated="2000000"')))
    assert "超过1048576行" in refusal(many, "台账.ods")
    locked = archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"\x01",
                      "META-INF/manifest.xml": b"<manifest:encryption-data/>"})  # fmt: skip
    assert "打开密码" in refusal(locked, "台账.ods")


def test_a_text_of_an_old_programme() -> None:
    text = as_csv({"收到日期": "2026-03-02", "申请人类型": "个人", "申请内容": "𠮷镇规划"}).encode("gb18030")
    assert understood(text, "台账.csv")[0].content == "𠮷镇规划"


def test_merged_cells_belong_to_all_their_lines_but_make_none() -> None:
    def fill(made: Workbook) -> None:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["2025-03-04", "个人", "甲", "", "", "张三"])
        sheet.write_row(2, 0, ["2025-03-05", "企业", "乙", "", "", ""])
        sheet.merge_range(1, 5, 2, 5, "张三")
        for column, text in enumerate(["2025-03-06", "个人", "丙", "", "", "李四"]):
            sheet.merge_range(3, column, 4, column, text)

    first, second, third = understood(book(fill))
    assert (first.name, second.name, third.name) == ("张三", "张三", "李四")


def test_serials_of_a_macintosh() -> None:
    data = book(lambda made: made.add_worksheet().write_row(0, 0, REQUIRED), date_1904=True)
    with zipfile.ZipFile(BytesIO(data)) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    more = ('<row r="2"><c r="A2"><v>44621</v></c><c r="B2" t="inlineStr"><is><t>个人</t></is></c>'
            '<c r="C2" t="inlineStr"><is><t>甲</t></is></c></row></sheetData>')  # fmt: skip
    parts[sheet] = parts[sheet].replace(b"</sheetData>", more.encode())
    assert understood(archive(parts))[0].received_on == date(2026, 3, 2)


# -- Words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "said", "field", "means"),
    [
        ("申请人类型", "个人", "kind", "person"), ("申请人类型", "企业", "kind", "enterprise"),
        ("提交方式", "信函", "source", "post"), ("提交方式", "网络", "source", "online"),
        ("提交方式", "当面", "source", "counter"), ("提交方式", "——", "source", ""), ("申请人", "无", "name", ""),
        ("备注", "/", "remark", ""), ("延期告知日期", "-", "extended_on", None), ("受理编号", "\u200b甲-7", "number", "甲-7"),
        ("收到日期", "24/5/6", "received_on", date(2024, 5, 6)), ("收到日期", "46083", "received_on", date(2026, 3, 2)),
        ("收到日期", "2026年3月5号", "received_on", date(2026, 3, 5)),
        ("收到日期", "\u200b2026-03-02", "received_on", date(2026, 3, 2)),
        ("收到日期", "26年3月5日", "received_on", date(2026, 3, 5)), ("办理结果", "办理中", "outcome", ""),
        ("受理编号", "'00123", "number", "00123"),
    ],
)  # fmt: skip
def test_words_that_real_ledgers_use(column: str, said: str, field: str, means: object) -> None:
    assert getattr(one(**{column: said}), field) == means


@pytest.mark.parametrize(
    ("said", "row"),
    [("公开", "3.1"), ("部分公开", "3.2"), ("信息不存在", "3.4.1"), ("撤回", "3.6.3"), ("3.3.4", "3.3.4")],
)
def test_outcomes_that_real_ledgers_use(said: str, row: str) -> None:
    found = one(办理结果=said, 办结日期="2026-03-20")
    assert isinstance(found, LedgerRow)
    assert found.outcome == row


def test_what_can_be_meant_in_several_ways_is_refused_with_what_to_choose_from() -> None:
    fault = one(办理结果="不公开", 办结日期="2026-03-20")
    assert isinstance(fault, Fault)
    assert "3.3.1属于国家秘密" in fault.message
    fields, doubtful = match_columns(["受理日期", "登记日期", "申请人类型"], {})
    assert fields == [None, None, "kind"]
    assert doubtful == {"received_on": ["受理日期", "登记日期"]}
    assert "受理日期、登记日期都像" in refusal(",".join(["受理日期", "登记日期", *REQUIRED[1:]]).encode())


@pytest.mark.parametrize("sign", ["\ufffe", "\uffff"])
def test_what_no_form_takes_no_ledger_takes(sign: str) -> None:
    for column in ("申请内容", "申请人", "备注"):
        fault = one(**{column: f"供水{sign}报告"})
        assert isinstance(fault, Fault)
        assert fault.column == column
        assert "看不见的特殊字符" in fault.message


# -- Files made to hurt -----------------------------------------------------------------------------------------------


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(BytesIO(as_workbook(REQUIRED, ["2026-03-02", "自然人", "甲"]))) as made:
        parts = {part: made.read(part) for part in made.namelist()}
    parts[name] = change(parts[name])
    return archive(parts)


SHEET, STYLES, TEXTS = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"


@pytest.mark.parametrize(
    ("part", "change", "says"),
    [
        (STYLES, lambda xml: xml.replace(b"<fonts", b'<numFmt numFmtId="9" formatCode="0"/>' * 70_001 + b"<fonts", 1),
         "样式太多"),
        (STYLES, lambda xml: xml + b" " * (17 << 20), "解压后过大"),
        (TEXTS, lambda xml: xml.replace(b"</sst>", b"<si><t/></si>" * 400_000 + b"</sst>"), "解压后过大"),
        (SHEET, lambda xml: xml.replace(b"</sheetData>", b'<row r="3">' + b"<c/>" * 17_000 + b"</row></sheetData>"),
         "不是有效的 XLSX"),
    ],
    ids=["formats", "styles", "texts", "cells"],
)  # fmt: skip
def test_a_part_is_refused_before_much_is_spent_on_it(part: str, change: Callable[[bytes], bytes], says: str) -> None:
    assert says in refusal(with_part(part, change), "台账.xlsx")


def test_cells_with_nothing_in_them_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("requests_app.ledger.sheet_xml.MOST_BLANK", 100)
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (at, at) for at in range(3, 110))
    blank = with_part(SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))
    assert "只有格式、没有内容" in refusal(blank, "台账.xlsx")


def test_more_texts_than_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("requests_app.ledger.sheet_xml.MOST_TEXTS", 20)
    many = with_part(TEXTS, lambda xml: xml.replace(b"</sst>", b"<si><t>a</t></si>" * 30 + b"</sst>"))
    with pytest.raises(BadLedger, match="解压后过大"):
        understood(many)
