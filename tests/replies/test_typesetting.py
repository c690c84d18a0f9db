import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from demo.county.names import NAMED
from interaction.replies.fonts import Face, font_file
from interaction.replies.typesetting import FormalLetter, render_letter
from interaction.replies.verification_mark import Verification
from tests.depth import examples

MM = 72 / 25.4
VERIFICATION = Verification("K7QM-V3XW-PH2A", "https://hudong.example.gov.cn/verify/?code=K7QMV3XWPH2A")
LETTER = FormalLetter(
    organ=NAMED["LL-ZRJ"].name,
    document_number="青自然资公开告〔2026〕12号",
    title="政府信息公开申请答复书",
    addressee="李明先生",
    paragraphs=(
        "本机关于2026年11月2日收到您提交的政府信息公开申请。",
        "一、关于征收土地预公告",
        "该项信息本机关已主动公开，您可以通过https://www.qinghe.example/zwgk/2026/03/14/notice.html查阅。",
    ),
    signed_by=NAMED["LL-ZRJ"].name,
    dated=date(2026, 11, 3),
    attachments=("征收土地预公告", "土地现状调查结果汇总表" * 4),
    notes=("联系电话：0539-5211234",),
)


def chars_of(pdf: bytes) -> list[dict]:
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [char | {"page": page.page_number} for page in opened.pages for char in page.chars]


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).replace("\n", "")


def test_the_letter_can_be_searched_and_names_its_makers() -> None:
    pdf = render_letter(LETTER)
    reader = PdfReader(io.BytesIO(pdf))
    text = text_of(pdf)
    for part in (
        "青自然资公开告〔2026〕12号",
        "李明先生：",
        "附件：1. 征收土地预公告",
        "2026年11月3日",
        "（联系电话：0539-5211234）",
    ):
        assert part in text
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == (LETTER.title, LETTER.organ)
    assert reader.metadata.creation_date.date() == LETTER.dated
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"


def test_every_font_is_embedded() -> None:
    for page in PdfReader(io.BytesIO(render_letter(LETTER))).pages:
        for font in page["/Resources"]["/Font"].values():
            assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert render_letter(LETTER) == render_letter(LETTER)


def test_letters_drawn_at_the_same_time_do_not_disturb_each_other() -> None:
    letters = [replace(LETTER, paragraphs=(char * 400,)) for char in "县政府信息公开"]
    alone = [render_letter(letter) for letter in letters]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(render_letter, letters)) == alone


def test_type_stands_inside_the_type_area_of_the_standard() -> None:
    for char in chars_of(render_letter(replace(LETTER, paragraphs=("我县高度重视政府信息公开工作。" * 80,)))):
        assert char["x0"] >= 28 * MM - 0.1
        assert char["x1"] <= (28 + 156) * MM + 16
        if char["size"] != 14:  # the page number stands below the type area
            assert 37 * MM <= char["top"] < (37 + 225) * MM


def test_a_page_has_22_lines_of_28_characters() -> None:
    pdf = render_letter(replace(LETTER, paragraphs=("县" * 28 * 60,)))
    second = [char for char in chars_of(pdf) if char["page"] == 2 and char["text"] == "县"]
    lines = {round(char["top"]) for char in second}
    assert len(lines) == 22
    assert len(second) == 22 * 28


def test_the_page_number_is_on_the_outside() -> None:
    chars = chars_of(render_letter(replace(LETTER, paragraphs=("县" * 28 * 40,))))
    folio = {char["page"]: char["x0"] for char in chars if char["size"] == 14 and char["text"].isdigit()}
    assert folio[1] > 105 * MM > folio[2]


@pytest.mark.parametrize("lines", range(1, 30))
def test_the_signature_never_stands_without_text(lines: int) -> None:
    pdf = render_letter(replace(LETTER, paragraphs=("县" * (28 * lines - 2),), attachments=(), notes=()))
    chars = chars_of(pdf)
    signed_on = max(char["page"] for char in chars)
    assert any(char["page"] == signed_on and char["text"] == "县" for char in chars)
    assert any(char["page"] == 1 and char["text"] == "县" for char in chars) or lines <= 2


def test_headings_stay_with_the_text_they_head() -> None:
    for filler in range(1, 14):
        paragraphs = ("县" * 26,) * filler + ("一、标题", "文" * 200)
        chars = chars_of(render_letter(replace(LETTER, paragraphs=paragraphs)))
        heading = next(char for char in chars if char["text"] == "标")
        below = next(char for char in chars if char["text"] == "文")
        assert heading["page"] == below["page"]


@pytest.mark.parametrize("lines", range(1, 30))
def test_the_mark_stands_below_the_signature_and_on_nothing(lines: int) -> None:
    letter = replace(LETTER, paragraphs=("县" * (28 * lines - 2),), attachments=(), verification=VERIFICATION)
    chars = chars_of(render_letter(letter))
    mark = [char for char in chars if char["size"] == 9]
    last = max(char["page"] for char in chars)
    assert {char["page"] for char in mark} == {last}
    assert "K7QM-V3XW-PH2A" in "".join(char["text"] for char in mark)
    others = [char for char in chars if char["page"] == last and char["size"] not in (9, 14)]
    assert "月" in {char["text"] for char in others}
    assert all(char["bottom"] <= (37 + 225 - 18) * MM for char in others)
    assert all((37 + 225 - 18) * MM < char["top"] < (37 + 225) * MM for char in mark)


@settings(max_examples=examples(60), deadline=None)
@given(st.text(max_size=400), st.text(max_size=60))
def test_any_text_can_be_set(body: str, name: str) -> None:
    letter = replace(
        LETTER,
        organ=name,
        title=name,
        addressee=name,
        paragraphs=(body,),
        signed_by=name,
        attachments=(name,),
        verification=VERIFICATION,
    )
    assert render_letter(letter).startswith(b"%PDF")


def test_what_no_font_has_is_described() -> None:
    text = text_of(render_letter(replace(LETTER, paragraphs=("\x00申请\u202e人\u1820\ufeff。",))))
    assert "申请人〔符号U+1820〕。" in text


def test_an_organs_own_font_goes_before_the_stand_in(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        font_file(tmp_path, Face.BODY)
    (tmp_path / "FangSong.ttf").touch()
    assert font_file(tmp_path, Face.BODY).name == "FangSong.ttf"
