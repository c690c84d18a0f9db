"""The copy that everybody gets shows what the original shows, and does not say who made it, where, when or on what."""

import io
import zipfile
from typing import Any

import docx
import olefile
import pytest
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader

from interaction.casework.uploads import inspect
from interaction.formats.aside import examine_aside
from interaction.formats.examining import examine
from interaction.formats.faults import TOO_COMPLEX, Unfit
from interaction.formats.kinds import Kind
from tests.formats.honest import (
    honest,
    locked_for_changes,
    photo,
    signed_pdf,
    with_formula,
    written_docx,
    written_pdf,
    written_xlsx,
)
from tests.formats.making import doc, ofd, packed_pdf, pdf, picture, xls

NAME = "欧阳某某"


def everything_in(content: bytes) -> bytes:
    """A package with its parts unpacked."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return b"".join(name.encode() + package.read(name) for name in package.namelist())


@pytest.mark.parametrize("form", ["JPEG", "HEIF", "WEBP"])
def test_a_photograph_loses_place_time_and_device(form: str) -> None:
    sent = photo(form)
    assert b"HUAWEI" in sent
    made = examine(sent)
    assert made.kind == Kind.JPEG
    with Image.open(io.BytesIO(made.content)) as picture_:
        assert dict(picture_.getexif()) == {}
        assert not {"exif", "xmp", "comment", "icc_profile"} & picture_.info.keys()
    assert b"HUAWEI" not in made.content
    assert b"Exif" not in made.content


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_stands_upright(orientation: int) -> None:
    """However the telephone was held, the bright corner is where the eye saw it."""
    seen = Image.new("L", (80, 60))
    seen.paste(255, (0, 0, 40, 30))
    stored = {
        1: seen, 2: seen.transpose(0), 3: seen.transpose(3), 4: seen.transpose(1), 5: seen.transpose(5),
        6: seen.transpose(2), 7: seen.transpose(6), 8: seen.transpose(4),
    }[orientation]  # fmt: skip
    exif, sink = Image.Exif(), io.BytesIO()
    exif[0x0112] = orientation
    stored.save(sink, "JPEG", exif=exif.tobytes(), quality=95)
    with Image.open(io.BytesIO(examine(sink.getvalue()).content)) as made:
        assert made.size == (80, 60)
        assert ImageStat.Stat(ImageChops.difference(made.convert("L"), seen)).mean[0] < 3


def test_pages_of_a_fax_stand_one_below_the_other() -> None:
    pages, sink = [Image.new("L", (40, 50), shade) for shade in (0, 120, 240)], io.BytesIO()
    pages[0].save(sink, "TIFF", save_all=True, append_images=pages[1:])
    with Image.open(io.BytesIO(examine(sink.getvalue()).content)) as made:
        assert made.size == (40, 150)
        assert [round(made.convert("L").getpixel((20, y)), -1) for y in (25, 75, 125)] == [0, 120, 240]


def test_a_camera_of_a_hundred_million_pixels_is_read_at_half_its_size() -> None:
    sink = io.BytesIO()
    Image.new("L", (12000, 9000)).save(sink, "JPEG")
    with Image.open(io.BytesIO(examine(sink.getvalue()).content)) as made:
        assert made.size == (6000, 4500)


def test_a_pdf_loses_who_made_it() -> None:
    sent = written_pdf(author="Ouyang")
    made = examine(sent)
    assert (made.kind, made.signed) == (Kind.PDF, False)
    before, after = PdfReader(io.BytesIO(sent)), PdfReader(io.BytesIO(made.content))
    assert before.metadata["/Author"] == "Ouyang"
    assert not after.metadata
    assert after.pages[0].extract_text() == before.pages[0].extract_text() != ""
    outline: Any = after.outline
    assert outline[0]["/Title"] == "a"
    assert b"Ouyang" not in made.content
    assert b"HUAWEI" not in made.content  # of the photograph in it


def test_a_comment_in_a_pdf_loses_its_author_and_a_field_keeps_its_name() -> None:
    note = b"/Annots[<</Subtype/Text/Rect[0 0 9 9]/T(Ouyang)/Contents(b)>><</Subtype/Widget/Rect[0 0 9 9]/T(field)>>]"
    about = b"/Metadata 12 0 R/PieceInfo<</A<</LastModified(D:2026)>>>>"
    made = examine(pdf(page=note + about, others={12: b"<</Length 6>>stream\nOuyang\nendstream"})).content
    annotations: Any = PdfReader(io.BytesIO(made)).pages[0]["/Annots"]
    assert ["/T" in one.get_object() for one in annotations] == [False, True]
    assert b"Ouyang" not in made
    assert b"/PieceInfo" not in made


def test_a_signed_pdf_is_known_and_its_copy_claims_no_signature() -> None:
    made = examine(signed_pdf())
    assert made.signed
    assert b"/ByteRange" not in made.content
    assert b"/SigFlags" not in made.content


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_password_for_changes_is_no_hindrance(algorithm: str) -> None:
    made = PdfReader(io.BytesIO(examine(locked_for_changes(algorithm)).content))
    assert not made.is_encrypted
    assert "Hello" in made.pages[0].extract_text()


def test_packed_objects_are_read() -> None:
    assert examine(packed_pdf(b"<</S/GoTo/D[3 0 R/Fit]>>")).kind == Kind.PDF
    with pytest.raises(Unfit, match="脚本"):
        examine(packed_pdf(b"<</S/JavaScript/JS(app.alert(1))>>"))


@pytest.mark.parametrize("sent", [written_docx(NAME), written_xlsx(NAME)], ids=["document", "workbook"])
def test_an_office_file_loses_author_company_and_who_commented(sent: bytes) -> None:
    assert NAME.encode() in everything_in(sent)
    made = examine(sent).content
    left = everything_in(made)
    assert NAME.encode() not in left
    assert "某公司".encode() not in left
    assert b"HUAWEI" not in left  # of the photograph in it
    assert "请核实".encode() in left  # the comment itself is there
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_copy_of_a_document_does_without_the_template_of_its_computer() -> None:
    told = next(content for name, content, _ending in honest() if name == "自家模板.docx")
    left = everything_in(examine(told).content)
    assert b"zhang" in everything_in(told)
    assert b"zhang" not in left
    assert b"attachedTemplate" not in left


def test_the_copy_of_a_document_reads_the_same() -> None:
    made = docx.Document(io.BytesIO(examine(written_docx()).content))
    assert made.paragraphs[0].text == "情况说明"
    assert made.tables[0].cell(0, 0).text == "单位"
    assert made.core_properties.author == ""


@pytest.mark.parametrize(("sent", "kind"), [(doc(author=NAME), Kind.DOC), (xls(author=NAME), Kind.XLS)])
def test_a_file_of_the_older_kind_loses_its_author_in_place(sent: bytes, kind: Kind) -> None:
    spelt = (NAME.encode("utf-16-le"), NAME.encode("gb18030"))
    assert any(one in sent for one in spelt)
    made = examine(sent)
    assert (made.kind, len(made.content)) == (kind, len(sent))
    assert not any(one in made.content for one in spelt)
    with olefile.OleFileIO(io.BytesIO(made.content)) as file:
        about: Any = file.get_metadata()
        assert about.author is None


def test_an_invoice_keeps_its_data_and_loses_its_author() -> None:
    about = f"<ofd:Author>{NAME}</ofd:Author><ofd:CustomDatas><ofd:CustomData>109.00</ofd:CustomData></ofd:CustomDatas>"
    left = everything_in(examine(ofd(about=about)).content)
    assert NAME.encode() not in left
    assert b"109.00" in left
    assert "电子发票".encode() in left


def test_the_process_beside_says_the_same() -> None:
    for sent in (photo("HEIF"), written_pdf(), written_docx(), ofd(), doc()):
        assert examine_aside(sent) == examine(sent)
    with pytest.raises(Unfit, match="已加密"):
        examine_aside(doc(flags=0x0300))


def test_what_ends_the_process_is_a_file_that_will_not_do(monkeypatch: pytest.MonkeyPatch) -> None:
    from interaction.formats import aside

    monkeypatch.setattr(aside, "WITHIN", 0.01)
    with pytest.raises(Unfit, match=TOO_COMPLEX):
        examine_aside(picture("PNG"))


def test_a_picture_linked_from_elsewhere_loses_its_link_and_one_held_as_well_stays() -> None:
    name, content, _ending = next(one for one in honest() if one[0] == "链接图0.docx")
    made = examine(content)
    assert made.disarmed, name
    parts = zipfile.ZipFile(io.BytesIO(made.content))
    assert b"example.com" not in everything_in(made.content)
    page = parts.read("word/document.xml")
    assert b"link=" not in page
    assert b'embed="rId2"' in page


@pytest.mark.parametrize("program", ["Equation.3", "Equation.DSMT4"])
def test_a_formula_of_the_old_editor_stays_as_its_picture(program: str) -> None:
    made = examine(with_formula(program))
    assert made.disarmed
    with zipfile.ZipFile(io.BytesIO(made.content)) as parts:
        assert sorted(parts.namelist()) == sorted([
            "[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels", "word/media/a.wmf",
        ])  # fmt: skip
        page = parts.read("word/document.xml")
        assert b"oleObject" not in parts.read("[Content_Types].xml")
    assert b"OLEObject" not in page
    assert b'imagedata r:id="rId2"' in page
    assert b":pict>" in page


def test_what_was_disarmed_is_kept_nowhere_as_it_came() -> None:
    taken = inspect(io.BytesIO(with_formula("Equation.3")), "试卷.docx", 10**7, examine)
    assert (taken.original, taken.clean_name) == (b"", "试卷.docx")
