"""隐名: who asked to stay unknown is named nowhere to the organs that work on the letter. And what is sensitive is never
published."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from random import Random
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.datastructures import MultiValueDict
from pypdf import PdfReader

from demo.channels import sample
from interaction.casework.engine import perform
from interaction.casework.file_store import read
from interaction.errors import NotNow
from interaction.notices.models import Notice
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Staff
from interaction.publicity.clearing import ClearForm
from interaction.publicity.models import Publication
from mailbox.models import Letter, Mailbox
from tests.conftest import do, open_case, staff

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]
MONDAY = date(2025, 3, 3)
NAME, PHONE, EMAIL = "王大力", "13987654321", "dali@example.com"
SECRETS = (NAME, PHONE, EMAIL)
WORDS = f"我叫{NAME}，电话{PHONE}，邮箱{EMAIL}，被执法队乱收费。"


@pytest.fixture
def letter(county: None, on_day: OnDay) -> Any:
    """Names itself wherever one can: in the title, the text, a file's name, further material."""
    on_day(MONDAY)
    case = open_case(
        "letter", mailbox=Mailbox.objects.get(organ__code="LL").pk, kind="complaint", title=f"{NAME}反映乱收费",
        content=WORDS, identity="hidden", name=NAME, phone=PHONE, email=EMAIL, public_wish="on",
    )  # fmt: skip
    photo = SimpleUploadedFile(f"{NAME}的收据.txt", "收据照片".encode())
    perform(case, "add_material", Actor.party(case.pk), {"material": WORDS}, MultiValueDict({"attachments": [photo]}))
    perform(case, "accept", staff("shoujian"), {"kind": "complaint", "urgency": "ordinary"})
    with pytest.raises(NotNow, match="隐名"):
        perform(case, "dispatch", staff("shoujian"), {"organ": Organ.objects.get(code="LL-ZFJ").pk})
    clear(case)
    perform(case, "dispatch", staff("shoujian"), {"organ": Organ.objects.get(code="LL-ZFJ").pk})
    perform(case, "ask_assist", staff("chengban-zfj"), {
        "organs": [Organ.objects.get(code="LL-CZJ").pk], "note": "请核实收费依据",
    })  # fmt: skip
    perform(case, "order_supervision", staff("duban"), {"demand": "三日内退还"})
    return case


def clear(case: Any, **handing_on: Any) -> None:
    """As the form begins it: with what masking found hidden."""
    form = ClearForm(case=case, actor=staff("shoujian"))
    said = {name: field.initial for name, field in form.fields.items() if name not in ("files", "checked")}
    perform(case, "clear_for_others", staff("shoujian"), {**said, "checked": "on", **handing_on})


def fetched(case: Any, username: str, name: str = "收据") -> Any:
    client = Client()
    client.force_login(Staff.objects.get(username=username))
    (file,) = (one for one in case.attachments.filter(origin="party") if name in one.name)
    client.get(f"/desk/cases/{case.pk}/files/{file.pk}/look/")
    return client.get(f"/desk/cases/{case.pk}/files/{file.pk}/")


def pages(case: Any, username: str, *actions: str) -> str:
    client = Client()
    client.force_login(Staff.objects.get(username=username))
    addresses = ["/desk/", "/desk/?tab=organ", "/desk/?tab=all", f"/desk/?q={case.number}", f"/desk/cases/{case.pk}/"]
    addresses += [f"/desk/cases/{case.pk}/do/{name}/" for name in actions]
    answers = [client.get(address, follow=True) for address in addresses]
    assert [answer.status_code for answer in answers] == [200] * len(answers)
    assert case.number in answers[3].content.decode()
    return "".join(answer.content.decode() for answer in answers)


@pytest.mark.parametrize(
    ("username", "actions"),
    [
        ("chengban-zfj", ("reply_meanwhile", "ask_assist")),
        ("chengban-czj", ("give_part",)),
        ("shenhe-zfj", ("hand_over",)),
    ],
)
def test_no_page_of_lead_or_assisting_organ_names_the_sender(
    letter: Any, username: str, actions: tuple[str, ...]
) -> None:
    shown = pages(letter, username, *actions)
    assert [secret for secret in SECRETS if secret in shown] == []
    assert fetched(letter, username).status_code == 403  # it was not handed on
    assert fetched(letter, "shoujian").status_code == 200
    assert "被执法队乱收费" in shown  # what is complained of is there
    known = pages(letter, "shoujian")
    assert all(secret in known for secret in SECRETS)


