"""The ledger as a file: what is written is read again, and what is wrong is told in words that help."""

import csv
import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from interaction.privacy.text import InvalidInput, clean_line, clean_text
from requests_app.decisions import DECISIONS
from requests_app.ledger import (
    COLUMNS,
    BadLedger,
    Fault,
    LedgerRow,
    cells,
    count_lines,
    guide,
    ignored_columns,
    read,
    write,
)
from requests_app.ledger.columns import CONTESTED, KINDS, LITIGATION, OUTCOMES, RESULTS, fold
from requests_app.ledger.rows import Contest
from requests_app.ledger.words import NOTHING
from tests.depth import examples

TODAY = date(2026, 6, 30)
REQUIRED = ["收到日期", "申请人类型", "申请内容", "办理结果", "办结日期"]
GOOD = {"收到日期": "2026-03-02", "申请人类型": "自然人", "申请内容": "供水检测报告"}

# -- Helpers ----------------------------------------------------------------------------------------------------


def understood(data: bytes, name: str = "台账.csv") -> list[LedgerRow | Fault]:
    return list(read(BytesIO(data), name, TODAY))


def as_csv(*lines: dict[str, Any], delimiter: str = ",") -> str:
    names = [column.name for column in COLUMNS]
    out = StringIO()
    writer = csv.DictWriter(out, names, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue()


def as_workbook(*lines: list[Any]) -> bytes:
    with Workbook(out := BytesIO(), {"in_memory": True, "default_date_format": "yyyy/m/d"}) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
    return out.getvalue()


def part_of(data: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode()


def one(**changes: Any) -> Any:
    """The only thing read of a ledger of one line."""
    (found,) = understood(as_csv(GOOD | changes).encode())
    return found


def faults(**changes: Any) -> dict[str, str]:
    found = understood(as_csv(GOOD | changes).encode())
    assert all(isinstance(fault, Fault) and fault.line == 2 for fault in found)
    assert all(fault.message.endswith("。") for fault in found if isinstance(fault, Fault))
    return {fault.column: fault.message for fault in found if isinstance(fault, Fault)}


def refusal(data: bytes, name: str = "台账.csv") -> str:
    with pytest.raises(BadLedger) as caught:
        understood(data, name)
    return caught.value.message


# -- What is written is read again ---------------------------------------------------------------------------------


BEGINNINGS = ["", "=", "+1", "-", "@", "'", "'=", "''+", "＝", "#N/A", "_x000D_", "_x005F_x0041_", '"', "12.0，"]
SOURCES = [(one, False) for one in ("", "online", "counter", "post", "fax", "email", "phone")] + [("counter", True)]


def says_something(text: str) -> bool:
    """What is no mark of an empty cell; nobody is called /."""
    return not text or not (fold(text) in NOTHING or not any(char.isalnum() for char in text))


# Numbers that a spreadsheet has not spoilt, also such as look like formulas.
NUMBERS = st.from_regex(r"\A([A-DF-Z0-9〔〕号-]{0,20}|[=+@-][0-9]{1,9})\Z").filter(says_something)


@st.composite
def words(draw: st.DrawFn, clean: Any, longest: int, least: int = 0) -> str:
    beginning = draw(st.sampled_from(BEGINNINGS))
    try:
        text = clean(beginning + draw(st.text(max_size=30)))
    except InvalidInput:
        assume(False)
    assume(least <= len(text) <= longest)
    return str(text)


@st.composite
def remedies(draw: st.DrawFn, day: date) -> dict[str, Any]:
    """Remedies from a day on, with or without their days where those have columns of their own."""

    def contest(kind: str) -> Contest:
        result, filed = draw(st.sampled_from(list(RESULTS.values()))), day + timedelta(draw(st.integers(0, 90)))
        return Contest(
            kind, result, filed, None if result == "pending" else filed + timedelta(draw(st.integers(0, 90)))
        )

    found: dict[str, Any] = {
        "more_remedies": tuple(map(contest, draw(st.lists(st.sampled_from(list(CONTESTED.values()))))))
    }
    for name, kinds in (("reconsideration", ["reconsideration"]), ("litigation", list(LITIGATION.values()))):
        if draw(st.booleans()):
            one, dated = contest(draw(st.sampled_from(kinds))), draw(st.booleans())
            said = {"litigation_kind": one.kind, "litigation_result": one.result}
            found |= said if name == "litigation" else {name: one.result}
            found |= {f"{name}_filed_on": one.filed_on, f"{name}_decided_on": one.decided_on} if dated else {}
    return found


@st.composite
def rows(draw: st.DrawFn, line: int) -> LedgerRow:
    """A request whose steps follow each other as the law has them."""
    day, steps = date(2020, 1, 1) + timedelta(draw(st.integers(0, 1500))), []
    for _ in range(8):
        day += timedelta(draw(st.integers(0, 30)))
        steps.append(day)
    received, correction, corrected, extended, asked, answered, noticed, paid = steps
    closed = draw(st.booleans())

    def maybe(value: date) -> date | None:
        return value if draw(st.booleans()) else None

    correction_asked, asked_on, fee_noticed = maybe(correction), maybe(asked), maybe(noticed)
    extended_on = maybe(extended)
    source, oral = draw(st.sampled_from(SOURCES))
    return LedgerRow(
        line=line, received_on=received, kind=draw(st.sampled_from(list(KINDS.values()))),
        content=draw(words(clean_text, 5000, 1)),
        outcome=draw(st.sampled_from(list(OUTCOMES.values()))) if closed else "",
        closed_on=paid + timedelta(draw(st.integers(0, 30))) if closed else None,
        number=draw(NUMBERS),
        name=draw(words(clean_line, 200).filter(says_something)), source=source, oral=oral,
        correction_asked_on=correction_asked, corrected_on=correction_asked and maybe(corrected),
        extended_on=extended_on, extended_by=draw(st.integers(0, 20)) if extended_on else 0,
        asked_on=asked_on, answered_on=asked_on and maybe(answered),
        fee_noticed_on=fee_noticed, fee_paid_on=fee_noticed and maybe(paid),
        **draw(remedies(day)),
        remark=draw(words(clean_text, 2000).filter(says_something)),
    )  # fmt: skip


@st.composite
def ledgers(draw: st.DrawFn) -> list[LedgerRow]:
    return [draw(rows(line)) for line in range(2, 2 + draw(st.integers(0, 4)))]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(ledger=ledgers())
def test_what_is_written_is_read_again(form: Any, ledger: list[LedgerRow]) -> None:
    file = BytesIO()
    assert write(ledger, file, form) == len(ledger)
    assert list(read(file, f"台账.{form}", TODAY)) == ledger
    again = BytesIO()
    write(map(cells, ledger), again, form)
    assert list(read(again, f"台账.{form}", TODAY)) == ledger
    assert not file.closed


def test_other_readers_find_text_and_dates_and_nothing_to_compute() -> None:
    evil = '=HYPERLINK("http://a.example","x")'
    row = LedgerRow(2, date(2026, 3, 2), "person", evil, name="@SUM(A1)", remark="坏\ufffd_x0041_")
    file = BytesIO()
    write([row, {**cells(row), "备注": "\x00旧\ud800"}], file, "xlsx")
    header, first = CalamineWorkbook.from_object(BytesIO(file.getvalue())).get_sheet_by_name("台账").to_python()[:2]
    told = dict(zip(header, first, strict=True))
    assert (told["申请内容"], told["收到日期"]) == (evil, date(2026, 3, 2))
    sheet = part_of(file.getvalue(), "xl/worksheets/sheet1.xml")
    assert "<f" not in sheet
    assert 'topLeftCell="A2" activePane="bottomLeft" state="frozen"' in sheet
    assert "<b/>" in part_of(file.getvalue(), "xl/styles.xml")
    assert [one.remark for one in read(file, "a.xlsx", TODAY) if isinstance(one, LedgerRow)] == [row.remark, "�旧�"]
    text = BytesIO()
    write([row], text, "csv")
    assert text.getvalue().startswith(b"\xef\xbb\xbf")
    (line,) = csv.DictReader(StringIO(text.getvalue().decode("utf-8-sig")))
    assert line["申请内容"] == "'" + evil
    assert line["申请人"] == "'@SUM(A1)"
    with pytest.raises(ValueError, match="no such columns"):
        write([{"收件日期": date(2026, 3, 2)}], BytesIO(), "csv")


# -- What a line may look like ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["2026-03-02", "2026/3/2", "2026.3.2", "2026年3月2日", "20260302", "２０２６年 3 月 2 日", "2026/3/2 0:00"]
)
def test_dates_as_offices_write_them(text: str) -> None:
    assert one(收到日期=text).received_on == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3.1", "3.1"), ("予以公开", "3.1"), ("3.1 予以公开", "3.1"), ("部分公开", "3.2"), ("３．３．１", "3.3.1"),
        ("部分公开(区分处理的,只计这一情形，不计其他情形)", "3.2"), ('危及"三安全 一稳定"', "3.3.3"),
        ("逾期不补正", "3.6.1"), ("逾期未缴费", "3.6.2"), ("其他", "3.6.3"),
        ("申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请", "3.6.1"),
    ],
)  # fmt: skip
def test_outcomes_by_label_or_code(text: str, code: str) -> None:
    assert one(办理结果=text, 办结日期="2026-03-20").outcome == code


