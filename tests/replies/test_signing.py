"""Signatures of organs on their letters: valid for who trusts the root, broken by any change, in nobody else's name."""

import asyncio
import io
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader

from demo.certificates import VALID, make_demo_certificates, root_file
from demo.county.names import NAMED
from interaction.errors import Refused
from interaction.organs.models import Organ
from interaction.replies.signing import certificate_file, sign
from interaction.replies.typesetting import FormalLetter, render_letter
from interaction.workdays.now import now, override_now

FINANCE, HEALTH = Organ(code="LL-CZJ", name=NAMED["LL-CZJ"].name), Organ(code="LL-WJJ", name=NAMED["LL-WJJ"].name)
TITLE = "政府信息公开申请\n答复书"


@pytest.fixture(autouse=True)
def _certificates(settings: Any, tmp_path: Path) -> None:
    settings.CERTIFICATES_DIR = tmp_path / "certificates"
    make_demo_certificates([FINANCE])


@pytest.fixture(scope="module")
def letter() -> bytes:
    return render_letter(
        FormalLetter(
            organ=FINANCE.name, document_number="青财政公开告〔2026〕12号", title=TITLE, addressee="李明先生",
            paragraphs=("本机关决定予以公开。",), signed_by=FINANCE.name, dated=date(2026, 11, 3),
        )
    )  # fmt: skip


def checked(pdf: bytes) -> Any:
    """What a reader that trusts the root says of the one signature."""
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    trusting = ValidationContext(trust_roots=[load_cert_from_pemder(str(root_file()))])
    return validate_pdf_signature(signature, signer_validation_context=trusting)


def signers_name(pdf: bytes) -> str:
    return str(checked(pdf).signing_cert.subject.native["common_name"])


def test_a_signed_letter_is_valid_and_reads_as_before(letter: bytes) -> None:
    signed = sign(letter, FINANCE.code, TITLE)
    status = checked(signed)
    assert status.intact
    assert status.bottom_line
    assert signed.startswith(letter)
    assert "本机关决定予以公开。" in PdfReader(io.BytesIO(signed)).pages[0].extract_text()
    (signature,) = PdfFileReader(io.BytesIO(signed)).embedded_signatures
    about = signature.sig_object
    assert (about["/Reason"], about["/Location"]) == ("政府信息公开申请 答复书", FINANCE.name)
    assert signers_name(signed) == FINANCE.name


def test_a_changed_byte_breaks_it(letter: bytes) -> None:
    signed = sign(letter, FINANCE.code, TITLE)
    changed = signed.replace(b"zh-CN", b"zh-TW", 1)
    assert changed != signed
    assert not checked(changed).intact
    assert not checked(changed).bottom_line


def test_an_organ_without_a_certificate_does_not_sign(letter: bytes) -> None:
    assert sign(letter, HEALTH.code, TITLE) == letter


def test_it_signs_inside_a_running_event_loop_too(letter: bytes) -> None:
    async def in_a_view() -> bytes:
        return sign(letter, FINANCE.code, TITLE)

    assert checked(asyncio.run(in_a_view())).bottom_line


def test_certificates_are_made_once_under_one_root_for_the_owner_alone() -> None:
    before = certificate_file(FINANCE.code).read_bytes(), root_file().read_bytes()
    assert make_demo_certificates([FINANCE, HEALTH]) == 1
    assert make_demo_certificates([FINANCE, HEALTH]) == 0
    assert (certificate_file(FINANCE.code).read_bytes(), root_file().read_bytes()) == before
    files = list(root_file().parent.iterdir())
    assert len(files) == 4
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_a_certificate_that_was_replaced_is_used_at_once(letter: bytes) -> None:
    make_demo_certificates([HEALTH])
    assert signers_name(sign(letter, FINANCE.code, TITLE)) == FINANCE.name
    file = certificate_file(FINANCE.code)
    file.write_bytes(certificate_file(HEALTH.code).read_bytes())
    os.utime(file, ns=(0, file.stat().st_mtime_ns + 1))
    assert signers_name(sign(letter, FINANCE.code, TITLE)) == HEALTH.name


@pytest.fixture
def after_ten_years() -> Iterator[None]:
    with override_now(now() + VALID):
        yield


@pytest.mark.usefixtures("after_ten_years")
def test_an_expired_certificate_signs_nothing(letter: bytes) -> None:
    with pytest.raises(Refused, match="过期"):
        sign(letter, FINANCE.code, TITLE)


def test_a_certificate_that_does_not_open_stops_the_letter(letter: bytes, settings: Any) -> None:
    settings.CERTIFICATE_PASSPHRASE = "another"
    with pytest.raises(Refused, match="打不开"):
        sign(letter, FINANCE.code, TITLE)


def test_a_passphrase_seals_the_certificates(letter: bytes, settings: Any, tmp_path: Path) -> None:
    settings.CERTIFICATES_DIR, settings.CERTIFICATE_PASSPHRASE = tmp_path / "sealed", "long enough"
    make_demo_certificates([FINANCE])
    assert checked(sign(letter, FINANCE.code, TITLE)).bottom_line
    settings.CERTIFICATE_PASSPHRASE = ""
    with pytest.raises(Refused):
        sign(letter, FINANCE.code, TITLE)