def test_what_is_added_later_waits_for_the_desk(letter: Any) -> None:
    more = SimpleUploadedFile(f"{NAME}的照片.txt", "照片".encode())
    files = MultiValueDict({"attachments": [more]})
    perform(letter, "add_material", Actor.party(letter.pk), {"material": "我是村东头开小卖部的。"}, files)
    shown = pages(letter, "chengban-zfj")
    assert "小卖部" not in shown
    assert "由收件单位核对后转来" in shown
    assert fetched(letter, "chengban-zfj", "照片").status_code == 403
    assert "小卖部" in pages(letter, "shoujian")
    assert "隐名来件补充了材料" in " ".join(Notice.objects.filter(channel="site").values_list("subject", flat=True))
    assert letter.questions.filter(kind="add_material", role="intake").exists()
    form = ClearForm(case=letter, actor=staff("shoujian"))
    said = {piece.name: "是做小生意的人。" for piece in form.pieces}
    perform(letter, "clear_for_others", staff("shoujian"), {
        **said, "checked": "on", "files": [str(file.pk) for file in form.files_sent],
    })  # fmt: skip
    shown = pages(letter, "chengban-zfj")
    assert ("小卖部" in shown, "是做小生意的人" in shown) == (False, True)
    answer = fetched(letter, "chengban-zfj", "照片")
    assert (answer.status_code, unquote(answer["Content-Disposition"]).count("附件2.txt")) == (200, 1)
    assert not letter.questions.exists()


def test_what_the_desk_enters_for_a_hidden_sender_waits_too(county: None, on_day: OnDay) -> None:
    """Who wrote on paper adds on paper: the words are the sender's, though a clerk enters them."""
    on_day(MONDAY)
    case = Letter()
    data = {**sample("letter", "enter_letter", case, Random(1)), "source": "post", "upstream_number": "", "upstream_days": "",
            "batch": "", "identity": "hidden", "name": NAME, "phone": PHONE, "content": WORDS}  # fmt: skip
    perform(case, "enter_letter", staff("shoujian"), data)
    do(case, "accept", "dispatch")
    perform(case, "add_material", staff("shoujian"), {"material": "我是村东头开小卖部的。"})
    shown = pages(case, "chengban-" + case.organ.code.removeprefix("LL-").lower())
    assert ("小卖部" in shown, "由收件单位核对后转来" in shown) == (False, True)


def test_a_title_names_neither_the_sender_nor_who_acts_for_it(county: None) -> None:
    case = open_case(
        "letter", mailbox=Mailbox.objects.get(organ__code="LL").pk, identity="hidden", name=NAME, agent="赵小梅",
        authority="代为反映", title=f"{NAME}委托赵小梅反映乱收费",
    )  # fmt: skip
    assert (NAME in case.title, "赵小梅" in case.title, "乱收费" in case.title) == (False, False, True)


def test_no_notice_and_no_order_names_the_sender(letter: Any) -> None:
    told = [f"{one.subject} {one.body}" for one in Notice.objects.filter(channel="site")]
    assert told
    order = letter.supervision_orders.get().document
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(read(order.pdf_id))).pages)
    assert "三日内退还" in text
    assert [secret for secret in SECRETS for words in [*told, text] if secret in words] == []


def test_the_publisher_of_the_organ_does_not_learn_the_name_either(letter: Any) -> None:
    perform(letter, "give_part", staff("chengban-czj"), {"part": "没有收费依据。"})
    do(letter, "draft_reply", "approve", "sign")
    shown = pages(letter, "gongkai-zfj", "publish_reply")
    assert [secret for secret in SECRETS if secret in shown] == []


def test_what_is_sensitive_is_not_published(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = open_case("letter", mailbox=Mailbox.objects.get(organ__code="LL").pk, kind="request", public_wish="on")
    perform(case, "accept", staff("shoujian"), {"kind": "request", "urgency": "ordinary", "sensitive": "on"})
    perform(case, "dispatch", staff("shoujian"), {"organ": Organ.objects.get(code="LL-ZFJ").pk})
    do(case, "draft_reply", "approve", "sign")
    with pytest.raises(NotNow, match="敏感"):
        do_publish(case)
    client = Client()
    client.force_login(Staff.objects.get(username="gongkai-zfj"))
    assert client.post(f"/desk/cases/{case.pk}/do/publish_reply/", SNAPSHOT).status_code == 422
    assert not Publication.objects.exists()
    assert "敏感" in client.get("/desk/?tab=all").content.decode()
    Letter.objects.filter(pk=case.pk).update(sensitive=False)
    do_publish(case)  # it was nothing else that forbade it
    assert Publication.objects.exists()


SNAPSHOT = {"title": "标题", "content": "内容", "reply": "答复", "checked": "on"}


def do_publish(case: Any) -> None:
    perform(case, "publish_reply", staff("gongkai-zfj"), SNAPSHOT)
