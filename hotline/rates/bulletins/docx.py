"""A bulletin as a Word document on the sheet of GB/T 9704-2012: tables, and the bars as pictures with their figures as
alternative text."""

from pathlib import Path
from typing import IO

from docx.document import Document as DocumentObject
from docx.shared import Mm

from hotline.rates.bulletins.picture import draw_bars
from hotline.rates.bulletins.sections import WIDE, Bars, Issue, Table
from interaction.replies import word
from interaction.replies.paper import SIZE_4

_CELL = 10.5
_LOOSE = 1.4  # lines of small type, in type sizes


def write_docx(issue: Issue, file: IO[bytes], fonts: Path) -> None:
    document = word.new_document(issue.title, str(issue.figures["government"]))
    word.set_styles(document, SIZE_4, exactly=False)
    caption = word.set_style(document, "Caption", "黑体", _CELL + 1, pitch=(_CELL + 1) * _LOOSE, exactly=False)
    caption.paragraph_format.keep_with_next = True
    word.add_cell_style(document, _CELL, _CELL * _LOOSE)
    for line in issue.title_lines:
        document.add_paragraph(line, style="Title")
    document.add_paragraph(issue.dateline, style="Subtitle")
    for section in issue.sections:
        document.add_paragraph(section.title, style="Heading 1")
        for text in section.paragraphs:
            word.add_paragraph(document, text)
        for table in section.tables:
            _add_table(document, table)
        for bars in section.bars:
            _add_bars(document, bars, fonts)
    document.save(file)


def _add_table(document: DocumentObject, table: Table) -> None:
    document.add_paragraph(table.title, style="Caption")
    grid = word.ruled_table(document, 1 + len(table.rows), table.widths)
    for row, texts in zip(grid.rows, (table.heads, *table.rows), strict=True):
        head = texts is table.heads
        for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            word.fill(cell, text, left=column == table.left and not head)
        word.hold_row(row, head=head)
    document.add_paragraph()


def _add_bars(document: DocumentObject, bars: Bars, fonts: Path) -> None:
    document.add_paragraph(bars.title, style="Caption")
    picture = document.add_picture(draw_bars(bars, fonts), width=Mm(WIDE))
    told = "，".join(f"{label}{bars.said(value)}" for label, value in bars.rows)
    picture._inline.docPr.set("descr", f"{bars.title}：{told}。")
