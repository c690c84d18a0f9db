"""The files: equal to the tables, piece by piece, safe to open; the command goes on where it was broken off."""

import csv
import gzip
import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.core.management import call_command
from django.test import AsyncClient, Client

from interaction.opendata import describing, dumps
from interaction.publicity.models import Publication
from interaction.statistics.models import Tally
from tests.conftest import do
from tests.opendata.publishing import publish_letters

pytestmark = pytest.mark.django_db
Live = Callable[[date], None]


@pytest.fixture
def rows(county: None, on_day: Live, monkeypatch: pytest.MonkeyPatch) -> list[Publication]:
    """Letters over the turn of a year; read in pieces of two."""
    monkeypatch.setattr(dumps, "BATCH", 2)
    return publish_letters(on_day, date(2025, 12, 20), 5, apart=5)


def fetched(name: str) -> bytes:
    got: Any = Client().get(f"/open-data/files/{name}")
    assert got.status_code == 200, name
    return b"".join(got.streaming_content)


def told(row: Publication) -> tuple[Any, ...]:
    return (
        row.pk, row.channel, row.kind, row.organ.code, row.title, row.content, row.reply, row.received_on.isoformat(),
        row.replied_on.isoformat(), row.workdays,
    )  # fmt: skip


NAMES = ("id", "channel", "kind", "organ", "title", "content", "reply", "received_on", "replied_on", "workdays")


def test_files_are_the_tables(rows: list[Publication]) -> None:
    years = {one.replied_on.year for one in rows}
    assert years == {2025, 2026}
    found = [json.loads(line) for year in years for line in fetched(f"replies-{year}.jsonl").splitlines()]
    assert {tuple(one[name] for name in NAMES) for one in found} == {told(one) for one in rows}
    lines = list(csv.DictReader(StringIO(fetched("replies-2025.csv").decode("utf-8-sig"))))
    assert [line["id"] for line in lines] == [str(one.pk) for one in rows if one.replied_on.year == 2025]
    packed = fetched("tallies-2026.csv.gz")
    assert gzip.decompress(packed) == fetched("tallies-2026.csv")
    tallied = [json.loads(line) for line in fetched("tallies-2026.jsonl").splitlines()]
    assert sum(one["n"] for one in tallied) == sum(one.n for one in Tally.objects.filter(month__year=2026)) > 0


def test_no_field_is_personal(rows: list[Publication]) -> None:
    """What is given are the declared fields and no others; the number that opens a case is not among them."""
    line = json.loads(fetched("replies-2026.jsonl").splitlines()[0])
    assert list(line) == [one.name for one in describing.REPLY]
    for row in rows:
        party = row.case.party
        for name in ("replies-2025.jsonl", "replies-2026.jsonl"):
            text = fetched(name).decode()
            for secret in (row.number, party.name, party.phone, party.contact):
                assert not secret or secret not in text


def test_what_was_taken_back_is_in_no_file(rows: list[Publication]) -> None:
    do(rows[0].case.letter, "withdraw_publication", reason="有误")
    assert rows[0].pk not in {json.loads(line)["id"] for line in fetched("replies-2025.jsonl").splitlines()}


def test_texts_that_look_like_formulas_are_texts(rows: list[Publication]) -> None:
    Publication.objects.filter(pk=rows[0].pk).update(title='=HYPERLINK("http://example.com")')
    lines = list(csv.DictReader(StringIO(fetched("replies-2025.csv").decode("utf-8-sig"))))
    assert lines[0]["title"].startswith("'=HYPERLINK")
    assert json.loads(fetched("replies-2025.jsonl").splitlines()[0])["title"].startswith("=HYPERLINK")


@pytest.mark.parametrize(
    "name", ["replies-1999.csv", "replies-2026.xls", "parties-2026.csv", "%00.csv", "replies-2026.csv.gz.gz"]
)
def test_there_is_no_other_file(rows: list[Publication], name: str) -> None:
    assert Client().get(f"/open-data/files/{name}").status_code == 404


def test_an_asynchronous_server_sends_it_piece_by_piece(rows: list[Publication]) -> None:
    async def ask() -> tuple[bool, list[bytes]]:
        got: Any = await AsyncClient().get("/open-data/files/replies-2025.jsonl")
        return got.is_async, [piece async for piece in got.streaming_content]

    is_async, pieces = async_to_sync(ask)()
    assert is_async, "a plain iterator would be collected whole"
    assert len(pieces) > 1
    assert b"".join(pieces) == fetched("replies-2025.jsonl")


def exported(out: Path, *options: str) -> str:
    said = StringIO()
    call_command("export_open_data", "--out", str(out), *options, stdout=said, stderr=StringIO())
    return said.getvalue()


def test_the_command_writes_what_has_changed_and_no_more(rows: list[Publication], tmp_path: Path) -> None:
    out = tmp_path / "data"
    assert exported(out).startswith("8 written, 0 unchanged")
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["licence"]["url"]
    for name, about in manifest["files"].items():
        content = (out / name).read_bytes()
        assert content == fetched(name)
        assert about["sha256"] == hashlib.sha256(content).hexdigest()
    assert manifest["files"]["replies-2025.jsonl"]["rows"] == sum(one.replied_on.year == 2025 for one in rows)
    assert exported(out).startswith("0 written, 8 unchanged")
    do(rows[0].case.letter, "withdraw_publication", reason="有误")
    assert exported(out).startswith("2 written, 6 unchanged")
    assert rows[0].title not in (out / "replies-2025.csv").read_text("utf-8")


def test_a_run_that_was_broken_off_goes_on(
    rows: list[Publication], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = dumps.as_bytes
    written: list[bytes] = []

    def breaking(data: Any, year: int, form: str, progress: Any) -> Iterator[bytes]:
        for piece in whole(data, year, form, progress):
            if len(written) > 3:
                raise KeyboardInterrupt
            written.append(piece)
            yield piece

    with monkeypatch.context() as patched:
        patched.setattr(dumps, "as_bytes", breaking)
        with pytest.raises(KeyboardInterrupt):
            exported(tmp_path)
    assert list(tmp_path.glob("*.part"))
    assert exported(tmp_path).startswith("7 written, 1 unchanged")
    assert not list(tmp_path.glob("*.part"))
    for file in tmp_path.glob("*.csv"):
        assert file.read_bytes() == fetched(file.name)


def test_files_of_a_year_that_has_nothing_left_go(rows: list[Publication], tmp_path: Path) -> None:
    exported(tmp_path)
    for row in rows:
        if row.replied_on.year == 2025:
            do(row.case.letter, "withdraw_publication", reason="有误")
    exported(tmp_path)
    assert not (tmp_path / "replies-2025.csv").exists()
    assert (tmp_path / "replies-2026.csv").exists()
