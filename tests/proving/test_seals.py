"""The seals of the days, from the step of a case to the file a citizen takes home and checks without us."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client

from config.servers import BASE_DIR
from interaction.casework.models import Case, EventWords
from interaction.evidence import merkle
from interaction.evidence.chain import standing
from interaction.evidence.days import latest_root, proof_of, public_key, seal_day
from interaction.evidence.models import DaySeal, Leaf, Link
from interaction.proving.sealing import seal, take_over_rest
from interaction.proving.tasks import seal_the_day
from interaction.proving.verifying import verify_matters, verify_rest, verify_seals
from tests.conftest import do, open_case
from tests.databases import owner
from tests.workbench.test_files import add

pytestmark = pytest.mark.django_db


def checked(path: Path, root: str) -> tuple[int, str]:
    """What the program says that imports nothing of ours, run as somebody else would."""
    program = [sys.executable, "-I", str(BASE_DIR / "docs" / "verify_dossier.py"), str(path), root]
    done = subprocess.run(program, capture_output=True, text=True, check=False, cwd=path.parent)
    return done.returncode, done.stdout + done.stderr


def test_roots_and_ways_are_those_of_rfc_6962() -> None:
    # The tree of seven leaves, and the audit paths, of RFC 6962 section 2.1.3.
    leaves = [merkle.leaf_hash(bytes([number])) for number in range(7)]
    for size in range(1, 8):
        assert merkle.root(leaves[:size]) == _by_definition(leaves[:size])
        for position in range(size):
            assert merkle.follow(leaves[position], merkle.path(leaves[:size], position)) == merkle.root(leaves[:size])
    assert [side for side, _hash in merkle.path(leaves, 6)] == ["left", "left"]
    assert merkle.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def _by_definition(leaves: list[bytes]) -> bytes:
    """MTH of section 2.1: split at the largest power of two below the size."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return merkle._node(_by_definition(leaves[:split]), _by_definition(leaves[split:]))


def test_a_dossier_is_checked_by_a_program_that_imports_nothing_of_ours(county: None, tmp_path: Path) -> None:
    case, other = open_case("letter"), open_case("letter", seed=2)
    add(case.specific, **{"施工许可证.txt": "许可证内容".encode()})
    first = seal()
    assert first
    do(other, "accept")
    second = seal()
    assert second
    assert json.loads(second.body)["previous"] == first.hash
    path = tmp_path / "dossier.zip"
    call_command("dossier", case.number, path)
    root = json.loads(first.body)["root"]
    code, said = checked(path, root[:16])
    assert (code, said.split(":")[0]) == (0, "holds"), said
    assert checked(path, second.hash)[0] == 0
    assert "not among the seals" in checked(path, "0" * 64)[1]
    for name, old, new in (
        ("rows.json", "许可证内容", ""), ("rows.json", case.number, "XX-2026-999999"), ("links.json", "submit", "forged"),
        ("proof.json", '"left"', '"right"'), ("seals.json", "2026", "2025"),
    ):  # fmt: skip
        altered = tmp_path / "altered.zip"
        with zipfile.ZipFile(path) as whole, zipfile.ZipFile(altered, "w") as forged:
            for member in whole.namelist():
                content = whole.read(member)
                changed = content.replace(old.encode(), new.encode()) if member == name else content
                if name == "rows.json" and old == "许可证内容" and member.startswith("files/"):
                    changed = b"another"
                forged.writestr(member, changed)
        assert checked(altered, root)[0] == 1, (name, old)


def test_a_citizen_sees_the_seal_and_takes_the_proof_home(county: None, tmp_path: Path) -> None:
    case, client = open_case("letter"), Client()
    client.post("/track/", {"number": case.number, "code": case.query_code})
    assert "已存证" not in client.get(f"/track/{case.number}/").content.decode()
    assert client.get(f"/track/{case.number}/proof/").status_code == 404
    made = seal()
    assert made
    assert "已存证" in client.get(f"/track/{case.number}/").content.decode()
    path = tmp_path / "proof.json"
    path.write_bytes(client.get(f"/track/{case.number}/proof/").content)
    root = json.loads(made.body)["root"]
    assert checked(path, root) == (0, f"holds: head 1 of case {case.pk}, sealed on {made.day}\n")
    assert Client().get(f"/track/{case.number}/proof/").status_code == 302
    page = Client().get("/seals/").content.decode()
    assert root[:16] in page
    assert Client().get(f"/seals/{made.number}.json").json()["hash"] == made.hash
    assert root in Client().get("/feeds/seals/").content.decode()
    assert b"def check_proof" in Client().get("/seals/verify_dossier.py").content
    assert latest_root() == (made.day, root[:16])


