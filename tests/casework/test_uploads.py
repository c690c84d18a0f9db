"""What a file is called, how large it may be and what is said of one that will not do; what is in it is looked at in
tests/formats."""

import hashlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interaction.casework.uploads import Accepted, Refused, clean_name, inspect, rightly_named
from interaction.formats.examining import examine
from interaction.formats.kinds import CONTENT_TYPES, ENDINGS, Kind
from tests.depth import examples
from tests.formats.making import SHEET, WORD, doc, ofd, office, pdf, picture, xls

LIMIT = 1024 * 1024
GOOD = {
    "申请表.pdf": pdf(), "现场照片.jpg": picture("JPEG"), "截图.png": picture("PNG"), "情况说明.docx": office(WORD),
    "清单.xlsx": office(SHEET), "说明.txt": "关于禾源街道的情况说明\r\n".encode(), "发票.ofd": ofd(), "旧.wps": doc(), "旧.et": xls(),
}  # fmt: skip


def accept(content: bytes, name: str) -> Accepted:
    return inspect(io.BytesIO(content), name, LIMIT, examine)


@pytest.mark.parametrize("name", GOOD)
def test_good_files_are_taken(name: str) -> None:
    stream = io.BytesIO(GOOD[name])
    stream.seek(3)
    accepted = inspect(stream, name.upper(), LIMIT, examine)
    assert accepted.clean_name == name.upper().rpartition(".")[0] + "." + name.rpartition(".")[2]
    assert accepted.sha256 == hashlib.sha256(accepted.content).hexdigest()
    assert (accepted.size, accepted.content_type) == (len(accepted.content), CONTENT_TYPES[accepted.kind])
    assert stream.tell() == 0


def test_the_original_of_a_document_is_kept_and_that_of_a_picture_is_not() -> None:
    for name, content in GOOD.items():
        accepted = accept(content, name)
        drawn = accepted.kind in (Kind.JPEG, Kind.PNG, Kind.TXT)
        assert accepted.original == (b"" if drawn else content), name
        assert bool(accepted.original_sha256) is not drawn


def test_a_wrong_ending_becomes_the_right_one() -> None:
    for name, content in GOOD.items():
        kind = accept(content, name).kind
        for ending in (".pdf", ".jpg", ".png", ".docx", ".doc", ".ofd", ".heic", ""):
            if kind != Kind.TXT:
                renamed = accept(content, f"文件{ending}").clean_name
                assert renamed.endswith(ENDINGS[kind])
                assert renamed.count(".") == 1


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("2026.11 收据", "2026.11 收据.jpg"), ("合同 v1.2", "合同 v1.2.jpg"), ("照片.heic", "照片.jpg"), ("a.b.png", "a.b.jpg"),
        ("a.jpeg", "a.jpeg"), ("a", "a.jpg"),
    ],
)  # fmt: skip
def test_what_is_no_ending_stays(name: str, right: str) -> None:
    assert rightly_named(name, Kind.JPEG) == right


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("空.pdf", b"", "空文件"),
        ("大.pdf", b"%PDF-" + b" " * LIMIT, "超过1MB"),
        ("a.exe", b"MZ", "格式不能上传。可以上传PDF"),
        ("a.csv", b"=1", "格式不能上传"),
        ("a.zip", b"PK\x05\x06", "是压缩包"),
        ("a.pdf", b"%PDF-1.7\nnothing", "打不开"),
        ("a.png", picture("PNG", (9000, 9000)), "像素过多"),
        ("a.txt", b"\x00\x01", "不是纯文本"),
        ("a.docx", office(parts={"x/a.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}), "宏"),
        ("a.docx", office(parts={f"x/{n}.xml": b"" for n in range(2001)}), "展开后过大"),
        ("a.pdf", pdf(catalogue=b"/OpenAction<</S/Launch>>"), "含有脚本"),
    ],
)
def test_bad_files_are_refused_with_their_name_and_advice(name: str, content: bytes, says: str) -> None:
    with pytest.raises(Refused, match=says) as refused:
        accept(content, name)
    assert refused.value.message.startswith(f"“{name}”")
    assert refused.value.message.endswith("。")


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("../../etc/passwd.PDF", "passwd.pdf"),
        ("C:\\用户\\申请表.docx", "申请表.docx"),
        ("..申请<表>?.pdf ", "申请_表__.pdf"),
        ("长" * 300 + ".pdf", "长" * 80 + ".pdf"),
        ("a." + "长" * 300, ("a." + "长" * 300)[:80]),
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
@pytest.mark.filterwarnings("ignore")  # of what the libraries find odd
def test_a_damaged_file_is_taken_or_refused_but_never_crashes(name: str, data: st.DataObject) -> None:
    content = bytearray(GOOD[name])
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=20)):
        content[place] = data.draw(st.integers(0, 255))
    try:
        accept(bytes(content), name)
    except Refused as refused:
        assert refused.message.startswith("“")  # noqa: PT017 - either outcome is right, neither is expected
