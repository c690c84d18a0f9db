"""Numbers without gaps: what was given out, and what of it is not there.

The last number of each series is part of every seal, so that the newest cases do not vanish together with their number.
"""

from collections.abc import Iterator

from django.db import connection

from interaction.casework.models import NumberSeries
from interaction.casework.numbers import SERIAL_DIGITS
from interaction.casework.registry import channels
from interaction.evidence.chain import MISSING
from interaction.evidence.models import DaySeal

CASES = """
SELECT %(prefix)s || '-' || %(year)s || '-' || lpad(n::text, %(digits)s, '0') FROM generate_series(1, %(last)s) n
EXCEPT SELECT number FROM casework_case WHERE number LIKE %(like)s ORDER BY 1
"""
DOCUMENTS = """
SELECT 'document:' || organ.code || ':' || given.series || ':' || given.year || ':' || n
FROM (
    SELECT series AS name, split_part(series, ':', 2) AS code, substr(series, length('document::' || split_part(series, ':', 2)) + 1)
           AS series, year, last
    FROM casework_numberseries WHERE series LIKE 'document:%%'
) given
JOIN organs_organ organ ON organ.code = given.code
CROSS JOIN LATERAL generate_series(1, given.last) n
LEFT JOIN replies_document document
  ON document.organ_id = organ.id AND document.series = given.series AND document.year = given.year AND document.serial = n
WHERE document.id IS NULL ORDER BY 1
"""


def last_numbers() -> dict[str, int]:
    """The last number of each series, for the day's seal."""
    rows = NumberSeries.objects.order_by("series", "year").values_list("series", "year", "last")
    return {f"{series}/{year}": last for series, year, last in rows}


def gaps() -> Iterator[tuple[str, str]]:
    """Each number that was given out and is not there, and each series that has gone back behind a seal."""
    now = last_numbers()
    sealed = DaySeal.objects.order_by("-number").first()
    for name, last in (sealed.told.get("series", {}) if sealed else {}).items():
        if now.get(name, 0) < last:
            yield f"series {name}", f"has gone back behind {last}, which was sealed"
    prefixes = {one.prefix for one in channels()}
    with connection.cursor() as cursor:
        for series in NumberSeries.objects.filter(series__startswith="case:").order_by("series", "year"):
            prefix = series.series.removeprefix("case:")
            if prefix in prefixes:
                cursor.execute(CASES, {
                    "prefix": prefix, "year": str(series.year), "digits": SERIAL_DIGITS, "last": series.last,
                    "like": f"{prefix}-{series.year}-%",
                })  # fmt: skip
                yield from ((number, MISSING) for (number,) in cursor.fetchall())
        cursor.execute(DOCUMENTS)
        yield from ((number, MISSING) for (number,) in cursor.fetchall())
