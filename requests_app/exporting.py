"""Ledger out (台账导出): an organ's requests as the rows that importing.py reads, so that both count the same."""

from collections.abc import Iterator
from typing import BinaryIO

from django.db.models import Q, QuerySet

from interaction.organs.models import Organ
from requests_app.annual.counting import CARRIED_OUT, counted_in, remedies_in, requests_of
from requests_app.ledger import Form, LedgerRow, write
from requests_app.models import DisclosureRequest
from requests_app.telling import rows_of

CHUNK = 1000


def requests_in(organ: Organ, year: int | None) -> QuerySet[DisclosureRequest]:
    """An organ's requests that are in use, or those of them that any figure of tables 3 and 4 of a year counts."""
    found = requests_of(organ).filter(use_ended_on__isnull=True)
    if year is None:
        return found
    still_open = counted_in(CARRIED_OUT, year - 1) | Q(received_on__year=year)
    contested = Q(remedied=True, pk__in=remedies_in(organ, year).values("case"))
    return found.filter(still_open | contested)


def export_ledger(file: BinaryIO, organ: Organ, form: Form, *, year: int | None = None, names: bool = True) -> int:
    """Write the ledger and tell how many requests it has."""
    return write(rows(organ, year, names=names), file, form)


def rows(organ: Organ, year: int | None = None, *, names: bool = True) -> Iterator[LedgerRow]:
    """The rows one after the other, read by key, so that no ledger is too long."""
    found = requests_in(organ, year).select_related("party").order_by("pk")
    after, line = 0, 2
    while chunk := list(found.filter(pk__gt=after)[:CHUNK]):
        yield from rows_of(chunk, names=names, first_line=line)
        after, line = chunk[-1].pk, line + len(chunk)