def test_every_decision_counts_in_a_row_the_ledger_knows() -> None:
    assert {decision.row for decision in DECISIONS if decision.row} <= set(OUTCOMES.values())
    assert len(set(OUTCOMES.values())) == len(OUTCOMES) == 21


def test_choices_numbers_and_texts_are_tidied() -> None:
    row = one(
        申请人类型="公民",
        提交方式="口头",
        受理编号="12.0",
        申请内容=" 一\r\n二\t",
        延期告知日期="2026-3-9",
        延长工作日="20",
    )
    assert (row.kind, row.source, row.oral, row.number) == ("person", "counter", True, "12")
    assert (row.content, row.extended_by) == ("一\n二", 20)
    assert one(申请人类型="法人或其他组织(其他)").kind == one(申请人类型="其他组织").kind == "other"


# -- What is wrong with a line ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "changes", "says"),
    [
        ("收到日期", {"收到日期": ""}, "没有填写"),
        ("收到日期", {"收到日期": "2026-02-30"}, "不是有效的日期"),
        ("收到日期", {"收到日期": "12/3/24"}, "看不出哪一个是年"),
        ("收到日期", {"收到日期": "2026-07-01"}, "晚于今天"),
        ("收到日期", {"收到日期": "1926-03-02"}, "请核对年份"),
        ("申请人类型", {"申请人类型": "农民"}, "自然人、商业企业"),
        ("申请人类型", {"申请人类型": "法人或其他组织"}, "还要分细"),
        ("申请内容", {"申请内容": " \n "}, "没有填写"),
        ("申请内容", {"申请内容": "字" * 5001}, "最多5000个字"),
        ("申请内容", {"申请内容": "供水\ufffe报告"}, "看不见的特殊字符"),
        ("申请内容", {"申请内容": "供水\uffff报告"}, "看不见的特殊字符（U+FFFF）"),
        ("受理编号", {"受理编号": "2.02603E+11"}, "科学计数法"),
        ("提交方式", {"提交方式": "托梦"}, "请从以下各项中选一项"),
        ("办理结果", {"办理结果": "公开了", "办结日期": "2026-03-20"}, "最细一级"),
        ("办理结果", {"办理结果": "不予公开", "办结日期": "2026-03-20"}, "3.3.1属于国家秘密"),
        ("办理结果", {"办理结果": "3.7", "办结日期": "2026-03-20"}, "最细一级"),
        ("办理结果", {"办结日期": "2026-03-20"}, "没有填写办理结果"),
        ("办结日期", {"办理结果": "3.1"}, "没有填写办结日期"),
        ("办结日期", {"办理结果": "3.1", "办结日期": "2026-03-01"}, "早于收到日期"),
        ("补正告知日期", {"补正收到日期": "2026-03-09"}, "没有填写补正告知日期"),
        ("补正收到日期", {"补正告知日期": "2026-03-10", "补正收到日期": "2026-03-09"}, "早于补正告知日期"),
        ("延期告知日期", {"延期告知日期": "2026-03-01"}, "早于收到日期"),
        ("延期告知日期", {"延期告知日期": "2026-03-25", "办理结果": "3.1", "办结日期": "2026-03-20"}, "办结日期"),
        ("延期告知日期", {"延长工作日": "5"}, "没有填写延期告知日期"),
        ("延长工作日", {"延期告知日期": "2026-03-25", "延长工作日": "21"}, "1至20"),
        (
            "征求意见收回日期",
            {"征求意见发出日期": "2026-03-10", "征求意见收回日期": "2026-03-09"},
            "早于征求意见发出日期",
        ),
        ("收费通知日期", {"缴费日期": "2026-03-09"}, "没有填写收费通知日期"),
        ("行政诉讼结果", {"行政诉讼类型": "复议后起诉"}, "没有填写行政诉讼结果"),
        ("行政复议结果", {"行政复议结果": "输了"}, "结果维持、结果纠正"),
    ],
)
def test_a_fault_names_its_column_and_says_what_to_do(column: str, changes: dict[str, str], says: str) -> None:
    found = faults(**changes)
    assert list(found) == [column]
    assert says in found[column]


