"""A backup is one moment of database and files, says what is in it, and is read by its key alone."""

import hashlib
import json
import os
import resource
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import transaction
from pyrage import x25519

from config.servers import BASE_DIR
from interaction.backups import making, rotation
from interaction.backups.archive import MANIFEST, opened
from interaction.backups.erasures import list_waiting, listed, note_erasure
from interaction.backups.making import back_up
from interaction.backups.models import BackupRun, Erasure
from interaction.backups.programs import program
from interaction.backups.tasks import make_backup
from interaction.casework.file_store import names_of_rows
from interaction.casework.models import Case
from interaction.organs.models import Organ
from interaction.publicity.retention import anonymise_due
from interaction.watching.checks import Level, findings
from interaction.workdays.now import now
from tests.backups.places import owner_url, sent_with_files
from tests.conftest import do
from tests.databases import worker_database

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("county")]


def test_a_backup_says_what_is_in_it_and_is_read_by_its_key_alone(key: Path, settings: Any) -> None:
    sent_with_files("letter", **{"照片.txt": b"x"})
    run = back_up(settings.BACKUP_DIR)
    place = Path(run.place)
    assert run.state == BackupRun.State.DONE
    assert run.size == place.stat().st_size
    assert place.with_name(place.name + ".sha256").read_text() == f"{run.sha256}  {place.name}\n"
    assert place.read_bytes().startswith(b"age-encryption.org/v1\n")
    with opened(place, [x25519.Identity.from_str(key.read_text().splitlines()[1])]) as tar:
        content = {member.name: tar.extractfile(member).read() for member in tar}
    assert run.manifest == hashlib.sha256(content[MANIFEST]).hexdigest()
    manifest = json.loads(content[MANIFEST])
    assert manifest["counts"]["casework_case"] == Case.objects.count() == 1
    assert manifest["files"]["count"] == len(list(names_of_rows()))
    assert manifest["files"]["missing"] == []
    dump = b"".join(part for name, part in sorted(content.items()) if name.startswith("database/"))
    assert manifest["database"]["sha256"] == hashlib.sha256(dump).hexdigest()
    assert place.stat().st_mode & 0o077 == 0


def test_a_file_that_is_missing_is_named(key: Path, settings: Any) -> None:
    sent_with_files("letter", **{"照片.txt": b"x"})
    lost = next(names_of_rows())
    default_storage.delete(lost)
    said = StringIO()
    with pytest.raises(CommandError, match=lost):
        call_command("backup", stdout=said)
    assert lost in BackupRun.objects.get().words
    assert next(found for check, found in findings() if check.key == "backup").level == Level.BAD


