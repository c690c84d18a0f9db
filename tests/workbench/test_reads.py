"""What a page reads: few queries however many rows, and pages that follow each other without gap or overlap."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interaction.casework.models import Case
from interaction.casework.queries import PAGE, Filter, in_scope, open_cases
from tests.conftest import do, open_case, staff

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
# That it was looked at is put on record, by one more.
RECORD = 1


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(staff(username).staff)  # type: ignore[arg-type]
    return client


def queries_of(client: Client, address: str) -> int:
    address = client.get(address).headers.get("Location", address)  # a form stands under its key
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_queue_asks_the_same_however_long_it_is(county: None) -> None:
    pages = [
        (signed_in(username), address)
        for username in ("shoujian", "chengban-czj", "duban")
        for address in ("/desk/", "/desk/?tab=organ", "/desk/?tab=all", "/desk/?q=XX", "/desk/?late=overdue")
    ]
    open_case("letter")
    few = [queries_of(*page) for page in pages]
    for seed in range(12):
        do(open_case("letter", seed), "accept", "dispatch", "take_up")
        do(open_case("disclosure", seed), "register")
    many = [queries_of(*page) for page in pages]
    # The rows, their clocks, the calendar: once each, where there are any.
    assert all(more <= less + 3 for less, more in zip(few, many, strict=True)), (few, many)
    assert max(many) <= MOST_QUERIES


def test_a_case_page_asks_the_same_however_much_happened(county: None) -> None:
    case = open_case("disclosure")
    do(case, "register", "accept", "dispatch", "take_up", "draft_reply")
    client = signed_in("duban")
    few = queries_of(client, f"/desk/cases/{case.pk}/")
    for _round in range(5):
        do(case, "send_back", "draft_reply", "add_material")
    assert queries_of(client, f"/desk/cases/{case.pk}/") <= few
    assert few <= MOST_QUERIES + RECORD


@pytest.mark.parametrize("channel", ["disclosure", "letter", "order"])
def test_a_case_page_asks_little_whoever_reads(county: None, channel: str) -> None:
    case = open_case(channel)
    first, last = {"disclosure": ("register", "draft_reply"), "letter": ("", "draft_reply"), "order": ("", "")}[channel]
    do(case, *filter(None, (first, "accept", "dispatch", "take_up", last)))
    readers = ("shoujian", "duban", case.handler.username)
    asked = {who: queries_of(signed_in(who), f"/desk/cases/{case.pk}/") for who in readers}
    assert max(asked.values()) <= MOST_QUERIES + RECORD, asked


def test_pages_follow_each_other(county: None) -> None:
    for seed in range(7):
        open_case("letter" if seed % 2 else "disclosure", seed)
    actor, seen, after = staff("duban"), [], None
    while True:
        page = open_cases([in_scope(actor)], Filter(), after, size=3)
        seen += [case.pk for case in page.rows]
        after = page.next_cursor
        if after is None:
            break
    assert sorted(seen) == sorted(Case.objects.values_list("pk", flat=True))
    assert len(seen) == len(set(seen)) == 7 < PAGE


def test_public_pages_ask_little(county: None) -> None:
    for seed in range(6):
        case = open_case("letter", seed, public_wish="on")
        do(case, "accept", "dispatch", "take_up", "draft_reply", "approve", "sign", "publish_reply")
    client = Client()
    for address in ("/", "/replies/", "/statistics/", "/send/letters/", "/track/"):
        assert queries_of(client, address) <= 8, address
    assert len(re.findall(r"/replies/\d+/", client.get("/replies/").content.decode())) == 6
