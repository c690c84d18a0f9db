"""Reading issued letters as text, for tests."""

import re
from io import BytesIO

from pypdf import PdfReader

from interaction.casework.file_store import read
from interaction.casework.models import Case
from interaction.replies.models import Document

FOLIO = re.compile(r"—\d+—")


def words_of(document: Document) -> str:
    """All the words of a letter, without the breaks that lines and pages made."""
    pages = PdfReader(BytesIO(read(document.pdf_id))).pages
    return FOLIO.sub("", "".join("".join(page.extract_text() for page in pages).split()))


def letter(case: Case, kind: str) -> Document:
    return case.documents.filter(kind=kind).latest("pk")
