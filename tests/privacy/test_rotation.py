"""Keys change while everybody works: everything is found and opened meanwhile, and afterwards the old key is gone."""

from base64 import b64decode
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from interaction.audit.chain import forget_latest
from interaction.audit.chain import verify as verify_readings
from interaction.audit.models import Reading
from interaction.casework.file_store import read
from interaction.casework.models import Attachment, Case, Event, Party
from interaction.casework.timeline import verify
from interaction.evidence.models import KeyCheck
from interaction.organs.models import Staff
from interaction.privacy import keys
from interaction.privacy.encryption import blind_index
from interaction.privacy.resealing import everything, left_under, sealed_models
from interaction.proving.verifying import verify_matters
from interaction.sign_in.second_factor import SealedFactors
from tests.conftest import do, open_case
from tests.databases import owner
from tests.workbench.test_files import add

pytestmark = pytest.mark.django_db
PHONE, SECOND = "13812345678", "13812345679"


@pytest.fixture
def key_files(settings: Any, tmp_path: Path) -> Path:
    """Rings of this test's own, in files, as an office has them that sets none in the environment."""
    settings.FIELD_KEYS = settings.CHAIN_KEYS = ""
    settings.KEY_FILES = {"FIELD_KEYS": tmp_path / "field.key", "CHAIN_KEYS": tmp_path / "chain.key"}
    files = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files", "base_url": None}}
    settings.STORAGES = {**settings.STORAGES, "default": files}
    (tmp_path / "field.key").write_text("11" * 32)
    (tmp_path / "chain.key").write_text("22" * 32)
    forget_latest()
    return tmp_path


def run(*step: str) -> str:
    out = StringIO()
    with owner():
        call_command("keys", *step, stdout=out)
    return out.getvalue()


def refused(*step: str) -> str:
    with pytest.raises(CommandError) as wrong:
        run(*step)
    return str(wrong.value)


def faults() -> list[Any]:
    return [
        *(one for findings in verify_matters("case") for one in findings),
        *filter(None, verify(Case.objects.all())), *filter(None, verify_readings()),
    ]  # fmt: skip


def test_keys_change_while_everybody_works(county: None, key_files: Path) -> None:
    case = open_case("letter", phone=f"{PHONE}、{SECOND}")
    add(case.specific, **{"说明.txt": "内容".encode()})
    do(case, "accept", note="请从速办理")
    code, file = case.query_code, Attachment.objects.get(case=case)
    person = Staff.objects.get(username="shoujian")
    factor = Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": SealedFactors().encrypt("SEED")}
    )
    client = Client()
    client.force_login(person)
    assert client.get(f"/desk/cases/{case.pk}/").status_code == 200
    assert Reading.objects.get(case_number=case.number).key == keys.FIRST_CHAIN_KEY
    assert faults() == []
    run("check")
    assert "编号 2" in run("add")
    assert "1" in refused("retire", "1")

    # Half way: rows under either key, all of them found and opened.
    later = open_case("letter", seed=2, phone=f"{PHONE}、{SECOND}")
    assert Party.objects.get(case=case).second_phone_index == Party.objects.get(case=later).second_phone_index
    assert Party.objects.filter(phone_index=blind_index("phone", PHONE)).count() == 2
    assert {one.phone for one in Party.objects.filter(case__in=[case.pk, later.pk])} == {PHONE}
    next(next(batches for name, batches in everything() if name == "casework_party"))
    assert client.get(f"/desk/cases/{case.pk}/").status_code == 200
    assert client.post("/track/", {"number": case.number, "code": code}).status_code == 302
    assert faults() == []

    run("reseal")
    assert sum(count for _name, count in left_under()) == 0
    assert run("reseal").strip() == "都已用现在的密钥加密。"
    assert "已停用" in run("retire", "1")
    assert "11" * 32 not in (key_files / "field.key").read_text()
    run("check")
    assert Party.objects.get(case=case).phone == PHONE
    assert Party.objects.filter(phone_index=blind_index("phone", PHONE)).count() == 2
    assert Party.objects.filter(Party.telephoned_from(blind_index("phone", SECOND))).count() == 2
    assert read(file.pk) == "内容".encode()
    factor.refresh_from_db()
    assert b64decode(factor.data["secret"])[0] == 2
    assert SealedFactors().decrypt(factor.data["secret"]) == "SEED"
    assert client.post("/track/", {"number": case.number, "code": code}).status_code == 302
    assert Case.objects.get(pk=case.pk).query_code == code
    assert faults() == []
    do(later, "accept")
    assert faults() == []


