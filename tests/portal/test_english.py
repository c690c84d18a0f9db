"""The public side under /en/ says everything in English; what exists in Chinese alone is marked as Chinese."""

import re
import uuid
from collections.abc import Callable
from datetime import date
from io import BytesIO
from random import Random
from typing import Any

import pytest
from babel.messages.extract import extract
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from demo.channels import sample
from demo.county.names import NAMED
from interaction.casework.models import Case
from interaction.i18n.catalogues import CATALOGUE, KEYWORDS, extract_template, read
from interaction.organs.models import Organ
from interaction.portal.templatetags import words
from interaction.replies.models import Document
from interaction.statistics.fold import fold
from interaction.statistics.indicators import INDICATORS
from interaction.visitors.throttle import WRONG_CODES
from mailbox.models import Letter, Mailbox
from tests.conftest import do, open_case
from tests.portal.reading import HAN, chinese_in, read_page, squeezed
from tests.publicity.published import WORDS, published
from tests.requests_app.test_annual_desk import finance, publish, write_all  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
Live = Callable[[date], None]
START, DAYS, A_DAY = date(2026, 3, 2), 45, 4
PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|%[sd%]")
QUOTED = re.compile(r"“[^”]*”")


@pytest.fixture
def citizen(county: None) -> Client:
    return Client()


@pytest.mark.parametrize("path", ["", "accessibility/", "privacy/", "track/", "verify/", "replies/", "answers/",
                                  "statistics/", "time-limit/", "reports/", "send/requests/", "send/letters/",
                                  "send/hotline/"])  # fmt: skip
def test_pages_without_anything_to_show(citizen: Client, path: str) -> None:
    read_page(citizen, f"/en/{path}")


def test_errors_say_in_english_what_to_do(citizen: Client, settings: Any) -> None:
    read_page(citizen, "/en/nowhere/", 404)
    read_page(Client(enforce_csrf_checks=True), "/en/track/", 403, {"number": "1"})
    read_page(citizen, "/en/send/requests/", 400, {f"field{n}": "x" for n in range(1200)})
    read_page(citizen, "/en/track/", 422, {"number": ""})
    for _time in range(WRONG_CODES.allowed):
        read_page(citizen, "/en/track/", 422, {"number": "YSQ-2026-000001", "code": "AAAAAAAAAA"})
    read_page(citizen, "/en/track/", 429, {"number": "YSQ-2026-000001", "code": "AAAAAAAAAA"})
    read_page(citizen, "/en/verify/?code=", 422)
    read_page(citizen, "/en/verify/?code=AAAA-BBBB-CCCC", 422)
    settings.SUBMISSIONS_PER_HOUR = 0
    assert "12345" in read_page(citizen, "/en/send/letters/", 429, {"title": "路灯"})


