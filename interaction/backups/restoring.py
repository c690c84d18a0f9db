"""Bringing a backup back, to a new place only: an empty database and an empty directory."""

import hashlib
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

import psycopg
from django.core.exceptions import SuspiciousFileOperation
from django.db.migrations.loader import MigrationLoader
from django.utils._os import safe_join
from psycopg.conninfo import conninfo_to_dict
from psycopg.sql import SQL, Identifier
from pyrage import x25519

from interaction.backups.archive import ABOUT, DATABASE, FILES, MANIFEST, beside, digest_of, opened
from interaction.backups.making import FORMAT, line_of
from interaction.backups.programs import program, reaching
from interaction.database.roles import APPLICATION, KEEPER

_MAJOR = 10000
_TABLES = """
SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
"""


class NotRestored(RuntimeError):
    """Nothing was restored, or not all of it, and why."""


def check_place(url: str, directory: Path) -> None:
    """Refuse a database with tables and a directory with files: a restore never writes over anything."""
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise NotRestored(f"{directory} 里已经有内容。请给一个新目录：恢复从不覆盖。")
    with psycopg.connect(url) as server:
        if _one(server, _TABLES):
            raise NotRestored("这个数据库里已经有表。请新建一个空数据库：恢复从不覆盖。")
        if _one(server, f"SELECT count(*) FROM pg_roles WHERE rolname IN ('{APPLICATION}', '{KEEPER}')") != 2:  # noqa: PLR2004, S608
            raise NotRestored(
                f"数据库服务器上没有角色 {APPLICATION} 和 {KEEPER}。"
                "请数据库管理员先运行 python -m interaction.database.roles 打印的语句。"
            )


def _one(server: psycopg.Connection[Any], query: str) -> int:
    row = server.execute(query).fetchone()
    return int(row[0]) if row else 0


def check_whole(place: Path) -> None:
    """Compare a backup with the digest that lies beside it, where there is one."""
    note = beside(place)
    if note.exists() and note.read_text(encoding="utf-8").split()[0] != digest_of(place):
        raise NotRestored(f"{place} 与 {note.name} 对不上：文件损坏，或者没有传完整。请换一份。")


def restore(place: Path, identities: list[x25519.Identity], url: str, directory: Path) -> dict[str, Any]:
    """Restore a backup whose place was checked; return its manifest, with which all that was restored agrees."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    reading = _Reading(url, directory)
    try:
        with opened(place, identities) as tar, reading.database():
            for member in tar:
                reading.take(member, tar)
    except tarfile.TarError as wrong:
        raise NotRestored(f"这个备份读不下去：{wrong}") from wrong
    reading.compare()
    return reading.manifest


class _Reading:
    """What was read so far: the database goes to pg_restore, files to the directory, digests to the end."""

    def __init__(self, url: str, directory: Path) -> None:
        self.url, self.directory = url, directory
        self.manifest: dict[str, Any] = {}
        self._dump, self._lines = hashlib.sha256(), hashlib.sha256()
        self._files = 0
        self._restoring: subprocess.Popen[bytes] | None = None

    def take(self, member: tarfile.TarInfo, tar: tarfile.TarFile) -> None:
        file = tar.extractfile(member)
        content = file.read() if file else b""
        part, _slash, name = member.name.partition("/")
        if member.name == ABOUT:
            check_version(json.loads(content))
        elif part == DATABASE:
            self._dump.update(content)
            self._write(content)
        elif part == FILES:
            self._lines.update(line_of(name, content))
            self._put(name, content)
            self._files += 1
        elif member.name == MANIFEST:
            self.manifest = json.loads(content)

    def _put(self, name: str, content: bytes) -> None:
        try:
            place = Path(safe_join(str(self.directory), name))
        except SuspiciousFileOperation as wrong:
            raise NotRestored(f"备份里有不该有的文件名：{name}") from wrong
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.write_bytes(content)

    @contextmanager
    def database(self) -> Iterator[None]:
        """Let pg_restore take what is written to it, all of it or nothing."""
        with psycopg.connect(self.url) as server:
            major = server.info.server_version // _MAJOR
        argument, environment = reaching(conninfo_to_dict(self.url))
        command = [
            program("pg_restore", major), "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
            f"--dbname={argument}",
        ]  # fmt: skip
        with (
            tempfile.TemporaryFile() as said,
            subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stderr=said) as self._restoring,
        ):
            try:
                yield
            except BrokenPipeError:
                pass  # it says below why it reads no more
            except BaseException:
                self._restoring.kill()
                raise
            self._close()
            if self._restoring.wait():
                raise NotRestored(f"pg_restore 没有完成：{_read(said)}")

    def _write(self, content: bytes) -> None:
        assert self._restoring
        assert self._restoring.stdin
        self._restoring.stdin.write(content)

    def _close(self) -> None:
        assert self._restoring
        assert self._restoring.stdin
        with suppress(BrokenPipeError):
            self._restoring.stdin.close()

    def compare(self) -> None:
        """What came out is what went in: the dump, the files, and how many rows each table has."""
        if not self.manifest:
            raise NotRestored("这个备份不完整：没有清单。")
        files = self.manifest["files"]
        told = (self.manifest["database"]["sha256"], files["sha256"], files["count"])
        if told != (self._dump.hexdigest(), self._lines.hexdigest(), self._files):
            raise NotRestored("恢复出来的内容与备份清单不一致。请换一份备份。")
        with psycopg.connect(self.url) as server:
            for table, count in self.manifest["counts"].items():
                there = server.execute(SQL("SELECT count(*) FROM {}").format(Identifier(table))).fetchone()
                if there != (count,):
                    raise NotRestored(f"表 {table} 应有 {count} 行，恢复出来 {there and there[0]} 行。")


def _read(file: Any) -> str:
    stream: BinaryIO = file
    stream.seek(0)
    return stream.read().decode(errors="replace").strip()


def check_version(about: dict[str, Any]) -> None:
    """Refuse a backup of a version that this one does not know the tables of."""
    known = {".".join(one) for one in MigrationLoader(None).disk_migrations}
    unknown = [one for one in about["migrations"] if one not in known]
    if about["format"] != FORMAT or unknown:
        raise NotRestored(
            f"这个备份由版本 {about['version']} 做成，本版本认不全它的表（{'、'.join(unknown[:3])}）。请先安装同一版本或者更新的版本。"
        )
