"""What tells who somebody is never lies open in the database, and keys can be changed."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.migrations import RunPython
from django.test import Client
from django.utils.datastructures import MultiValueDict

from interaction.casework.engine import perform
from interaction.casework.models import Case, Party
from interaction.casework.numbers import query_code, query_code_matches
from interaction.organs.actors import Actor
from interaction.privacy.encryption import BlindIndexField, CannotOpen, blind_index, sealed_fields
from tests.conftest import do, open_case, staff
from tests.databases import owner

pytestmark = pytest.mark.django_db
SECRETS: dict[str, Any] = {
    "name": "欧阳某某", "id_number": "11010519491231002X", "phone": "13812345678", "email": "ouyang@example.com",
    "address": "青禾县某街道某小区七号楼",
}  # fmt: skip


def everything_stored() -> str:
    """Every row of every table, as text; bytes as hexadecimal and as the characters they might be."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(table_name) FROM information_schema.tables WHERE table_schema = 'public'")
        found = []
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT one::text FROM {table} AS one")
            found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found)


def test_no_personal_data_lies_open(county: None) -> None:
    case = open_case("disclosure", **SECRETS)
    letter = open_case("letter", name=SECRETS["name"], phone=SECRETS["phone"], email=SECRETS["email"])
    named = SimpleUploadedFile(f"{SECRETS['name']}的材料.txt", "材料".encode())
    perform(
        letter, "add_material", Actor.party(letter.pk), {"material": "补充"}, MultiValueDict({"attachments": [named]})
    )
    do(case, "register", "accept", "dispatch", "take_up", "draft_reply", "approve", "sign", "deliver_reply")
    do(letter, "accept", "dispatch", "take_up", "draft_reply", "approve", "sign")
    stored = everything_stored()
    for secret in SECRETS.values():
        assert secret not in stored
        assert secret.encode().hex() not in stored
    assert query_code(case.number) not in stored
    assert query_code(case.number).replace("-", "") not in stored


def test_it_reads_back_and_is_found_by_index(county: None) -> None:
    case = open_case("disclosure", **SECRETS)
    party = Party.objects.get(case=case)
    assert {name: getattr(party, name) for name in SECRETS} == SECRETS
    assert Party.objects.get(id_number_index=blind_index("id_number", SECRETS["id_number"])) == party


def test_a_new_key_seals_and_old_ones_open(county: None, settings: Any) -> None:
    old, new = "1:" + "11" * 32, "2:" + "22" * 32
    settings.FIELD_KEYS = old
    case = open_case("disclosure", **SECRETS)
    code = query_code(case.number, case.query_key_id)
    settings.FIELD_KEYS = f"{new},{old}"
    party = Party.objects.get(case=case)
    assert party.phone == SECRETS["phone"]
    later = open_case("letter", phone=SECRETS["phone"])
    assert Party.objects.filter(phone_index=blind_index("phone", SECRETS["phone"])).count() == 2
    assert query_code_matches(case.number, case.query_key_id, code)
    settings.FIELD_KEYS = new
    with pytest.raises(CannotOpen):
        _ = Party.objects.get(case=case).phone
    assert Party.objects.get(case=later).phone == SECRETS["phone"]


def test_a_value_moved_to_another_row_does_not_open(county: None) -> None:
    first, second = open_case("disclosure", **SECRETS), open_case("disclosure")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE casework_party SET phone = (SELECT phone FROM casework_party WHERE case_id = %s)"
            " WHERE case_id = %s",
            [first.pk, second.pk],
        )
    with pytest.raises(CannotOpen):
        _ = Party.objects.get(case=second).phone


def test_blind_indexes_follow_sealed_fields() -> None:
    for model in apps.get_models():
        sealed = {field.attname for field in sealed_fields(model)}
        for field in model._meta.concrete_fields:
            if isinstance(field, BlindIndexField):
                assert field.of in sealed


def test_masked_until_asked_for_and_the_asking_is_noted(county: None) -> None:
    case = open_case("disclosure", **SECRETS)
    clerk = Client()
    clerk.force_login(staff("shoujian").staff)  # type: ignore[arg-type]
    page = clerk.get(f"/desk/cases/{case.pk}/").content.decode()
    assert not any(secret in page for secret in SECRETS.values())
    assert Case.objects.get(pk=case.pk).from_whom in page
    page = clerk.post(f"/desk/cases/{case.pk}/party/").content.decode()
    assert all(secret in page for secret in SECRETS.values())
    assert case.events.get(action="view_party").actor.username == "shoujian"


def test_names_of_files_from_before_are_sealed_and_open_again(county: None) -> None:
    """The migration, forwards and backwards, over files that are there."""
    case = open_case("letter")
    files = [SimpleUploadedFile(f"{number}号.txt", b"a") for number in range(3)]
    perform(case, "add_material", Actor.party(case.pk), {"material": "补充"}, MultiValueDict({"attachments": files}))
    migration = import_module("interaction.casework.migrations.0014_names_of_files_sealed")
    operations = migration.Migration.operations[:3]
    with owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for back in (True, False):
            for one in reversed(operations) if back else operations:
                if isinstance(one, RunPython):
                    (one.reverse_code if back else one.code)(apps, SimpleNamespace(connection=connection))
                    continue
                said = one.reverse_sql if back else one.sql
                for statement in [said] if isinstance(said, str) else said:
                    cursor.execute(statement)
            if back:
                cursor.execute("SELECT name FROM casework_attachment WHERE case_id = %s ORDER BY name", [case.pk])
                assert [name for (name,) in cursor.fetchall()] == ["0号.txt", "1号.txt", "2号.txt"]
    assert sorted(file.name for file in case.attachments.all()) == ["0号.txt", "1号.txt", "2号.txt"]