@pytest.mark.parametrize(
    "changes",
    [
        {}, {"title": "预算\uffff决算"}, {"title": "\uffff决算"}, {"id_number": "110105194912310021"}, {"id_number": "1101051949123"},
        {"id_number": "37999920990101001X"}, {"id_number": "110105491231002"}, {"id_number": "A" * 18},
        {"id_number": "99010519491231002X"}, {"id_kind": "credit_code"}, {"id_kind": "permit", "id_number": "?"},
        {"party_kind": "enterprise", "id_kind": "credit_code", "contact": "", "id_number": "91"},
        {"party_kind": "enterprise", "id_kind": "credit_code", "id_number": "O" * 18},
        {"party_kind": "enterprise", "id_kind": "credit_code", "id_number": "A" * 18},
        {"phone": "12"}, {"email": "not an address"}, {"postcode": "12"}, {"way": "email", "email": ""},
        {"addressed_to": "999999"}, {"party_kind": "ghost"}, {"wanted": "字" * 6000},
    ],
)  # fmt: skip
def test_every_fault_of_an_application_is_told_in_english(citizen: Client, changes: dict[str, Any]) -> None:
    good = sample("disclosure", "submit", Case(), Random(7))
    data = {**good, "submission": str(uuid.uuid4()), **changes} if changes else {}
    page = read_page(citizen, "/en/send/requests/", 422, data)
    assert 'id="summary"' in page


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ\x90\x00"), ("a.png", b"GIF89a"), ("a.pdf", b""), ("a.pdf", b"%PDF-1.4\n" + b"0" * (10 * 1024 * 1024)),
        ("a.pdf", b"%PDF-1.4\n"), ("a.doc", b"0"), ("a.pdf", b"Rar!0"), ("a.docx", b"PK\x03\x040"), ("\u202e.txt", b"0"),
        ("a.txt", b"\xff\x00"), ("a.jpg", b"\xff\xd8\xff0"), ("a.pdf", b"%PDF-1.4 /JavaScript"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_taken_is_told_in_english(citizen: Client, name: str, content: bytes) -> None:
    data = {"attachments": SimpleUploadedFile(name, content)}
    for slug in ("letters", "hotline"):
        assert "errorlist" in read_page(citizen, f"/en/send/{slug}/", 422, data)


@pytest.mark.parametrize("query", [
    "received=", "received=2026-09-25", "received=2019-09-02&correction_requested=2019-09-05&corrected=2019-09-10",
    "received=2019-09-02&third_party_asked=2019-09-05&third_party_answered=2019-09-20&extended=2019-09-23&workdays=5",
    "received=2019-09-02&correction_requested=2019-09-05", "received=2019-09-02&replied=2019-10-30",
    "received=2027-12-02", "received=2019-09-02&replied=2019-09-04", "received=1990-01-01",
    "received=2019-09-02&third_party_asked=2019-09-05", "received=2019-09-02&corrected=2019-09-05",
    "received=2019-09-02&third_party_answered=2019-09-05", "received=2019-09-02&extended=2019-11-25",
    "received=2019-09-02&replied=2019-09-03&extended=2019-09-04", "received=2019-09-02&extended=2019-09-01",
    "received=2019-09-02&correction_requested=2019-09-03&extended=2019-09-04",
])  # fmt: skip
@pytest.mark.parametrize(
    "rule", ["disclosure.reply", "letter.reply.consultation", "hotline.reply.urgent", "letter.unanswered"]
)
def test_the_calculator_explains_in_english(citizen: Client, query: str, rule: str) -> None:
    answer = citizen.get(f"/en/time-limit/?rule={rule}&{query}")
    assert answer.status_code in (200, 422)
    assert chinese_in(answer.content.decode()) == []


def test_the_explanation_reads_as_english(citizen: Client) -> None:
    page = read_page(citizen, "/en/time-limit/?rule=disclosure.reply&received=2019-09-02")
    for said in (
        "Received on 2 September 2019, counting starts the next day.", "Mid-Autumn Festival holiday: 13 to 15 September.",
        "Make-up working day: 29 September (Sunday).", "Working day 20 is 30 September 2019.", "30 September 2019 (Monday)",
        "Article 33(2) of the Regulations on Open Government Information",
    ):  # fmt: skip
        assert said in page


def test_what_is_published_is_chinese_and_says_so(citizen: Client) -> None:
    publication = published()
    do(publication.case.specific, "pin_reply", question="路灯坏了找谁修")
    fold()
    for path in ("", "replies/", f"replies/{publication.pk}/", "answers/", "statistics/"):
        read_page(citizen, f"/en/{path}")
    data = {**sample("letter", "submit", Letter(), Random(1)), **WORDS, "submission": str(uuid.uuid4())}
    assert "seen_similar" in read_page(citizen, "/en/send/letters/", 200, data)
    do(publication.case.specific, "correct_publication")
    read_page(citizen, f"/en/replies/{publication.pk}/")
    do(publication.case.specific, "withdraw_publication")
    read_page(citizen, f"/en/replies/{publication.pk}/", 410)


def test_a_letter_checked_against_a_file(county: None) -> None:
    do(open_case("disclosure"), "register", "accept", "dispatch", "take_up", "draft_reply", "approve", "sign")
    document = Document.objects.filter(kind="reply").first()
    assert document
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.4")
    data = {"code": document.verification_code, "file": file}
    assert "Not identical" in read_page(Client(), "/en/verify/", 200, data)
    read_page(Client(), "/en/verify/", 422, {"code": document.verification_code})


def test_annual_reports_have_english_labels(finance: Organ) -> None:  # noqa: F811
    write_all(finance)
    publish(finance)
    read_page(Client(), "/en/reports/")
    page = read_page(Client(), "/en/reports/LL-CZJ/2025/")
    assert "(1) Disclosed" in page
    assert "一、总体情况的正文" in page  # the text itself is the organ's, and marked


def test_every_organ_and_mailbox_of_the_county_has_an_english_name(county: None) -> None:
    with translation.override("en"):
        named: list[Organ | Mailbox] = [*Organ.objects.all(), *Mailbox.objects.all()]
        for one in named:
            assert not HAN.search(one.shown_name), one.shown_name
        assert not any(HAN.search(one.shown_short_name) for one in Organ.objects.all())
    with translation.override("zh-hans"):
        assert Organ.objects.get(code="LL").shown_name == NAMED["LL"].name
    Organ.objects.filter(code="LL-CZJ").update(name_en="", short_name_en="")
    page = read_page(Client(), "/en/replies/")
    assert 'lang="zh-Hans">县财政局</option>' in squeezed(page)


def test_numbers_of_things_are_english() -> None:
    with translation.override("en"):
        assert [words.workdays(n) for n in (1, 3, None)] == ["1 working day", "3 working days", "—"]
        assert words.day(date(2026, 11, 23)) == "23 November 2026 (Monday)"
    with translation.override("zh-hans"):
        assert words.day(date(2026, 11, 23)) == "2026年11月23日（星期一）"
        assert words.workdays(1) == "1 个工作日"


def test_translations_keep_what_is_filled_in_and_say_nothing_in_chinese() -> None:
    wrong, known = [], 0
    for message in read(CATALOGUE):
        texts = message.id if isinstance(message.id, tuple) else (message.id,)
        for english in message.string if isinstance(message.string, tuple) else (message.string,):
            if not message.id:
                continue
            known += 1
            same = sorted(PLACEHOLDERS.findall(str(english))) == sorted(PLACEHOLDERS.findall(str(texts[0])))
            if not english or not same or HAN.search(QUOTED.sub("", str(english))):
                wrong.append((texts[0], english))
    assert wrong == []
    assert known


def test_a_missing_translation_is_found() -> None:
    page = '<html lang="en"><body><p>Reply</p><p>答复<b lang="zh-Hans">正文</b>完</p><img alt="图"><input value="查" type="submit">'
    assert chinese_in(page) == ["答复", "完", "图", "查"]


def test_a_short_word_means_what_its_place_says() -> None:
    with translation.override("en"):
        assert [str(one.label) for one in INDICATORS if one.key in ("replied", "rated")] == ["Answered", "Rated"]
        assert (translation.gettext("答复"), translation.gettext("评价")) == ("Reply", "Rate")
    assert translation.pgettext("统计", "评价") == "评价"


def test_texts_of_templates_are_gathered_with_their_contexts() -> None:
    source = """{% load i18n %}{% translate "甲" context '乙' %}{% blocktranslate count n=2 %}{{ n }} 件{% plural %}{{ n }} 件们
    {% endblocktranslate %}<p title="{% translate '它的“全文”' %}">丙</p>"""
    found = [
        (text, context)
        for _line, text, _comments, context in extract(extract_template, BytesIO(source.encode()), KEYWORDS)
    ]
    assert found == [("甲", "乙"), (("%(n)s 件", "%(n)s 件们\n    "), None), ("它的“全文”", None)]
