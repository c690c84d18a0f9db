"""A bulletin as a file: DOCX, PDF."""

from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple

from django.conf import settings

from hotline.rates.bulletins.docx import write_docx
from hotline.rates.bulletins.pdf import render_pdf
from hotline.rates.bulletins.sections import Issue
from interaction.replies.fonts import register_fonts


class Form(NamedTuple):
    label: str
    content_type: str
    make: Callable[[Issue], bytes]


def _docx(issue: Issue) -> bytes:
    file = BytesIO()
    write_docx(issue, file, settings.FONTS_DIR)
    return file.getvalue()


def _pdf(issue: Issue) -> bytes:
    register_fonts(settings.FONTS_DIR)
    return render_pdf(issue)


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS = {"docx": Form("Word（DOCX）", WORD, _docx), "pdf": Form("PDF", "application/pdf", _pdf)}
