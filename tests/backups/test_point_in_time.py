"""The archive of the guide (deploy/postgresql/archive.conf), rehearsed: the server dies with its disk, and what was archived is there."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from config.servers import BASE_DIR, _pgserver

CONFIGURATION = BASE_DIR / "deploy" / "postgresql" / "archive.conf"
IN_THE_GUIDE = "/srv/huiyin-wal/wal"


class Server:
    """A server of PostgreSQL in a directory of its own; run by another user where the tests are run by root."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._programs = _pgserver().postgres_server.PostgresServer(place, cleanup_mode=None)
        place.mkdir(exist_ok=True)

    def run(self, program: str, *arguments: str) -> None:
        path = self._programs.bin_path / program
        user = self._programs.system_user
        subprocess.run([path, *arguments], check=True, user=user, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def make(self) -> None:
        self._programs.ensure_pgdata_inited()

    def configure(self, text: str) -> None:
        with (self.place / "postgresql.auto.conf").open("a", encoding="utf-8") as file:
            file.write(text + "\n")

    @contextmanager
    def running(self) -> Iterator[str]:
        """Run it; kill it at the end as if the power had failed."""
        options = f"-h '' -k {self.place.parent}"
        self.run("pg_ctl", "-w", "-D", str(self.place), "-l", str(self.place / "log"), "-o", options, "start")
        try:
            yield f"postgresql://postgres@/postgres?host={self.place.parent}"
        finally:
            self.run("pg_ctl", "-w", "-D", str(self.place), "-m", "immediate", "stop")


@pytest.fixture
def room() -> Iterator[Path]:
    """A directory that the server's user reaches as well."""
    place = Path(tempfile.mkdtemp(prefix="wal", dir=os.environ["VAR_DIR"]))
    place.chmod(0o777)
    yield place
    shutil.rmtree(place, ignore_errors=True)


def archived_by_guide(room: Path) -> str:
    """The lines of the guide, with the directory of this test."""
    (room / "wal").mkdir()
    (room / "wal").chmod(0o777)
    text = CONFIGURATION.read_text(encoding="utf-8")
    assert IN_THE_GUIDE in text
    return text.replace(IN_THE_GUIDE, str(room / "wal"))


def wait_until(server: psycopg.Connection[Any], query: str) -> None:
    """Let the server wait, not the test: until a condition holds."""
    server.execute(
        f"DO $$ BEGIN FOR turn IN 1..600 LOOP PERFORM pg_stat_clear_snapshot(); EXIT WHEN ({query}); PERFORM pg_sleep(0.05);"
        " END LOOP; END $$"
    )  # type: ignore[arg-type]
    assert server.execute(f"SELECT ({query})").fetchone() == (True,)  # type: ignore[arg-type]


def test_a_segment_is_archived_once_and_never_overwritten(room: Path) -> None:
    """A server that dies before it has noted that a segment is archived asks for it again."""
    line = next(line for line in archived_by_guide(room).splitlines() if line.startswith("archive_command"))
    command = line.partition("'")[2].rstrip("'")
    segment = room / "segment"

    def archive() -> int:
        told = command.replace("%p", str(segment)).replace("%f", "0001")
        return subprocess.run(["sh", "-c", told], check=False, capture_output=True).returncode

    segment.write_bytes(b"first")
    assert [archive(), archive()] == [0, 0]
    segment.write_bytes(b"of another server")
    assert archive() != 0
    assert [(one.name, one.read_bytes()) for one in (room / "wal").iterdir()] == [("0001", b"first")]


def test_what_was_archived_survives_the_machine(room: Path) -> None:
    first = Server(room / "first")
    first.make()
    first.configure(archived_by_guide(room))
    with first.running() as url, psycopg.connect(url, autocommit=True) as server:
        server.execute("CREATE TABLE letters (number int)")
        server.execute("INSERT INTO letters SELECT generate_series(1, 100)")
        first.run(
            "pg_basebackup", "-h", str(room), "-U", "postgres", "-D", str(room / "base"), "-c", "fast", "-X", "none"
        )
        server.execute("INSERT INTO letters SELECT generate_series(101, 200)")
        segment = server.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()
        assert segment
        wait_until(server, f"SELECT last_archived_wal >= '{segment[0]}' FROM pg_stat_archiver")
        server.execute("INSERT INTO letters VALUES (201)")  # in no archived segment
        assert server.execute("SELECT current_setting('archive_timeout')").fetchone() == ("5min",)
    shutil.rmtree(first.place)
    assert not list((room / "wal").glob("*.half"))

    second = Server(room / "base")
    second.configure(f"archive_mode = off\nrestore_command = 'cp {room}/wal/%f %p'")
    (room / "base" / "recovery.signal").touch()
    with second.running() as url, psycopg.connect(url, autocommit=True) as server:
        wait_until(server, "SELECT NOT pg_is_in_recovery()")
        assert server.execute("SELECT count(*), max(number) FROM letters").fetchone() == (200, 200)
