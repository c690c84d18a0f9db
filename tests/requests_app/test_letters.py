"""Every letter beside the reply: what it must say, to whom, under which number, and what proves that it arrived."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.datastructures import MultiValueDict
from pypdf import PdfReader

from demo.county.names import NAMED
from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.organs.actors import Actor
from interaction.organs.models import Organ
from interaction.replies.models import Delivery, Document
from tests.conftest import do, open_case, staff
from tests.requests_app.papers import letter, words_of

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]
MONDAY = date(2025, 3, 3)
RECONSIDER = f"自收到本告知书之日起六十日内向{NAMED['LL'].name}申请行政复议"


def a_request(on_day: OnDay, *steps: str, **changes: Any) -> Case:
    on_day(MONDAY)
    finance = Organ.objects.get(code="LL-CZJ")
    given = {"addressed_to": finance.pk, "matter": "information", "title": "补助资金分配表", "name": "李明", **changes}
    case = open_case("disclosure", **given)
    do(case, *steps)
    return case


def handled(on_day: OnDay, **changes: Any) -> Case:
    return a_request(on_day, "register", "accept", "dispatch", "take_up", **changes)


def says(document: Document, number: str, *parts: str) -> str:
    text = words_of(document)
    assert document.number == number
    for part in (NAMED["LL-CZJ"].name, number, "核验码", *parts):
        assert part in text, (part, text)
    return text


def test_the_receipt_of_registration(county: None, on_day: OnDay) -> None:
    """What was asked, how it came, when it was received, by when the reply is due."""
    case = a_request(on_day, "register")
    document = letter(case, "registration_receipt")
    says(document, "青财政公开登〔2025〕1号", "登记回执", "李明：", case.number, "补助资金分配表", "网上提交",
         "收到日期：2025年3月3日", "2025年3月31日前", "查询码")  # fmt: skip
    assert document.pdf.for_party
    assert document.deliveries.get().method == "portal"


def test_the_correction_notice(county: None, on_day: OnDay) -> None:
    """A.30: 说明需要补正的事项和合理的补正期限; and what follows."""
    case = a_request(on_day, "register")
    do(case, "request_correction", missing="请明确年度。\n请写明项目名称。", answer_by=date(2025, 3, 25))
    text = says(letter(case, "correction_notice"), "青财政公开补〔2025〕1号", "第三十条", "请明确年度", "请写明项目名称",
                "2025年3月25日前", "视为放弃申请", "自收到补正的申请之日起计算答复期限")  # fmt: skip
    assert "行政复议" not in text  # it decides nothing yet


def test_third_party_and_organ_are_asked_without_naming_the_applicant(county: None, on_day: OnDay) -> None:
    """A.32, A.34: what is to be disclosed, 15 working days, what silence means, a slip for the answer."""
    case = handled(on_day)
    do(case, "consult_third_party", name="某建材公司", what="报价明细。")
    do(case, "consult_organ", name="县自然资源局", what="安置方案。")
    asked = says(letter(case, "third_party_letter"), "青财政公开征〔2025〕1号", "某建材公司：", "报价明细。", "第三十二条",
                 "15个工作日内", "逾期未提出意见的，由本机关依照该条例的规定决定", "意见回执")  # fmt: skip
    organ = says(letter(case, "other_organ_letter"), "青财政公开征〔2025〕2号", "县自然资源局：", "第三十四条",
                 "逾期未提出意见的视为同意公开", "意见回执")  # fmt: skip
    assert "李明" not in asked + organ
    for document in case.documents.filter(kind__in=["third_party_letter", "other_organ_letter"]):
        assert not document.pdf.for_party  # the applicant does not get to see whom the organ asked
    told = says(
        letter(case, "consulting_notice"),
        "青财政公开知〔2025〕2号",
        "李明：",
        "征求有关机关的意见",
        "不计算在答复期限内",
    )
    assert "某建材公司" not in told
    assert {one.to for one in Delivery.objects.exclude(document__kind__in=("registration_receipt", "consulting_notice"))} == {
        "某建材公司", "县自然资源局",
    }  # fmt: skip


def objected(on_day: OnDay) -> Case:
    case = handled(on_day)
    do(case, "consult_third_party", name="某建材公司", what="报价明细。")
    do(case, "record_opinion", position="objects", reasons="商业秘密。")
    return case


def test_disclosed_against_a_third_partys_wish(county: None, on_day: OnDay) -> None:
    """A.32: 将决定公开的政府信息内容和理由书面告知第三方."""
    case = objected(on_day)
    do(case, "draft_reply", decision="disclosed", public_interest="关系公共资金使用。")
    do(case, "approve", "sign")
    document = letter(case, "third_party_notice")
    says(document, "青财政公开第〔2025〕1号", "某建材公司：", "您（贵单位）不同意公开", "关系公共资金使用", "报价明细。", "第三十二条",
         RECONSIDER)  # fmt: skip
    assert "李明" not in words_of(document)
    assert "关系公共资金使用" not in words_of(letter(case, "reply"))
    do(case, "deliver_reply")
    assert document.deliveries.get().to == "某建材公司"
    assert not document.pdf.for_party


def test_what_a_third_party_objected_to_may_be_the_part_withheld(county: None, on_day: OnDay) -> None:
    """A.37: nothing of theirs is disclosed, so there is nothing to tell them."""
    case = objected(on_day)
    withheld = "报价明细：商业秘密（第十五条）。\n内部意见：过程性信息（第十六条第二款）。"
    do(case, "draft_reply", decision="partly", grounds=["15", "16"], withheld=withheld, public_interest="")
    do(case, "approve", "sign")
    assert not case.documents.filter(kind="third_party_notice").exists()
    text = words_of(letter(case, "reply"))
    assert "不予公开的部分及理由：1.报价明细：商业秘密（第十五条）。2.内部意见：过程性信息（第十六条第二款）。" in text


def test_a_reply_found_wrong_is_void_with_the_notices_that_went_with_it(county: None, on_day: OnDay) -> None:
    case = objected(on_day)
    do(case, "draft_reply", decision="disclosed", public_interest="关系公共资金使用。")
    do(case, "approve", "sign", "recall_reply")
    do(case, "draft_reply", decision="disclosed", public_interest="关系公共资金使用。")
    do(case, "approve", "sign")
    states = {one.number: one.state for one in case.documents.filter(kind__in=["reply", "third_party_notice"])}
    assert states == {
        "青财政公开告〔2025〕1号": "void", "青财政公开第〔2025〕1号": "void",
        "青财政公开告〔2025〕2号": "issued", "青财政公开第〔2025〕2号": "issued",
    }  # fmt: skip


def test_the_fee_notice_and_its_end(county: None, on_day: OnDay) -> None:
    """A.42, 109号: basis, tariff, count, amount with its calculation, how and until when to pay, what follows."""
    case = handled(on_day)
    do(case, "notice_fee", tariff="page", count=110, before=0)
    says(letter(case, "fee_notice"), "青财政公开费〔2025〕1号", "第四十二条", "国办函〔2020〕109号", "按量计收", "本次计110页",
         "第31至100页每页10元，计700元", "第101至110页每页20元，计200元", "应缴金额：900元", "2025年3月31日前", "视为放弃申请")  # fmt: skip
    on_day(date(2025, 4, 1))
    do(case, "end_unpaid")
    says(letter(case, "unpaid_notice"), "青财政公开终〔2025〕1号", "900元", "不再处理", RECONSIDER)


def test_the_end_for_want_of_correction(county: None, on_day: OnDay) -> None:
    """A.30: which period ran out, and the effect."""
    case = a_request(on_day, "register")
    do(case, "request_correction", answer_by=date(2025, 3, 25))
    on_day(date(2025, 3, 26))
    do(case, "abandon")
    text = says(
        letter(case, "abandoned_notice"), "青财政公开终〔2025〕1号", "2025年3月25日前", "您未在该期限内补正", RECONSIDER
    )
    assert "视为您放弃申请" in text


def test_what_the_reply_provides_goes_with_it(county: None, on_day: OnDay) -> None:
    """A.36(2): 向申请人提供该政府信息. The files are the applicant's from delivery on, and named in the letter."""
    case = handled(on_day)
    handler = Actor.of(case.handler)  # type: ignore[arg-type]
    files = MultiValueDict({"attachments": [SimpleUploadedFile("分配表.txt", "甲".encode())]})
    perform(case, "draft_reply", handler, {"decision": "disclosed", "body": "现予公开。"}, files)
    do(case, "send_back")
    kept = next(file for file in case.attachments.all() if file.name == "分配表.txt")
    more = MultiValueDict({"attachments": [SimpleUploadedFile("清单.txt", "乙".encode())]})
    perform(case, "draft_reply", handler, {"decision": "disclosed", "body": "现予公开。", "keep": [str(kept.pk)]}, more)
    do(case, "approve", "sign")
    assert "附件：1.分配表2.清单" in words_of(letter(case, "reply"))
    assert not case.attachments.filter(origin="staff", for_party=True).exists()
    do(case, "deliver_reply")
    handed_on = case.attachments.filter(origin="staff", for_party=True)
    assert {file.name for file in handed_on} == {"分配表.txt", "清单.txt"}


