"""Every address of the desk, asked by a person of each role alone: who may open it is declared here, and an address that is not
declared fails. What a page shows of which organ's matters is tested where the page is; here nobody has an organ of their own.
"""

import uuid

import pytest
from django.test import Client
from django.urls import get_resolver

from interaction.organs.models import ADMINISTRATORS, Organ, Post, Role, Staff
from interaction.sign_in.passwords import note_password
from tests.conftest import open_case
from tests.depth import DEEP
from tests.portal.test_who_may import FOR_THE_SENDER, PUBLIC, addresses

pytestmark = pytest.mark.django_db
AT_WORK: set[str] = set(Role.values) - set(ADMINISTRATORS)
EVERYBODY: set[str] = set(Role.values)
DRAFTS: set[str] = {Role.INTAKE, Role.HANDLER, Role.REVIEWER, Role.SIGNER, Role.SUPERVISOR, Role.PUBLISHER}
KEEPERS: set[str] = {Role.HANDLER, Role.REVIEWER, Role.SUPERVISOR, Role.PUBLISHER}
DESK: list[tuple[set[str], tuple[str, ...]]] = [
    (EVERYBODY, (
        "workbench:queue", "workbench:keep_unsent", "workbench:read_notices", "leave:index", "leave:new", "annual:index", "reminders:mine",
        "appraisal:standings", "knowledge:index", "knowledge:article",
    )),
    (AT_WORK, (
        "workbench:case", "annual:report", "annual:history", "annual:requests", "annual:remedies", "appraisal:points",
        "wallboard:wall", "wallboard:as_device",
    )),
    (DRAFTS, ("consultations_desk:index",)),
    (DRAFTS - {Role.PUBLISHER}, ("workbench:reveal",)),
    (KEEPERS, ("knowledge:new", "knowledge:edit")),
    ({Role.INTAKE, Role.HANDLER, Role.REVIEWER, Role.SUPERVISOR, Role.CALL_AGENT}, ("workbench:duties",)),
    ({Role.HANDLER, Role.REVIEWER, Role.SIGNER, Role.SUPERVISOR}, ("rates:index",)),
    ({Role.INTAKE, Role.CALL_AGENT}, ("workbench:openings", "workbench:query_codes", "workbench:issue_code", "texting_desk:index")),
    ({Role.INTAKE, Role.HANDLER}, ("annual:edit",)),
    ({Role.INTAKE}, ("workbench:case_action", "ledger:index", "ledger:template", "ledger:export")),
    ({Role.CALL_AGENT}, ("console:console", "console:seat", "console:knowledge", "console:order", "console:call_backs")),
    ({Role.SIGNER}, ("annual:step",)),
    ({Role.SUPERVISOR}, (
        "rates:bulletins", "workbench:supervision", "workbench:supervision_list", "complaints:index", "complaints:new", "quality:index",
        "exchange_desk:index",
    )),
    ({Role.SUPERVISOR, Role.PUBLISHER}, ("proactive:groups",)),
    ({Role.SUPERVISOR, Role.SECURITY}, ("leave:new_for",)),
    ({Role.SUPERVISOR, Role.ADMINISTRATOR}, ("workbench:dead_letters", "workbench:send_again")),
    ({Role.PUBLISHER}, (
        "disclosure_desk:index", "disclosure_desk:guide", "disclosure_desk:catalogue", "disclosure_desk:new", "outreach_desk:index",
    )),
    ({Role.PUBLISHER, Role.ARCHIVIST}, ("archive:index",)),
    ({Role.ARCHIVIST}, ("archive:new_appraisal", "archive:new_package")),
    ({Role.LEGAL}, ("law:index",)),
    ({Role.ADMINISTRATOR}, ("workbench:holidays", "workbench:system_status")),
    ({Role.SECURITY}, ("workbench:leaving", "appointments:new", "recovery:new")),
    ({Role.SIGNER, Role.SECURITY, Role.AUDITOR}, ("appointments:index", "recovery:index")),
    ({Role.AUDITOR}, ("audit:index", "audit:log")),
]  # fmt: skip
# About one matter: whoever may not see it is answered as if it were not there, and here it is not.
ABOUT_ONE = {
    "annual:download", "annual:version", "appointments:appointment", "appointments:step", "appraisal:point",
    "archive:appraisal", "archive:appraisal_step", "archive:download", "archive:enter_term", "archive:open",
    "archive:package", "archive:package_step", "archive:term", "archive:term_step", "complaints:complaint",
    "complaints:step", "console:attempt", "console:call_back", "console:end", "console:link_case", "console:notes",
    "console:number", "console:read_out", "console:similar", "console:wrap_up", "consultations_desk:annex",
    "consultations_desk:item_action", "consultations_desk:new", "consultations_desk:opinion",
    "consultations_desk:opinions", "consultations_desk:page", "consultations_desk:step", "disclosure_desk:edit",
    "disclosure_desk:withdraw", "exchange_desk:again", "knowledge:answer", "knowledge:report", "law:enter", "law:step",
    "law:version", "leave:leave", "leave:step", "ledger:columns", "ledger:confirm", "ledger:discard", "ledger:errors",
    "ledger:import", "ledger:rest", "ledger:sheets", "outreach_desk:came", "outreach_desk:cancel",
    "outreach_desk:discard_changes", "outreach_desk:edit", "outreach_desk:entry", "outreach_desk:new",
    "outreach_desk:publish", "outreach_desk:reveal", "outreach_desk:sign_ups", "outreach_desk:withdraw", "quality:one",
    "rates:bulletin", "rates:download", "rates:orders", "recovery:recovery", "recovery:step", "telephony:recording",
    "texting_desk:number", "texting_desk:text", "workbench:code_issued", "workbench:code_slip",
    "workbench:delivery_slip", "workbench:download", "workbench:drawn", "workbench:enter", "workbench:look",
    "workbench:original", "workbench:receipt",
}  # fmt: skip
# What anybody at the desk may send, whatever is not in it: words nobody keeps.
SENT_BY_ALL = {"console:similar", "knowledge:report"}
# Who asks for those, but in deep runs: one of each sort.
A_FEW = {Role.HANDLER, Role.ADMINISTRATOR, Role.AUDITOR}
CLOSED = (403, 404)


