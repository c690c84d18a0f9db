"""文书核验: anybody may ask whether a letter is genuine, and learns nothing else."""

import hashlib
import io
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from pypdf import PdfReader

from demo.certificates import make_demo_certificates
from interaction.casework.file_store import read
from interaction.errors import Refused
from interaction.replies.documents import issue, void
from interaction.replies.models import Document
from interaction.replies.verifying import find, verification_of
from tests.conftest import do, open_case

pytestmark = pytest.mark.django_db
WRONG = "AAAA-BBBB-CCCC"


@pytest.fixture
def letter(county: None) -> Document:
    """A letter that was issued by the real actions."""
    case = open_case("disclosure")
    do(case, "register", "accept", "dispatch", "take_up", "draft_reply", "approve", "sign")
    return Document.objects.get(kind="reply")


def asked(**given: str) -> Any:
    return Client().get("/verify/", given)


def compared(letter: Document, content: bytes) -> Any:
    file = SimpleUploadedFile("文书.pdf", content)
    return Client().post("/verify/", {"code": letter.verification_code, "file": file})


def test_the_letter_bears_its_code_and_the_address_answers(letter: Document) -> None:
    mark = verification_of(letter.verification_code)
    last_page = PdfReader(io.BytesIO(read(letter.pdf_id))).pages[-1].extract_text()
    assert mark.code in last_page
    address = urlsplit(mark.url)
    answer = Client().get(f"{address.path}?{address.query}")
    page = answer.content.decode()
    assert answer.status_code == 200
    for part in (letter.organ.name, letter.number, letter.title, "已制发", "核验通过"):
        assert part in page


def test_it_tells_neither_content_nor_addressee(letter: Document) -> None:
    case = letter.case.specific
    page = asked(code=letter.verification_code).content.decode()
    for secret in (case.party.name, case.title, case.number, case.drafts.get().body):
        assert secret not in page


def test_a_code_and_a_number_may_be_typed_in_many_ways(letter: Document) -> None:
    code, number = letter.verification_code, letter.number
    for typed in (code.lower(), f" {code[:4]} {code[4:]}", "".join(chr(ord(sign) + 0xFEE0) for sign in code)):
        assert find(typed) == letter
    for typed in (
        number.replace("〔", "[").replace("〕", "]"),
        number.replace("〔", "（").replace("〕", "）"),
        f" {number}",
    ):
        assert find(code, typed) == letter
    assert find(code, number.replace("号", "1号")) is None
    assert find(number) is None


@pytest.mark.parametrize("code", [WRONG, "", " ", "x" * 30, "\x00", "' OR 1=1"])
def test_a_wrong_code_is_answered_in_plain_words(letter: Document, code: str) -> None:
    answer = asked(code=code)
    assert answer.status_code == 422
    assert letter.number not in answer.content.decode()
    assert 'href="#id_code"' in answer.content.decode()


def test_a_code_of_another_letter_does_not_pass(letter: Document) -> None:
    answer = asked(code=letter.verification_code, number="青政公开告〔2020〕1号")
    assert answer.status_code == 422
    assert "没有查到" in answer.content.decode()
    assert letter.number not in answer.content.decode()


def test_codes_cannot_be_guessed(letter: Document) -> None:
    assert [asked(code=WRONG).status_code for _one in range(61)] == [422] * 60 + [429]
    assert asked(code=letter.verification_code).status_code == 429


def test_a_void_letter_is_told_as_void_and_why_is_sealed(letter: Document) -> None:
    void(letter, "收件人姓名有误")
    page = asked(code=letter.verification_code).content.decode()
    assert "已作废" in page
    assert "核验通过" not in page
    assert "姓名有误" not in page
    assert Document.objects.get(kind="reply").void_reason == "收件人姓名有误"
    with connection.cursor() as cursor:
        cursor.execute("SELECT void_reason FROM replies_document WHERE id = %s", [letter.pk])
        assert "有误".encode() not in bytes(cursor.fetchone()[0])
    with pytest.raises(Refused, match="已经作废"):
        void(letter, "另一个原因")
    again = issue(
        letter.case, kind="reply", series=letter.series, organ=letter.organ, title="更正", addressee="某",
        paragraphs=("文",), dated=letter.dated,
    )  # fmt: skip
    assert (again.serial, again.void_reason) == (letter.serial + 1, None)


def test_the_file_is_compared_byte_for_byte(letter: Document) -> None:
    issued = read(letter.pdf_id)
    for content, says in ((issued, "完全相同"), (issued + b"\n", "不一致"), (b"GIF89a", "不一致")):
        answer = compared(letter, content)
        assert answer.status_code == 200
        assert says in answer.content.decode()


def test_files_that_cannot_be_compared_are_named(letter: Document, settings: Any) -> None:
    settings.ATTACHMENT_MAX_BYTES = 1000
    for content, says in ((b"", "空文件"), (b"0" * 1001, "10 MB")):
        answer = compared(letter, content)
        assert answer.status_code == 422
        assert says in answer.content.decode()
    without = Client().post("/verify/", {"code": letter.verification_code})
    assert without.status_code == 422
    assert "请选择" in without.content.decode()


def test_what_is_stored_is_what_was_signed(county: None, settings: Any, tmp_path: Path) -> None:
    settings.CERTIFICATES_DIR = tmp_path
    case = open_case("disclosure")
    do(case, "register", "accept")
    case.refresh_from_db()
    make_demo_certificates([case.addressed_to])
    do(case, "dispatch", "take_up", "draft_reply", "approve", "sign")
    document = Document.objects.get(kind="reply")
    content = read(document.pdf_id)
    assert b"/ByteRange" in content
    assert hashlib.sha256(content).hexdigest() == document.pdf.sha256
    assert "完全相同" in compared(document, content).content.decode()


def test_a_broken_certificate_stops_the_sign_off_and_takes_no_number(
    county: None, settings: Any, tmp_path: Path
) -> None:
    case = open_case("disclosure")
    do(case, "register", "accept", "dispatch", "take_up", "draft_reply", "approve")
    case.refresh_from_db()
    settings.CERTIFICATES_DIR = tmp_path
    broken = tmp_path / f"{case.addressed_to.code}.p12"
    broken.write_bytes(b"not a certificate")
    with pytest.raises(Refused, match="证书"):
        do(case, "sign")
    broken.unlink()
    do(case, "sign")
    assert Document.objects.get(kind="reply").serial == 1
