"""verify_timeline finds every way of tampering, names the first broken link, and exits 1."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from interaction.casework.models import Case
from tests.conftest import do, open_case
from tests.databases import owner

pytestmark = pytest.mark.django_db


def verdict(*numbers: str) -> tuple[int, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("verify_timeline", *numbers, stdout=out, stderr=err)
    except SystemExit as end:
        return int(str(end.code)), err.getvalue()
    return 0, out.getvalue()


def tamper(statement: str, case: Case) -> None:
    """As somebody with full rights on the database would: the triggers are off."""
    with owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing may be pending when triggers change
        cursor.execute("ALTER TABLE casework_event DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE casework_eventwords DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE casework_case DISABLE TRIGGER USER")
        cursor.execute(statement, {"case": case.pk})


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ('UPDATE casework_event SET "on" = "on" - 1 WHERE case_id = %(case)s AND seq = 2', "event 2: was altered"),
        ("UPDATE casework_event SET details = '{}' WHERE case_id = %(case)s AND seq = 2", "event 2: was altered"),
        ("UPDATE casework_event SET actor_id = NULL WHERE case_id = %(case)s AND seq = 3", "event 3: was altered"),
        (
            "DELETE FROM casework_eventwords USING casework_event e WHERE event_id = e.id AND case_id = %(case)s;"
            "DELETE FROM statistics_unfolded USING casework_event e WHERE event_id = e.id AND case_id = %(case)s;"
            "DELETE FROM casework_event WHERE case_id = %(case)s AND seq = 3",
            "event 3: an event is missing",
        ),
        (
            "DELETE FROM casework_eventwords USING casework_event e WHERE event_id = e.id AND case_id = %(case)s;"
            "DELETE FROM statistics_unfolded USING casework_event e WHERE event_id = e.id AND case_id = %(case)s;"
            "DELETE FROM casework_event WHERE case_id = %(case)s AND seq = 4",
            "event 4: the end of the chain is missing",
        ),
        ("UPDATE casework_case SET last_seq = 3 WHERE id = %(case)s", "event 5: the end of the chain is missing"),
        ("UPDATE casework_case SET state = 'closed' WHERE id = %(case)s", "not in the state its last event left"),
        (
            "INSERT INTO casework_event (case_id, seq, action, actor_kind, at, \"on\", state_before, state_after,"
            " organ_id, mark, amount, details, words_digest, previous_hash, hash)"
            " SELECT case_id, 5, action, actor_kind, at, \"on\", state_after, state_after, organ_id, mark, amount,"
            " details, words_digest, hash, hash FROM casework_event WHERE case_id = %(case)s AND seq = 4",
            "event 5: was altered",
        ),
    ],
)  # fmt: skip
def test_tampering_is_found(county: None, statement: str, says: str) -> None:
    case, other = open_case("disclosure"), open_case("letter")
    do(case, "register", "accept", "dispatch")
    assert verdict()[0] == 0
    tamper(statement, case)
    code, words = verdict()
    assert code == 1
    assert words.startswith(case.number)
    assert says in words
    assert verdict(other.number) == (0, "1 cases: every chain holds\n")


def test_words_replaced_by_another_cases_are_found(county: None) -> None:
    case, other = open_case("disclosure"), open_case("disclosure")
    do(case, "register", "accept", "dispatch", note="请从速办理")
    do(other, "register", "accept", "dispatch", note="请按期办理")
    tamper(
        "UPDATE casework_eventwords SET texts = (SELECT texts FROM casework_eventwords WHERE event_id ="
        " (SELECT id FROM casework_event WHERE case_id <> %(case)s AND action = 'dispatch' ORDER BY id DESC LIMIT 1))"
        " WHERE event_id = (SELECT id FROM casework_event WHERE case_id = %(case)s AND action = 'dispatch')",
        case,
    )
    code, words = verdict(case.number)
    assert code == 1
    assert "words" in words
