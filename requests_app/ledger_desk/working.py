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

from django.db import connection, connections, transaction
from django.db.models import Q

from interaction.casework import file_store
from interaction.workdays.now import now
from requests_app.importing import import_ledger, survey
from requests_app.ledger import BadLedger, count_lines
from requests_app.ledger_desk.models import LedgerImport
from requests_app.ledger_desk.outcome import chosen, decided_of, said_of

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
    file = BytesIO(file_store.read(row.pk))
    try:
        with transaction.atomic():
            (_check if row.state == State.WAITING else _import)(row, file, note)
    except BadLedger as bad:
        row.state, row.said, row.rows = State.FAULTY, {**chosen(row.sheets), "message": bad.message}, 0
    row.attempts = 0
    row.save()


def _check(row: LedgerImport, file: BytesIO, note: Note) -> None:
    note(total=count_lines(file, row.name))
    found = survey(file, row.name, row.organ, _counting(note), row.sheets)
    if not found.rows and not found.faults:
        raise BadLedger("台账里只有表头，没有一行申请。请填写后重新上传。")
    row.rows = row.total = row.done = found.rows
    row.known, row.new = found.known, found.rows - found.known
    row.said = said_of(found, row.sheets)
    row.state = State.FAULTY if found.faults else State.CHECKED


def _import(row: LedgerImport, file: BytesIO, note: Note) -> None:
    decided = decided_of(row.said)
    done = import_ledger(
        file, row.name, row.organ, staff=row.by, progress=_counting(note), sheets=row.sheets, decided=decided
    )
    if not done.stored:
        row.state = State.FAULTY
        row.said = {
            **chosen(row.sheets),
            "faults": [[one.line, one.column, one.message, one.sheet] for one in done.faults],
        }
        row.rows = 0
        return
    row.state = State.DONE
    row.rows, row.new, row.known, row.corrected = done.rows, done.new, done.known, done.corrected
    row.total = row.done = done.rows


def _counting(note: Note) -> Callable[[int], None]:
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        note(done=done)

    return count


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
    """Remove the files of what has ended, and of what nobody decided about within a day."""
    late = now() - CONFIRM_WITHIN
    LedgerImport.objects.filter(state=State.CHECKED, uploaded_at__lt=late).update(state=State.DISCARDED)
    ended = LedgerImport.objects.filter(state__in=LedgerImport.ENDED, held=True)
    # Columns may still be settled, and the right rows imported.
    kept = Q(state=State.FAULTY, uploaded_at__gte=late) & (Q(rows__gt=0) | Q(unclear=True))
    for pk in ended.exclude(kept).values_list("pk", flat=True)[:100]:
        file_store.remove(pk)
        LedgerImport.objects.filter(pk=pk).update(held=False)
