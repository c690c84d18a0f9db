"""A county is backed up, lives on, and comes back somewhere else as it was - but for who was forgotten meanwhile."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from psycopg.sql import SQL, Identifier

from interaction.backups import making
from interaction.backups.erasures import listed
from interaction.backups.making import back_up
from interaction.casework.file_store import names_of_rows
from interaction.citizens.account_deletion import delete_account
from interaction.citizens.models import Citizen
from interaction.publicity.retention import anonymise_due
from interaction.publicity.subscriptions.models import Subscription
from interaction.publicity.subscriptions.subscribing import Wanted, confirm, leave, subscribe
from interaction.workdays.now import now
from tests.backups.places import SENDER, owner_url, sent_with_files
from tests.conftest import do, open_case
from tests.databases import url_of, worker_database

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("county")]


@pytest.fixture
def target() -> Iterator[str]:
    """The address of an empty database on the same server, as its owner."""
    name = f"{worker_database()}_restored"
    with psycopg.connect(url_of("postgres"), options="", autocommit=True) as server:
        server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
        server.execute(SQL("CREATE DATABASE {} TEMPLATE template0").format(Identifier(name)))
    yield owner_url(name)
    with psycopg.connect(url_of("postgres"), options="", autocommit=True) as server:
        server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


def a_county() -> tuple[Any, Citizen, Subscription]:
    """Cases under way and ended, with files, figures and a seal; somebody with an account, and somebody who is sent news."""
    request = sent_with_files("disclosure", **{"说明.txt": "经过".encode()})
    do(request, "register", "accept", "dispatch", "take_up", "draft_reply", "approve", "sign", "deliver_reply")
    leaving = sent_with_files("letter", **{"合同.txt": "甲方".encode()})
    do(leaving, "withdraw")
    citizen = Citizen.objects.create(means="email", reached_at="a@example.org", details={}, signed_in_at=now())
    call_command("recount_tallies", "--repair", stdout=StringIO())
    call_command("seal", stdout=StringIO())
    subscribe("b@example.org", Wanted(words="路灯"), Subscription.Rhythm.DAILY, "zh-hans")
    subscription = Subscription.objects.get()
    confirm(subscription)
    return leaving, citizen, subscription


def told(url: str, query: str) -> list[Any]:
    with psycopg.connect(url) as server:
        return server.execute(query).fetchall()  # type: ignore[arg-type]


def restored(place: Path, key: Path, url: str, directory: Path, **options: Any) -> str:
    said = StringIO()
    call_command("restore", place, identity=key, into=url, files=directory, stdout=said, stderr=said, **options)
    return said.getvalue()


def test_a_county_comes_back_and_who_was_forgotten_since_does_not(
    key: Path, target: str, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaving, citizen, subscription = a_county()
    files = {name: Path(default_storage.path(name)).read_bytes() for name in names_of_rows()}
    of_figures = "SELECT * FROM statistics_tally ORDER BY 1"
    figures = told(owner_url(worker_database()), of_figures)
    assert len(files) >= 3
    assert figures
    run = back_up(settings.BACKUP_DIR)

    settings.RETENTION_YEARS = 0  # everything that has ended is due
    monkeypatch.setenv("RETENTION_YEARS", "0")
    assert anonymise_due() == 1
    delete_account(citizen)
    leave(subscription)
    later = open_case("letter")
    assert len(list(listed(settings.ERASURES_FILE))) == 3
    assert SENDER not in settings.ERASURES_FILE.read_text()

    directory = tmp_path / "files"
    said = restored(Path(run.place), key, target, directory, check=True)
    assert "account 1 项、case 1 项、subscription 1 项" in said
    assert "every chain holds" in said
    assert "every file is what came in" in said
    assert "0 cases unattended; 0 leaks" in said
    assert told(target, of_figures) == figures
    there = {str(one.relative_to(directory)): one.read_bytes() for one in directory.rglob("*") if one.is_file()}
    erased = {name for name in files if name not in set(names_of_rows())}
    assert len(erased) == 1
    assert there == {name: content for name, content in files.items() if name not in erased}
    numbers = {number for (number,) in told(target, "SELECT number FROM casework_case WHERE anonymised_on IS NOT NULL")}
    assert numbers == {leaving.number}
    assert told(target, "SELECT count(*) FROM citizens_citizen") == [(0,)]
    assert told(target, "SELECT count(*) FROM subscriptions_subscription") == [(0,)]
    assert not told(target, f"SELECT 1 FROM casework_case WHERE number = '{later.number}'")
    # A rehearsal adds nothing to the list, and the restored application may do no more than it should.
    assert len(settings.ERASURES_FILE.read_text().splitlines()) == 3
    assert told(target, "SELECT has_table_privilege('huiyin_app', 'casework_event', 'DELETE')") == [(False,)]
    assert told(target, "SELECT has_table_privilege('huiyin_app', 'casework_event', 'INSERT')") == [(True,)]
    owners = (
        "SELECT r.rolname FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner WHERE p.proname = 'casework_erase_words'"
    )
    assert told(target, owners) == [("huiyin_keeper",)]


def test_nothing_is_restored_over_anything(key: Path, target: str, tmp_path: Path, settings: Any) -> None:
    run = back_up(settings.BACKUP_DIR)
    full = tmp_path / "full"
    full.mkdir()
    (full / "theirs").write_text("x")
    with pytest.raises(CommandError, match="已经有内容"):
        restored(Path(run.place), key, target, full)
    with pytest.raises(CommandError, match="已经有表"):
        restored(Path(run.place), key, owner_url(worker_database()), tmp_path / "new")
    with pytest.raises(CommandError, match="找不到删除记录清单"):
        restored(Path(run.place), key, target, tmp_path / "new", erasures=tmp_path / "lost.jsonl")
    other = tmp_path / "other.key"
    call_command("backup", new_key=other, stdout=StringIO())
    with pytest.raises(CommandError, match="打不开"):
        restored(Path(run.place), other, target, tmp_path / "new")
    assert (full / "theirs").read_text() == "x"
    assert told(target, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


def test_what_was_cut_off_or_altered_is_not_restored(key: Path, target: str, tmp_path: Path, settings: Any) -> None:
    place = Path(back_up(settings.BACKUP_DIR).place)
    whole = place.read_bytes()
    place.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CommandError, match="对不上"):
        restored(place, key, target, tmp_path / "one")
    place.with_name(place.name + ".sha256").unlink()
    with pytest.raises(CommandError, match="没有恢复成"):
        restored(place, key, target, tmp_path / "one")
    altered = bytearray(whole)
    altered[-100_000] ^= 1
    place.write_bytes(altered)
    with pytest.raises(CommandError, match="没有恢复成"):
        restored(place, key, target, tmp_path / "two")
    assert told(target, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


def test_with_other_keys_nothing_is_written_into_what_was_restored(
    key: Path, target: str, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new machine makes keys of its own where it finds none."""
    call_command("keys", "check", stdout=StringIO())
    case = open_case("letter")
    do(case, "withdraw")
    place = Path(back_up(settings.BACKUP_DIR).place)
    settings.RETENTION_YEARS = 0
    assert anonymise_due() == 1
    monkeypatch.setenv("CHAIN_KEYS", f"1:{'0' * 64}")
    monkeypatch.setenv("RETENTION_YEARS", "0")
    with pytest.raises(CommandError, match="keys 没有通过"):
        restored(place, key, target, tmp_path / "files")
    assert told(target, "SELECT anonymised_on FROM casework_case") == [(None,)]


def test_a_backup_of_a_newer_version_is_not_restored(
    key: Path, target: str, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = making._about
    monkeypatch.setattr(making, "_about", lambda: {**real(), "migrations": ["casework.0999_of_tomorrow"]})
    place = Path(back_up(settings.BACKUP_DIR).place)
    with pytest.raises(CommandError, match="0999_of_tomorrow"):
        restored(place, key, target, tmp_path / "new")
    assert told(target, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


def test_who_cannot_be_forgotten_again_is_named(key: Path, settings: Any) -> None:
    case = open_case("letter")  # the backup is of before it ended
    settings.ERASURES_FILE.parent.mkdir()
    settings.ERASURES_FILE.write_text(json.dumps({"kind": "case", "key": case.number, "day": "2026-01-01"}) + "\n")
    said = StringIO()
    with pytest.raises(CommandError, match="不要开放"):
        call_command("replay_erasures", stdout=said, stderr=said)
    assert case.number in said.getvalue()