def test_all_faults_of_a_line_are_told_and_the_other_lines_are_read() -> None:
    bad = {"收到日期": "昨天", "申请人类型": "", "申请内容": "甲", "办结日期": "2026-03-20"}
    found = understood(as_csv(GOOD, bad, {}, GOOD).encode())
    assert [(one.line, getattr(one, "column", "")) for one in found] == [
        (2, ""), (3, "收到日期"), (3, "申请人类型"), (3, "办理结果"), (5, ""),
    ]  # fmt: skip
    shifted = understood(f"{','.join(REQUIRED)}\n2026-03-02,自然人,甲,,,乙\n".encode())
    assert [(one.line, one.column) for one in shifted if isinstance(one, Fault)] == [(2, "")]


# -- Files as offices make them -----------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_encodings_and_delimiters(encoding: str, delimiter: str) -> None:
    text = as_csv(GOOD | {"申请内容": "供水,检测;\n“报告”"}, GOOD, delimiter=delimiter)
    first, second = understood(text.encode(encoding))
    assert isinstance(first, LedgerRow)
    assert first.content == "供水,检测;\n“报告”"
    assert second.line == 3


def test_a_title_above_the_header_and_columns_of_their_own() -> None:
    lines: list[list[Any]] = [
        ["2026年度依申请公开台账"], [], ["序号", *REQUIRED[::-1], "受理编号", "经办人"],
        [1, datetime.combine(date(2026, 3, 20), time(9, 30)), 3.1, "报告", "自然人", date(2026, 3, 2), 12.0, "李四"],
        [2],
        [3, None, None, "报告", "自然人", "2026年3月2日", "〔2026〕7号", None],
    ]  # fmt: skip
    data = as_workbook(*lines)
    first, second = understood(data, "台账.xlsx")
    assert first == LedgerRow(4, date(2026, 3, 2), "person", "报告", "3.1", date(2026, 3, 20), number="12")
    assert second == LedgerRow(6, date(2026, 3, 2), "person", "报告", number="〔2026〕7号")
    assert ignored_columns(BytesIO(data), "台账.xlsx") == ("序号", "经办人")
    assert count_lines(BytesIO(data), "台账.xlsx") in range(2, 6)
    text = "台账,,\n" + as_csv(GOOD, GOOD)
    assert len(understood(text.encode())) == 2
    assert count_lines(BytesIO(text.encode()), "台账.csv") in range(2, 5)


