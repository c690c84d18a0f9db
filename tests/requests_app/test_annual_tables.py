"""The tables of the annual report by 国办公开办函〔2021〕30号, and the files that carry them."""

import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from demo.county.names import NAMED
from interaction.replies.fonts import register_fonts
from requests_app.annual.docx import write_docx
from requests_app.annual.html import placed, sheets, table3_lines
from requests_app.annual.pdf import render_pdf
from requests_app.annual.report import CHAPTERS, Report
from requests_app.annual.table2 import Table2, read_table2
from requests_app.annual.table3 import APPLICANTS, LEAF_ROWS, OUTCOMES, ROWS, Table3
from requests_app.annual.table4 import Results, Table4
from requests_app.annual.xlsx import write_xlsx
from requests_app.decisions import DECISIONS

FONTS = Path(__file__).resolve().parents[2] / "node_modules" / "@expo-google-fonts"

COLUMN_CODES = ["natural_person", "enterprise", "research", "nonprofit", "legal_service", "other_org", "total"]
OUTCOME_CODES = [
    "3.1", "3.2",
    "3.3.1", "3.3.2", "3.3.3", "3.3.4", "3.3.5", "3.3.6", "3.3.7", "3.3.8",
    "3.4.1", "3.4.2", "3.4.3",
    "3.5.1", "3.5.2", "3.5.3", "3.5.4", "3.5.5",
    "3.6.1", "3.6.2", "3.6.3",
]  # fmt: skip

CELLS = st.dictionaries(st.tuples(st.sampled_from(LEAF_ROWS), st.sampled_from(APPLICANTS)), st.integers(0, 10**6))


def balanced(cells: dict[tuple[str, str], int]) -> Table3:
    """The cells made to fit: what was handled or carried out came in this year or the last."""
    cells = dict(cells)
    for column in APPLICANTS:
        left = sum(cells.get((row, column), 0) for row in (*OUTCOMES, "4"))
        cells["2", column] = min(cells.get(("2", column), 0), left)
        cells["1", column] = left - cells["2", column]
    return Table3(cells)


@given(CELLS)
def test_what_adds_up_has_no_faults_and_totals_are_sums(cells: dict[tuple[str, str], int]) -> None:
    table = balanced(cells)
    assert table.faults() == []
    kept = table.as_json()
    for row in kept.values():
        assert row["total"] == sum(row[column] for column in APPLICANTS)
    for column in COLUMN_CODES:
        assert kept["3.7"][column] == sum(kept[row][column] for row in OUTCOME_CODES)
        assert kept["1"][column] + kept["2"][column] == kept["3.7"][column] + kept["4"][column]
    assert Table3.from_json(kept) == table


@given(CELLS, st.sampled_from(LEAF_ROWS), st.sampled_from(APPLICANTS), st.integers(1, 9))
def test_one_figure_changed_is_a_fault_of_its_column_and_of_the_total(
    cells: dict[tuple[str, str], int], row: str, column: str, more: int
) -> None:
    faults = (balanced(cells) + Table3({(row, column): more})).faults()
    assert len(faults) == 2
    assert all("列不平" in fault for fault in faults)


@given(CELLS, CELLS)
def test_tables_add_cell_by_cell(one: dict[tuple[str, str], int], other: dict[tuple[str, str], int]) -> None:
    a, b = Table3(one), Table3(other)
    both = (a + b).as_json()
    for row, columns in a.as_json().items():
        assert both[row] == {column: n + b.cell(row, column) for column, n in columns.items()}


def test_rows_and_columns_are_those_of_the_format() -> None:
    kept = Table3().as_json()
    assert list(kept) == ["1", "2", *OUTCOME_CODES, "3.7", "4"]
    assert all(list(row) == COLUMN_CODES and set(row.values()) == {0} for row in kept.values())
    assert [row.code for row in ROWS if row.heading] == ["3", "3.3", "3.4", "3.5", "3.6"]
    assert {decision.row for decision in DECISIONS if decision.row} <= set(OUTCOMES)
    with pytest.raises(KeyError):
        Table3().cell("3.3", "total")
    with pytest.raises(ValueError, match=r"3\.7"):
        Table3({("3.7", "research"): 1})


def test_faults_name_the_cell() -> None:
    table = Table3({("3.3.1", "research"): -1, ("4", "research"): 1})
    assert table.faults() == ["“1.属于国家秘密”中“科研机构”为-1，不能为负数。"]
    last = Table3({("4", "enterprise"): 2})
    assert Table3({("2", "enterprise"): 2}).carry_faults(last) == []
    # The total agrees; the columns do not.
    assert [fault[:6] for fault in Table3({("2", "research"): 2}).carry_faults(last)] == ["“商业企业”", "“科研机构”"]


