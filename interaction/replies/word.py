"""Word documents on the sheet of GB/T 9704-2012: its page, its faces by name - Word has them where this machine may not -
and tables whose rows hold together."""

from collections.abc import Sequence

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
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from interaction.replies.paper import PITCH, SIZE_2, SIZE_3, SIZE_4

CELLS = "表格文字"


def new_document(title: str, author: str) -> DocumentObject:
    """5.2.1: A4, head margin 37 mm, binding margin 28 mm, type area 156 x 225 mm."""
    document = Document()
    document.core_properties.title = title
    document.core_properties.author = author
    document.core_properties.comments = ""
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    return document


def number_pages(document: DocumentObject) -> None:
    """7.5: the page number below, between dashes."""
    section = document.sections[0]
    section.footer_distance = Mm(23)
    folio = section.footer.paragraphs[0]
    folio.alignment = WD_ALIGN_PARAGRAPH.CENTER
    folio.add_run("— ")
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = folio.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)
    folio.add_run(" —")
    for run in folio.runs:
        run.font.size = Pt(SIZE_4)


def set_styles(document: DocumentObject, subtitle: float, *, exactly: bool) -> None:
    """5.2.2 and 7.3: title in 2号 XiaoBiaoSong, headings in 3号 HeiTi, body in 3号 FangSong on 22 lines a page.

    Lines are exactly as high, or at least, so that a picture in a line is seen whole.
    """
    set_style(document, "Normal", "仿宋", SIZE_3, exactly=exactly)
    set_style(document, "Title", "方正小标宋简体", SIZE_2, centred=True, exactly=exactly)
    set_style(document, "Subtitle", "楷体", subtitle, centred=True, exactly=exactly)
    set_style(document, "Heading 1", "黑体", SIZE_3, exactly=exactly).paragraph_format.keep_with_next = True


def set_style(
    document: DocumentObject, name: str, face: str, size: float, *, centred: bool = False, pitch: float = PITCH,
    exactly: bool = True,
) -> ParagraphStyle:  # fmt: skip
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
    layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY if exactly else WD_LINE_SPACING.AT_LEAST
    layout.line_spacing = Pt(pitch)
    layout.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    return style


def add_cell_style(document: DocumentObject, size: float, pitch: float, *, exactly: bool = True) -> ParagraphStyle:
    """The style of what stands in tables."""
    document.styles.add_style(CELLS, WD_STYLE_TYPE.PARAGRAPH)
    return set_style(document, CELLS, "仿宋", size, pitch=pitch, exactly=exactly)


def add_paragraph(document: DocumentObject, text: str) -> Paragraph:
    """A paragraph of body text, its first line two characters in."""
    paragraph = document.add_paragraph(text, style="Normal")
    paragraph.paragraph_format.first_line_indent = Pt(2 * SIZE_3)
    return paragraph


def ruled_table(document: DocumentObject, rows: int, widths: Sequence[float]) -> Table:
    """An empty table in the middle of the sheet, its columns as wide as told, in mm."""
    table = document.add_table(rows=rows, cols=len(widths), style="Table Grid")
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def fill(cell: _Cell, text: str, *, left: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for spare in cell.paragraphs[1:]:
        spare._p.getparent().remove(spare._p)
    paragraph = cell.paragraphs[0]
    paragraph.text = text
    paragraph.style = CELLS
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if left else WD_ALIGN_PARAGRAPH.CENTER


def hold_row(row: _Row, *, head: bool) -> None:
    """No page end cuts the row; a head comes again on a further page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
