"""The ledger (台账) of disclosure requests as a spreadsheet: what its columns are, reading it, writing it.

Plain Python: no Django and no database, so that a ledger can be checked before anything is stored.
"""

from requests_app.ledger.columns import COLUMNS, Column
from requests_app.ledger.error_sheet import write_errors
from requests_app.ledger.files import BadLedger
from requests_app.ledger.reading import count_lines, ignored_columns, lines, read
from requests_app.ledger.rows import Fault, LedgerRow
from requests_app.ledger.sheets import Book, Choice, Passed, look, open_book, suggested, unread, why_none
from requests_app.ledger.writing import Form, cells, pieces, template, write

__all__ = [
    "COLUMNS",
    "BadLedger",
    "Book",
    "Choice",
    "Column",
    "Fault",
    "Form",
    "LedgerRow",
    "Passed",
    "cells",
    "count_lines",
    "ignored_columns",
    "lines",
    "look",
    "open_book",
    "pieces",
    "read",
    "suggested",
    "template",
    "unread",
    "why_none",
    "write",
    "write_errors",
]
