"""What the application's own connection can do to the logs: add to them, and nothing else; and who does the rest."""

import subprocess
import sys
from datetime import timedelta

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.models import F

from config.servers import BASE_DIR
from interaction.audit.chain import write
from interaction.audit.models import Kind, Reading
from interaction.casework.models import Case, EventWords
from interaction.database.ownership import as_owner, owns_tables
from interaction.database.rights import grant_rights, logs
from interaction.database.roles import APPLICATION, KEEPER, OWNER
from interaction.workdays.now import now
from tests.conftest import do, open_case
from tests.databases import of_application, owner, used_database

pytestmark = pytest.mark.django_db
# Every log of the house; a new one is found by its trigger, and this says that finding works.
KNOWN = {
    "casework_event", "casework_eventwords", "workflow_logentry", "audit_reading", "audit_alarm", "evidence_link",
    "evidence_dayseal", "evidence_leaf", "publicity_publicationchange", "requests_app_annualentry",
    "requests_app_ledgerexport", "telephony_recordingaccess", "rates_bulletin", "texting_numberlook",
}  # fmt: skip


RIGHTS = """
SELECT table_name::text, array_agg(privilege_type::text) FROM information_schema.table_privileges
WHERE grantee = %s AND table_schema = 'public' GROUP BY 1
"""


def refused(statement: str) -> str:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except (ProgrammingError, IntegrityError) as wrong:
        return str(wrong)
    return ""


def test_the_application_only_adds_to_logs(county: None) -> None:
    found = logs()
    assert found.keys() >= KNOWN
    with connection.cursor() as cursor:
        cursor.execute(RIGHTS, [APPLICATION])
        held = dict(cursor.fetchall())
    for table, (removing, changing) in found.items():
        expected = {"SELECT", "INSERT"} | (set() if removing else {"DELETE"}) | (set() if changing else {"UPDATE"})
        assert set(held[table]) == expected, table
    assert "denied" in refused("DELETE FROM casework_event")
    assert "denied" in refused("TRUNCATE audit_reading")


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE casework_event DISABLE TRIGGER ALL", "SET session_replication_role = replica",
        "DROP TRIGGER event_append_only ON casework_event", "CREATE TABLE mine (id int)", "DROP TABLE casework_event",
        "CREATE OR REPLACE FUNCTION casework_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        "DELETE FROM django_migrations", f"SET ROLE {KEEPER}",
    ],
)  # fmt: skip
def test_the_application_switches_nothing_off(county: None, statement: str) -> None:
    """Signed in as it is in an office, where it can be nobody else."""
    with (
        psycopg.connect(of_application(used_database())) as session,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        session.execute(statement)


def test_the_switch_of_sealing_anew_opens_nothing_to_the_application(county: None) -> None:
    do(open_case("disclosure"), "register", "accept", "dispatch")
    assert EventWords.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL huiyin.resealing = 'on'")
    assert "denied" in refused("UPDATE casework_eventwords SET texts = ''")
    assert "denied" in refused("UPDATE audit_reading SET network = NULL")


def test_words_are_erased_with_an_event_alone(county: None) -> None:
    case = open_case("disclosure")
    do(case, "register", "accept", "dispatch")
    before = EventWords.objects.count()
    assert "without an event that says so" in refused(f"SELECT casework_erase_words({case.pk})")
    assert EventWords.objects.count() == before > 0


def test_a_guard_reads_the_real_tables_whatever_somebody_puts_before_them(county: None) -> None:
    """Temporary tables come first in a search path that does not say otherwise."""
    case = open_case("letter")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("CREATE TEMP TABLE casework_event ON COMMIT DROP AS SELECT * FROM public.casework_event")
        cursor.execute("UPDATE casework_event SET state_after = 'published', action = 'anonymise'")
    assert "not the one its last event left" in refused(
        f"UPDATE casework_case SET state = 'published' WHERE id = {case.pk}"
    )


def test_records_of_reading_go_by_their_term_alone(county: None) -> None:
    write([Reading(at=now() - timedelta(days=1), kind=Kind.CASE, case_number="XX-2026-000001")])
    assert "append-only" in refused("SELECT audit_prune(1000000)")


def test_rights_are_given_as_often_as_one_likes(county: None) -> None:
    assert owns_tables() is False
    with owner():
        assert owns_tables()
        grant_rights()
        grant_rights()
    assert Case.objects.update(last_seq=F("last_seq")) == 0
    assert "denied" in refused("DELETE FROM casework_event")


@pytest.mark.django_db(transaction=True)
def test_a_command_of_administrators_works_as_the_owner_and_leaves_it(county: None) -> None:
    with as_owner():
        assert owns_tables()
    assert owns_tables() is False


def test_the_script_for_a_server_names_the_three_roles() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "interaction.database.roles"], cwd=BASE_DIR, capture_output=True, text=True, check=True
    )
    assert all(f"CREATE ROLE {name}" in done.stdout for name in (OWNER, APPLICATION, KEEPER))
    assert f"CREATE DATABASE huiyin OWNER {OWNER}" in done.stdout
