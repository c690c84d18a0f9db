"""Every public address is opened under /en/ with something to show; nothing on it is Chinese without saying so."""

import uuid
from collections import Counter, deque
from random import Random
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from demo.catalogues import load as load_disclosure
from demo.channels import sample
from demo.consultations.loading import load as load_consultations
from demo.outreach.loading import load as load_outreach
from interaction.casework.actions import available
from interaction.casework.models import Case
from interaction.consultations.models import Consultation, Opinion, Survey
from interaction.consultations.opinion_views import OPENED as OPINIONS
from interaction.organs.actors import Actor
from interaction.organs.models import Organ
from interaction.outreach.models import OpenDay
from interaction.portal.views.access import OPENED, RECEIPTS
from interaction.publicity.subscriptions import subscribing
from interaction.publicity.subscriptions.models import Subscription
from interaction.statistics.fold import fold
from mailbox.models import Letter
from tests.conftest import do, open_case
from tests.portal.crawling import links_in
from tests.portal.reading import chinese_in
from tests.portal.test_who_may import FOR_THE_SENDER, PUBLIC
from tests.publicity.published import WORDS, published
from tests.requests_app.test_annual_desk import finance, publish, write_all  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
# One kind of page, asked the same way, is read so many times.
OF_A_KIND = 4
# What is no page, by the reason why nobody reads it in English.
NO_PAGES = {
    "answers for programs": {
        "alive", "ready", "robots", "sitemap", "sitemap_pages", "sitemap_part", "telephony:events", "telephony:openapi",
        "texting:texts", "exchange:orders", "exchange:order", "exchange:messages", "exchange:openapi",
        "portal:seal", "portal:seals_program", *(name for name in PUBLIC if name.startswith("api:")),
    },
    "feeds, whose entries are Chinese": {
        "portal:feed_all", "portal:feed_channel", "portal:feed_organ", "portal:feed_search",
        "portal:seals_feed",
    },
    "tables of figures to take along": {"portal:statistics_table", "portal:statistics_organ_table"},
    "papers and files, which are the organ's own": {
        "reports:download", "portal:receipt_pdf", "portal:download", "portal:stashed_thumbnail", "portal:case_proof",
        "consultations:receipt_pdf", "consultations:report_pdf", "consultations:annex",
    },
    "a citizen's own, read in tests/citizens": {
        "citizens:enter_code", "citizens:cases", "citizens:add", "citizens:details", "citizens:delete", "citizens:sign_out",
    },
    "a switch that leads back to the page": {"portal:mode"},
}  # fmt: skip
STARTS = (
    "/en/", "/en/search/?q=路灯", "/en/search/?q=qqqq", "/en/search/?q=公告", "/en/nowhere/", "/en/verify/?code=AAAA",
    "/en/statistics/?year=2026", "/en/statistics/?year=2026&quarter=1", "/en/statistics/?year=2026&month=3",
    "/en/statistics/?year=x", "/en/embed/figures/", "/en/subscriptions/", "/en/time-limit/", "/en/replies/?q=路灯",
    "/en/guides/", "/en/organs/", "/en/disclosure/", "/en/mailboxes/", "/en/open-data/", "/en/open-data/api/",
    "/en/consultations/", "/en/surveys/", "/en/decisions/", "/en/announcements/", "/en/programmes/", "/en/open-days/",
    "/en/service-points/", "/en/reports/", "/en/my/sign-in/", "/en/consultations/track/", "/en/open-days/sign-ups/",
)  # fmt: skip
EXEMPT = set[str]().union(*NO_PAGES.values())


class Reader:
    """Opens pages, and notes what was read of which address."""

    def __init__(self, client: Client) -> None:
        self.client, self.read, self.wrong = client, set[str](), dict[str, list[str]]()

    def open(self, address: str, data: dict[str, Any] | None = None) -> str:
        answer = self.client.get(address, follow=True) if data is None else self.client.post(address, data)
        assert answer.status_code < 500, address
        if "html" not in answer.headers.get("Content-Type", "") or "Location" in answer.headers:
            self.read |= {name_of(address)} if data is not None else set()
            return answer.headers.get("Location", "")
        page = str(answer.content.decode())
        self.read.add(name_of(address))
        found = chinese_in(page) if '<html lang="en"' in page else ["(the page is not in English)"]
        if found:
            self.wrong[f"{address}{' ' + str(data) if data else ''} {answer.status_code}"] = found
        return page

    def walk(self, *starts: str) -> None:
        """What links lead to, from these pages on."""
        waiting, seen, kinds = deque(starts), set(starts), Counter[object]()
        while waiting:
            address = waiting.popleft()
            page = self.open(address)
            for link in [page] if page.startswith("/") else links_in(page, address):
                asked = tuple(sorted(part.partition("=")[0] for part in urlsplit(link).query.split("&")))
                if link.startswith("/en/") and link not in seen and name_of(link) not in EXEMPT:
                    seen.add(link)
                    kind = name_of(link), asked
                    kinds[kind] += 1
                    if kinds[kind] <= OF_A_KIND:
                        waiting.append(link)


