"""The annual catalogue of major decisions (A.3): published by a second person, adjusted in public; and the demo county."""

import pytest
from django.test import Client

from demo.consultations.loading import load
from interaction.consultations.clauses import faults, parse, typed
from interaction.consultations.indexing import catalogues, consultations, surveys
from interaction.consultations.models import Catalogue, Consultation, Opinion, Survey
from interaction.consultations.queries import newest, open_now
from interaction.errors import InvalidData, NotNow
from interaction.organs.models import Organ
from interaction.publicity.search.index import rebuild
from interaction.publicity.search.models import IndexRow
from interaction.workflow.engine import perform
from tests.conftest import staff
from tests.consultations.acting import FIRST, OPENS, OnDay, do, published

pytestmark = pytest.mark.django_db


def test_a_catalogue_from_its_draft_to_the_outcome(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    county_itself, bureau = Organ.objects.get(code="LL"), Organ.objects.get(code="LL-JTY")
    found = Catalogue(organ=county_itself)
    perform(found, "draft", staff("chengban"), {"organ": county_itself.pk, "year": 2025})
    with pytest.raises(NotNow, match="还没有事项"):
        do(found, "chengban", "submit")
    item = {
        "matter": "农村公路养护办法",
        "organ": bureau.pk,
        "timetable": "第三季度",
        "way": "公开征求意见",
        "state": "planned",
    }
    do(found, "chengban", "save_item", item)
    do(found, "chengban", "submit")
    assert Client().get("/decisions/2025/").status_code == 404
    do(found, "qianfa", "publish")
    consultation = published()
    later = {**item, "consultation": consultation.pk, "state": "decided"}
    row = found.items.get()
    with pytest.raises(InvalidData, match="调整说明"):
        do(found, "chengban", "save_item", {**later, "outcome": "已施行"}, row)
    with pytest.raises(InvalidData, match="请写明结果"):
        do(found, "chengban", "save_item", {**later, "note": "更新进展"}, row)
    do(found, "chengban", "save_item", {**later, "outcome": "已施行", "note": "更新进展"}, row)
    page = Client().get("/decisions/2025/").content.decode()
    for words in (
        "农村公路养护办法",
        bureau.short_name,
        "第三季度",
        "已决策",
        "已施行",
        "更新进展",
        f"/consultations/{consultation.pk}/",
    ):
        assert words in page
    assert "2025年度重大行政决策事项目录" in Client().get("/decisions/").content.decode()
    with pytest.raises(InvalidData, match="已经有了"):
        perform(Catalogue(organ=county_itself), "draft", staff("chengban"), {"organ": county_itself.pk, "year": 2025})


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("第一章 总则\n第一条 甲。\n续\n第二条　乙。", ["第一条", "第二条"]),
        ("为此公告如下：\n一、甲\n二、乙", ["引言", "第一项", "第二项"]),
        ("1. 甲\n2. 乙\n3.5 元不是编号", ["第1项", "第2项"]),
        ("甲\n\n乙", ["第1段", "第2段"]),
    ],
)
def test_drafts_are_read_in_clauses(text: str, labels: list[str]) -> None:
    found = parse(text)
    assert [one.label for one in found] == labels
    assert parse(typed(found)) == found


def test_what_keeps_a_draft_back() -> None:
    assert list(faults(parse("  \n "))) == ["草案还没有正文。"]
    assert "有两个“第一条”" in next(faults(parse("第一条 甲\n第一条 乙")))


def test_the_demo_county_has_every_state_and_stays_as_it_is(county: None) -> None:
    assert load() == 8
    standings = {one.standing for one in Consultation.objects.all()}
    assert standings == {"submitted", "upcoming", "open", "closed", "reported", "answered", "withdrawn"}
    assert (Survey.objects.count(), Catalogue.objects.count(), Opinion.objects.count() > 80) == (2, 2, True)
    assert load() == 0
    assert Consultation.objects.count() == 8
    found = {(one.source, one.key): one for one in IndexRow.objects.all()}
    assert {source for source, _key in found} == {"consultation", "survey", "decision"}
    assert len(found) == sum(rows().count() for rows in (consultations, surveys, catalogues))
    rebuild()  # made anew it is the same as what each act made of it
    assert {(one.source, one.key): one.text for one in IndexRow.objects.all()} == {
        key: one.text for key, one in found.items()
    }
    client = Client()
    for one in found.values():
        answer = client.get(one.address, follow=True)
        assert answer.status_code == 200
        assert not any(planted in answer.content.decode() for planted in ("13900001234", "379999195003072314"))


def test_what_is_open_now(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = published()
    assert open_now() == []
    on_day(OPENS)
    assert [one.pk for one in open_now()] == [found.pk]
    assert [one.pk for one in newest(organ="LL-JTY")] == [found.pk]
    assert newest(organ="LL-CZJ") == []
