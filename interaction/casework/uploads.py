"""What people may attach: an allow-list, checked by magic bytes and by opening the file.

Taken are PDF, JPEG, PNG, DOCX, XLSX and plain text. The old DOC and XLS are not: they hide macros in a binary
format that cannot be looked through with certainty, and every office program saves the newer ones.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import BinaryIO

from interaction.casework import file_inspection
from interaction.casework.file_inspection import InvalidFile
from interaction.i18n.translation import gettext as _
from interaction.i18n.translation import gettext_noop
from interaction.privacy.text import InvalidInput, clean_line


class FileKind(StrEnum):
    """A kind of file that may be attached."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    DOCX = "docx"
    XLSX = "xlsx"
    TXT = "txt"


_OFFICE = "application/vnd.openxmlformats-officedocument."
CONTENT_TYPES: dict[FileKind, str] = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.DOCX: _OFFICE + "wordprocessingml.document",
    FileKind.XLSX: _OFFICE + "spreadsheetml.sheet",
    FileKind.TXT: "text/plain",
}
EXTENSIONS: dict[str, FileKind] = {
    ".pdf": FileKind.PDF,
    ".jpg": FileKind.JPEG,
    ".jpeg": FileKind.JPEG,
    ".png": FileKind.PNG,
    ".docx": FileKind.DOCX,
    ".xlsx": FileKind.XLSX,
    ".txt": FileKind.TXT,
}

_OPENERS: dict[FileKind, Callable[[bytes], None]] = {
    FileKind.PDF: file_inspection.open_pdf,
    FileKind.JPEG: file_inspection.open_jpeg,
    FileKind.PNG: file_inspection.open_png,
    FileKind.DOCX: file_inspection.open_docx,
    FileKind.XLSX: file_inspection.open_xlsx,
    FileKind.TXT: file_inspection.open_text,
}
_MAGIC: tuple[tuple[bytes, frozenset[FileKind]], ...] = (
    (b"%PDF-", frozenset({FileKind.PDF})),
    (b"\xff\xd8\xff", frozenset({FileKind.JPEG})),
    (b"\x89PNG\r\n\x1a\n", frozenset({FileKind.PNG})),
    (b"PK\x03\x04", frozenset({FileKind.DOCX, FileKind.XLSX})),
)
# Common files that are not taken, and what to do instead.
_ADVICE: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (
        re.compile(rb"\xd0\xcf\x11\xe0"),
        gettext_noop("是旧版Word、Excel或者WPS文件，请打开后另存为DOCX、XLSX或者PDF再上传。"),
    ),
    (re.compile(rb"....ftyp(?:heic|heix|mif1|avif)", re.DOTALL), gettext_noop("是手机的HEIC照片，请转换为JPG再上传。")),
    (re.compile(rb"Rar!|7z\xbc\xaf"), gettext_noop("是压缩包，请解压后逐个上传里面的文件。")),
)

_LONGEST_STEM = 80
_UNSAFE_IN_NAMES = re.compile(r'[<>:"|?*]')
_MEBIBYTE = 1024 * 1024


class Refused(ValueError):
    """A file that is not taken; `message` names it and says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Accepted:
    """A file that may be kept: `size` in bytes, `sha256` in hexadecimal, `clean_name` safe to store."""

    kind: FileKind
    content_type: str
    size: int
    sha256: str
    clean_name: str


def inspect(stream: BinaryIO, name: str, size_limit: int) -> Accepted:
    """Check one uploaded file of at most `size_limit` bytes and rewind it.

    Raises Refused when its name, extension, size or content will not do.
    """
    clean = clean_name(name)
    kind = _kind_by_extension(clean)
    stream.seek(0)
    content = stream.read(size_limit + 1)
    stream.seek(0)
    if not content:
        raise Refused(_("“%(name)s”是空文件，请检查后重新选择。") % {"name": clean})
    if len(content) > size_limit:
        raise Refused(
            _("“%(name)s”超过%(size)s，请压缩或者拆分后再上传。") % {"name": clean, "size": _in_words(size_limit)}
        )
    _agree(clean, kind, content)
    try:
        _OPENERS[kind](content)
    except InvalidFile as unfit:
        raise _about(clean, unfit.message) from unfit
    return Accepted(
        kind=kind,
        content_type=CONTENT_TYPES[kind],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        clean_name=clean,
    )


def clean_name(name: str) -> str:
    """A file name without directories and reserved characters, of at most 80 characters and its extension.

    Raises Refused for control characters, characters that change the direction of text, and empty names.
    """
    try:
        line = clean_line(name)
    except InvalidInput as wrong:
        raise Refused(_("文件名中有看不见的特殊字符，请给文件改名后再上传。")) from wrong
    last = re.split(r"[/\\]", line)[-1].strip(" .")
    path = PurePosixPath(_UNSAFE_IN_NAMES.sub("_", last))
    stem, extension = path.stem[:_LONGEST_STEM].strip(" ."), path.suffix.lower()
    if not stem:
        raise Refused(_("文件没有名称，请给文件改名后再上传。"))
    return stem + extension


def _kind_by_extension(name: str) -> FileKind:
    extension = PurePosixPath(name).suffix
    if extension in {".doc", ".xls", ".wps", ".et"}:
        raise _about(name, _("是旧版Word、Excel或者WPS文件，请打开后另存为DOCX、XLSX或者PDF再上传。"))
    if extension not in EXTENSIONS:
        raise _about(name, _("的格式不能上传。可以上传PDF、JPG、PNG、DOCX、XLSX、TXT文件，请转换格式后再上传。"))
    return EXTENSIONS[extension]


def _agree(name: str, kind: FileKind, content: bytes) -> None:
    """Refuse a file whose first bytes tell of another kind than its extension."""
    for pattern, advice in _ADVICE:
        if pattern.match(content):
            raise _about(name, _(advice))
    kinds = next((kinds for magic, kinds in _MAGIC if content.startswith(magic)), frozenset({FileKind.TXT}))
    if kind not in kinds:
        raise _about(name, _("的内容与扩展名不符，可能被改过扩展名或者已经损坏，请用原来的软件重新保存后再上传。"))


def _about(name: str, complaint: str) -> Refused:
    return Refused(_("“%(name)s”%(complaint)s") % {"name": name, "complaint": complaint})


def _in_words(size: int) -> str:
    return f"{size // _MEBIBYTE}MB" if size >= _MEBIBYTE else _("%(n)s字节") % {"n": size}
