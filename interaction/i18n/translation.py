"""What rooms of plain Python say, in the language of whoever reads.

They know no framework, so what translates is handed in once, when the system starts; until then texts stay as they are
written. The functions have gettext's names, so that their texts are gathered like all others.
"""

import re
from collections.abc import Callable
from datetime import date

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")

_one: Callable[[str], str] = str
_counted: Callable[[str, str, int], str] | None = None
_meant: Callable[[str, str], str] | None = None


def set_translator(
    one: Callable[[str], str], counted: Callable[[str, str, int], str], meant: Callable[[str, str], str]
) -> None:
    """Translate by these from now on: a text, a text with its plural and a number, a text after its context."""
    global _one, _counted, _meant
    _one, _counted, _meant = one, counted, meant


def gettext(text: str) -> str:
    """The text in the reader's language; as it stands where no catalogue has it."""
    return _one(text) if text else ""


def ngettext(text: str, many: str, number: int) -> str:
    """The same of something counted."""
    return _counted(text, many, number) if _counted else text


def pgettext(context: str, text: str) -> str:
    """The same where a short text means something else elsewhere."""
    return _meant(context, text) if _meant else text


def gettext_noop(text: str) -> str:
    """Marks a text that is translated where it is shown."""
    return text


# A month is not called by a number everywhere.
MONTHS = (
    gettext_noop("1月"), gettext_noop("2月"), gettext_noop("3月"), gettext_noop("4月"), gettext_noop("5月"),
    gettext_noop("6月"), gettext_noop("7月"), gettext_noop("8月"), gettext_noop("9月"), gettext_noop("10月"),
    gettext_noop("11月"), gettext_noop("12月"),
)  # fmt: skip


def written_month(day: date) -> str:
    """9月."""
    return gettext(MONTHS[day.month - 1])


def written_day(day: date) -> str:
    """2019年9月2日."""
    return gettext("%(year)s年%(month)s%(day)s日") % {"year": day.year, "month": written_month(day), "day": day.day}
