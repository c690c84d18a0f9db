"""The search page as visitors use it: helped where nothing is found, refused in plain words, never a server error."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interaction.publicity.search.candidates import CANDIDATES
from interaction.publicity.search.index import index_document
from interaction.publicity.search.searching import PAGE, Filters, search
from interaction.publicity.search.terms import gather_terms
from interaction.visitors.throttle import SEARCHES
from tests.publicity.published import page
from tests.search.test_index import entry

pytestmark = pytest.mark.django_db


def found(client: Client, **query: str) -> str:
    answer = client.get("/search/", query)
    assert answer.status_code == 200, answer.status_code
    return page(answer)


def test_who_finds_nothing_is_led_to_writing_with_the_query_carried_over(county: None) -> None:
    index_document(entry(1, "路灯"))
    client = Client()
    text = found(client, q="量子纠缠怎么申请")
    assert "没有找到" in text
    address = f"/send/letters/?title={quote('量子纠缠怎么申请')}"
    assert f'href="{address}"' in text
    assert "量子纠缠怎么申请" in page(client.get(address, follow=True))
    assert "去掉已选的范围再查" in found(client, q="路灯", organ="LL-CZJ")


def test_most_of_the_words_are_better_than_nothing_and_the_page_says_so(county: None) -> None:
    index_document(entry(1, "南关街路灯不亮"))
    text = found(Client(), q="路灯 量子纠缠")
    assert "没有同时包含全部词语" in text
    assert "/replies/900001/" in text


def test_what_was_read_otherwise_is_said_and_can_be_undone(county: None) -> None:
    index_document(entry(1, "公积金怎么提取"))
    gather_terms()
    text = found(Client(), q="gongjijin")
    assert "已把“<span" in text
    assert "literal=1" in text
    assert "没有找到" in found(Client(), q="gongjijin", literal="1")


def test_pages_are_bounded_and_a_link_keeps_what_was_chosen(county: None) -> None:
    for n in range(PAGE + 2):
        index_document(entry(n, f"路灯第{n}处不亮"))
    client = Client()
    first = found(client, q="路灯", kind="咨询")
    assert first.count("/replies/9000") == PAGE
    assert "&amp;page=2" in first
    second = found(client, q="路灯", kind="咨询", page="2")
    assert second.count("/replies/9000") == 2
    for odd in ("0", "-1", "999", "x", "²", "1" * 400):
        found(client, q="路灯", page=odd)


@pytest.mark.parametrize(
    "query",
    ["\x00", "路灯\x00", "a" * 100_000, "路" * 5000, "'", "\\", "路灯' | '", "&|!()<->:*", "\u202e路灯", "　", "%", "的", "怎么办",
     "🙂", "a:*", "ﷺ", "t:路灯", "1", "水"],
)  # fmt: skip
def test_anything_typed_gets_a_page(county: None, query: str) -> None:
    index_document(entry(1, "路灯"))
    client = Client()
    assert client.get("/search/", {"q": query}).status_code == 200
    assert (
        client.get(
            "/search/", {"q": "路灯", "organ": query[:500], "year": query[:500], "kind": query[:500]}
        ).status_code
        == 200
    )
    assert client.get("/feeds/search/", {"q": query}).status_code == 200


def test_a_long_query_says_what_is_looked_at(county: None) -> None:
    index_document(entry(1, "路灯"))
    assert "只按前 200 个字查找" in found(Client(), q="路灯" * 150)


def test_too_many_searches_are_refused_in_plain_words(county: None) -> None:
    client = Client()
    for _one in range(SEARCHES.allowed):
        assert client.get("/search/", {"q": "路灯"}).status_code == 200
    refused = client.get("/search/", {"q": "路灯"})
    assert refused.status_code == 429
    assert "十分钟后再试" in page(refused)
    assert 'value="路灯"' in page(refused)
    assert client.get("/search/").status_code == 200
    assert client.get("/feeds/search/", {"q": "路灯"}).status_code == 429


def test_a_search_asks_the_database_so_often_and_no_more(county: None) -> None:
    for n in range(PAGE):
        index_document(entry(n, f"路灯第{n}处不亮"))
    client = Client()
    with CaptureQueriesContext(connection) as captured:
        found(client, q="路灯")
    assert len(captured) == 5, [one["sql"][:90] for one in captured]


def test_common_words_are_bounded_and_say_at_least(county: None) -> None:
    for n in range(CANDIDATES + 5):
        index_document(entry(n, f"路灯第{n}处"))
    answer = search("路灯", Filters())
    assert (answer.total, answer.more) == (CANDIDATES, True)
    assert f"找到 {CANDIDATES} 条以上" in found(Client(), q="路灯")


def test_the_english_page_leads_to_english_pages(county: None) -> None:
    index_document(entry(1, "路灯"))
    text = page(Client().get("/en/search/", {"q": "路灯"}))
    assert 'href="/en/replies/900001/"' in text
    assert 'lang="zh-Hans"' in text
    assert "Search" in text
