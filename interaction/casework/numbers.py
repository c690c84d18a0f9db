"""Gapless serial numbers, and the query code that opens a case to its sender."""

import hmac
import unicodedata
from datetime import date

from django.db import connection

from interaction.privacy.encryption import keyed_digest

# Neither 0 and O, nor 1, I and L, nor U: read out over the telephone without mistakes.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 10


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
    return f"{prefix}-{day.year}-{next_serial(f'case:{prefix}', day.year):06d}"


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


def query_code(number: str, key_id: int | None = None) -> str:
    """The secret that, with its number, opens a case to its sender; "K7QMV-3XWPH".

    It is derived from the case number by a keyed digest, so it is stored nowhere and can be printed again.
    30^10 codes: not to be guessed within the limit on attempts.
    """
    code = code_from(keyed_digest("query-code", number.encode(), key_id), CODE_LENGTH)
    half = CODE_LENGTH // 2
    return code[:half] + "-" + code[half:]


def query_code_matches(number: str, key_id: int, typed: str) -> bool:
    """Compare in constant time what a person typed."""
    return hmac.compare_digest(typed_code(typed).encode(), query_code(number, key_id).replace("-", "").encode())
