import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from interaction.casework.uploads import EXTENSIONS, Accepted, FileKind, Refused, clean_name, inspect
from tests.depth import examples

LIMIT = 1024 * 1024


def accept(content: bytes, name: str) -> Accepted:
    return inspect(io.BytesIO(content), name, LIMIT)


def pdf(change: Callable[[PdfWriter], object] = lambda writer: None) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    change(writer)
    sink = io.BytesIO()
    writer.write(sink)
    return sink.getvalue()


def picture(form: str, size: tuple[int, int] = (40, 30)) -> bytes:
    sink = io.BytesIO()
    Image.new("L", size).save(sink, form)
    return sink.getvalue()


def package(main: str, parts: dict[str, bytes] | None = None) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", f'<Types><Override ContentType="application/{main}.main+xml"/></Types>')
        file.writestr("_rels/.rels", '<Relationships><Relationship Target="word/document.xml"/></Relationships>')
        for name, content in (parts or {}).items():
            file.writestr(name, content)
    return sink.getvalue()


WORD = "wordprocessingml.document"
SHEET = "spreadsheetml.sheet"
GOOD = {
    "申请表.pdf": pdf(),
    "现场照片.JPG": picture("JPEG"),
    "截图.png": picture("PNG"),
    "情况说明.docx": package(WORD, {"word/document.xml": b"<w:document/>", "word/embeddings/chart.xlsx": b"x"}),
    "清单.xlsx": package(SHEET),
    "说明.txt": "关于禾源街道的情况说明\r\n".encode(),
    "旧说明.txt": "关于禾源街道的情况说明".encode("gb18030"),
}


@pytest.mark.parametrize("name", GOOD)
def test_good_files_are_taken(name: str) -> None:
    stream = io.BytesIO(GOOD[name])
    stream.seek(3)
    accepted = inspect(stream, name, LIMIT)
    assert accepted.size == len(GOOD[name])
    assert accepted.sha256 == hashlib.sha256(GOOD[name]).hexdigest()
    assert accepted.clean_name == name.lower()
    assert accepted.kind is EXTENSIONS[Path(name.lower()).suffix]
    assert stream.tell() == 0


def test_no_file_passes_under_another_extension() -> None:
    for name, content in GOOD.items():
        for extension in EXTENSIONS:
            right = EXTENSIONS[Path(name.lower()).suffix]
            if EXTENSIONS[extension] is not right:
                with pytest.raises(Refused, match=r"与扩展名不符|不是纯文本|打不开"):
                    accept(content, f"文件{extension}")


def script(writer: PdfWriter) -> None:
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )


def launch(writer: PdfWriter) -> None:
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("a")}
    )


def embed(writer: PdfWriter) -> None:
    writer.add_attachment("a.exe", b"MZ")


@pytest.mark.parametrize("change", [script, launch, embed])
@pytest.mark.parametrize("escaped", [False, True])
def test_active_pdfs_are_refused(change: Callable[[PdfWriter], object], escaped: bool) -> None:
    content = pdf(change)
    if escaped:
        content = content.replace(b"/JavaScript", b"/Java#53cript").replace(b"/Launch", b"/L#61unch")
    with pytest.raises(Refused, match=r"“合同\.pdf”含有脚本"):
        accept(content, "合同.pdf")


def packed_pdf(action: bytes) -> bytes:
    """A PDF whose object 4 sits in a compressed stream, where a search of the raw bytes sees nothing."""
    stream = zlib.compress(b"4 0 " + action)
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        5: b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(stream) + stream + b"\nendstream",
    }
    content, places = b"%PDF-1.5\n", {}
    for number, body in objects.items():
        places[number] = len(content)
        content += b"%d 0 obj" % number + body + b"endobj\n"
    rows = [(0, 0, 255), *((1, places[number], 0) for number in (1, 2, 3)), (2, 5, 0), (1, places[5], 0)]
    table = b"".join(bytes([kind]) + place.to_bytes(2) + bytes([last]) for kind, place, last in rows)
    start = len(content)
    content += b"6 0 obj<</Type/XRef/Size 6/W[1 2 1]/Root 1 0 R/Length %d>>stream\n" % len(table)
    return content + table + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % start


