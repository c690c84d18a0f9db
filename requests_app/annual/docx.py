"""The annual report as a Word document in the typography of GB/T 9704-2012, for an organ to finish by hand."""

from typing import IO

from docx.document import Document as DocumentObject
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table

from interaction.replies import word
from interaction.replies.paper import SIZE_3
from requests_app.annual.html import Kind, Sheet, placed, sheets
from requests_app.annual.report import CHAPTERS, Report

_TABLE_SIZE = 9.0
_ROW_HEIGHT = Mm(6.5)
_PAD = Mm(0.7)


def write_docx(report: Report, file: IO[bytes]) -> None:
    """Write the report as DOCX."""
    document = word.new_document(report.title, report.organ)
    word.number_pages(document)
    _set_styles(document)
    for line in report.title_lines:
        document.add_paragraph(line, style="Title")
    document.add_paragraph(report.dateline, style="Subtitle")
    drawn = sheets(report)
    for chapter in CHAPTERS:
        document.add_paragraph(chapter.title, style="Heading 1")
        for text in report.paragraphs(chapter.code):
            word.add_paragraph(document, text)
        if chapter.code in drawn:
            _add_table(document, drawn[chapter.code])
    document.save(file)


def _set_styles(document: DocumentObject) -> None:
    # Word breaks lines by the rules of this language (避头尾).
    language = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    language.set(qn("w:eastAsia"), "zh-CN")
    word.set_styles(document, SIZE_3, exactly=True)
    heading = document.styles["Heading 1"]
    heading.paragraph_format.first_line_indent = Pt(2 * SIZE_3)
    # Word keeps a table on one page if each of its rows is kept with the next.
    word.add_cell_style(document, _TABLE_SIZE, _TABLE_SIZE * 1.25).paragraph_format.keep_with_next = True


def _add_table(document: DocumentObject, sheet: Sheet) -> None:
    table = word.ruled_table(document, len(sheet.grid), sheet.widths)
    places = [list(row.cells) for row in table.rows]
    for at in placed(sheet.grid):
        cell = places[at.row][at.column]
        if at.cell.rowspan > 1 or at.cell.colspan > 1:
            cell = cell.merge(places[at.row + at.cell.rowspan - 1][at.column + at.cell.colspan - 1])
        word.fill(cell, at.cell.text, left=at.cell.kind is Kind.LABEL and at.cell.rowspan == 1)
    _set_padding(table)
    _set_rows(table, sheet)
    # The line after a table separates it from what follows and ends what is kept together.
    document.add_paragraph(style="Normal")


def _set_padding(table: Table) -> None:
    """Word's own margins of 1.9 mm would leave the narrow columns of tables 3 and 4 no room for a number."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(_PAD.twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    # The schema wants it before the table's look.
    table._tblPr.find(qn("w:tblLook")).addprevious(margins)


def _set_rows(table: Table, sheet: Sheet) -> None:
    in_head = True
    for row, cells in zip(table.rows, sheet.grid, strict=True):
        in_head = in_head and all(cell.kind is Kind.HEAD for cell in cells)
        row.height = _ROW_HEIGHT
        word.hold_row(row, head=in_head)
