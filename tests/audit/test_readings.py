"""Records of reading: every look is on record, nothing of a person stands in it, and nobody changes it unseen."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from interaction.audit.chain import forget_latest, verify, write
from interaction.audit.models import Kind, Reading
from interaction.audit.pruning import prune
from interaction.casework.models import Case
from interaction.organs.models import Staff
from interaction.workdays.now import now, override_now
from tests.conftest import do, open_case
from tests.databases import owner
from tests.workbench.test_files import add

pytestmark = pytest.mark.django_db

# Pages of the desk that open no case, no file and nobody's particulars: lists without them, what the public reads anyway,
# and documents of the office itself. A new page is declared by `reads`, or named here.
OPENS_NOTHING = {
    "workbench:queue", "workbench:keep_unsent", "workbench:read_notices", "workbench:openings", "workbench:enter",
    "workbench:dead_letters", "workbench:send_again", "workbench:duties", "workbench:supervision",
    "workbench:supervision_list", "proactive:groups", "rates:index", "rates:orders", "rates:bulletins", "rates:bulletin",
    "leave:index", "leave:new", "leave:new_for", "leave:leave", "leave:step", "reminders:mine",
    "consultations_desk:index", "consultations_desk:new", "consultations_desk:page", "consultations_desk:step",
    "consultations_desk:item_action", "consultations_desk:annex",
    "disclosure_desk:index", "disclosure_desk:guide", "disclosure_desk:catalogue", "disclosure_desk:new", "disclosure_desk:edit",
    "disclosure_desk:withdraw", "annual:index", "annual:report", "annual:edit", "annual:history", "annual:version",
    "annual:step", "annual:requests", "annual:remedies", "archive:index", "archive:enter_term", "archive:term",
    "archive:term_step", "archive:new_appraisal", "archive:appraisal_step", "archive:new_package", "archive:package",
    "archive:package_step", "complaints:index", "complaints:new", "law:index", "law:enter", "law:version", "law:step",
    "appraisal:standings", "appraisal:points", "quality:index", "wallboard:wall", "wallboard:as_device", "texting_desk:index",
    "console:seat", "console:similar", "console:knowledge", "console:order", "console:notes", "console:end",
    "console:wrap_up", "console:call_backs", "outreach_desk:index", "outreach_desk:new", "outreach_desk:entry",
    "outreach_desk:edit", "outreach_desk:publish", "outreach_desk:discard_changes", "outreach_desk:withdraw",
    "knowledge:index", "knowledge:new", "knowledge:article", "knowledge:edit", "knowledge:report", "knowledge:answer",
    "appointments:index", "appointments:new", "appointments:appointment", "appointments:step",
    "recovery:index", "recovery:new", "recovery:recovery", "recovery:step",
    "exchange_desk:index", "exchange_desk:again", "ledger:index", "ledger:template", "ledger:rest", "ledger:discard",
}  # fmt: skip


@pytest.fixture(autouse=True)
def first_of_its_process() -> Iterator[None]:
    forget_latest()
    yield
    forget_latest()


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(Staff.objects.get(username=username))
    return client


def told(*columns: str) -> list[tuple[object, ...]]:
    return list(Reading.objects.order_by("seq").values_list(*columns))


def desk_views(resolver: URLResolver, prefix: str = "", space: str = "") -> Iterator[tuple[str, object]]:
    for one in resolver.url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from desk_views(one, route, f"{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern) and route.startswith("desk/"):
            yield space + (one.name or ""), one.callback


def test_every_page_of_the_desk_is_on_record_or_opens_nothing() -> None:
    views = dict(desk_views(get_resolver()))
    recorded = {name for name, view in views.items() if isinstance(getattr(view, "reads", None), Kind)}
    assert {"workbench:case", "workbench:case_action", "workbench:original", "ledger:export"} <= recorded
    assert sorted(views.keys() - recorded - OPENS_NOTHING) == [], "declare by `reads` what they show"
    assert sorted(OPENS_NOTHING - views.keys()) == sorted(OPENS_NOTHING & recorded) == []


def test_who_opens_a_case_its_file_and_its_sender_is_on_record(county: None) -> None:
    case = open_case("letter")
    add(case, **{"说明.txt": "经过".encode()})
    file = case.attachments.get()
    clerk = signed_in("shoujian")
    clerk.get(f"/desk/cases/{case.pk}/", REMOTE_ADDR="10.1.2.3")
    clerk.get(f"/desk/cases/{case.pk}/files/{file.pk}/look/")
    clerk.post(f"/desk/cases/{case.pk}/party/")
    clerk.get(f"/desk/cases/{case.pk + 1}/")
    who = Staff.objects.get(username="shoujian").pk
    assert told("who", "kind", "case_number")[-3:] == [
        (who, "case", case.number), (who, "file", case.number), (who, "person", case.number)
    ]  # fmt: skip
    first = Reading.objects.filter(kind=Kind.CASE).get()
    assert (first.network, first.page, first.address) == ("10.1.2.3", "workbench:case", f"/desk/cases/{case.pk}/")
    assert first.at.utcoffset() == timedelta(0)


def test_nothing_of_a_person_stands_in_a_record(county: None) -> None:
    case = open_case("letter")
    clerk = signed_in("shoujian")
    for words in ("欧阳建国", "13800001234", "110101199003074578", case.number):
        assert clerk.get("/desk/", {"q": words}, REMOTE_ADDR="10.1.2.3").status_code == 200
    searched = Reading.objects.filter(kind=Kind.SEARCH).order_by("seq")
    assert [(one.words, one.case_number) for one in searched] == [
        ("欧阳**", ""), ("138****", ""), ("110****", ""), ("", case.number)
    ]  # fmt: skip
    again = Client()
    again.force_login(Staff.objects.get(username="duban"))
    again.get("/desk/", {"q": " 欧阳 建国"})
    digests = list(Reading.objects.filter(words="欧阳**").values_list("words_digest", flat=True))
    assert digests[0] == digests[1]
    with connection.cursor() as cursor:
        cursor.execute("SELECT r::text FROM audit_reading r")
        rows = "\n".join(row for (row,) in cursor.fetchall())
    assert not any(clear in rows for clear in ("建国", "13800001234", "19900307", "10.1.2.3"))


def test_signing_in_and_failing_to_is_on_record(county: None) -> None:
    client = Client()
    form = {"login": "shoujian", "password": "wrong"}
    client.post("/accounts/login/", form)
    client.post("/accounts/login/", {"login": "my-pass-word-1234567", "password": "x"})
    client.post("/accounts/login/", {**form, "password": "huiyin-demo-2026"})
    client.post("/accounts/logout/")
    who = Staff.objects.get(username="shoujian").pk
    assert told("who", "kind", "words") == [
        (who, "failed", ""), (None, "failed", "my-****"), (who, "sign_in", ""), (who, "sign_out", "")
    ]  # fmt: skip


def test_settings_and_exports_are_on_record(county: None) -> None:
    signed_in("guanli").get("/settings/organs/organ/")
    signed_in("shoujian").get("/desk/ledger/export/", {"year": "2026", "form": "xlsx"})
    assert told("kind", "page") == [("settings", "admin:organs_organ_changelist"), ("export", "ledger:export")]


def test_a_record_costs_a_page_one_query(county: None) -> None:
    case = open_case("letter")
    clerk = signed_in("shoujian")
    clerk.get(f"/desk/cases/{case.pk}/")
    with CaptureQueriesContext(connection) as captured:
        clerk.get(f"/desk/cases/{case.pk}/")
    assert sum("audit_reading" in one["sql"] for one in captured) == 1


def test_what_cannot_be_put_on_record_is_not_shown(county: None) -> None:
    case = open_case("letter")
    clerk = signed_in("shoujian")
    clerk.raise_request_exception = False
    with owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_reading ADD CONSTRAINT full_up CHECK (kind <> 'case')")
    with transaction.atomic():
        answer = clerk.get(f"/desk/cases/{case.pk}/")
        transaction.set_rollback(True)
    assert answer.status_code == 500
    assert case.title not in answer.content.decode()


def some_readings(count: int = 6) -> None:
    """Records as separate requests leave them, each of which its process knows to be kept."""
    who = Staff.objects.get(username="shoujian")
    for number in range(count):
        write([Reading(at=now(), who=who, kind=Kind.CASE, case_number=f"XX-2026-{number:06}", network="10.0.0.1")])


def verdict() -> tuple[int, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("verify_readings", stdout=out, stderr=err)
    except SystemExit as end:
        return int(str(end.code)), err.getvalue()
    return 0, out.getvalue()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_reading SET kind = 'file'", "DELETE FROM audit_reading", "TRUNCATE audit_reading"],
)
def test_the_database_refuses_every_change(county: None, statement: str) -> None:
    some_readings()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing may be pending when a table is emptied
    with pytest.raises(IntegrityError), transaction.atomic(), owner(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verdict() == (0, "6 records of reading: the chain holds\n")


RELINK = """
DO $$ DECLARE one record; before bytea := ''; BEGIN
FOR one IN SELECT * FROM audit_reading ORDER BY seq LOOP
    UPDATE audit_reading SET previous = before, digest = sha256(before || int8send(seq) || seal) WHERE id = one.id;
    SELECT digest INTO before FROM audit_reading WHERE id = one.id;