def somebody(role: str) -> Client:
    person = Staff.objects.create_user(f"only-{role}", uuid.uuid4().hex, name="某", is_staff=role in ADMINISTRATORS)
    note_password(person, own=True)
    Post.objects.create(staff=person, organ=Organ.objects.get(parent=None), role=role)
    client = Client()
    client.force_login(person)
    return client


def test_every_address_of_the_desk_says_whose_it_is(county: None) -> None:
    case = open_case("letter")
    declared = {name: roles for roles, names in DESK for name in names}
    people, wrong = {role: somebody(role) for role in Role.values}, []
    # What makes a session that of a screen comes last.
    for name, address in sorted(addresses(get_resolver()), key=lambda one: one[0] == "wallboard:as_device"):
        if name in PUBLIC | FOR_THE_SENDER or address.startswith(("/accounts/", "/settings/")):
            continue
        if name not in declared.keys() | ABOUT_ONE:
            wrong.append((name, "not declared"))
            continue
        page = address.replace("/cases/1/", f"/cases/{case.pk}/")
        asking = people if DEEP or name in declared else {role: people[role] for role in A_FEW}
        opened = {role for role, client in asking.items() if status(client, page) not in CLOSED}
        if name in declared and opened != declared[name]:
            wrong.append((name, f"open to {sorted(opened)}"))
        elif name in ABOUT_ONE - SENT_BY_ALL and opened:
            wrong.append((name, f"open to {sorted(opened)} without its matter"))
    assert wrong == [], "\n".join(map(str, wrong))


def status(client: Client, address: str) -> int:
    answer = client.get(address)
    return client.post(address).status_code if answer.status_code == 405 else answer.status_code
