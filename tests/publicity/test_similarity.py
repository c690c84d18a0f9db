"""Replies to something alike: found by an index, typical ones first, and offered once before a letter is sent."""

import re
import uuid
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from demo.channels import sample
from interaction.casework.models import Attachment, Case
from interaction.publicity.segmenting import pairs
from interaction.publicity.similarity import as_vector, similar
from tests.conftest import do
from tests.portal.test_bad_input import png
from tests.publicity.published import WORDS, page, published

pytestmark = pytest.mark.django_db
ASKED = ("南关街的路灯坏了没人修", "晚上出行不便，路灯半个月不亮，希望尽快维修。")


def test_words_are_pairs_of_characters_that_say_something() -> None:
    assert pairs("路灯不亮了，ＬＥＤ路灯") == ["路灯", "led"]
    assert pairs("您好，收悉。") == []


def test_the_closest_come_first_and_typical_ones_before_them(county: None) -> None:
    exact = published(1)
    near = published(2, title="北关街路灯坏了", content="北关街路灯坏了，晚上出行不便，请维修。")
    published(3, title="新生儿医保怎么办理", content="孩子上个月出生，想咨询新生儿参加居民医保的材料。")
    assert [one.publication for one in similar(*ASKED)] == [exact, near]
    do(near.case.specific, "pin_reply", question="路灯坏了找谁修")
    found = similar(*ASKED)
    assert [(one.publication, one.question, one.typical) for one in found] == [
        (near, "路灯坏了找谁修", True), (exact, exact.title, False),
    ]  # fmt: skip
    assert similar("大蒜价格保险理赔", "去年入保的大蒜价格保险至今没有理赔。") == []
    assert similar("", "") == similar("好", "\x00'&|!:* (") == []


def test_an_index_finds_them_among_many(county: None) -> None:
    publication = published()
    random, signs = Random(5), [chr(0x4E00 + 7 * n) for n in range(400)]
    with transaction.atomic(), connection.cursor() as cursor:
        rows = [
            (publication.pk + n, n % 1000 == 0, as_vector({"".join(random.sample(signs, 2)) for _one in range(40)}))
            for n in range(1, 20_001)
        ]
        cursor.executemany("INSERT INTO publicity_publicationwords VALUES (%s, %s, %s::tsvector)", rows)
        cursor.execute("ANALYZE publicity_publicationwords")
        with CaptureQueriesContext(connection) as captured:
            found = similar(*ASKED)
        plans = []
        for query in captured:
            if "words @@" in query["sql"]:
                cursor.execute(f"EXPLAIN {query['sql']}")
                plans.append("\n".join(row[0] for row in cursor.fetchall()))
        transaction.set_rollback(True)
    assert [one.publication for one in found] == [publication]
    assert len(plans) == 4
    for plan in plans:
        assert "Bitmap Index Scan on publication_words" in plan or "typical_words" in plan, plan
        assert "Seq Scan" not in plan, plan


def letter(**changes: object) -> dict[str, object]:
    good = sample("letter", "submit", Case(), Random(4))
    return {**good, "title": ASKED[0], "content": ASKED[1], "submission": str(uuid.uuid4()), **changes}


def carried(text: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text))


def test_a_writer_is_shown_them_once_and_loses_nothing(county: None) -> None:
    publication, citizen = published(), Client()
    before = Case.objects.count()
    form = page(citizen.get("/send/letters/", follow=True))
    key = re.search(r'name="submission" value="([^"]+)"', form)[1]
    faulty = letter(submission=key, phone="12", attachments=SimpleUploadedFile("照片.png", png()))
    assert citizen.post("/send/letters/", faulty).status_code == 422  # faults first
    step = citizen.post("/send/letters/", letter(submission=key, attachments=SimpleUploadedFile("路灯.png", png())))
    text = page(step)
    assert step.status_code == 200
    assert f'href="/replies/{publication.pk}/" target="_blank" rel="noopener"' in text
    assert "照片.png" in text
    assert Case.objects.count() == before
    typed = carried(text)
    assert typed["content"] == ASKED[1]
    changed = page(citizen.post("/send/letters/", {**typed, "edit": "1"}))
    assert ASKED[1] in changed
    assert "照片.png" in changed
    sent = [citizen.post("/send/letters/", {**typed, "seen_similar": "1"}) for _time in range(2)]
    assert {answer.status_code for answer in sent} == {302}
    assert len({answer["Location"] for answer in sent}) == 1
    assert Case.objects.count() == before + 1
    assert Attachment.objects.filter(case=Case.objects.latest("pk")).count() == 1  # the same picture twice is one


def test_who_asks_something_new_goes_straight_through(county: None) -> None:
    published()
    new = letter(title="大蒜价格保险理赔", content="去年入保的大蒜价格保险至今没有理赔。")
    assert Client().post("/send/letters/", new).status_code == 302


def test_a_request_is_never_held_up(county: None) -> None:
    published()
    data = {**sample("disclosure", "submit", Case(), Random(4)), "title": WORDS["title"]}
    assert Client().post("/send/requests/", {**data, "submission": str(uuid.uuid4())}).status_code == 302
