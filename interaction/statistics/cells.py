"""Rows of CSV files that a spreadsheet shows as they are: a text that looks like a formula is never computed."""

import csv
import io
from collections.abc import Iterable
from typing import Any

# Programs that do not expect UTF-8 know it by this mark.
BOM = "\ufeff"
CONTENT_TYPE = "text/csv; charset=utf-8"
# With these a spreadsheet takes a text for something to compute; behind blanks too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def cell(value: Any) -> Any:
    """A value for a cell: a text that begins as a formula gets an apostrophe before it, as spreadsheets write texts."""
    if isinstance(value, str) and value.lstrip(" \u3000\n").startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value


def rows(values: Iterable[Iterable[Any]]) -> str:
    """Lines of CSV (RFC 4180), without the mark that begins a file."""
    written = io.StringIO()
    csv.writer(written).writerows([cell(value) for value in row] for row in values)
    return written.getvalue()