def test_scripts_in_packed_objects_are_found() -> None:
    assert accept(packed_pdf(b"<</S/GoTo/D[3 0 R/Fit]>>"), "a.pdf").kind is FileKind.PDF
    with pytest.raises(Refused, match="含有脚本"):
        accept(packed_pdf(b"<</S/JavaScript/JS(app.alert(1))>>"), "a.pdf")


def test_a_pdf_with_links_is_taken_and_one_with_a_password_is_not() -> None:
    linked = pdf(lambda writer: writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://example.com")))
    assert accept(linked, "a.pdf").kind is FileKind.PDF
    with pytest.raises(Refused, match="取消密码"):
        accept(pdf(lambda writer: writer.encrypt("secret", algorithm="AES-256")), "a.pdf")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("空.pdf", b"", "空文件"),
        ("大.pdf", b"%PDF-" + b" " * LIMIT, "超过1MB"),
        ("a.exe", b"MZ", "可以上传PDF"),
        ("没有扩展名", b"%PDF-", "可以上传PDF"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "另存为DOCX"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1", "另存为DOCX"),
        ("a.jpg", b"\x00\x00\x00\x18ftypheic", "HEIC"),
        ("a.pdf", b"%PDF-1.7\nnothing", "打不开"),
        ("a.jpg", picture("JPEG", (800, 800))[:-900], "打不开"),
        ("a.png", picture("PNG")[:-20], "打不开"),
        ("a.png", picture("PNG", (9000, 9000)), "像素过多"),
        ("a.txt", b"MZ\x00\x01", "不是纯文本"),
        ("a.docx", package(WORD)[:-30], "打不开"),
        ("a.docx", package(SHEET), "与扩展名不符"),
        ("a.docx", package(WORD, {"word/vbaProject.bin": b"x"}), "宏"),
        ("a.docx", package(WORD, {"word/embeddings/oleObject1.bin": b"x"}), "宏"),
        ("a.xlsx", package(SHEET, {"xl/activeX/activeX1.xml": b"x"}), "宏"),
        ("a.xlsx", package(SHEET, {"xl/a.xml": b"0" * 50_000_000}), "展开后过大"),
        ("a.xlsx", package(SHEET, {f"xl/{n}.xml": b"" for n in range(2001)}), "展开后过大"),
        (
            "a.docx",
            package(
                WORD,
                {"word/_rels/x.rels": b'<Relationship Type="x/attachedTemplate" TargetMode="External"/>'},
            ),
            "外部的模板",
        ),
    ],
)
def test_bad_files_are_refused_with_their_name_and_advice(name: str, content: bytes, says: str) -> None:
    with pytest.raises(Refused, match=says) as refused:
        accept(content, name)
    assert refused.value.message.startswith(f"“{name}”")


def test_hyperlinks_in_documents_are_no_danger() -> None:
    link = b'<Relationship Type="http://x/relationships/hyperlink" Target="https://x" TargetMode="External"/>'
    assert accept(package(WORD, {"word/_rels/document.xml.rels": link}), "a.docx").kind is FileKind.DOCX


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("../../etc/passwd.PDF", "passwd.pdf"),
        ("C:\\用户\\申请表.docx", "申请表.docx"),
        ("..申请<表>?.pdf ", "申请_表__.pdf"),
        ("长" * 300 + ".pdf", "长" * 80 + ".pdf"),
    ],
)
def test_names_lose_their_tricks(typed: str, clean: str) -> None:
    assert clean_name(typed) == clean


@pytest.mark.parametrize("typed", ["a\x00.pdf", "", "..", "/", "a/"])
def test_names_that_deceive_or_say_nothing_are_refused(typed: str) -> None:
    with pytest.raises(Refused, match="改名"):
        clean_name(typed)


@settings(max_examples=examples(150), deadline=None)
@given(st.sampled_from(sorted(GOOD)), st.data())
def test_a_damaged_file_is_taken_or_refused_but_never_crashes(name: str, data: st.DataObject) -> None:
    content = bytearray(GOOD[name])
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=20)):
        content[place] = data.draw(st.integers(0, 255))
    try:
        accept(bytes(content), name)
    except Refused as refused:
        assert refused.message.startswith("“")  # noqa: PT017 - either outcome is right, neither is expected
