"""Making a backup: what the database said at one moment, and the files its rows name, in one sealed file.

Files are only ever added, under new names, before the rows that name them are committed; an erasure alone removes them. So the
files of a snapshot that are read after it are the snapshot's, but for those of persons who were forgotten meanwhile.
"""

import fcntl
import hashlib
import json
import logging
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from tqdm import tqdm

from interaction.backups.archive import (
    ABOUT,
    CHUNK,
    DATABASE,
    FILES,
    MANIFEST,
    Sealed,
    beside,
    digest_of,
    recipient_of,
    sealed,
)
from interaction.backups.erasures import list_waiting
from interaction.backups.models import BackupRun
from interaction.backups.programs import of_settings, program, reaching
from interaction.backups.rotation import NAME, Keep, rotate
from interaction.backups.sources import names_of_files
from interaction.evidence.models import DaySeal
from interaction.workdays.now import now

logger = logging.getLogger(__name__)
FORMAT = 1
HALF = ".part"
DUMP_CHUNK = 16 * CHUNK
# The major version within Django's number of the server's.
_MAJOR = 10000
NAMED = 20
_SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


class BackupFailed(RuntimeError):
    """No backup was made, and why."""


def back_up(directory: Path) -> BackupRun:
    """Make one backup in a directory, and let those go that are older than what is kept. What fails is told and raised."""
    recipient, keep = recipient_of(settings.BACKUP_RECIPIENT), Keep.told(settings.BACKUP_KEEP)
    with alone(directory):
        list_waiting()
        began = now()
        place = directory / began.astimezone(UTC).strftime(NAME)
        run = BackupRun.objects.create(began_at=began, place=str(place))
        half = place.with_suffix(HALF)
        try:
            with sealed(half, recipient) as archive:
                manifest = _fill(archive)
            _keep(half, place, archive)
        except BaseException as error:
            half.unlink(missing_ok=True)
            with suppress(DatabaseError):
                _end(run, BackupRun.State.FAILED, words=str(error) or type(error).__name__)
            raise
        _end(
            run, BackupRun.State.DONE, size=archive.size, sha256=archive.sha256,
            manifest=hashlib.sha256(manifest).hexdigest(), words=_missing_words(json.loads(manifest)["files"]["missing"]),
        )  # fmt: skip
        rotate(directory, keep)
    return run


def _end(run: BackupRun, state: BackupRun.State, **told: Any) -> None:
    for name, value in {"state": state, "ended_at": now(), **told}.items():
        setattr(run, name, value)
    run.save()


def _missing_words(missing: list[str]) -> str:
    more = "" if len(missing) <= NAMED else " 等"
    return f"缺少 {len(missing)} 个文件：{' '.join(missing[:NAMED])}{more}" if missing else ""


@contextmanager
def alone(directory: Path) -> Iterator[None]:
    """One backup at a time into a directory; what one that was broken off has left is swept first."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (directory / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise BackupFailed(f"另一个备份正在写入 {directory}，请等它结束。") from busy
        for half in directory.glob(f"*{HALF}"):
            half.unlink()
        break_off()
        yield


def break_off() -> None:
    """Close the records of backups that can be running no more."""
    BackupRun.objects.filter(state=BackupRun.State.RUNNING).update(state=BackupRun.State.BROKEN_OFF, ended_at=now())


def _fill(archive: Sealed) -> bytes:
    """Write everything; return the manifest, which comes last."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_SNAPSHOT)
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
        about = _about()
        archive.add(ABOUT, _json(about))
        names = list(names_of_files())
        database = _dump(archive, snapshot)
    manifest = _json({**about, "database": database, "files": _files(archive, names)})
    archive.add(MANIFEST, manifest)
    return manifest


def _json(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode()


def _about() -> dict[str, Any]:
    last = DaySeal.objects.order_by("-number").first()
    return {
        "format": FORMAT, "made_at": now().isoformat(timespec="seconds"), "version": settings.VERSION,
        "server": major(), "migrations": sorted(map(".".join, MigrationRecorder(connection).applied_migrations())),
        "seal": {"day": last.day.isoformat(), "root": last.told.get("root", "")} if last else None,
        "counts": {table: _count(table) for table in sorted(connection.introspection.table_names())},
    }  # fmt: skip


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a table of ours
        return int(cursor.fetchone()[0])


def major() -> int:
    connection.ensure_connection()
    return int(connection.pg_version) // _MAJOR  # type: ignore[attr-defined]


def _dump(archive: Sealed, snapshot: str) -> dict[str, Any]:
    """Let pg_dump tell what the snapshot has, in parts that fit the memory: nobody knows its size before its end."""
    argument, environment = reaching(of_settings(connection.settings_dict))
    command = [program("pg_dump", major()), "--format=custom", f"--snapshot={snapshot}", f"--dbname={argument}"]
    digest, size, number = hashlib.sha256(), 0, 0
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=said) as dump,
        tqdm(desc="数据库", unit="B", unit_scale=True, disable=None) as seen,
    ):
        assert dump.stdout
        try:
            while part := dump.stdout.read(DUMP_CHUNK):
                archive.add(f"{DATABASE}/{number:06d}", part)
                digest.update(part)
                size, number = size + len(part), number + 1
                seen.update(len(part))
        except BaseException:
            dump.kill()
            raise
        if dump.wait():
            said.seek(0)
            raise BackupFailed(f"pg_dump 没有完成：{said.read().decode(errors='replace').strip()}")
    return {"bytes": size, "sha256": digest.hexdigest()}


def _files(archive: Sealed, names: list[str]) -> dict[str, Any]:
    """Add the files, and one digest over all of theirs. A file that is not there, and should be, is named."""
    digest, size, missing = hashlib.sha256(), 0, []
    for name in tqdm(names, desc="附件", unit=" 个", disable=None):
        try:
            with default_storage.open(name) as file:
                content = file.read()
        except FileNotFoundError:
            missing.append(name)
            continue
        archive.add(f"{FILES}/{name}", content)
        digest.update(line_of(name, content))
        size += len(content)
    count = len(names) - len(missing)
    if missing:
        missing = sorted(set(missing) & set(names_of_files()))  # the others were erased meanwhile
        logger.error("the backup lacks %s files", len(missing))
    return {"count": count, "bytes": size, "sha256": digest.hexdigest(), "missing": missing}


def line_of(name: str, content: bytes) -> bytes:
    """What the digest of all files is of, for one of them: as sha256sum writes it."""
    return f"{hashlib.sha256(content).hexdigest()}  {name}\n".encode()


def _keep(half: Path, place: Path, archive: Sealed) -> None:
    """Read again what was written, and give it its name once it is what it should be."""
    if digest_of(half) != archive.sha256:
        raise BackupFailed("写好的备份读出来与写入的不一样，已经删除：请检查磁盘。")
    beside(place).write_text(f"{archive.sha256}  {place.name}\n", encoding="utf-8")
    os.replace(half, place)
    directory = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