def test_what_is_from_before_there_were_links_is_taken_over(county: None) -> None:
    cases = [open_case("letter", seed=seed) for seed in range(3)]
    with owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE evidence_link DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM evidence_link")
        cursor.execute("ALTER TABLE evidence_link ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    assert take_over_rest("case") == len(cases)
    assert take_over_rest("case") == 0
    assert [one for findings in verify_matters("case") for one in findings] == []
    do(cases[0], "accept")
    said, _rows = standing("case", str(cases[0].pk))
    assert said.seq == 2
    assert [one for findings in verify_matters("case") for one in findings] == []


def test_only_what_grew_is_in_a_seal(county: None) -> None:
    case = open_case("letter")
    first = seal_day()
    assert first
    assert seal_day() is None
    do(case, "accept")
    second = seal_day()
    assert second
    assert [(leaf.key, leaf.seq) for leaf in second.leaves.all()] == [(str(case.pk), 2)]
    assert [one for findings in verify_seals(first.hash) for one in findings] == []


def test_a_night_with_many_heads_has_several_seals(county: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interaction.evidence.days.MOST_LEAVES", 2)
    cases = [open_case("letter", seed=seed) for seed in range(5)]
    last = seal_day()
    assert last
    assert last.number == (Leaf.objects.count() + 1) // 2 > 2
    assert {proof_of("case", str(case.pk))["seq"] for case in cases} == {1}
    assert [one for findings in verify_seals() for one in findings] == []


def test_a_seal_of_another_key_is_named_unless_it_was_ours(county: None, settings: Any) -> None:
    open_case("letter")
    seal_day()
    ours = public_key().hex()
    settings.SEAL_KEY = "44" * 32
    assert [str(one) for findings in verify_seals() for one in findings] == [
        "seals seal 1: is signed by a key that is not ours, sealed by 1"
    ]
    settings.OLD_SEAL_KEYS = [ours]
    assert [one for findings in verify_seals() for one in findings] == []


@pytest.mark.parametrize("body", ["x", "[]", "{}"])
def test_what_says_nothing_any_more_is_named_and_stops_nothing(county: None, body: str) -> None:
    """Whoever writes nonsense over links and seals: steps, pages and `verify` go on, and all of it is named."""
    case = open_case("letter")
    made = seal()
    assert made
    with owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE evidence_link SET body = %s", [body])
        cursor.execute("UPDATE evidence_dayseal SET body = %s", [body])
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    assert f"{case.number} link 1: is not what was linked" in "".join(
        str(one) for findings in verify_matters("case", [case.pk]) for one in findings
    )
    every = [str(one) for findings in (*verify_seals(made.hash[:16]), *verify_rest()) for one in findings]
    assert "seals seal 1: altered, sealed by 1" in every
    do(case, "accept")
    assert standing("case", str(case.pk))[0].seq == 2
    for address in ("/seals/", "/feeds/seals/", "/seals/1.json"):
        assert Client().get(address).status_code == 200, address
    assert latest_root() == (made.day, "")


def test_a_day_is_sealed_once_however_often_the_clock_asks(county: None) -> None:
    open_case("letter")
    assert seal_the_day() == 1
    open_case("letter")
    assert seal_the_day() == 0


@pytest.mark.parametrize("model", [Link, DaySeal])
def test_the_database_lets_nobody_change_links_and_seals(county: None, model: Any) -> None:
    open_case("letter")
    seal()
    row = model.objects.all()[0]
    with pytest.raises(IntegrityError), transaction.atomic(), owner():
        model.objects.filter(pk=row.pk).update(body="{}")
    with pytest.raises(IntegrityError), transaction.atomic(), owner():
        model.objects.filter(pk=row.pk).delete()


def test_erased_words_are_told_by_the_step_that_erased_them(county: None) -> None:
    case = open_case("disclosure")
    do(case, "register", "accept", "dispatch", note="请从速办理")
    assert EventWords.objects.filter(event__case=case).exists()
    assert [one for findings in verify_matters("case", [case.pk]) for one in findings] == []
    assert Case.objects.get(pk=case.pk).events.exclude(key=None).count() == 4
