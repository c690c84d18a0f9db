"""The one door: what `perform` promises when many knock at once, and what the database refuses on its own."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from demo.loading import load_demo
from interaction.casework.engine import perform
from interaction.casework.models import Case, Event
from interaction.errors import NotNow, Refused
from interaction.organs.actors import Actor
from interaction.proving.verifying import verify_matters
from tests.casework.invariants import check_case
from tests.conftest import do, open_case, staff
from tests.databases import owner

KNOCKS = 100


@pytest.mark.django_db(transaction=True)
def test_of_a_hundred_at_once_one_succeeds() -> None:
    load_demo()
    case = open_case("disclosure")
    do(case, "register", "accept", "dispatch")
    handler = staff(f"chengban-{case.organ.code.removeprefix('LL-').lower()}")
    start = threading.Barrier(16)

    def knock(number: int) -> str:
        if number < 16:
            start.wait(timeout=20)
        try:
            perform(Case.objects.get(pk=case.pk), "take_up", handler)
        except NotNow as refused:
            return refused.message
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(16) as people:
        answers = list(people.map(knock, range(KNOCKS)))
    assert answers.count("done") == 1
    assert set(answers) - {"done"} == {"已有承办人。"}
    assert Event.objects.filter(case=case, action="take_up").count() == 1
    check_case(case)


@pytest.mark.django_db
def test_a_refused_action_leaves_no_trace(county: None) -> None:
    case = open_case("disclosure")
    before = Case.objects.values().get(pk=case.pk)
    for name in ("accept", "sign", "publish_reply", "nothing_like_it"):
        with pytest.raises(Refused):
            perform(case, name, staff("shoujian"))
    assert Case.objects.values().get(pk=case.pk) == before
    assert Event.objects.filter(case=case).count() == 1


@pytest.mark.django_db
def test_a_stale_page_cannot_act_twice(county: None) -> None:
    case = open_case("disclosure")
    stale = Case.objects.get(pk=case.pk).specific
    do(case, "register")
    with pytest.raises(NotNow, match="待受理"):
        do(stale, "register")


@pytest.mark.django_db
def test_a_failing_step_undoes_everything(county: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The document number given at sign-off comes back when the transaction fails: no gap."""
    case = open_case("disclosure")
    do(case, "register", "accept", "dispatch", "take_up", "draft_reply", "approve")
    with monkeypatch.context() as broken:
        broken.setattr("interaction.casework.engine.live.case_changed", lambda *_args: 1 / 0)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            do(case, "sign")
    case = Case.objects.get(pk=case.pk).specific
    assert case.state == "signing"
    assert not case.documents.filter(kind="reply").exists()
    do(case, "sign")
    assert case.documents.get(kind="reply").serial == 1
    check_case(case)


def refused_by_the_database(statement: str, pk: int) -> str:
    try:
        with transaction.atomic(), owner(), connection.cursor() as cursor:
            cursor.execute(statement, [pk])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError as error:
        return str(error)
    return ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE casework_event SET details = '{}' WHERE case_id = %s", "append-only"),
        ("DELETE FROM casework_event WHERE case_id = %s", "append-only"),
        ("UPDATE casework_case SET state = 'published' WHERE id = %s", "not the one its last event left"),
        ("UPDATE casework_case SET state = 'new' WHERE id = %s", "case_state_begun"),
        ("UPDATE casework_case SET closed_on = '2026-01-01', due_on = '2026-01-01' WHERE id = %s", "case_closed"),
        ("UPDATE casework_clock SET state = 'asleep', alert_on = NULL WHERE case_id = %s", "clock_state_known"),
        ("UPDATE casework_clock SET due_on = NULL WHERE case_id = %s AND state = 'running'", "clock_running"),
        ("UPDATE requests_app_disclosurerequest SET case_ptr_id = 0 WHERE case_ptr_id = %s", "foreign key"),
    ],
)
def test_the_database_refuses_on_its_own(county: None, statement: str, says: str) -> None:
    case = open_case("disclosure")
    do(case, "register")
    assert says in refused_by_the_database(statement, case.pk)


@pytest.mark.django_db
def test_words_may_be_erased_but_not_rewritten(county: None) -> None:
    case = open_case("disclosure")
    do(case, "register", "accept", "dispatch")
    rewrite = (
        "UPDATE casework_eventwords SET texts = '' WHERE event_id IN (SELECT id FROM casework_event WHERE case_id = %s)"
    )
    assert "append-only" in refused_by_the_database(rewrite, case.pk)
    erase = "DELETE FROM casework_eventwords WHERE event_id IN (SELECT id FROM casework_event WHERE case_id = %s)"
    assert "without an event that says so" in refused_by_the_database(erase, case.pk)
    with owner(), connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(erase, [case.pk])
        cursor.execute("SET session_replication_role = origin")
    (found,) = verify_matters("case", [case.pk])
    assert found
    assert all("casework_eventwords" in str(one) for one in found), found  # past the door, and named; the chain holds


@pytest.mark.django_db
def test_the_system_may_not_do_what_people_must(county: None) -> None:
    case = open_case("letter")
    with pytest.raises(Refused, match="没有办理“受理”的权限"):
        perform(case, "accept", Actor.system(), {"kind": "request"})
