"""A bulletin as a Word document on the sheet of GB/T 9704-2012: tables, and the bars as pictures with their figures as
alternative text."""

from pathlib import Path
from typing import IO

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from hotline.rates.bulletins.picture import draw_bars
from hotline.rates.bulletins.sections import WIDE, Bars, Issue, Table
from interaction.replies.paper import PITCH, SIZE_2, SIZE_3, SIZE_4

_CELL = 10.5


def write_docx(issue: Issue, file: IO[bytes], fonts: Path) -> None:
    """A4, with the licensed faces by name: Word has them where this machine may not."""
    document = Document()
    document.core_properties.title = issue.title
    document.core_properties.author = str(issue.figures["government"])
    document.core_properties.comments = ""
    _set_page(document)
    _set_styles(document)
    for line in issue.title_lines:
        document.add_paragraph(line, style="Title")
    document.add_paragraph(issue.dateline, style="Subtitle")
    for section in issue.sections:
        document.add_paragraph(section.title, style="Heading 1")
        for text in section.paragraphs:
            document.add_paragraph(text).paragraph_format.first_line_indent = Pt(2 * SIZE_3)
        for table in section.tables:
            _add_table(document, table)
        for bars in section.bars:
            _add_bars(document, bars, fonts)
    document.save(file)


def _set_page(document: DocumentObject) -> None:
    """5.2.1: A4, head margin 37 mm, binding margin 28 mm, type area 156 x 225 mm."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)


def _set_styles(document: DocumentObject) -> None:
    """5.2.2 and 7.3: title in 2号 XiaoBiaoSong, headings in 3号 HeiTi, body in 3号 FangSong."""
    _set_style(document, "Normal", "仿宋", SIZE_3)
    _set_style(document, "Title", "方正小标宋简体", SIZE_2, centred=True)
    _set_style(document, "Subtitle", "楷体", SIZE_4, centred=True)
    _set_style(document, "Heading 1", "黑体", SIZE_3).paragraph_format.keep_with_next = True
    _set_style(document, "Caption", "黑体", _CELL + 1).paragraph_format.keep_with_next = True


def _set_style(document: DocumentObject, name: str, face: str, size: float, *, centred: bool = False) -> ParagraphStyle:
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
    # At least, so that a picture in a line is seen whole.
    layout.line_spacing_rule, layout.line_spacing = (
        WD_LINE_SPACING.AT_LEAST,
        Pt(PITCH if size >= SIZE_4 else size * 1.4),
    )
    layout.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    return style


def _add_table(document: DocumentObject, table: Table) -> None:
    document.add_paragraph(table.title, style="Caption")
    grid = document.add_table(rows=1 + len(table.rows), cols=len(table.heads), style="Table Grid")
    grid.autofit, grid.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for row, texts in zip(grid.rows, (table.heads, *table.rows), strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width, cell.vertical_alignment = Mm(table.widths[column]), WD_CELL_VERTICAL_ALIGNMENT.CENTER
            paragraph = cell.paragraphs[0]
            paragraph.add_run(text).font.size = Pt(_CELL)
            paragraph.paragraph_format.line_spacing = Pt(_CELL * 1.4)
            left = column == table.left and texts is not table.heads
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if left else WD_ALIGN_PARAGRAPH.CENTER
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _add_bars(document: DocumentObject, bars: Bars, fonts: Path) -> None:
    document.add_paragraph(bars.title, style="Caption")
    picture = document.add_picture(draw_bars(bars, fonts), width=Mm(WIDE))
    told = "，".join(f"{label}{bars.said(value)}" for label, value in bars.rows)
    picture._inline.docPr.set("descr", f"{bars.title}：{told}。")