# -- Files that are no ledgers ------------------------------------------------------------------------------------


def archive(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def with_sheet(change: Any) -> bytes:
    """A good workbook whose sheet's XML was tampered with."""
    with zipfile.ZipFile(BytesIO(as_workbook(REQUIRED, ["2026-03-02", "自然人", "甲"]))) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    parts["xl/worksheets/sheet1.xml"] = change(parts["xl/worksheets/sheet1.xml"])
    return archive(parts)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.csv", b"", "文件是空的"),
        ("a.csv", b"\xef\xbb\xbf\r\n\r\n", "文件是空的"),
        ("a.csv", "收到日期,申请内容\n".encode(), "缺少：申请人类型、办理结果、办结日期"),
        ("a.csv", ",".join([*REQUIRED, "收到日期 "]).encode(), "两列都叫"),
        ("a.csv", b"\xef\xbb\xbf\xff\xfe\xfd", "编码无法识别"),
        ("a.csv", "\ufeff收到日期".encode("utf-16-le"), "编码无法识别"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00", "不是 XLSX 或者 CSV"),
        ("a.csv", as_csv(GOOD | {"申请内容": "字" * 20_001}).encode(), "超过20000个字"),
        ("a.csv", as_csv(GOOD).encode() + b'2026-03-02,"' + b"x" * 200_000, "引号没有成对"),
        ("a.xls", b"<html><table>", "网页格式"),
        ("a.xlsx", b"abc", "不是 XLSX 或者 CSV"),
        ("a.docx", b"abc", "不是 XLSX 或者 CSV"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "旧格式"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        ("a.xlsx", archive({"word/document.xml": b"<a/>"}), "不是有效的 XLSX"),
        ("a.xlsx", as_workbook(REQUIRED)[:-30], "不是有效的 XLSX"),
        ("a.xlsx", as_workbook(), "文件是空的"),
        ("a.xlsx", as_workbook(REQUIRED[:-1]), "缺少：办结日期"),
        ("a.xlsx", archive({"xl/worksheets/sheet1.xml": bytes(20 << 20)}), "解压后过大"),
        ("a.xlsx", with_sheet(lambda xml: xml.replace(b'<row r="2"', b'<row r="999999999"')), "超过1048576行"),
        ("a.xlsx", with_sheet(lambda xml: xml[: len(xml) // 2]), "不是有效的 XLSX"),
        ("a.xlsx", with_sheet(lambda xml: b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + xml), "不是有效的 XLSX"),
        ("a.xlsx", as_workbook(REQUIRED, ["2026-03-02", "自然人", "甲" * 20_001]), "超过20000个字"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_ledger_is_refused(name: str, data: bytes, says: str) -> None:
    message = refusal(data, name)
    assert says in message
    assert message.endswith("。")


def test_more_lines_than_a_ledger_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("requests_app.ledger.sheets.MOST_LINES", 3)
    assert len(understood(as_csv(GOOD, GOOD, GOOD).encode())) == 3
    assert "按年度拆分" in refusal(as_csv(GOOD, GOOD, GOOD, GOOD).encode())


def test_the_page_about_the_columns_is_current() -> None:
    current = guide.PAGE.read_text(encoding="utf-8") == guide.page()
    assert current, "run python -m requests_app.ledger.guide"
