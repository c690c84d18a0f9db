"""Every letter there is, made as a PDF once and read against what the law demands of it (tests.requests_app.checklist)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from pypdf import PdfReader

from interaction.casework.engine import perform
from interaction.casework.file_store import read
from interaction.casework.models import Case
from interaction.organs.actors import Actor
from interaction.organs.models import Organ
from interaction.replies.case_receipts import receipt_pdf
from interaction.replies.delivery_slips import delivery_slip
from interaction.workdays.now import SHANGHAI, override_now
from tests.conftest import do, open_case, staff
from tests.mailbox import acting
from tests.requests_app.checklist import LETTERS, SHEETS, Written, lacking
from tests.requests_app.papers import FOLIO, words_of

MONDAY, LATER = date(2025, 3, 3), date(2025, 6, 3)
ISSUED = re.compile(r"\b(?:issue|write_letter)\(\s*\w+, kind=f?\"([^\"]+)\"")
ROOMS = ("requests_app", "mailbox", "hotline", "interaction")
# Made and read for every decision by tests.requests_app.test_decisions.
ELSEWHERE = {"reply"}


@contextmanager
def living_on(day: date) -> Iterator[None]:
    with override_now(datetime.combine(day, time(10), SHANGHAI)):
        yield


def a_request(*steps: str) -> Any:
    case = open_case(
        "disclosure",
        addressed_to=Organ.objects.get(code="LL-CZJ").pk,
        matter="information",
        title="补助资金分配表",
        name="李明",
    )
    do(case, "register", *steps)
    return case


def on_a_desk() -> Any:
    return a_request("accept", "dispatch", "take_up")


def corrected_too_late() -> Iterator[Any]:
    with living_on(MONDAY):
        case = a_request()
        do(case, "request_correction", missing="请写明年度。\n请写明项目。", answer_by=date(2025, 3, 25))
    with living_on(LATER):
        do(case, "abandon")
    yield case


def others_are_asked() -> Iterator[Any]:
    with living_on(MONDAY):
        case = on_a_desk()
        do(case, "extend", reason="档案分散在三个股室。", workdays=20)
        yield case
        case = on_a_desk()
        perform(case, "ask_assist", Actor.of(case.handler), {
            "organs": [Organ.objects.get(code="LL-SLJ").pk], "note": "请检索验收文件。",
        })  # fmt: skip
        yield case
        case = on_a_desk()
        do(case, "consult_organ", name="县自然资源局", what="安置方案。")
        do(case, "extend", reason="档案分散在三个股室。", workdays=20)
        yield case
        case = on_a_desk()
        do(case, "consult_third_party", name="某建材公司", what="中标单位报价明细。")
        do(case, "record_opinion", position="objects", reasons="商业秘密。")
        do(case, "draft_reply", decision="disclosed", public_interest="关系公共资金使用。")
        do(case, "approve", "sign", "deliver_reply")
        yield case


def too_much() -> Iterator[Any]:
    with living_on(MONDAY):
        case = on_a_desk()
        do(case, "ask_reasons", found="您本月申请公开信息12件。", answer_by=date(2025, 3, 14))
        do(case, "give_reasons")
        do(case, "fix_delay", until=date(2025, 5, 30), reason="涉及的档案较多。")
        yield case
        case = on_a_desk()
        do(case, "notice_fee", tariff="page", count=110, before=0)
    with living_on(LATER):
        do(case, "end_unpaid")
    yield case


def a_petition() -> Iterator[Any]:
    """In an organ with two levels above it that both work here."""
    enforcement = Organ.objects.get(code="LL-ZFJ")
    enforcement.parent = Organ.objects.get(code="LL-ZFB")
    enforcement.save()
    with living_on(MONDAY):
        case = acting.letter("补发拆迁补助", "拆迁补助少发了一半，请求补发。", name="李明")
        acting.accept(case)
        perform(case, "accept_as_petition", staff("shoujian"), {"claims": "请求补发拆迁补助"})
        acting.dispatch(case, "LL-ZFJ")
        do(case, "order_supervision", demand="请在三日内联系来信人。")
        do(case, "draft_reply", body="补助已经足额发放，对补发的诉求不予支持。", facts="经查，两次发放共计三万元。",
           basis="《补偿办法》第五条。")  # fmt: skip
        do(case, "approve", "sign")
        party, reasons = Actor.party(case.pk), {"reasons": "没有说明补助标准。"}
        for asked, decided in (
            ("request_review", "decide_review"),
            ("request_reexamination", "decide_reexamination"),
        ):
            perform(case, asked, party, reasons)
            perform(case, decided, staff("qianfa"), {"result": "upheld", "opinion": "查明发放两次，依据充分。"})
    yield case


SCENES = (corrected_too_late, others_are_asked, too_much, a_petition)


def row_of(kind: str, text: str) -> str:
    """The row of a letter: two kinds have a second form."""
    if kind == "extension_notice" and "正在依法征求意见" in text:
        return "extension_notice while others are asked"
    return "consulting_notice on other organs" if kind == "consulting_notice" and "共同制作" in text else kind


def written(case: Case) -> Iterator[tuple[str, Written]]:
    for one in case.documents.select_related("organ", "pdf").order_by("pk"):
        text, to = words_of(one), next((delivery.to for delivery in one.deliveries.all() if delivery.to), "")
        if one.kind == "supervision_order":
            to = case.organ.name
        if one.kind == "assistance_letter":
            to = Organ.objects.get(code="LL-SLJ").name
        letter = Written(
            one.kind, text, one.number, one.organ, to or case.party.name, one.dated, downloadable=one.pdf.for_party
        )
        yield row_of(one.kind, text), letter


def flat(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return FOLIO.sub("", "".join("".join(page.extract_text() for page in pages).split()))


def sheets_of(case: Case) -> Iterator[tuple[str, str]]:
    """What is printed beside the letters: receipt, slips, the sheet of examination."""
    yield f"receipt of a {case.channel}", flat(receipt_pdf(case))
    for delivery in [one.deliveries.first() for one in case.documents.order_by("pk")][:1]:
        if delivery:
            yield "delivery_slip", flat(delivery_slip(delivery))
    for one in case.attachments.all():
        if "审查呈批单" in one.name:
            yield "examination_sheet", flat(read(one.pk))


@pytest.fixture(scope="module")
def papers(django_db_setup: None, django_db_blocker: Any) -> tuple[dict[str, Written], dict[str, str]]:
    """All letters and sheets, made once; the database is as before when their words have been read."""
    letters: dict[str, Written] = {}
    sheets: dict[str, str] = {}
    with django_db_blocker.unblock(), transaction.atomic():
        for scene in SCENES:
            for case in scene():
                letters |= dict(written(case))
                sheets |= dict(sheets_of(case))
        with living_on(MONDAY):
            sheets |= dict(sheets_of(open_case("order", name="李明")))
        transaction.set_rollback(True)
    return letters, sheets


@pytest.mark.parametrize("row", sorted(LETTERS.keys() - ELSEWHERE))
def test_a_letter_says_what_the_law_demands(papers: tuple[dict[str, Written], dict[str, str]], row: str) -> None:
    assert lacking(papers[0][row], LETTERS[row]) == [], LETTERS[row].law


@pytest.mark.parametrize("row", sorted(SHEETS))
def test_a_sheet_says_what_the_law_demands(papers: tuple[dict[str, Written], dict[str, str]], row: str) -> None:
    law, said = SHEETS[row]
    assert [one for one in said if not re.search(one, papers[1][row])] == [], law


def test_no_letter_is_issued_that_has_no_row(papers: tuple[dict[str, Written], dict[str, str]]) -> None:
    """Whoever adds a letter writes down what the law demands of it."""
    files = [path for room in ROOMS for path in Path(settings.BASE_DIR, room).rglob("*.py")]
    kinds = {kind for path in files for kind in ISSUED.findall(path.read_text(encoding="utf-8"))}
    levels = {"decide_review", "decide_reexamination"}
    kinds = kinds - {"petition_{level.decided}"} | {f"petition_{one}" for one in levels}
    assert len(kinds) > 15
    assert kinds == {row.partition(" ")[0] for row in LETTERS}
    assert set(papers[0]) >= LETTERS.keys() - ELSEWHERE


def test_the_checklist_finds_what_is_missing(papers: tuple[dict[str, Written], dict[str, str]]) -> None:
    """A letter that says less, or leaves a day open, is told apart: the list is no rubber stamp."""

    found, demand = papers[0]["correction_notice"], LETTERS["correction_notice"]
    for gone in ("第三十条", "（含当日）", "给予指导", "核验码", found.number, found.organ.phone):
        assert lacking(replace(found, text=found.text.replace(gone, "")), demand)
    assert lacking(found, replace(demand, contested=True))
    assert lacking(replace(found, text=f"{found.text}六十日内"), demand)
