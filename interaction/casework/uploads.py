"""What people may attach: judged by what is in the file, never by its name. What is kept is a copy without traces.

Taken are PDF, OFD, pictures, plain text, and documents and workbooks of Word, Excel and WPS. A name whose ending does not
fit gets the right one. Who hands on a signed document hands on its original; what a citizen sends goes on as the copy, and
the sealed original stays for intake.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from interaction.casework.files import Scan
from interaction.casework.scanning import scan
from interaction.formats.aside import examine_aside
from interaction.formats.examining import Examined, examine
from interaction.formats.faults import NOT_TAKEN, Unfit
from interaction.formats.kinds import CONTENT_TYPES, ENDINGS, Family, Kind, family
from interaction.i18n.translation import gettext as _
from interaction.privacy.text import InvalidInput, clean_line

MOST_FILES = 5
_LONGEST_STEM = 80
_LONGEST_ENDING = 8
_UNSAFE_IN_NAMES = re.compile(r'[<>:"|?*]')
_MEBIBYTE = 1024 * 1024
# Text under any other ending is a program, a page or data for one.
_OF_TEXT = ("", ".txt", ".text", ".md", ".log")
# Pictures are drawn anew, and what they were is kept nowhere; nor is what a document was before something was taken out.
_DRAWN = (Kind.JPEG, Kind.PNG)


class Refused(ValueError):
    """A file that is not taken; `message` names it and says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Accepted:
    """A file that may be kept: the copy, its name safe to store, and what came in where that is kept too."""

    kind: Kind
    clean_name: str
    content: bytes = field(repr=False)
    original: bytes = field(default=b"", repr=False)
    signed: bool = False
    scan: Scan = Scan.UNASKED

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.kind]

    @property
    def size(self) -> int:
        return len(self.content)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def original_sha256(self) -> str:
        return hashlib.sha256(self.original).hexdigest() if self.original else ""

    def to_hand_on(self) -> "Accepted":
        """What staff give to others: a signed document as it was signed, else the copy; nothing else is kept."""
        return Accepted(self.kind, self.clean_name, self.original or self.content if self.signed else self.content,
                        scan=self.scan)  # fmt: skip


def looked_at(file: Any, size_limit: int) -> Accepted:
    """An uploaded file, looked at once however many forms it goes through."""
    if not hasattr(file, "accepted"):
        file.accepted = inspect(file, file.name, size_limit)
    accepted: Accepted = file.accepted
    return accepted


def inspect(
    stream: BinaryIO, name: str, size_limit: int, examined: Callable[[bytes], Examined] = examine_aside
) -> Accepted:
    """Check one uploaded file of at most `size_limit` bytes and rewind it.

    Raises Refused when its name, size or content will not do, or a virus is found in it.
    """
    clean = clean_name(name)
    stream.seek(0)
    content = stream.read(size_limit + 1)
    stream.seek(0)
    if not content:
        raise Refused(_("“%(name)s”是空文件，请检查后重新选择。") % {"name": clean})
    if len(content) > size_limit:
        raise Refused(
            _("“%(name)s”超过%(size)s，请压缩或者拆分后再上传。") % {"name": clean, "size": _in_words(size_limit)}
        )
    try:
        found = _examine(clean, content, examined)
    except Unfit as unfit:
        raise _about(clean, _(unfit.message)) from unfit
    answer = scan(content)
    if answer == Scan.INFECTED:
        raise _about(clean, _("查出病毒，没有收下。请用杀毒软件检查您的设备，换一份文件再上传。"))
    kept = found.content != content and found.kind not in _DRAWN and not found.disarmed
    return Accepted(
        found.kind, rightly_named(clean, found.kind), found.content, content if kept else b"", found.signed, answer
    )


def _examine(name: str, content: bytes, examined: Callable[[bytes], Examined]) -> Examined:
    if family(content) != Family.TEXT:
        return examined(content)
    if PurePosixPath(name).suffix not in _OF_TEXT:
        raise Unfit(NOT_TAKEN)
    return examine(content)


def clean_name(name: str) -> str:
    """A file name without directories and reserved characters, of at most 80 characters and its ending.

    Raises Refused for control characters, characters that change the direction of text, and empty names.
    """
    try:
        line = clean_line(name)
    except InvalidInput as wrong:
        raise Refused(_("文件名中有看不见的特殊字符，请给文件改名后再上传。")) from wrong
    last = re.split(r"[/\\]", line)[-1].strip(" .")
    path = PurePosixPath(_UNSAFE_IN_NAMES.sub("_", last))
    stem, ending = (path.stem, path.suffix.lower()) if len(path.suffix) <= _LONGEST_ENDING else (path.name, "")
    stem = stem[:_LONGEST_STEM].strip(" .")
    if not stem:
        raise Refused(_("文件没有名称，请给文件改名后再上传。"))
    return stem + ending


# Endings that a wrong one is taken off of; any other is a part of the name (“2026.11 收据”).
_ENDING = re.compile(r"\.[a-z][a-z0-9]{1,6}$")


def rightly_named(name: str, kind: Kind) -> str:
    """The name with an ending that says what the file is."""
    if name.endswith(ENDINGS[kind]):
        return name
    return _ENDING.sub("", name) + ENDINGS[kind][0]


def _about(name: str, complaint: str) -> Refused:
    return Refused(_("“%(name)s”%(complaint)s") % {"name": name, "complaint": complaint})


def _in_words(size: int) -> str:
    return f"{size // _MEBIBYTE}MB" if size >= _MEBIBYTE else _("%(n)s字节") % {"n": size}


def kind_of(content_type: str) -> Kind:
    """The kind of a kept file."""
    return next(kind for kind, said in CONTENT_TYPES.items() if said == content_type)
