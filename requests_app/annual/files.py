"""The annual report as a file: HTML that stands by itself, DOCX, XLSX, PDF."""

from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header

from interaction.replies.fonts import register_fonts
from requests_app.annual.docx import write_docx
from requests_app.annual.drawing import chapters
from requests_app.annual.pdf import render_pdf
from requests_app.annual.report import Report
from requests_app.annual.xlsx import write_xlsx

_OFFICE = "application/vnd.openxmlformats-officedocument."


def _html(report: Report) -> bytes:
    return render_to_string("annual/file.html", {"report": report, "chapters": chapters(report)}).encode()


def _docx(report: Report) -> bytes:
    file = BytesIO()
    write_docx(report, file)
    return file.getvalue()


def _xlsx(report: Report) -> bytes:
    file = BytesIO()
    write_xlsx(report, file)
    return file.getvalue()


def _pdf(report: Report) -> bytes:
    register_fonts(settings.FONTS_DIR)
    return render_pdf(report)


class Form(NamedTuple):
    label: str
    content_type: str
    make: Callable[[Report], bytes]


FORMS = {
    "html": Form("HTML", "text/html; charset=utf-8", _html),
    "docx": Form("Word（DOCX）", f"{_OFFICE}wordprocessingml.document", _docx),
    "xlsx": Form("Excel（XLSX）", f"{_OFFICE}spreadsheetml.sheet", _xlsx),
    "pdf": Form("PDF", "application/pdf", _pdf),
}


def as_file(report: Report, form: str) -> bytes:
    return FORMS[form].make(report)


def as_answer(content: bytes, report: Report, form: str) -> HttpResponse:
    """To keep, never to be run by the browser: our own pages do not let a page style itself."""
    response = HttpResponse(content, content_type=FORMS[form].content_type)
    name = f"{report.title}.{form}"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
