"""Listings, item pages, feeds and sitemaps: addresses that stay, and nothing fetched twice."""

import json
import re
from datetime import timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.utils.http import http_date

from interaction.publicity.models import Publication
from interaction.publicity.publishing import show_rating
from interaction.publicity.search.models import IndexRow
from interaction.workdays.now import now
from tests.conftest import do
from tests.publicity.published import WORDS, page, published

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_a_listing_is_narrowed_by_channel_organ_kind_and_year(county: None) -> None:
    one = published()
    organ, kind, year = one.organ.code, one.kind, one.replied_on.year
    client = Client()
    narrow = {"channel": "letter", "organ": organ, "kind": kind, "year": str(year)}
    assert WORDS["title"] in page(client.get("/replies/", narrow))
    for name, other in (("channel", "order"), ("organ", "LL-CZJ")):
        assert WORDS["title"] not in page(client.get("/replies/", {**narrow, name: other})), name
    Publication.objects.filter(pk=one.pk).update(kind="别的类别")
    assert WORDS["title"] not in page(client.get("/replies/", {**narrow, "organ": "LL-CZJ"}))
    for odd in ({"year": "x", "kind": "\x00"}, {"after": "2026-01-01.99999999999999999999"}, {"organ": "' OR 1"}):
        assert client.get("/replies/", odd).status_code == 200
    assert client.get("/organs/NO-SUCH/replies/").status_code == 404


def test_an_organ_has_one_address_whatever_way_it_was_reached(county: None) -> None:
    one = published()
    address = f"{settings.SITE_URL}/organs/{one.organ.code}/replies/"
    for asked in (f"/replies/?organ={one.organ.code}", f"/organs/{one.organ.code}/replies/"):
        text = page(Client().get(asked))
        assert f'<link rel="canonical" href="{address}">' in text
        assert f'hreflang="en" href="{settings.SITE_URL}/en/organs/{one.organ.code}/replies/"' in text
        assert f'href="/feeds/organs/{one.organ.code}/"' in text


def test_an_item_says_for_machines_what_it_says_for_people(county: None) -> None:
    one = published(content="路灯坏了</script><b>。")
    text = page(Client().get(f"/replies/{one.pk}/"))
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    question = json.loads(block)["@graph"][0]["mainEntity"]
    assert question["name"] == one.title
    assert question["text"] == one.content
    assert question["acceptedAnswer"]["text"] == one.reply
    assert f'<link rel="canonical" href="{settings.SITE_URL}/replies/{one.pk}/">' in text
    assert 'aria-current="page"' in text


def test_similar_replies_stand_beside_an_item_and_never_itself(county: None) -> None:
    one, other = published(1), published(2)
    text = page(Client().get(f"/replies/{one.pk}/"))
    assert f'href="/replies/{other.pk}/"' in text
    assert f'href="/replies/{one.pk}/"' not in text.partition("alike")[2]


def test_what_is_known_is_not_sent_again_and_every_change_is(county: None) -> None:
    one = published()
    client, address = Client(), f"/replies/{one.pk}/"
    first = client.get(address)
    known = {"if-none-match": first["ETag"]}
    assert client.get(address, headers=known).status_code == 304
    assert client.get(address, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    assert "Cookie" in first["Vary"]
    assert "no-cache" in first["Cache-Control"]
    assert client.get("/en" + address, headers=known).status_code == 200
    client.cookies["care"] = "1"
    assert client.get(address, headers=known).status_code == 200
    del client.cookies["care"]
    IndexRow.objects.update(changed_at=now() - timedelta(days=2))
    since = {"if-modified-since": http_date((now() - timedelta(days=1)).timestamp())}
    assert client.get(address, headers=since).status_code == 304
    show_rating(one.case, 4)
    assert client.get(address, headers=since).status_code == 200
    assert client.get(address, headers=known).status_code == 200
    do(one.case.specific, "withdraw_publication", reason="涉及商业秘密，予以撤下。")
    assert client.get(address, headers=known).status_code == 410


def test_a_listing_is_sent_again_when_something_has_left_it(county: None) -> None:
    one = published()
    client = Client()
    for address in ("/replies/", "/feeds/replies/", "/sitemap-0.xml"):
        first = client.get(address)
        assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304, address
    before = {address: client.get(address)["ETag"] for address in ("/replies/", "/feeds/replies/")}
    do(one.case.specific, "withdraw_publication", reason="涉及商业秘密，予以撤下。")
    for address, etag in before.items():
        assert client.get(address, headers={"if-none-match": etag}).status_code == 200, address


FEEDS = (
    "/feeds/replies/",
    "/feeds/channels/letter/",
    "/feeds/organs/{organ}/",
    "/feeds/search/?q=路灯",
    "/en/feeds/replies/",
)


@pytest.mark.parametrize("address", FEEDS)
def test_feeds_are_valid_atom(county: None, address: str) -> None:
    one = published()
    feed = _feed(Client(), address.format(organ=one.organ.code))
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == one.title
    assert entry.findtext(f"{ATOM}id") == f"{settings.SITE_URL}/replies/{one.pk}/"
    link = entry.find(f"{ATOM}link").attrib["href"]
    assert Client().get(urlsplit(link).path).status_code == 200
    assert one.reply in entry.findtext(f"{ATOM}summary")


@pytest.mark.parametrize(
    "address", ["/feeds/replies/", "/feeds/organs/LL-CZJ/", "/feeds/search/?q=没有的词", "/feeds/search/"]
)
def test_an_empty_feed_is_valid_too(county: None, address: str) -> None:
    assert _feed(Client(), address).findall(f"{ATOM}entry") == []


def _feed(client: Client, address: str) -> ElementTree.Element:
    """What RFC 4287 (4.1.1, 4.1.2) demands of a feed and its entries."""
    answer = client.get(address)
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    links = {one.attrib.get("rel", "alternate"): one.attrib["href"] for one in feed.findall(f"{ATOM}link")}
    assert links["self"].startswith(settings.SITE_URL)
    assert feed.find(f"{ATOM}author") is not None
    for one in [feed, *feed.findall(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            (found,) = one.findall(ATOM + name)
            assert found.text, name
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", one.findtext(f"{ATOM}updated"))
    return feed


def test_feeds_of_nothing_known_are_not_found(county: None) -> None:
    for address in ("/feeds/channels/rumour/", "/feeds/organs/NO-SUCH/"):
        assert Client().get(address).status_code == 404


def test_the_sitemap_leads_to_every_public_page_and_to_no_other(county: None) -> None:
    one, gone = published(1), published(2)
    do(gone.case.specific, "withdraw_publication", reason="涉及商业秘密，予以撤下。")
    client = Client()
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    pages = []
    for part in index.iter(f"{MAP}loc"):
        answer = client.get(urlsplit(part.text).path)
        assert answer.status_code == 200
        pages += [urlsplit(found.text).path for found in ElementTree.fromstring(answer.content).iter(f"{MAP}loc")]
    assert f"/replies/{one.pk}/" in pages
    assert f"/en/replies/{one.pk}/" in pages
    assert not any(str(gone.pk) in found for found in pages)
    assert {client.get(found).status_code for found in pages} == {200}
    assert client.get("/sitemap-999.xml").status_code == 404


def test_robots_are_told_what_is_not_theirs(county: None) -> None:
    text = page(Client().get("/robots.txt"))
    for line in ("Disallow: /desk/", "Disallow: /en/track/", f"Sitemap: {settings.SITE_URL}/sitemap.xml"):
        assert line in text
