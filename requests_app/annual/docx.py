"""The annual report as a Word document in the typography of GB/T 9704-2012, for an organ to finish by hand."""

from typing import IO

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from interaction.replies.paper import PITCH, SIZE_2, SIZE_3, SIZE_4
from requests_app.annual.html import Kind, Sheet, placed, sheets
from requests_app.annual.report import CHAPTERS, Report

_CELLS = "表格文字"
_TABLE_SIZE = 9.0
_ROW_HEIGHT = Mm(6.5)
_PAD = Mm(0.7)


def write_docx(report: Report, file: IO[bytes]) -> None:
    """Write the report as DOCX, A4, with the licensed faces by name: Word has them where this machine may not."""
    document = Document()
    document.core_properties.title = report.title
    document.core_properties.author = report.organ
    document.core_properties.comments = ""
    _set_page(document)
    _set_styles(document)
    for line in report.title_lines:
        document.add_paragraph(line, style="Title")
    document.add_paragraph(report.dateline, style="Subtitle")
    drawn = sheets(report)
    for chapter in CHAPTERS:
        document.add_paragraph(chapter.title, style="Heading 1")
        for text in report.paragraphs(chapter.code):
            document.add_paragraph(text, style="Normal").paragraph_format.first_line_indent = Pt(2 * SIZE_3)
        if chapter.code in drawn:
            _add_table(document, drawn[chapter.code])
    document.save(file)


def _set_page(document: DocumentObject) -> None:
    """5.2.1: A4, head margin 37 mm, binding margin 28 mm, type area 156 x 225 mm; 7.5: the page number below."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(23)
    folio = section.footer.paragraphs[0]
    folio.alignment = WD_ALIGN_PARAGRAPH.CENTER
    folio.add_run("— ")
    _add_page_number(folio)
    folio.add_run(" —")
    for run in folio.runs:
        run.font.size = Pt(SIZE_4)


def _add_page_number(paragraph: Paragraph) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def _set_styles(document: DocumentObject) -> None:
    """5.2.2 and 7.3: title in 2号 XiaoBiaoSong, headings in 3号 HeiTi, body in 3号 FangSong on 22 lines a page."""
    # Word breaks lines by the rules of this language (避头尾).
    language = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    language.set(qn("w:eastAsia"), "zh-CN")
    _set_style(document, "Normal", "仿宋", SIZE_3)
    _set_style(document, "Title", "方正小标宋简体", SIZE_2, centred=True)
    _set_style(document, "Subtitle", "楷体", SIZE_3, centred=True)
    heading = _set_style(document, "Heading 1", "黑体", SIZE_3)
    heading.paragraph_format.first_line_indent = Pt(2 * SIZE_3)
    heading.paragraph_format.keep_with_next = True
    document.styles.add_style(_CELLS, WD_STYLE_TYPE.PARAGRAPH)
    cells = _set_style(document, _CELLS, "仿宋", _TABLE_SIZE, pitch=_TABLE_SIZE * 1.25)
    # Word keeps a table on one page if each of its rows is kept with the next.
    cells.paragraph_format.keep_with_next = True


def _set_style(
    document: DocumentObject, name: str, face: str, size: float, *, centred: bool = False, pitch: float = PITCH
) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.font.size, style.font.bold, style.font.italic = Pt(size), False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi"):
        fonts.set(qn(f"w:{script}"), "Times New Roman")
    fonts.set(qn("w:eastAsia"), face)
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)
    layout = style.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    layout.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    return style


def _add_table(document: DocumentObject, sheet: Sheet) -> None:
    table = document.add_table(rows=len(sheet.grid), cols=len(sheet.widths), style="Table Grid")
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    places = [list(row.cells) for row in table.rows]
    for row in places:
        for cell, width in zip(row, sheet.widths, strict=True):
            cell.width = Mm(width)
    for column, width in zip(table.columns, sheet.widths, strict=True):
        column.width = Mm(width)
    for at in placed(sheet.grid):
        cell = places[at.row][at.column]
        if at.cell.rowspan > 1 or at.cell.colspan > 1:
            cell = cell.merge(places[at.row + at.cell.rowspan - 1][at.column + at.cell.colspan - 1])
        _fill(cell, at.cell.text, left=at.cell.kind is Kind.LABEL and at.cell.rowspan == 1)
    _set_padding(table)
    _set_rows(table, sheet)
    # The line after a table separates it from what follows and ends what is kept together.
    document.add_paragraph(style="Normal")


def _fill(cell: _Cell, text: str, *, left: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for spare in cell.paragraphs[1:]:
        spare._p.getparent().remove(spare._p)
    paragraph = cell.paragraphs[0]
    paragraph.text = text
    paragraph.style = _CELLS
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if left else WD_ALIGN_PARAGRAPH.CENTER


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
    """Rows of a least height that no page end cuts; the head of the table comes again on a further page."""
    in_head = True
    for row, cells in zip(table.rows, sheet.grid, strict=True):
        in_head = in_head and all(cell.kind is Kind.HEAD for cell in cells)
        row.height = _ROW_HEIGHT
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if in_head:
            properties.append(OxmlElement("w:tblHeader"))
