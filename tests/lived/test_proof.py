"""Months of work by the real actions leave nothing to be told; whatever anybody changes behind them is named.

The changes are made as the owner of the tables would make them, with all triggers off: single ones of every column of every
table that holds a case, rows taken out and put in, and those that a list of attacks found unnoticed.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, models, transaction

from interaction.casework.models import Case, Event
from interaction.evidence.days import seal_day
from interaction.evidence.matter import Part, kind_of
from interaction.evidence.models import DaySeal
from interaction.privacy.encryption import BlindIndexField, SealedField, seal
from interaction.proving.verifying import verify_matters, verify_rest, verify_seals
from tests.conftest import do
from tests.databases import owner

pytestmark = pytest.mark.django_db


class Undone(Exception):
    """Ends a tampering, so that it is rolled back."""


CONSTRAINTS = """
SELECT conname FROM pg_constraint WHERE conrelid = to_regclass(nullif(%s, '')) AND contype IN ('c', 'u')
"""
# What is unique under a condition is an index and no constraint.
UNIQUE = """
SELECT indexrelid::regclass FROM pg_index WHERE indrelid = to_regclass(nullif(%s, '')) AND indisunique AND NOT indisprimary
"""


@contextmanager
def tampered(*statements: str, of: str = "", **values: Any) -> Iterator[None]:
    """As the owner of the tables, triggers off, and the constraints of one (`of`) gone; nothing of it stays."""
    with suppress(Undone), transaction.atomic():
        with owner(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(CONSTRAINTS, [of])
            for (name,) in cursor.fetchall():
                cursor.execute(f'ALTER TABLE "{of}" DROP CONSTRAINT "{name}" CASCADE')
            cursor.execute(UNIQUE, [of])
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP INDEX {name}")
            for statement in statements:
                cursor.execute(statement, values)
                assert cursor.rowcount, statement
        yield
        raise Undone


def named(case: int) -> str:
    return "\n".join(str(one) for findings in verify_matters("case", [case]) for one in findings)


def found_by_seals(copy: str = "") -> str:
    every = [*verify_seals(copy), *verify_rest()]
    return "\n".join(str(one) for findings in every for one in findings)


def parts() -> list[Part]:
    return kind_of("case").parts


def row_of(part: Part) -> tuple[Any, int] | None:
    """A row of a table, and its case."""
    row = part.model._base_manager.order_by("pk").first()
    if row is None:
        return None
    case: Any = row
    for step in part.way.split("__") if part.way else ():
        case = getattr(case, step)
    return row, case.pk


def another(field: Any) -> str:
    """Another value of a column, as SQL."""
    column = connection.ops.quote_name(field.column)
    if isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.BooleanField):
        return f"NOT {column}"
    if isinstance(field, models.JSONField):
        return """'{"another": 1}'"""
    if isinstance(field, models.BinaryField):
        return "'\\x00'"
    if isinstance(field, models.UUIDField):
        return "gen_random_uuid()"
    if isinstance(field, models.DateTimeField):
        return f"coalesce({column}, now()) - interval '1 day'"
    if isinstance(field, models.DateField):
        return f"coalesce({column}, current_date) - 1"
    if isinstance(field, models.CharField | models.TextField):
        return f"left('x' || {column}, {field.max_length or 9})" if field.max_length != 1 else "'x'"
    return f"coalesce({column}, 0) + 1"


def columns(part: Part) -> Iterator[Any]:
    for field in part.model._meta.local_concrete_fields:
        if not field.primary_key and field.name not in part.without and not isinstance(field, BlindIndexField):
            yield field


def test_months_of_work_hold(evening: datetime) -> None:
    assert [one for findings in verify_matters("case") for one in findings] == []
    assert seal_day()
    out = StringIO()
    call_command("verify", stdout=out)
    assert "every chain holds" in out.getvalue()


def test_every_single_change_of_every_table_is_named(evening: datetime) -> None:
    changes, empty = 0, []
    for part in parts():
        found = row_of(part)
        table = part.model._meta.db_table
        if found is None:
            empty.append(table)
            continue
        row, case = found
        name = f"{table}:{row.pk}"
        key = connection.ops.quote_name(str(part.model._meta.pk.column))
        for field in columns(part):
            value, values = another(field), {"pk": row.pk}
            if isinstance(field, SealedField):
                value, values["sealed"] = "%(sealed)s", seal(b'"another"', f"{table}.{field.column}.{row.pk}")
            with tampered(f'UPDATE "{table}" SET "{field.column}" = {value} WHERE {key} = %(pk)s', of=table, **values):
                assert name in named(case) or (f"{name}" in gone(case, row)), (table, field.column)
            changes += 1
        with tampered(f'DELETE FROM "{table}" WHERE {key} = %(pk)s', pk=row.pk):
            assert f"{name}: missing" in named(case), table
        changes += 1
    assert changes > 200
    assert set(empty) <= {"casework_accused", "replies_draft_files"}, empty  # nobody is accused in those months


def gone(case: int, row: Any) -> str:
    """A row that leads to another case now is missing in its own."""
    return named(case) or f"{row._meta.db_table}:{row.pk}"


LINES = (
    # what the attack on the old chain found unnoticed, and what else an administrator of the database may try
    ("the end cut off", "DELETE FROM casework_event WHERE case_id = %(case)s AND seq = %(last)s;"
     "UPDATE casework_case SET last_seq = last_seq - 1 WHERE id = %(case)s"),
    ("an event put in", "INSERT INTO casework_event (case_id, seq, action, actor_kind, at, \"on\", state_before, state_after,"
     " organ_id, mark, amount, details, words_digest, previous_hash, hash) SELECT case_id, seq + 1, action, actor_kind, at,"
     " \"on\", state_after, state_after, organ_id, mark, amount, details, words_digest, hash, hash FROM casework_event"
     " WHERE case_id = %(case)s AND seq = %(last)s"),
    ("words erased", "DELETE FROM casework_eventwords USING casework_event e WHERE event_id = e.id AND e.case_id = %(case)s"),
    ("clocks met", "UPDATE casework_clock SET state = 'void', alert_on = NULL, alert_at = NULL WHERE case_id = %(case)s"),
    ("parties swapped", "UPDATE casework_party SET case_id = CASE case_id WHEN %(case)s THEN %(other)s ELSE %(case)s END"
     " WHERE case_id IN (%(case)s, %(other)s)"),
    ("a file moved away", "UPDATE casework_attachment SET case_id = %(other)s WHERE case_id = %(case)s"),
    ("a file moved here", "UPDATE casework_attachment SET case_id = %(case)s WHERE case_id = %(other)s"),
    ("its links gone", "DELETE FROM evidence_link WHERE kind = 'case' AND key = %(case)s::text"),
    ("its last link gone", "DELETE FROM evidence_link link WHERE kind = 'case' AND key = %(case)s::text AND seq ="
     " (SELECT max(seq) FROM evidence_link WHERE kind = 'case' AND key = %(case)s::text)"),
    ("its first link gone", "DELETE FROM evidence_link WHERE kind = 'case' AND key = %(case)s::text AND seq = 1"),
    ("a link altered", "UPDATE evidence_link SET body = replace(body, '\"why\":\"', '\"why\":\"x')"
     " WHERE kind = 'case' AND key = %(case)s::text AND seq = 2"),
    ("a link made without the key", "UPDATE evidence_link SET body = body || ' ', hash = sha256(convert_to(body, 'UTF8'))"
     " WHERE kind = 'case' AND key = %(case)s::text AND seq = 1"),
    ("the whole case gone", "DELETE FROM casework_event WHERE case_id = %(case)s; DELETE FROM casework_clock WHERE"
     " case_id = %(case)s; DELETE FROM casework_party WHERE case_id = %(case)s; DELETE FROM evidence_link WHERE kind = 'case'"
     " AND key = %(case)s::text; DELETE FROM mailbox_letter WHERE case_ptr_id = %(case)s;"
     "DELETE FROM casework_case WHERE id = %(case)s"),
    ("a seal altered", "UPDATE evidence_dayseal SET body = replace(body, '\"size\":', '\"size\":1')"),
    ("a leaf altered", "UPDATE evidence_leaf SET seq = seq + 1 WHERE position = 0"),
    ("a leaf gone", "DELETE FROM evidence_leaf WHERE position = 1"),
    ("a signature altered", "UPDATE evidence_dayseal SET signature = '\\x00'"),
    ("a number series set back", "UPDATE casework_numberseries SET last = last - 1 WHERE series = 'case:XX'"),
    ("a letter's number", "UPDATE replies_document SET serial = serial + 100 WHERE id = (SELECT min(id) FROM replies_document)"),
)  # fmt: skip


def test_attacks_on_chain_and_seals_are_named(evening: datetime) -> None:
    seal_day()
    letters = Case.objects.filter(channel="letter", attachments__isnull=False).order_by("pk")
    case, other = letters[0], letters.exclude(pk=letters[0].pk)[0]
    last = Event.objects.filter(case=case).order_by("-seq")[0].seq
    assert not named(case.pk)
    assert not found_by_seals()
    for what, statements in LINES:
        with tampered(*statements.split(";"), of="casework_party", case=case.pk, other=other.pk, last=last):
            told = named(case.pk) if Case.objects.filter(pk=case.pk).exists() else ""
            assert told or found_by_seals(), what


def test_what_was_changed_behind_a_step_is_named_after_the_next_one_too(evening: datetime) -> None:
    case = Case.objects.filter(channel="letter", closed_on__isnull=True).order_by("pk")[0]
    with tampered("UPDATE casework_case SET title = 'x' WHERE id = %(case)s", case=case.pk):
        do(case.specific, "reissue_code")
        assert f"casework_case:{case.pk}: altered, found by the next step" in named(case.pk)


def test_seals_cut_off_are_noticed_from_a_copy_of_yesterdays_root(evening: datetime) -> None:
    seal_day()
    case = Case.objects.filter(channel="letter", closed_on__isnull=True).order_by("pk")[0]
    with tampered("SELECT 1"):
        do(case.specific, "reissue_code")
        kept = seal_day()
        assert kept
        last = DaySeal.objects.order_by("-number")[0]
        assert last == kept
        assert not found_by_seals(kept.hash)
        with owner(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("DELETE FROM evidence_leaf WHERE seal_id = %s", [kept.number])
            cursor.execute("DELETE FROM evidence_dayseal WHERE number = %s", [kept.number])
        assert not found_by_seals()
        assert f"the seal {kept.hash}: missing" in found_by_seals(kept.hash)
