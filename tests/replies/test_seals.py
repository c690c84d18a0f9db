"""The seal's picture on letters: given by the administrator, sealed at rest, laid over signature and date; else words instead."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pdfplumber
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageDraw

from interaction.casework.file_store import read
from interaction.organs.models import Organ, Staff
from interaction.replies.models import Seal
from interaction.replies.seals import seal_of
from interaction.replies.typesetting import SealPicture, render_letter
from tests.conftest import do, open_case
from tests.replies.test_typesetting import LETTER, MM
from tests.requests_app.papers import letter, words_of

pytestmark = pytest.mark.django_db
ADD = "/settings/replies/seal/add/"


def picture(size: tuple[int, int] = (600, 600), ground: tuple[int, ...] = (0, 0, 0, 0), form: str = "PNG") -> bytes:
    """A red ring with a star, as seals have it."""
    drawn = Image.new("RGBA" if len(ground) == 4 else "RGB", size, ground)
    pen = ImageDraw.Draw(drawn)
    pen.ellipse((8, 8, size[0] - 9, size[1] - 9), outline=(200, 0, 0), width=18)
    pen.regular_polygon((size[0] / 2, size[1] / 2, 90), 5, fill=(200, 0, 0))
    sink = io.BytesIO()
    drawn.save(sink, form)
    return sink.getvalue()


def upload(content: bytes, **data: Any) -> Any:
    client = Client()
    client.force_login(Staff.objects.get(username="guanli"))
    organ = Organ.objects.get(code="LL-CZJ")
    file = SimpleUploadedFile("公章.png", content, "image/png")
    return client.post(ADD, {"organ": organ.pk, "width": 42, "picture": file, **data})


def answered() -> Any:
    case = open_case("disclosure", addressed_to=Organ.objects.get(code="LL-CZJ").pk, matter="information")
    do(case, "register", "accept", "dispatch", "take_up", "draft_reply", "approve", "sign")
    return case


def test_letters_bear_the_seal_once_the_organ_has_given_it(county: None, on_day: Callable[[date], None]) -> None:
    on_day(date(2026, 11, 30))
    assert "（电子文书，核验有效）" in words_of(letter(answered(), "reply"))
    assert upload(picture()).status_code == 302
    seal = Seal.objects.get()
    with default_storage.open(f"sealed/{str(seal.content)[:2]}/{seal.content}") as file:
        kept = file.read()
    assert not kept.startswith(b"\x89PNG")
    case = answered()
    document = letter(case, "reply")
    assert "核验有效" not in words_of(document).replace("核验真伪", "")
    with pdfplumber.open(io.BytesIO(read(document.pdf_id))) as opened:
        images = [(page.page_number, one) for page in opened.pages for one in page.images]
    assert len(images) == 1


def test_the_seal_lies_over_signature_and_date_as_the_standard_has_it() -> None:
    sealed = SealPicture(picture(), 42 * MM)
    pdf = render_letter(replace(LETTER, seal=sealed))
    assert pdf == render_letter(replace(LETTER, seal=sealed))
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[-1]
        (image,) = page.images
        lines = {line["text"].replace(" ", ""): line for line in page.extract_text_lines()}
    name, day = lines[LETTER.signed_by], lines["2026年11月3日"]
    middle = (image["x0"] + image["x1"]) / 2
    assert abs(middle - (day["x0"] + day["x1"]) / 2) < 2
    assert image["top"] < name["top"] < day["bottom"] < image["bottom"]
    assert (name["top"] + day["bottom"]) / 2 > (image["top"] + image["bottom"]) / 2  # a little below its middle
    above = max(line["bottom"] for line in lines.values() if line["bottom"] < name["top"])
    assert 0 < image["top"] - above < 29  # clear of the text, and within one line of it


@pytest.mark.parametrize(
    "content",
    [picture(ground=(255, 255, 255)), picture((200, 200)), picture((900, 300)), picture(ground=(255, 255, 255), form="JPEG"), b"%PDF-"],
    ids=["white", "small", "oblong", "jpeg", "no picture"],
)  # fmt: skip
def test_a_picture_that_would_hide_the_text_is_not_taken(county: None, content: bytes) -> None:
    assert upload(content).status_code == 200
    assert not Seal.objects.exists()


def test_a_seal_is_replaced_and_taken_back(county: None) -> None:
    assert upload(picture(), picture="").status_code == 200
    upload(picture())
    seal, before = Seal.objects.get(), Seal.objects.get().content
    client = Client()
    client.force_login(Staff.objects.get(username="guanli"))
    file = SimpleUploadedFile("新章.png", picture((700, 700)), "image/png")
    client.post(f"/settings/replies/seal/{seal.pk}/change/", {"organ": seal.organ_id, "width": 45, "picture": file})
    seal.refresh_from_db()
    assert seal.content != before
    assert not default_storage.exists(f"sealed/{str(before)[:2]}/{before}")
    found = seal_of(seal.organ)
    assert found
    assert round(found.side / MM) == 45
    client.post(f"/settings/replies/seal/{seal.pk}/delete/", {"post": "yes"})
    assert seal_of(seal.organ) is None