END LOOP; END $$
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE audit_reading SET who_id = NULL WHERE seq = 3", "record 3: was altered"),
        ("UPDATE audit_reading SET at = at - interval '1 day' WHERE seq = 3", "record 3: was altered"),
        ("UPDATE audit_reading SET network = (SELECT network FROM audit_reading WHERE seq = 2) WHERE seq = 3",
         "record 3: was altered"),
        ("DELETE FROM audit_reading WHERE seq = 3", "record 3: is missing"),
        ("DELETE FROM audit_reading WHERE seq < 3", "record 1: to 2 are missing"),
        # With the digests reckoned anew by somebody who has the whole database, but not the key.
        ("DELETE FROM audit_reading WHERE seq = 3; UPDATE audit_reading SET seq = seq - 1 WHERE seq > 3;" + RELINK,
         "is not the record that"),
        ("UPDATE audit_reading SET seq = -1 WHERE seq = 2; UPDATE audit_reading SET seq = 2 WHERE seq = 3;"
         "UPDATE audit_reading SET seq = 3 WHERE seq = -1;" + RELINK, "is not the record that"),
        ("DELETE FROM audit_reading WHERE seq > 4", ""),
    ],
)  # fmt: skip
def test_every_tampering_is_found(county: None, statement: str, says: str) -> None:
    some_readings()
    with owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_reading DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute("ALTER TABLE audit_reading ENABLE TRIGGER USER")
    if not says:  # cut off at its end: the next record of a process that knew it tells
        some_readings(1)
        says = "record 6: is not the record that 5 knew"
    code, said = verdict()
    assert code == 1
    assert says in said


def test_records_go_after_six_months_and_leave_one(county: None) -> None:
    with override_now(now() - timedelta(days=400)):
        some_readings(3)
    some_readings(2)
    assert prune() == 3
    assert told("seq", "kind") == [(4, "case"), (5, "case"), (6, "pruned")]
    assert verdict() == (0, "3 records of reading: the chain holds\n")
    assert prune() == 0
    with pytest.raises(IntegrityError), transaction.atomic(), owner(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_reading WHERE seq = 4")
    with owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_reading DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM audit_reading WHERE seq = 4")
    assert next(fault for fault in verify() if fault).seq == 4


def test_a_case_of_anothers_organ_is_marked(county: None) -> None:
    case = open_case("letter")
    do(case, "accept", "dispatch", "take_up")
    Case.objects.filter(pk=case.pk).update(addressed_to=case.organ)
    for username in ("duban", case.handler.username):
        signed_in(username).get(f"/desk/cases/{case.pk}/")
    assert case.organ.code != "LL"
    assert told("who__username", "outside") == [("duban", True), (case.handler.username, False)]
