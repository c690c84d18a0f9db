"""How long a file is kept (保管期限): by the class of file each channel names, and the table that the archive sets.

机关文件材料归档范围和文书档案保管期限规定 (国家档案局令第8号): 永久, 30 years, 10 years; A.4(2) leaves out what needed no
handling; A.12: the organ's own table, agreed by the archives administration of its level, is what holds. Plain data; which
version holds on a day is asked in filing.py.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from interaction.workflow.declarations import Text


class Term(StrEnum):
    """The codes of DA/T 22, as they stand in an archival number; `NONE` is what is not filed."""

    PERMANENT = "Y"
    THIRTY = "D30"
    TEN = "D10"
    NONE = "none"

    @property
    def label(self) -> str:
        """What the term is called."""
        return {Term.PERMANENT: "永久", Term.THIRTY: "30年", Term.TEN: "10年", Term.NONE: "不归档"}[self]

    def keep_until(self, year: int) -> date | None:
        """Return the last day for a file of a year; counted from the first day of the year after it. None: for ever."""
        years = {Term.THIRTY: 30, Term.TEN: 10}.get(self)
        return date(year + years, 12, 31) if years else None


@dataclass(frozen=True)
class FileClass:
    """One row of the table as it comes with the system: which files, for how long, on what ground."""

    code: str
    label: Text
    term: Term
    law: str = "机关文件材料归档范围和文书档案保管期限规定（国家档案局令第8号）"


_classes: dict[str, tuple[Sequence[FileClass], Callable[[Any], str]]] = {}


def register(channel: str, classes: Sequence[FileClass], of: Callable[[Any], str]) -> None:
    """Make known the classes of a channel's files, and which one a case belongs to."""
    _classes[channel] = (classes, of)


def file_classes() -> list[FileClass]:
    """Return every row of the table, channel by channel."""
    return [one for classes, _of in _classes.values() for one in classes]


def class_named(code: str) -> FileClass:
    """Return a row by its code. Raises LookupError."""
    found = next((one for one in file_classes() if one.code == code), None)
    if found is None:
        raise LookupError(code)
    return found


def class_of(case: Any) -> FileClass:
    """Return the row by which a case is kept."""
    _rows, of = _classes[case.channel]
    return class_named(of(case))