def test_what_is_typed_into_table_2() -> None:
    table, faults = read_table2({"regulations.issued": " ３ ", "fees.amount_wan": "12.5", "licences.decisions": ""})
    assert faults == {}
    assert table.cell("regulations", "issued") == 3
    assert table.as_json()["fees"] == {"amount_wan": "12.50"}
    assert table.as_json()["licences"] == {"decisions": 0}
    assert Table2.from_json((table + table).as_json()).cell("fees", "amount_wan") == Decimal("25.00")
    _, faults = read_table2({"regulations.issued": "-1", "penalties.decisions": "1.5", "fees.amount_wan": "1.234"})
    assert faults == {
        "regulations.issued": "“规章：本年制发件数”应填写不小于0的整数。",
        "penalties.decisions": "“行政处罚：本年处理决定数量”应填写不小于0的整数。",
        "fees.amount_wan": "“行政事业性收费：本年收费金额（单位：万元）”应填写不小于0的金额，最多两位小数。",
    }


def test_table_4_totals_and_sums() -> None:
    one = Table4(reconsideration=Results(upheld=1, pending=2), litigation_after=Results(corrected=4))
    kept = (one + one).as_json()
    assert kept["reconsideration"] == {"upheld": 2, "corrected": 0, "other": 0, "pending": 4, "total": 6}
    assert kept["litigation_after"]["total"] == 8
    assert Table4.from_json(kept) == one + one


# The files


def full_report() -> Report:
    """Every counted cell differs from every other, so that a figure out of place is a figure missed."""
    cells = {key: 1000 + n for n, key in enumerate((row, column) for column in APPLICANTS for row in LEAF_ROWS)}
    return Report(
        organ=NAMED["LL"].name,
        organ_code="qhx",
        year=2026,
        chapters={chapter.code: f"=1+1 {chapter.code}\x0b\n第二段。" for chapter in CHAPTERS},
        table2=Table2({("fees", "amount_wan"): Decimal("1523.5"), ("normative", "in_force"): 148}),
        table3=balanced(cells),
        table4=Table4(litigation_direct=Results(upheld=71)),
        published_on=date(2027, 1, 20),
    )


def figures(rows: Iterable[dict[str, int]]) -> list[int]:
    return [number for row in rows for number in row.values()]


def test_every_table_is_a_full_rectangle() -> None:
    lines = table3_lines(Table3())
    assert [(cell.text, cell.rowspan, cell.colspan) for cell in lines[2].labels] == [
        ("三、本年度办理结果", 22, 1),
        ("（一）予以公开", 1, 2),
    ]
    assert [(cell.text, cell.rowspan) for cell in lines[4].labels] == [("（三）不予公开", 8), ("1.属于国家秘密", 1)]
    for sheet in sheets(full_report()).values():
        taken = [
            (at.row + y, at.column + x)
            for at in placed(sheet.grid)
            for y in range(at.cell.rowspan)
            for x in range(at.cell.colspan)
        ]
        assert sorted(taken) == [(y, x) for y in range(len(sheet.grid)) for x in range(len(sheet.widths))]
        assert sum(sheet.widths) == pytest.approx(156)


def test_the_workbook_holds_every_figure_as_a_number_in_its_place() -> None:
    report, file = full_report(), io.BytesIO()
    write_xlsx(report, file)
    book = CalamineWorkbook.from_object(io.BytesIO(file.getvalue()))
    pages = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    assert list(pages) == ["报告", "表2", "表3", "表4"]
    table = [row[3:] for row in pages["表3"][5:]]
    assert table == [list(row.values()) for row in report.table3.as_json().values()]
    with ZipFile(file) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert not any(b"<f" in sheet for sheet in sheets)
    assert any(1523.5 in row for row in pages["表2"])
    assert any(71 in row for row in pages["表4"])


def test_the_word_file_holds_every_figure_in_its_place() -> None:
    report, file = full_report(), io.BytesIO()
    write_docx(report, file)
    document = Document(file)
    table2, table3, table4 = document.tables
    body = [[int(cell.text) for cell in row.cells[3:]] for row in table3.rows[3:]]
    assert body == [list(row.values()) for row in report.table3.as_json().values()]
    assert table2.rows[-1].cells[-1].text == "1523.50"
    assert [cell.text for cell in table4.rows[-1].cells][5:10] == ["71", "0", "0", "0", "71"]
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings == [chapter.title for chapter in CHAPTERS]
    assert 'w:eastAsia="仿宋"' in ZipFile(file).read("word/styles.xml").decode()


def test_the_pdf_holds_every_figure_and_table_3_on_one_page() -> None:
    register_fonts(FONTS)
    report = full_report()
    content = render_pdf(report)
    assert content == render_pdf(report)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    words = next(page for page in pages if "一、本年新收政府信息公开申请数量" in page).split()
    found = sorted(int(word) for word in words if word.isdigit())
    wanted = sorted(figures(report.table3.as_json().values()))
    # The page number is a figure of its own.
    assert len(found) == len(wanted) + 1
    assert set(wanted) <= set(found)
    text = "".join("".join(pages).split())
    assert all(chapter.title in text for chapter in CHAPTERS)
    assert "1523.50" in text
