"""Rare Han, Uyghur, Tibetan and signs stand in every letter; what no face can draw is described, never a box."""

from datetime import date

import pypdfium2
import pytest
from django.conf import settings

from interaction.replies.documents import undrawable_in
from interaction.replies.fonts import Face, advances, register_fonts, settable
from interaction.replies.pen import PdfDocument, written

RARE = ("𠮷", "𣇉", "𪚥", "龘", "ئابدۇرېھىم", "བོད་ལྗོངས", "☑")
NOBODYS = "\U00030ede"


@pytest.fixture(autouse=True)
def _fonts() -> None:
    register_fonts(settings.FONTS_DIR)


def page_of(text: str, face: Face = Face.BODY) -> PdfDocument:
    with written(title="信", author="县政府", subject="答复", dated=date(2026, 1, 1)) as document:
        document.write(60, 700, text, face, 20)
    return document


def ink(document: PdfDocument) -> int:
    page = pypdfium2.PdfDocument(document.content)
    try:
        return sum(value < 128 for value in page[0].render(grayscale=True).to_pil().tobytes())
    finally:
        page.close()


@pytest.mark.parametrize("face", [Face.BODY, Face.HEADING])
@pytest.mark.parametrize("text", RARE)
def test_a_rare_text_is_drawn_as_it_is(text: str, face: Face) -> None:
    made = settable(text, face)
    assert made == text
    assert ink(page_of(made, face)) > 20
    steps = advances(made, face, 20)
    assert (len(steps), sum(steps) > 10) == (len(made), True)


def test_two_rare_characters_are_two_drawings() -> None:
    first, second = (page_of(settable(char, Face.BODY)).content for char in "𠮷𣇉")
    assert first != second


def test_letters_of_a_script_from_the_right_join() -> None:
    """Joined they take less room than each alone."""
    word = "ئابدۇرېھىم"
    apart = sum(sum(advances(char, Face.BODY, 20)) for char in word)
    assert sum(advances(word, Face.BODY, 20)) < apart


def test_whoever_copies_from_the_letter_gets_the_character() -> None:
    content = pypdfium2.PdfDocument(page_of("县民𠮷").content)
    content.close()
    with written(title="信", author="县政府", subject="答复", dated=date(2026, 1, 1)) as document:
        document.canvas.setPageCompression(0)
        document.write(60, 700, "县民𠮷", Face.BODY, 20)
    assert b"/ActualText <FEFFD842DFB7>" in document.content


def test_what_no_face_draws_is_described_and_told_before_signing() -> None:
    assert settable(f"李{NOBODYS}", Face.BODY) == "李〔字U+30EDE〕"
    assert settable("\u1820", Face.BODY) == "〔符号U+1820〕"
    assert undrawable_in(f"李{NOBODYS}先生", "来信\u1820", "普通的话，𠮷") == ["\u1820", NOBODYS]
    assert undrawable_in("李先生") == []
