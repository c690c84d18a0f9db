"""Gapless serial numbers, and the query code that opens a case to its sender."""

import hmac
import re
import unicodedata
from datetime import date

from django.db import connection

from interaction.privacy.encryption import keyed_digest

# Neither 0 and O, nor 1, I and L, nor U: read out over the telephone without mistakes.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 10
SERIAL_DIGITS = 6
_TYPED_NUMBER = re.compile(r"([A-Z]+)([0-9]{4})([0-9]{1,6})", re.ASCII)
_TYPED_IN_PARTS = re.compile(r"([A-Z]+)[^A-Z0-9]*([0-9]{4})[^A-Z0-9]+([0-9]{1,6})", re.ASCII)


def next_serial(series: str, year: int) -> int:
    """The next number of a series, without gaps: a transaction that fails gives its number back.

    Holds the series until the transaction ends, so callers ask for it as late as they can.
    """
    return take_serials(series, year, 1)


def take_serials(series: str, year: int, count: int) -> int:
    """The last of so many numbers of a series, as `next_serial`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO casework_numberseries (series, year, last) VALUES (%s, %s, %s) ON CONFLICT (series, year)"
            " DO UPDATE SET last = casework_numberseries.last + excluded.last RETURNING last",
            [series, year, count],
        )
        return int(cursor.fetchone()[0])


def next_case_number(prefix: str, day: date) -> str:
    return written_number(prefix, day.year, next_serial(f"case:{prefix}", day.year))


def written_number(prefix: str, year: int, serial: int) -> str:
    return f"{prefix}-{year}-{serial:0{SERIAL_DIGITS}d}"


def typed_number(typed: str) -> str:
    """A number as a person typed it, in its own form: full width, capitals or not, any hyphen or none, blanks, and what
    cannot be seen. What is no number of a case comes back in half width and capitals."""
    visible = "".join(
        char for char in unicodedata.normalize("NFKC", typed) if unicodedata.category(char) not in ("Cf", "Cc")
    )
    text = visible.upper().strip()
    found = _TYPED_IN_PARTS.fullmatch(text) or _TYPED_NUMBER.fullmatch("".join(filter(str.isalnum, text)))
    return written_number(found[1], int(found[2]), int(found[3])) if found else text


def code_from(digest: bytes, length: int) -> str:
    """A digest as letters and digits that people can read out and type."""
    value = int.from_bytes(digest, "big")
    letters = []
    for _position in range(length):
        value, index = divmod(value, len(ALPHABET))
        letters.append(ALPHABET[index])
    return "".join(letters)


def typed_code(typed: str) -> str:
    """A code as a person typed it, forgiving case, width, spaces and hyphens."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", typed).upper() if letter.isalnum())


def query_code(number: str, key_id: int | None = None, issue: int = 0) -> str:
    """The secret that, with its number, opens a case to its sender; "K7QMV-3XWPH".

    It is derived from the case number by a keyed digest, so it is stored nowhere and can be printed again; `issue` is how
    often it was issued anew. 30^10 codes: nobody guesses one.
    """
    message = f"{number}#{issue}" if issue else number
    code = code_from(keyed_digest("query-code", message.encode(), key_id), CODE_LENGTH)
    half = CODE_LENGTH // 2
    return code[:half] + "-" + code[half:]


def query_code_matches(number: str, key_id: int, typed: str, issue: int = 0) -> bool:
    """Compare in constant time what a person typed."""
    code = query_code(number, key_id, issue).replace("-", "")
    return hmac.compare_digest(typed_code(typed).encode(), code.encode())
