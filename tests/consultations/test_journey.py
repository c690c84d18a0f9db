"""From the draft to the participants who are told, as people do it: by the pages."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from interaction.consultations.models import Consultation, Opinion
from interaction.consultations.opinion_intake import code_of
from interaction.consultations.reporting import flag_late_reports
from interaction.notices.models import Notice
from interaction.organs.models import Organ, Staff
from tests.consultations.acting import AFTER, CLOSES, FIRST, OPENS, OnDay, do, draft_data, published, say

pytestmark = pytest.mark.django_db
DESK = "/desk/consultations/consultation"


def at_desk(username: str) -> Client:
    client = Client()
    client.force_login(Staff.objects.get(username=username))
    return client


def press(client: Client, address: str, **data: Any) -> Any:
    """Send a form as a page shows it: with the version of the document that was looked at."""
    seen = re.search(r'name="version" value="(\d+)"', client.get(address, follow=True).content.decode())
    answer = client.post(address, data | ({"version": seen[1]} if seen else {}))
    assert answer.status_code == 302, re.findall(r"<li>.*?</li>", answer.content.decode())[:5]
    return answer


def prepared_and_published() -> Consultation:
    """By a handler, with an annex; let out by a signer."""
    handler, signer = at_desk("chengban-jty"), at_desk("qianfa-jty")
    annex = SimpleUploadedFile("路网图说明.txt", "全县农村公路 2160 公里".encode())
    organ = Organ.objects.get(code="LL-JTY")
    begun = press(handler, f"{DESK}/new/", organ=organ.pk, attachments=annex, **draft_data())
    found = Consultation.objects.get()
    assert begun["location"] == f"{DESK}/{found.pk}/"
    file = f"/consultations/{found.pk}/annexes/{found.annexes.get().pk}/"
    assert [Client().get(one).status_code for one in (f"/consultations/{found.pk}/", file)] == [404, 404]
    press(handler, f"{DESK}/{found.pk}/do/submit/")
    press(signer, f"{DESK}/{found.pk}/do/publish/")
    assert Client().get(file).content.decode() == "全县农村公路 2160 公里"
    return found


def said_on_the_page(found: Consultation) -> Opinion:
    """By a citizen, on one clause, twice by mistake."""
    citizen = Client()
    page = citizen.get(f"/consultations/{found.pk}/").content.decode()
    assert "正在征集" in page
    assert "还剩 <b>30</b> 天" in page
    clause = found.clauses.get(label="第二条")
    form = citizen.get(f"/consultations/{found.pk}/say/?clause={clause.pk}", follow=True).content.decode()
    assert f'value="{clause.pk}" selected' in form
    submission = re.search(r'name="submission" value="([^"]+)"', form)
    assert submission
    typed = {
        "clause": clause.pk, "text": "十日太久，改为五日。我叫李建国，电话13900004321。", "from_kind": "person",
        "name": "李建国", "phone": "13900004321", "email": "li@example.com", "may_quote": "on",
        "submission": submission[1],
    }  # fmt: skip
    sent = press(citizen, f"/consultations/{found.pk}/say/", **typed)
    again = press(citizen, f"/consultations/{found.pk}/say/", **typed)
    assert again["location"] == sent["location"]
    assert Client().post(f"/consultations/{found.pk}/say/", typed).status_code == 409
    opinion = found.opinions.get()
    receipt = citizen.get(sent["location"]).content.decode()
    assert opinion.number in receipt
    assert code_of(opinion) in receipt
    paper = citizen.get(f"/consultations/receipt/{opinion.number}/pdf/")
    assert paper.content.startswith(b"%PDF")
    assert Client().get(sent["location"])["location"] == "/consultations/track/"
    return opinion


def shown_by_a_publisher(found: Consultation, opinion: Opinion) -> None:
    publisher = at_desk("gongkai-jty")
    address = f"{DESK}/{found.pk}/do/show_opinion/{opinion.number}/"
    page = publisher.get(address, follow=True).content.decode()
    carried = re.search(r'name="shown" value="([^"]*)"', page)
    masked = re.search(r"<textarea[^>]*name=\"text\"[^>]*>\n?([^<]*)<", page)
    assert carried
    assert masked
    assert "13900004321" not in masked[1]
    press(publisher, address, text=masked[1], shown=carried[1].replace("&quot;", '"'), checked="on")
    public = Client().get(f"/consultations/{found.pk}/opinions/").content.decode()
    assert "十日太久，改为五日" in public
    assert "李建国" not in public
    assert "13900004321" not in public


def answered(found: Consultation, opinion: Opinion, letter: Opinion) -> None:
    """Grouped, decided, handed in by one and let out by another."""
    handler, signer, here = at_desk("chengban-jty"), at_desk("qianfa-jty"), f"{DESK}/{found.pk}/do"
    refused = handler.post(f"{here}/submit_report/", {"version": found.log.count()})
    assert "还有 2 条意见没有归类" in refused.content.decode()
    press(handler, f"{here}/save_group/new/", summary="缩短修复时间", outcome="partly", reasons="改为七日。")
    press(handler, f"{here}/save_group/new/", summary="同意", outcome="adopted", reasons="谢谢支持。")
    for group, one in zip(found.groups.all(), (opinion, letter), strict=True):
        press(handler, f"{here}/assign/new/", group=group.pk, opinions=[one.pk])
    press(handler, f"{here}/write_report/", overview="意见集中在修复时间。", following="报县政府审议。")
    press(handler, f"{here}/submit_report/")
    assert Client().get(f"/consultations/{found.pk}/report/").status_code == 404
    press(signer, f"{here}/publish_report/")


def test_the_whole_way(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = prepared_and_published()
    on_day(OPENS)
    opinion = said_on_the_page(found)
    entered = {"source": "letter", "received_on": OPENS, "people": 1, "text": "同意草案。", "from_kind": "organisation"}
    press(at_desk("chengban-jty"), f"{DESK}/{found.pk}/do/enter_opinion/new/", **entered)
    shown_by_a_publisher(found, opinion)
    on_day(AFTER)
    answered(found, opinion, found.opinions.get(source="letter"))

    report = Client().get(f"/consultations/{found.pk}/report/").content.decode()
    for words in ("部分采纳", "改为七日。", "意见集中在修复时间。", "报县政府审议。"):
        assert words in report
    pdf = PdfReader(BytesIO(Client().get(f"/consultations/{found.pk}/report.pdf").content))
    read = re.sub(r"\s", "", "".join(page.extract_text() for page in pdf.pages))
    assert "改为七日" in read
    assert "共收到2人（单位）提出的意见2条" in read

    told = Notice.objects.get(channel="email", subject="您提的意见有了结果")
    assert told.address == "li@example.com"
    assert f"{opinion.number} 部分采纳：改为七日。" in told.body
    assert code_of(opinion) not in told.body
    elsewhere = Client()
    wrong = elsewhere.post("/consultations/track/", {"number": opinion.number, "code": "AAAAA-BBBBB"})
    assert wrong.status_code == 422
    opened = press(elsewhere, "/consultations/track/", number=opinion.number, code=code_of(opinion).lower())
    mine = elsewhere.get(opened["location"]).content.decode()
    assert "部分采纳" in mine
    assert "改为七日。" in mine


def test_a_late_report_is_flagged_once(county: None, on_day: OnDay, settings: Any) -> None:
    on_day(FIRST)
    found = published()
    on_day(CLOSES + timedelta(days=settings.CONSULTATION_REPORT_DAYS))
    assert flag_late_reports() == 0
    assert "light late" not in at_desk("duban").get("/desk/consultations/").content.decode()
    on_day(CLOSES + timedelta(days=settings.CONSULTATION_REPORT_DAYS + 1))
    assert flag_late_reports() == 1
    assert flag_late_reports() == 1
    told = Notice.objects.filter(staff__username="duban", subject__contains=found.title[:20])
    assert told.count() == 1
    page = at_desk("duban").get("/desk/consultations/").content.decode()
    assert "light late" in page


def test_taking_back_leaves_a_public_trace(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = published()
    on_day(OPENS)
    say(found, email="wang@example.com")
    do(found, "qianfa-jty", "withdraw", {"note": "方案重新研究。"})
    for page in ("", "say/", "opinions/", "report/"):
        answer = Client().get(f"/consultations/{found.pk}/{page}")
        assert answer.status_code == 410
        assert "方案重新研究。" in answer.content.decode()
        assert "坑槽应当在十日内修复" not in answer.content.decode()
    assert found.title not in Client().get("/consultations/").content.decode()
    assert "方案重新研究。" in Notice.objects.get(subject="您提过意见的征集已撤回").body
    assert Opinion.objects.count() == 1
