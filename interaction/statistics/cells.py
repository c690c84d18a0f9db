"""Rows of CSV files that a spreadsheet shows as they are: a text that looks like a formula is never computed, one that
looks like a number or a day (202611300000000123, 00123, 3-1, 1E5) never turned into another.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

# Programs that do not expect UTF-8 know it by this mark.
BOM = "\ufeff"
CONTENT_TYPE = "text/csv; charset=utf-8"
# With these a spreadsheet takes a text for something to compute; behind blanks too. Programmes of East Asia take the
# full-width signs for the others.
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠\t\r]")
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
# What a spreadsheet takes for a number, a day or a truth, and shows and saves otherwise than it was written.
_SPOILT = re.compile(
    rf"""
    '*\s*(?:
      0[0-9]+(?:\.[0-9]*)? | [0-9]{{12,}}(?:\.[0-9]*)? | [0-9]*\.[0-9]*        # zeros and digits are lost
    | [0-9]+(?:\.[0-9]*)?e[0-9]+ | [0-9]+(?:\.[0-9]*)?e[+-][0-9]+              # 1E5
    | [0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]*)? | [0-9.]+\s*% | \([0-9.,]+\) | [¥$]\s*[0-9.,]+
    | [0-9]{{1,4}}\s*([-/.])\s*[0-9]{{1,4}}(?:\s*\1\s*[0-9]{{1,4}})? | [0-9]+\s+[0-9]+/[0-9]+
    | [0-9]{{2,4}}年(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}日)? | [0-9]{{1,2}}月(?:[0-9]{{1,2}}日?)?
    | (?:[0-9]{{1,2}}[-/\s]?)?{_MONTH}[-/\s.]?[0-9]{{0,4}} | [0-9]{{1,4}}:[0-9]{{1,2}}(?::[0-9]{{1,2}})?(?:\s*[ap]m?)?
    | true | false
    )\s*""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
# Days, months, times, figures and truths as programs write them: a spreadsheet reads them as what they are.
_AS_MEANT = re.compile(
    r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?|[0-9]{2}:[0-9]{2}|(?:0|[1-9][0-9]{0,10})(?:\.[0-9]{1,6})?%?|true|false", re.ASCII
)


@lru_cache(maxsize=4096)
def is_changed(text: str) -> bool:
    """Whether a spreadsheet that opens a CSV file would make something else of the text. With any number of apostrophes
    before it the answer is the same, so that putting one there can be undone."""
    return bool(_FORMULA.match(text) or _SPOILT.fullmatch(unicodedata.normalize("NFKC", text)))


def protect(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would change it; `unprotect` takes it off again."""
    return f"'{text}" if is_changed(text) else text


def unprotect(text: str) -> str:
    """What stood in the cell before `protect`."""
    return text[1:] if text[:1] == "'" and is_changed(text[1:]) else text


def cell(value: Any) -> Any:
    """A value for a cell: a text that a spreadsheet would change gets an apostrophe before it."""
    if isinstance(value, str):
        return value if _AS_MEANT.fullmatch(value) else protect(value)
    return "" if value is None else value


def rows(values: Iterable[Iterable[Any]]) -> str:
    """Lines of CSV (RFC 4180), without the mark that begins a file."""
    written = io.StringIO()
    csv.writer(written).writerows([cell(value) for value in row] for row in values)
    return written.getvalue()
