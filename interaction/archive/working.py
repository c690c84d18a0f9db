"""What the worker does with ordered packages: make, verify, seal in pieces; and let go of what has been handed over.

The table is the queue, as that of ledgers: Redis may vanish. One at a time, under a lock of the session that made it.
"""

import logging
import tempfile
import uuid
from collections.abc import Iterator
from typing import BinaryIO

from django.db import connection, transaction

from interaction.archive.models import Build, Package
from interaction.archive.packaging import build
from interaction.casework import file_store
from interaction.workdays.now import now

LOCK = 0x415243
MOST_ATTEMPTS = 3
PIECE = 8 << 20
logger = logging.getLogger(__name__)


def work() -> int:
    """Work off what waits; answers how many packages were made."""
    waiting = Build.objects.filter(built_at__isnull=True, failed=False, removed=False)
    done = 0
    for one in waiting.exclude(package__state=Package.State.DROPPED).order_by("pk")[:5]:
        done += _made(one.pk)
    _let_go()
    return done


def _made(pk: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, pk])
        if not cursor.fetchone()[0]:
            return False
    try:
        row = Build.objects.select_related("package__organ").get(pk=pk)
        Build.objects.filter(pk=pk).update(attempts=row.attempts + 1, failed=row.attempts + 1 >= MOST_ATTEMPTS)
        if row.built_at is None and not row.failed:
            _make(row)
        return True
    except Exception:
        logger.exception("a package of the archive could not be made")
        return False
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, pk])


def _make(row: Build) -> None:
    def note(done: int, total: int) -> None:
        Build.objects.filter(pk=row.pk).update(done=done, total=total)

    with tempfile.TemporaryFile() as file:  # without a name: gone with the process
        packed = build(file, row.package.organ, row.package.year, note)
        pieces = _seal(row.content, file)
    Build.objects.filter(pk=row.pk).update(
        pieces=pieces, size=packed.size, sha256=packed.sha256, packed=packed.seqs, built_at=now(), failed=False
    )


def _piece(content: uuid.UUID, number: int) -> uuid.UUID:
    return uuid.uuid5(content, str(number))


def _seal(content: uuid.UUID, file: BinaryIO) -> int:
    number = 0
    while piece := file.read(PIECE):
        key = _piece(content, number)
        file_store.remove(key)
        file_store.store(key, piece)
        number += 1
    return number


def content_of(row: Build) -> Iterator[bytes]:
    """Yield the package as it was made, piece by piece."""
    for number in range(row.pieces):
        yield file_store.read(_piece(row.content, number))


def _let_go() -> None:
    """Remove the files of packages that were handed over or dropped."""
    ended = Build.objects.filter(removed=False, package__state__in=[Package.State.HANDED, Package.State.DROPPED])
    for row in ended:
        with transaction.atomic():
            Build.objects.filter(pk=row.pk).update(removed=True)
            for number in range(row.pieces):
                file_store.remove(_piece(row.content, number))
