"""Opening attachments to see what they are made of, without trusting what they say about themselves.

Each `open_...` returns when the file is whole and holds nothing that acts by itself; else it raises InvalidFile.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator

from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from interaction.i18n.translation import gettext as _
from interaction.i18n.translation import gettext_noop

_BROKEN = gettext_noop("打不开，可能已经损坏，请用原来的软件重新保存后再上传。")
_ACTIVE_PDF = gettext_noop("含有脚本、启动程序的动作或者内嵌文件，不能上传，请打印为新的PDF后再上传。")

# A picture of 80 million pixels is larger than any scan of a page; more is a bomb or a poster.
MOST_PIXELS = 80_000_000
MOST_PDF_OBJECTS = 100_000
MOST_PARTS = 2_000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_RATIO = 200
_SMALL_PART = 1024 * 1024
_DEEPEST = 50

_ACTIVE_NAMES = frozenset({"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia"})
_HIDDEN_NAMES = ("JavaScript", "Launch", "EmbeddedFile", "RichMedia")

_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_CONTROLS = frozenset("\t\n\r\f\ufeff")


class InvalidFile(Exception):
    """A file that will not do; `message` follows the file's name in a sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def _spelt(name: str) -> str:
    """A pattern for a PDF name, each letter of which may be written as # and its code."""
    return "".join(f"(?:{letter}|(?i:#{ord(letter):02x}))" for letter in name)


# Sought in the raw bytes as well, for objects that only a lenient viewer would find; /JS is too short.
_ACTIVE_BYTES = re.compile(f"/(?:{'|'.join(map(_spelt, _HIDDEN_NAMES))})".encode())


def open_pdf(content: bytes) -> None:
    """Refuse encrypted and broken PDFs and those with scripts, launch actions or embedded files."""
    if _ACTIVE_BYTES.search(content):
        raise InvalidFile(_(_ACTIVE_PDF))
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise InvalidFile(_("设有密码，请取消密码后再上传。"))
        if len(reader.pages) == 0:
            raise InvalidFile(_("没有任何页面，请检查后重新选择。"))
        for value in _pdf_objects(reader):
            if _acts(value, _DEEPEST):
                raise InvalidFile(_(_ACTIVE_PDF))
    except InvalidFile:
        raise
    except Exception as error:  # whatever a hostile file makes the parser raise
        raise InvalidFile(_(_BROKEN)) from error


def _pdf_objects(reader: PdfReader) -> Iterator[object]:
    """All objects of all revisions' tables, packed ones included."""
    numbers = {(number, generation) for generation, table in reader.xref.items() for number in table if number}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MOST_PDF_OBJECTS:
        raise InvalidFile(_("结构过于复杂，请打印为新的PDF后再上传。"))
    yield reader.trailer
    for number, generation in sorted(numbers):
        yield reader.get_object(IndirectObject(number, generation, reader))


def _acts(value: object, depth: int) -> bool:
    """Whether a direct object, or what it holds directly, names something that acts or embeds."""
    if depth == 0:
        raise InvalidFile(_("结构过于复杂，请打印为新的PDF后再上传。"))
    if isinstance(value, DictionaryObject | StreamObject):
        return any(key in _ACTIVE_NAMES or _acts(held, depth - 1) for key, held in dict.items(value))
    if isinstance(value, ArrayObject):
        return any(_acts(held, depth - 1) for held in list.__iter__(value))
    return isinstance(value, NameObject) and value in _ACTIVE_NAMES


def open_jpeg(content: bytes) -> None:
    """Refuse broken and oversized JPEG pictures."""
    _open_picture(content, "JPEG")


def open_png(content: bytes) -> None:
    """Refuse broken and oversized PNG pictures."""
    _open_picture(content, "PNG")


def _open_picture(content: bytes, form: str) -> None:
    try:
        with Image.open(io.BytesIO(content), formats=[form]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise InvalidFile(_("的像素过多，请缩小图片后再上传。"))
            if form == "JPEG":
                picture.draft("L", (1, 1))  # decode at an eighth of the size: enough to find a cut-off file
                picture.load()
            else:
                picture.verify()
    except InvalidFile:
        raise
    except Exception as error:  # whatever a hostile file makes the decoder raise
        raise InvalidFile(_(_BROKEN)) from error


def open_docx(content: bytes) -> None:
    """Refuse what is no plain Word document."""
    _open_office(content, b"wordprocessingml.document.main+xml")


def open_xlsx(content: bytes) -> None:
    """Refuse what is no plain Excel workbook."""
    _open_office(content, b"spreadsheetml.sheet.main+xml")


def _open_office(content: bytes, main_part: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _weigh(package)
            if package.testzip() is not None:
                raise InvalidFile(_(_BROKEN))
            types = package.read("[Content_Types].xml")
            relations = [package.read(name) for name in package.namelist() if name.lower().endswith(".rels")]
            names = package.namelist()
    except InvalidFile:
        raise
    except Exception as error:  # whatever a hostile file makes the unpacker raise
        raise InvalidFile(_(_BROKEN)) from error
    if main_part not in types:
        raise InvalidFile(_("的内容与扩展名不符，请用原来的软件重新保存后再上传。"))
    if b"macroEnabled" in types or any(_is_macro(name) for name in names):
        raise InvalidFile(_("含有宏或者控件，不能上传，请另存为不含宏的文档或者PDF后再上传。"))
    if any(_reaches_out(relation) for relation in relations):
        raise InvalidFile(_("引用了外部的模板或者对象，不能上传，请另存为PDF后再上传。"))


def _weigh(package: zipfile.ZipFile) -> None:
    """Refuse packages that unpack to far more than they weigh, before anything is unpacked."""
    parts = package.infolist()
    bomb = len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED
    if bomb or any(part.file_size > _SMALL_PART and part.file_size > MOST_RATIO * part.compress_size for part in parts):
        raise InvalidFile(_("展开后过大，请拆分或者另存为PDF后再上传。"))
    if any(part.flag_bits & 1 for part in parts):
        raise InvalidFile(_("设有密码，请取消密码后再上传。"))


def _is_macro(name: str) -> bool:
    low = name.lower()
    embedded = "/embeddings/" in low and not low.endswith((".xlsx", ".docx", ".pptx"))  # charts embed their data
    return embedded or "/activex/" in low or low.endswith(("vbaproject.bin", "vbadata.xml"))


def _reaches_out(relations: bytes) -> bool:
    """Whether a part is to be loaded from elsewhere on opening; links that a reader must click are fine."""
    if b"\x00" in relations or b"<!DOCTYPE" in relations:
        return True
    return any(b"External" in element and b"/hyperlink" not in element for element in _RELATIONSHIP.findall(relations))


def open_text(content: bytes) -> None:
    """Refuse what is not text in UTF-8 or GB 18030."""
    for encoding in ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(char in _CONTROLS or unicodedata.category(char) != "Cc" for char in text):
            return
    raise InvalidFile(_("不是纯文本，请另存为UTF-8编码的TXT或者PDF后再上传。"))
