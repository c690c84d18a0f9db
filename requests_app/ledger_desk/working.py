"""What the worker does with uploaded ledgers: check, import once confirmed, let go of the file.

The queue is the table itself; Redis may vanish. One ledger of an organ at a time, under a lock that ends with the
transaction: a worker that dies leaves nothing behind, and the next one starts over. How far it is, is told over a
connection of its own, for nobody sees inside the import's transaction.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.db import connection, connections, transaction

from interaction.casework import attachments
from interaction.workdays.now import now
from requests_app.importing import Imported, check, import_ledger
from requests_app.ledger import BadLedger, Fault, count_lines
from requests_app.ledger_desk.models import LedgerImport

LEDGER_LOCK = 0x4C4447
MOST_ATTEMPTS = 3
CONFIRM_WITHIN = timedelta(days=1)
State = LedgerImport.State
Note = Callable[..., None]


def work() -> int:
    """Work off what waits; answers how many ledgers were brought further."""
    _let_go()
    waiting = LedgerImport.objects.filter(state__in=LedgerImport.WORKING).order_by("uploaded_at")
    return sum(_brought_further(one) for one in waiting[:20])


def _brought_further(waiting: LedgerImport) -> bool:
    try:
        with transaction.atomic(), _noting(waiting) as note:
            if not _locked(waiting.organ_id):
                return False
            row = LedgerImport.objects.select_related("organ", "by").get(pk=waiting.pk)
            if not row.is_working or row.state != waiting.state:
                return False
            if row.attempts >= MOST_ATTEMPTS:  # the system fails on it time and again, or dies of it
                row.state = State.FAILED
                row.save()
            else:
                note(attempts=row.attempts + 1, done=0)
                _work_on(row, note)
    except Exception:
        logging.getLogger(__name__).exception("a ledger could not be worked on")
        return False
    _let_go()
    return True


def _work_on(row: LedgerImport, note: Note) -> None:
    file = BytesIO(attachments.read(row.pk))
    try:
        with transaction.atomic():
            found = (_check if row.state == State.WAITING else _import)(row, file, note)
    except BadLedger as bad:
        row.state, row.said = State.FAULTY, {"message": bad.message}
    else:
        row.rows, row.new, row.known = found.rows, found.new, found.known
        row.total = row.done = found.rows
        if found.faults:
            row.state, row.said = State.FAULTY, {"faults": [_told(fault) for fault in found.faults]}
        else:
            row.state = State.CHECKED if row.state == State.WAITING else State.DONE
    row.attempts = 0
    row.save()


def _check(row: LedgerImport, file: BytesIO, note: Note) -> Imported:
    note(total=count_lines(file, row.name))
    faults, rows = check(file, row.name, _counting(note))
    if not rows and not faults:
        raise BadLedger("台账里只有表头，没有一行申请。请填写后重新上传。")
    return Imported(rows=rows, faults=tuple(faults))


def _import(row: LedgerImport, file: BytesIO, note: Note) -> Imported:
    return import_ledger(file, row.name, row.organ, staff=row.by, progress=_counting(note))


def _counting(note: Note) -> Callable[[int], None]:
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        note(done=done)

    return count


def _told(fault: Fault) -> list[Any]:
    return [fault.line, fault.column, fault.message]


@contextmanager
def _noting(row: LedgerImport) -> Iterator[Note]:
    """Notes that are seen at once, whatever the transaction comes to."""
    beside = connections.create_connection("default")

    def note(**values: int) -> None:
        names = ", ".join(f"{name} = %s" for name in values)  # our own columns, never what anybody typed
        with beside.cursor() as cursor:
            cursor.execute(
                f"UPDATE requests_app_ledgerimport SET {names} WHERE id = %s",  # noqa: S608
                [*values.values(), row.pk],
            )

    try:
        yield note
    finally:
        beside.close()


def _locked(organ: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LEDGER_LOCK, organ])
        return bool(cursor.fetchone()[0])


def _let_go() -> None:
    """Remove the files of what has ended, and of what nobody confirmed within a day."""
    LedgerImport.objects.filter(state=State.CHECKED, uploaded_at__lt=now() - CONFIRM_WITHIN).update(
        state=State.DISCARDED
    )
    for pk in LedgerImport.objects.filter(state__in=LedgerImport.ENDED, held=True).values_list("pk", flat=True)[:100]:
        attachments.remove(pk)
        LedgerImport.objects.filter(pk=pk).update(held=False)