def test_a_new_key_of_the_chain_leaves_old_links_whole(county: None, key_files: Path) -> None:
    case = open_case("letter")
    run("add", "--chain")
    do(case, "accept")
    assert list(Event.objects.filter(case=case).order_by("seq").values_list("key", flat=True)) == [1001, 1002]
    assert faults() == []
    assert "不停用" in refused("retire", "1001")


def test_events_from_before_hold_whatever_key_of_fields_they_were_hashed_with(county: None, key_files: Path) -> None:
    """As rows that have landed: no key in them, hashed under a key of fields that was retired since."""
    case = open_case("letter")
    from interaction.casework import timeline

    with owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        event = Event.objects.get(case=case)
        event.key, event.hash = None, timeline._hash_of(event, 1)
        event.save()
        Case.objects.filter(pk=case.pk).update(last_hash=event.hash)
        cursor.execute("DELETE FROM evidence_link")
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    assert faults() == []
    run("add")
    assert faults() == []
    do(case, "accept")
    run("reseal")
    run("retire", "1")
    assert faults() == []


def test_what_does_not_open_is_named_and_stops_nothing_but_the_end_of_its_key(county: None, key_files: Path) -> None:
    first, second = (Party.objects.get(case=open_case("letter", seed=seed, phone=PHONE)) for seed in (1, 2))
    run("add")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casework_party SET phone = %s WHERE id = %s", [b"\x01" + bytes(40), first.pk])
    err = StringIO()
    with owner(), pytest.raises(CommandError, match="还有 1 项"):
        call_command("keys", "reseal", stdout=StringIO(), stderr=err)
    assert f"casework_party.phone.{first.pk}" in err.getvalue()
    second.refresh_from_db()
    assert second.phone == PHONE
    assert "casework_party 1" in refused("retire", "1")


def test_a_wrong_or_missing_key_stops_the_start(county: None, key_files: Path) -> None:
    run("check")
    assert KeyCheck.objects.count() == 2
    (key_files / "field.key").write_text("1:" + "33" * 32)
    assert "不是这个数据库原来用的" in refused("check")
    (key_files / "field.key").write_text("2:" + "33" * 32)
    assert "缺少编号 1 的密钥" in refused("check")
    assert KeyCheck.objects.count() == 2
    (key_files / "field.key").write_text("1:zz")
    assert "写得不对" in refused("check")
    (key_files / "field.key").unlink()
    assert "找不到密钥文件" in refused("check")


def test_keys_of_the_environment_are_changed_there(county: None, settings: Any) -> None:
    settings.FIELD_KEYS = "1:" + "11" * 32
    told = refused("add")
    assert "环境变量" in told
    assert "2:" in told
    assert told.endswith("1:" + "11" * 32)


def test_every_sealed_column_can_be_sealed_anew(county: None) -> None:
    """What the database refuses to change it lets be sealed anew: asked of every table with a trigger."""
    tables = {model._meta.db_table for model in sealed_models()}
    assert {"casework_eventwords", "audit_reading", "publicity_publicationchange", "complaints_complaint"} <= tables
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.relname, p.proname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal AND c.relname = ANY(%s)"
            " AND (t.tgtype & 16) > 0 AND p.proname NOT LIKE '%%stands_by_the_log' AND p.prosrc NOT LIKE '%%huiyin.resealing%%'",
            [sorted(tables)],
        )
        guarded = set(cursor.fetchall())
    # Those look at columns that are not sealed, or at states alone.
    assert guarded <= {
        ("outreach_signup", "outreach_sign_up_counts"), ("consultations_opinion", "consultations_refuse_when_frozen"),
        ("complaints_complaint", "workflow_changes_with_an_entry"), ("telephony_call", "telephony_raises_nothing"),
        ("casework_attachment", "archive_keeps_attachment"),
    }, guarded  # fmt: skip