def test_a_file_that_was_erased_meanwhile_is_not_missing(
    key: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    do(sent_with_files("letter", **{"照片.txt": b"x"}), "withdraw")
    settings.RETENTION_YEARS = 0
    real = making._files

    def after_an_erasure(archive: Any, names: list[str]) -> Any:
        assert anonymise_due() == 1
        return real(archive, names)

    before = set(names_of_rows())
    monkeypatch.setattr(making, "_files", after_an_erasure)
    run = back_up(settings.BACKUP_DIR)
    assert before - set(names_of_rows())
    assert (run.state, run.words) == (BackupRun.State.DONE, "")


def test_it_is_made_by_night_where_there_is_a_key_and_by_the_workers_of_what_takes_long(
    key: Path, settings: Any
) -> None:
    code = "from config.settings import CELERY_BEAT_SCHEDULE as s; print(s.get('backup', {}).get('options'))"

    def scheduled(**environment: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=BASE_DIR, env={**os.environ, **environment}, capture_output=True, text=True, check=True
        )  # fmt: skip
        return done.stdout.strip()

    assert scheduled() == "None"
    assert "'queue': 'long'" in scheduled(BACKUP_RECIPIENT=settings.BACKUP_RECIPIENT)
    make_backup()
    assert BackupRun.objects.get().state == BackupRun.State.DONE
    assert rotation.backups_in(settings.BACKUP_DIR)


def test_what_was_broken_off_is_swept_and_told(key: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.BACKUP_DIR.mkdir()
    (settings.BACKUP_DIR / "huiyin-20260101T000000Z.part").write_bytes(b"half")
    BackupRun.objects.create(began_at=now(), place="x")  # whose process was killed
    with monkeypatch.context() as broken:
        broken.setenv("PATH", "")
        broken.setattr("interaction.backups.programs._EMBEDDED", "nothing_there")
        with pytest.raises(CommandError, match="找不到"):
            call_command("backup", stdout=StringIO())
    assert [one.state for one in BackupRun.objects.order_by("pk")] == ["broken_off", "failed"]
    assert sorted(one.name for one in settings.BACKUP_DIR.iterdir()) == [".lock", "erasures.jsonl"]
    check = next(found for check, found in findings() if check.key == "backup")
    assert check.level == Level.BAD
    assert "找不到" in check.words
    call_command("backup", stdout=StringIO())
    assert next(found for check, found in findings() if check.key == "backup").level == Level.GOOD


def test_a_full_disk_is_told_and_leaves_nothing(key: Path, settings: Any) -> None:
    old = back_up(settings.BACKUP_DIR)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, limits[1]))  # writing fails from there on
    try:
        with pytest.raises(CommandError, match="没有备份成"):
            call_command("backup", stdout=StringIO())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    run = BackupRun.objects.latest("pk")
    assert run.state == BackupRun.State.FAILED
    assert run.words
    assert [place for _moment, place in rotation.backups_in(settings.BACKUP_DIR)] == [Path(old.place)]
    assert not list(settings.BACKUP_DIR.glob("*.part"))


def test_there_is_one_backup_at_a_time(key: Path, settings: Any) -> None:
    with making.alone(settings.BACKUP_DIR), pytest.raises(CommandError, match="另一个备份"):
        call_command("backup", stdout=StringIO())


def test_a_snapshot_is_one_moment(key: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is committed while pg_dump works is in the next backup, with its files."""
    real = making._dump

    def in_between(archive: Any, snapshot: str) -> Any:
        with psycopg.connect(owner_url(worker_database())) as other:
            other.execute("UPDATE organs_organ SET name = name || '新'")
        return real(archive, snapshot)

    monkeypatch.setattr(making, "_dump", in_between)
    place = Path(back_up(settings.BACKUP_DIR).place)
    with opened(place, [x25519.Identity.from_str(key.read_text().splitlines()[1])]) as tar:
        dump = b"".join(tar.extractfile(one).read() for one in tar if one.name.startswith("database/"))
    done = subprocess.run(
        [program("pg_restore", making.major()), "--data-only", "--table=organs_organ", "--file=-"],
        input=dump, capture_output=True, check=True,
    )  # fmt: skip
    names = {str(one.name) for one in Organ.objects.all()}
    assert all(name.endswith("新") for name in names)
    said = done.stdout.decode()
    assert all(f"\t{name.removesuffix('新')}\t" in said for name in names)
    assert not any(name in said for name in names)


def test_an_erasure_is_listed_once_it_is_committed_and_also_when_the_disk_was_full(key: Path, settings: Any) -> None:
    with transaction.atomic():
        note_erasure("case", "A-1")
        transaction.set_rollback(True)
    assert not settings.ERASURES_FILE.exists()
    settings.ERASURES_FILE.mkdir(parents=True)  # cannot be written
    with transaction.atomic():
        note_erasure("case", "A-2")
    assert Erasure.objects.get().listed_at is None
    assert next(found for check, found in findings() if check.key == "erasures").level == Level.SOON
    settings.ERASURES_FILE.rmdir()
    settings.ERASURES_FILE.write_text('{"kind": "case", "key"')  # a line that was cut off
    assert list_waiting() == 1
    assert list_waiting() == 0
    assert [entry[:2] for entry in listed(settings.ERASURES_FILE)] == [("case", "A-2")]
