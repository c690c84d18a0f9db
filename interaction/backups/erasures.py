"""Who is forgotten stays forgotten: a list of erasures outside the backups, and doing them again after a restore.

个人信息保护法 A.47. Each room that erases notes it in the same transaction; the line in the file follows at once, or with the
next round where the file could not be written. The file names cases and accounts by number, and no person.
"""

import fcntl
import json
import logging
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from interaction.backups.archive import private
from interaction.backups.models import Erasure
from interaction.errors import Refused
from interaction.workdays.now import now, today

logger = logging.getLogger(__name__)
AT_ONCE = 1000
Entry = tuple[str, str, str]

# How each kind is erased again, by its key; whether there was something to erase.
_again: dict[str, Callable[[str], bool]] = {}


def erases_again(kind: str, by: Callable[[str], bool]) -> None:
    """Make known how something is erased again that a restore brought back."""
    _again[kind] = by


def note_erasure(kind: str, key: str) -> None:
    """Note, in the transaction that erases, what must not come back. In the list as soon as that is committed."""
    Erasure.objects.bulk_create([Erasure(kind=kind, key=key, day=today())], ignore_conflicts=True)
    transaction.on_commit(list_waiting, robust=True)


def list_waiting(most: int = AT_ONCE) -> int:
    """Add to the file what is not in it yet; answers how many lines. There is a file from the first round on, so that one that
    is lost is not taken for one that was never needed."""
    with transaction.atomic():
        rows = list(Erasure.objects.select_for_update(skip_locked=True).filter(listed_at=None).order_by("pk")[:most])
        if rows or not Path(settings.ERASURES_FILE).exists():
            _append("".join(_line(one.kind, one.key, one.day.isoformat()) for one in rows))
            Erasure.objects.filter(pk__in=[one.pk for one in rows]).update(listed_at=now())
    return len(rows)


def _line(kind: str, key: str, day: str) -> str:
    return json.dumps({"kind": kind, "key": key, "day": day}) + "\n"


def _append(lines: str) -> None:
    """On the disk when it returns. After a line that was cut off by a full disk a new one begins."""
    place = Path(settings.ERASURES_FILE)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(place, "a+b", opener=private) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if file.tell():
            file.seek(-1, os.SEEK_END)
            lines = lines if file.read(1) == b"\n" else "\n" + lines
        file.write(lines.encode())
        file.flush()
        os.fsync(file.fileno())


def listed(place: Path) -> Iterator[Entry]:
    """Yield what the file lists, each once. A line that was cut off was written again after it."""
    seen: set[Entry] = set()
    with place.open(encoding="utf-8") as file:
        for line in file:
            try:
                told: dict[str, Any] = json.loads(line)
                entry = (told["kind"], told["key"], told["day"])
            except (ValueError, KeyError, TypeError):
                continue
            if entry not in seen:
                seen.add(entry)
                yield entry


@dataclass
class Replayed:
    """What came of erasing again: how many of each kind, how many were gone, and what was refused and why."""

    done: Counter[str] = field(default_factory=Counter)
    gone: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def replay(place: Path) -> Replayed:
    """Erase again what the file lists and this database still has, each in a transaction of its own."""
    result = Replayed()
    for kind, key, day in listed(place):
        # Known from the file: it is not written into it once more, by a rehearsal say.
        Erasure.objects.update_or_create(kind=kind, key=key, defaults={"day": day, "listed_at": now()})
        if kind not in _again:
            result.refused.append((f"{kind} {key}", "本版本不认识这一类"))
            continue
        try:
            if _again[kind](key):
                result.done[kind] += 1
            else:
                result.gone += 1
        except (Refused, IntegrityError) as refused:
            result.refused.append((f"{kind} {key}", str(refused).splitlines()[0]))
    return result
