"""Two weeks (by night a year) in which every sender hides particulars: nothing of them reaches a stranger, another sender,
or an organ that a sender hid from."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from interaction.casework.file_store import read
from interaction.casework.models import Attachment, Case
from interaction.notices.models import Notice
from interaction.organs.actors import Actor
from interaction.organs.models import Staff
from interaction.privacy.particulars import bare
from interaction.publicity.hiding import Reader
from interaction.publicity.models import Publication
from interaction.statistics.fold import fold
from interaction.workdays.now import SHANGHAI, override_now
from tests.depth import DEEP
from tests.portal.crawling import links_in, text_of, walk
from tests.publicity.dressed import DRESSES, FILES, Dressed, Watch, everything_in, read_by_a_stranger

pytestmark = pytest.mark.django_db
START, SEED = date(2025, 3, 3), 11
DAYS, PER_DAY = (365, 2) if DEEP else (14, 3)
STARTS = (
    "/",
    "/en/",
    "/sitemap.xml",
    "/api/v1/",
    "/open311/v2/requests.json",
    "/feeds/replies/",
    "/search/?q=电话",
    "/replies/",
)
NEAR = ("/replies/", "/answers/", "/feeds/", "/api/", "/open311/", "/open-data/", "/search/", "/embed/", "/statistics/")


@pytest.fixture
def lived(county: None) -> Dressed:
    people = Dressed(SEED)
    for _day in people.run(START, DAYS, PER_DAY):
        pass
    connection.run_on_commit.clear()
    return people


def test_nothing_of_any_sender_reaches_others(lived: Dressed, client: Client, settings: object) -> None:
    watch = Watch(lived.people)
    hid = [watch.whose(said_in(case)) for case in Case.objects.filter(pk__in=lived.people)]
    assert sum(map(bool, hid)) > 0.8 * len(hid)  # else nothing would be proven
    with override_now(datetime.combine(START + timedelta(days=DAYS), time(18), SHANGHAI)):
        fold()
        assert Publication.objects.count() > DAYS / 12
        assert in_public(client, watch) == []
    assert in_mail_to_others(watch) == []
    assert before_organs_hidden_from(watch) == []
    assert in_files(watch) == []


def said_in(case: Case) -> str:
    specific: Any = case.specific
    return str(specific.wanted if hasattr(specific, "wanted") else specific.content)


def in_public(client: Client, watch: Watch) -> list[object]:
    pages = walk(client, STARTS, 20_000) if DEEP else near(client)
    return [(address, one) for address, _status, _kind, text in pages for one in watch.whose(text)]


def near(client: Client) -> Iterator[tuple[str, int, str, str]]:
    """What was published, and what the pages that lead to it lead to."""
    seen = {*STARTS, *(f"/replies/{one}/" for one in Publication.objects.values_list("pk", flat=True))}
    for address in list(seen):
        answer = client.get(address)
        text = text_of(answer.getvalue(), answer.headers["Content-Type"])
        seen |= {link for link in links_in(text, address) if link.startswith(NEAR)}
    for address in sorted(seen):
        answer = client.get(address)
        kind = answer.headers.get("Content-Type", "")
        yield address, answer.status_code, kind, text_of(answer.getvalue(), kind)


def in_mail_to_others(watch: Watch) -> list[object]:
    """Of notices about a case, to whomever: other senders' particulars; and to staff, none of a hidden sender's."""
    return [
        (notice.key, one)
        for notice in Notice.objects.exclude(channel=Notice.Channel.SITE)
        for one in watch.whose(f"{notice.subject}\n{notice.body}", but=notice.about_case)
    ]


def before_organs_hidden_from(watch: Watch) -> list[object]:
    """What whoever works on a hidden sender's case reads and may fetch of it."""
    found: list[object] = []
    seen = 0
    for case in Case.objects.filter(handler__isnull=False).select_related("handler"):
        actor = Actor.of(case.handler)
        reader = Reader(case.specific, actor)
        if not reader.masks:
            continue
        seen += 1
        client = Client()
        client.force_login(Staff.objects.get(pk=case.handler_id))
        for address in (f"/desk/cases/{case.pk}/", f"/desk/?q={case.number}"):
            answer = client.get(address, follow=True)
            found += [(address, one) for one in watch.whose(answer.content.decode())]
        for _file, name in reader.files(case.attachments.filter(origin=Attachment.Origin.PARTY)):
            found += [(name, one) for one in watch.whose(name)]
    assert seen > 1
    return found


def in_files(watch: Watch) -> list[object]:
    """What copies of senders' files say of themselves; every kind was sent."""
    files = Attachment.objects.filter(origin=Attachment.Origin.PARTY, destroyed_at__isnull=True)
    assert {file.name[file.name.rindex(".") :] for file in files} >= {ending for ending, _made in FILES}
    return [(file.pk, one) for file in files for one in watch.whose(everything_in(read(file.pk)))]


def test_there_are_twelve_dresses_and_each_reads_the_same() -> None:
    assert len({dress("13712345678") for dress in DRESSES}) == len(DRESSES) == 12
    assert {read_by_a_stranger(dress("13712345678")) for dress in DRESSES} == {bare("13712345678")}
