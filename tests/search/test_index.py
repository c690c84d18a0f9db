"""The index holds what is public, at every moment: it follows each step in the step's own transaction."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from interaction.organs.models import Organ
from interaction.publicity.search import index
from interaction.publicity.search.index import SOURCES, IndexEntry, delete_document, index_document, rebuild
from interaction.publicity.search.models import Arrival, IndexRow, Term
from interaction.publicity.search.searching import Filters, search
from interaction.publicity.search.snippets import highlighted, snippet
from interaction.publicity.search.terms import gather_terms
from interaction.workdays.now import today
from tests.conftest import do
from tests.publicity.published import WORDS, page, published, replied

pytestmark = pytest.mark.django_db
NEW = {"title": "东关街井盖缺失", "content": "东关街的井盖丢了。", "reply": "已补装井盖。"}


def titles(query: str, **filters: str) -> list[str]:
    return [one.row.title for one in search(query, Filters(**filters)).hits]


def stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(string_agg(row_to_json(t)::text, ''), '') FROM search_indexrow t")
        return str(cursor.fetchone()[0])


def test_it_follows_publishing_correcting_pinning_and_taking_back(county: None) -> None:
    publication = published()
    case = publication.case.specific
    assert titles("路灯维修") == [WORDS["title"]]
    do(case, "correct_publication", **NEW, corrected="街名有误。", reason="写错街名。")
    assert titles("井盖") == [NEW["title"]]
    assert WORDS["title"] not in stored()
    do(case, "pin_reply", question="井盖丢了找哪个单位")
    (hit,) = search("井盖找哪个单位").hits
    assert (hit.row.typical, hit.row.question) == (True, "井盖丢了找哪个单位")
    assert titles("", source="typical") == [NEW["title"]]
    do(case, "unpin_reply")
    assert titles("", source="typical") == []
    do(case, "withdraw_publication", reason="涉及商业秘密，予以撤下。")
    assert titles("井盖") == []
    assert stored() == ""
    assert not Arrival.objects.exists()


def test_what_is_rolled_back_was_never_found(county: None) -> None:
    publication = published()
    with transaction.atomic():
        do(publication.case.specific, "correct_publication", **NEW, corrected="街名有误。", reason="写错街名。")
        transaction.set_rollback(True)
    assert titles("井盖") == []
    assert titles("路灯") == [WORDS["title"]]
    with transaction.atomic():
        do(publication.case.specific, "withdraw_publication", reason="涉及商业秘密，予以撤下。")
        transaction.set_rollback(True)
    assert titles("路灯") == [WORDS["title"]]


def test_rebuilding_makes_what_the_steps_made_and_drops_what_is_not_public(county: None) -> None:
    publication = published()
    before = IndexRow.objects.values().get(key=str(publication.pk))
    IndexRow.objects.filter(key=str(publication.pk)).update(title="旧的", words="'旧的':1")
    index_document(entry(1, "早已撤下的答复"))
    for _time in range(2):
        call_command("search_index", rebuild=True, verbosity=0)
        after = IndexRow.objects.values().get()
        ignored = ("indexed_at",)
        assert {**after, **dict.fromkeys(ignored)} == {**before, **dict.fromkeys(ignored)}
    assert Arrival.objects.count() == 1  # nobody is told of a reply a second time


def test_rebuilding_fills_an_empty_index_and_tells_nobody(county: None) -> None:
    published()
    IndexRow.objects.all().delete()
    assert rebuild() == 1
    assert titles("路灯") == [WORDS["title"]]
    assert not Arrival.objects.exists()


def test_what_becomes_public_behind_the_reading_stays(county: None, monkeypatch: pytest.MonkeyPatch) -> None:
    one = published()
    nothing_yet: Any = (lambda after, size: [], index._providers["reply"][1])
    monkeypatch.setitem(index._providers, "reply", nothing_yet)
    rebuild()
    assert titles("路灯") == [one.title]


def entry(n: int, title: str, **changes: object) -> IndexEntry:
    given = {
        "source": "reply", "key": f"90000{n}", "title": title, "text": "", "address": f"/replies/90000{n}/", "on": today(),
        "organ": Organ.objects.get(code="LL-SLJ"), "channel": "letter", "kind": "咨询", **changes,
    }  # fmt: skip
    return IndexEntry(**given)  # type: ignore[arg-type]


def test_every_facet_narrows_and_is_counted(county: None) -> None:
    index_document(entry(1, "禾源街道停水通知询问"))
    index_document(entry(2, "停水多久恢复", channel="order", kind="求助", on=today() - timedelta(days=400)))
    index_document(entry(3, "停水补偿", organ=Organ.objects.get(code="LL-T03"), kind="投诉"))
    index_document(entry(4, "关于停水的公告", source="announcement", channel="", kind=""))
    year = str((today() - timedelta(days=400)).year)
    narrowed = {
        "channel": ("order", {"停水多久恢复"}), "kind": ("投诉", {"停水补偿"}), "year": (year, {"停水多久恢复"}),
        "organ": ("LL-T03", {"停水补偿"}), "place": ("禾源街道", {"禾源街道停水通知询问"}),
        "source": ("announcement", {"关于停水的公告"}),
    }  # fmt: skip
    whole = search("停水")
    assert whole.total == 4
    for name, (value, expected) in narrowed.items():
        assert set(titles("停水", **{name: value})) == expected, name
        counted = {one.value: one.count for one in whole.facets[name]}
        assert counted[value] == len(expected), name
    assert titles("停水", channel="order", kind="投诉") == []
    assert titles("", organ="LL-T03") == ["停水补偿"]


def test_synonyms_pinyin_and_what_sounds_the_same(county: None) -> None:
    index_document(entry(1, "公积金怎么提取"))
    index_document(entry(2, "医疗保险缴费时间"))
    gather_terms()
    assert titles("gongjijin") == titles("gong ji jin") == titles("公基金") == titles("gjj") == ["公积金怎么提取"]
    assert search("公基金提取").meant == {"公基金": "公积金"}
    assert titles("医保什么时候交") == ["医疗保险缴费时间"]
    assert search("yibao jiaofei").hits
    assert search("gongjijin", literal=True).total == 0


def test_words_of_one_title_are_nobody_elses_to_be_shown(county: None) -> None:
    """What somebody has written once is no suggestion; a word of the dictionary or of several titles is."""
    index_document(entry(1, "魑魅魍魉路积水"))
    index_document(entry(2, "井盖异响"))
    index_document(entry(3, "井盖缺失"))
    gather_terms()
    words = set(Term.objects.values_list("word", flat=True))
    assert "井盖" in words
    assert "魑魅魍魉" not in words
    assert "县水利局" in words


def test_places_and_organs_are_whole_words(county: None) -> None:
    index_document(entry(1, "青禾县大柳村镇修路"))
    assert titles("大柳村镇") == ["青禾县大柳村镇修路"]
    assert titles("大仲") == []
    assert titles("县水利局") == ["青禾县大柳村镇修路"]


def test_snippets_are_escaped_and_marked() -> None:
    evil = '<script>alert("路灯")</script>&路灯'
    shown = str(highlighted(evil, ["路灯"]))
    assert "<script>" not in shown
    assert shown.count("<mark>路灯</mark>") == 2
    assert str(snippet(("", "前" * 200 + evil), ["路灯"])).count("<mark>") == 2
    assert str(snippet(("短文",), [])) == "短文"
    assert "<b>" not in str(snippet(("<b>路灯</b>",), ["路灯", "b"]))


def test_the_page_escapes_what_is_found_and_what_is_typed(county: None) -> None:
    index_document(entry(1, "<img src=x onerror=alert(1)>路灯", text="<b>路灯</b>"))
    text = page(Client().get("/search/", {"q": '路灯 "><svg onload=alert(1)>'}))
    assert "<img" not in text
    assert "<svg onload" not in text
    assert "&lt;img" in text
    assert "<b>路灯" not in text


def test_a_source_without_a_name_is_refused_and_taking_away_twice_is_not(county: None) -> None:
    with pytest.raises(KeyError):
        index_document(entry(1, "路灯", source="rumour"))
    index_document(entry(1, "路灯", source="guide"))
    delete_document("guide", "900001")
    delete_document("guide", "900001")
    assert not IndexRow.objects.exists()
    assert "guide" in SOURCES


def test_odd_lexemes_do_not_break_the_vector(county: None) -> None:
    index_document(entry(1, "O'Neil\\ 的 'quoted' 路灯 \\'", kind="它's\\", place="x':1A"))
    assert titles("路灯", kind="它's\\") == ["O'Neil\\ 的 'quoted' 路灯 \\'"]
    assert titles("路灯", kind="它's") == []


def test_the_command_gives_what_the_page_gives(county: None) -> None:
    publication = published()
    out = io.StringIO()
    call_command("search", "路灯不亮", json=True, stdout=out)
    assert f'"address": "/replies/{publication.pk}/"' in out.getvalue()
    assert "<mark>路灯</mark>" in out.getvalue()
    assert f'href="/replies/{publication.pk}/"' in page(Client().get("/search/", {"q": "路灯不亮"}))


def test_no_personal_data_reaches_the_index(county: None) -> None:
    """The letter's own words stay sealed; only the checked snapshot is found."""
    planted = "我叫李明轩，电话13812345678，住和谐家园3号楼2单元501室"
    case = replied(content=f"南关街路灯坏了。{planted}")
    masked = {"title": WORDS["title"], "content": "南关街路灯坏了。", "reply": "已修复。", "checked": "on"}
    do(case, "publish_reply", **masked)
    for _time in range(2):
        assert titles("路灯坏了") == [WORDS["title"]]
        assert not any(words in stored() for words in ("13812345678", "李明轩", "501室"))
        call_command("search_index", rebuild=True, verbosity=0)