def test_a_letter_on_paper_has_its_slip_and_its_proof(county: None, on_day: OnDay) -> None:
    """送达回证: what, to whom, how, when, a place to sign; the 15 working days run from the proven day (A.32)."""
    case = handled(on_day, way="post", address="青禾县某街道3号")
    do(case, "consult_third_party", name="某建材公司")
    registered = Delivery.objects.get(document__kind="registration_receipt")
    consulted = Delivery.objects.get(document__kind="third_party_letter")
    client = Client()
    client.force_login(staff("shoujian").staff)  # type: ignore[arg-type]

    def slip(delivery: Delivery) -> str:
        answer = client.get(f"/desk/cases/{case.pk}/deliveries/{delivery.pk}/")
        assert answer["Content-Type"] == "application/pdf"
        return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).split())

    first = slip(registered)
    for said in (
        "送达回证",
        registered.document.number,
        "李明",
        "邮寄",
        "青禾县某街道3号",
        "受送达人签名",
        "送达日期年月日",
    ):
        assert said in first
    assert "某建材公司" in slip(consulted)
    assert "李明" not in slip(consulted)
    on_day(date(2025, 3, 7))
    do(case, "prove_delivery", delivery=consulted.pk, on=date(2025, 3, 6), proof="EMS001")
    assert case.inquiries.get().answer_by == date(2025, 3, 27)  # type: ignore[attr-defined]
    assert "EMS001" in slip(consulted)
    assert "2025年3月6日" in slip(consulted)
    told = Delivery.objects.get(document__kind="consulting_notice")
    do(case, "prove_delivery", delivery=told.pk, on=date(2025, 3, 5), proof="李明签收")
    do(case, "prove_delivery", delivery=registered.pk, on=date(2025, 3, 5), proof="李明签收")
    page = client.get(f"/desk/cases/{case.pk}/").content.decode()
    assert "/do/prove_delivery/" not in page  # nothing is owed any more