def name_of(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


@pytest.fixture
def filled(finance: Organ) -> list[Case]:  # noqa: F811
    """Something of everything that the public may read; answers the cases a visitor sent."""
    write_all(finance)
    publish(finance)
    load_consultations()
    load_outreach()
    load_disclosure()
    publication = published()
    do(publication.case.specific, "pin_reply", question="路灯坏了找谁修")
    fold()
    return [publication.case, *(open_case(one) for one in ("disclosure", "letter", "order"))]


def with_session(**keys: object) -> Client:
    client = Client()
    session = client.session
    session.update(keys)
    session.save()
    return client


def test_every_public_page_is_english(filled: list[Case]) -> None:
    client = with_session(**{name: [one.number for one in filled] for name in (OPENED, RECEIPTS)})
    reader = Reader(client)
    reader.walk(*STARTS)
    follow_cases(reader, filled)
    say_something(reader)
    come_along(reader)
    subscribe(reader)
    everywhere_wrong(reader)
    assert reader.wrong == {}, reader.wrong
    assert (PUBLIC | FOR_THE_SENDER) - reader.read - EXEMPT == set()


def follow_cases(reader: Reader, cases: list[Case]) -> None:
    data = {**sample("letter", "submit", Letter(), Random(1)), **WORDS, "submission": str(uuid.uuid4())}
    reader.open("/en/send/letters/", data)
    for row in cases:
        case = row.specific
        reader.open(f"/en/receipt/{case.number}/")
        reader.open(f"/en/track/{case.number}/")
        for action in available(case, Actor.party(case.pk)):
            reader.open(f"/en/track/{case.number}/do/{action.name}/")
            if action.form.base_fields:
                reader.open(f"/en/track/{case.number}/do/{action.name}/", {"correction": "\x07"})


def say_something(reader: Reader) -> None:
    """Opinions on a draft and answers to a survey: what is wrong, the receipt, what became of it."""
    for one in Consultation.objects.order_by("pk"):
        reader.open(f"/en/consultations/{one.pk}/")
        reader.open(f"/en/consultations/{one.pk}/opinions/")
        reader.open(f"/en/consultations/{one.pk}/report/")
        address = f"/en/consultations/{one.pk}/say/"
        reader.open(address)
        for data in (
            {},
            {"text": "字" * 9000, "from_kind": "ghost", "phone": "1", "email": "x", "clause": "0", "name": "王"},
        ):
            reader.open(address, data)
        sent = reader.open(
            address, {"text": "坑槽", "from_kind": "person", "may_quote": "on", "submission": str(uuid.uuid4())}
        )
        reader.open(sent) if sent.startswith("/") else None
    numbers = list(Opinion.objects.order_by("pk").values_list("number", flat=True))
    opened = Reader(with_session(**{OPINIONS: numbers}))
    for opinion in Opinion.objects.order_by("consultation", "-pk").distinct("consultation"):
        opened.open(f"/en/consultations/receipt/{opinion.number}/")
        opened.open(f"/en/consultations/mine/{opinion.number}/")
    reader.read |= opened.read
    reader.wrong |= opened.wrong
    for survey in Survey.objects.all():
        reader.open(f"/en/surveys/{survey.pk}/")
        reader.open(f"/en/surveys/{survey.pk}/", {})
        reader.open(f"/en/surveys/{survey.pk}/", {f"q{n}": "99" for n in range(1, 9)})
    for data in ({}, {"number": "YJ-2026-000001", "code": "AAAAAAAAAA"}):
        reader.open("/en/consultations/track/", data)


def come_along(reader: Reader) -> None:
    """Open days: signing up, what is wrong with it, the person's own page, giving it up, rating it."""
    for day in OpenDay.objects.filter(published_on__isnull=False):
        address = f"/en/open-days/{day.pk}/sign-up/"
        reader.open(f"/en/open-days/{day.pk}/")
        reader.open(address)
        wrong = {"name": "王", "phone": "1", "email": "x", "people": "99"}
        right = {"name": "王小一", "phone": "13800000001", "people": "1", "submission": str(uuid.uuid4())}
        for data in ({}, wrong, right, {**right, "submission": str(uuid.uuid4())}):
            to = reader.open(address, data)
            if to.startswith("/"):
                reader.open(to)
                for step in ("rate", "cancel", "cancel"):
                    reader.open(f"{to}{step}/", {})
                reader.open(to)
    for data in ({}, {"number": "KF-2026-000001", "code": "AAAAAAAAAA"}):
        reader.open("/en/open-days/sign-ups/", data)


def subscribe(reader: Reader) -> None:
    reader.open("/en/subscriptions/", {})
    reader.open("/en/subscriptions/", {"email": "x", "rhythm": "never", "organ": "XX", "channel": "x", "kind": "x"})
    reader.open("/en/subscriptions/", {"email": "a@example.com", "rhythm": "daily", "words": "路灯", "organ": "LL-SLJ"})
    one = Subscription.objects.get()
    for name in ("confirm_subscription", "leave_subscription"):
        address = "/en" + urlsplit(subscribing.link(one, name)).path.removeprefix("/en")
        reader.open(address)
        reader.open(address, {})
    reader.open(address)


def everywhere_wrong(reader: Reader) -> None:
    """Pages and forms asked for what there is not."""
    for path in ("consultations", "announcements", "programmes", "open-days", "service-points", "replies", "mailboxes"):
        reader.open(f"/en/{path}/999999/")
    for path in (
        "organs/XX/",
        "disclosure/XX/",
        "guides/none/",
        "decisions/1900/",
        "statistics/organs/XX/",
        "reports/XX/1900/",
    ):
        reader.open(f"/en/{path}")
    for query in ("replies/?from=x&to=y&organ=XX", "search/?q=&from=x&organ=XX", "statistics/?year=1900&month=13"):
        reader.open(f"/en/{query}")
