"""Issuing an official letter: number, verification code, PDF, signature, record; and declaring one void.

The number is given at issue and never given twice.
"""

import hashlib
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from interaction.casework.attachments import attach_document
from interaction.casework.models import Case
from interaction.casework.numbers import next_serial
from interaction.errors import Refused
from interaction.organs.models import Organ
from interaction.replies.fonts import register_fonts, undrawable
from interaction.replies.models import Delivery, Document
from interaction.replies.seals import seal_of
from interaction.replies.signing import sign
from interaction.replies.typesetting import FormalLetter, render_letter
from interaction.replies.verifying import verification_code, verification_of

# What stands below the date where the organ has given no picture of its seal: the mark at the foot is what proves the letter.
UNSEALED = "电子文书，核验有效"


def issue(
    case: Case, *, kind: str, series: str, organ: Organ, title: str, addressee: str, paragraphs: tuple[str, ...],
    dated: date, attachments: tuple[str, ...] = (),
) -> Document:  # fmt: skip
    """Typeset a letter in the organ's name under its next document number and keep it with the case.

    Call it inside an action: the number is gapless because it comes and goes with the transaction.
    """
    serial = next_serial(f"document:{organ.code}:{series}", dated.year)
    number = f"{organ.document_prefix}{series}〔{dated.year}〕{serial}号"
    code = verification_code(number)
    register_fonts(settings.FONTS_DIR)
    seal = seal_of(organ)
    letter = render_letter(
        FormalLetter(
            organ=organ.name, document_number=number, title=title, addressee=addressee, paragraphs=paragraphs,
            signed_by=organ.name, dated=dated, attachments=attachments, verification=verification_of(code), seal=seal,
            notes=() if seal else (UNSEALED,),
        )
    )  # fmt: skip
    pdf = sign(letter, organ.code, title)
    stored = attach_document(case, f"{title}.pdf", pdf, hashlib.sha256(pdf).hexdigest(), for_party=False)
    return Document.objects.create(
        case=case, kind=kind, title=title, organ=organ, series=series, year=dated.year, serial=serial,
        number=number, dated=dated, pdf=stored, verification_code=code,
    )  # fmt: skip


def undrawable_in(*texts: str) -> list[str]:
    """Return the characters of texts that no letter can show; a description of each stands in its place."""
    unusual = "".join(sorted({char for text in texts for char in text if not _is_usual(char)}))
    if not unusual:
        return []
    register_fonts(settings.FONTS_DIR)
    return undrawable(unusual)


def _is_usual(char: str) -> bool:
    """Every face has all of GB 2312: most texts need no face to be asked."""
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def deliver(document: Document, *, method: str, on: date, proof: str = "") -> Delivery:
    """Record the delivery of a document; from now on its party may download it."""
    document.pdf.for_party = True
    document.pdf.save(update_fields=["for_party"])
    return Delivery.objects.create(document=document, method=method, on=on, proof=proof)


def send_to(document: Document, to: str, *, method: str, on: date) -> Delivery:
    """Record that a document went to somebody else than the case's party, who does not get to see it."""
    return Delivery.objects.create(document=document, method=method, on=on, proof="", to=to)


def void(document: Document, reason: str) -> None:
    """作废: the document has no effect any more, and whoever verifies it is told so. Its number stays taken.

    Call it inside an action, which holds the case.
    """
    if document.state == Document.State.VOID:
        raise Refused(_("这份文书已经作废，不用再次作废。"))
    document.state = Document.State.VOID
    document.void_reason = reason
    document.save(update_fields=["state", "void_reason"])
