"""Nothing typed is lost: a page that had expired, a session that ended, a case that went on meanwhile, a draft."""

import re
import uuid

import pytest
from django.test import Client

from interaction.casework.models import Case
from interaction.casework.numbers import query_code
from interaction.organs.models import Organ, Staff
from interaction.replies.models import ReplyTemplate
from interaction.workdays.now import override_now
from interaction.workflow.models import UnsentForm
from interaction.workflow.unsent import KEPT, WRITTEN_BY, forget_old_unsent
from mailbox.models import Mailbox
from tests.conftest import do, open_case

pytestmark = pytest.mark.django_db
WORDS = "您好，来信收悉。经现场核实，路灯线路故障已经排除，路灯已经恢复照明。"
HANDLER, OTHER = "chengban-zjj", "shenhe-zjj"


@pytest.fixture
def letter(county: None) -> Case:
    case = open_case("letter", mailbox=_mailbox())
    do(case, "accept")
    do(case, "dispatch", organ=_organ())
    return case


def _mailbox() -> int:
    return Mailbox.objects.get(organ__code="LL").pk


def _organ() -> int:
    return Organ.objects.get(code="LL-ZJJ").pk


def signed_in(username: str, client: Client | None = None) -> Client:
    one = client or Client(enforce_csrf_checks=True)
    one.force_login(Staff.objects.get(username=username))
    return one


def hidden(page: str) -> dict[str, str]:
    """What the form on a page sends that nobody types."""
    names = ("csrfmiddlewaretoken", "submission", WRITTEN_BY)
    return {name: found[1] for name in names if (found := re.search(rf'name="{name}" value="([^"]+)"', page))}


def address(case: Case, name: str = "draft_reply") -> str:
    return f"/desk/cases/{case.pk}/do/{name}/"


def opened(client: Client, case: Case, name: str = "draft_reply") -> str:
    return client.get(address(case, name), follow=True).content.decode()


def test_a_session_that_ended_gives_the_text_back_after_signing_in(letter: Case) -> None:
    client = signed_in(HANDLER)
    form = hidden(opened(client, letter))
    client.logout()
    client.cookies["csrftoken"] = "a" * 32
    sent = client.post(address(letter), {**form, "body": WORDS, "csrfmiddlewaretoken": "a" * 32})
    assert sent.status_code == 302
    assert sent["Location"].startswith("/accounts/login/?next=/desk/cases/")
    page = opened(signed_in(HANDLER, client), letter)
    assert WORDS in page
    assert "未提交的稿子" in page
    assert Case.objects.get(pk=letter.pk).state == "handling"  # nothing was done by itself
    assert WORDS not in opened(signed_in(OTHER), letter, "extend")
    assert client.post(address(letter), {**hidden(page), "body": WORDS}).status_code == 302
    assert Case.objects.get(pk=letter.pk).state == "reviewing"
    assert not UnsentForm.objects.exists()


def test_a_token_of_another_sign_in_gives_the_form_again_with_everything_in_it(letter: Case) -> None:
    client = signed_in(HANDLER)
    form = hidden(opened(client, letter))
    again = client.post(address(letter), {**form, "body": WORDS, "csrfmiddlewaretoken": "a" * 32})
    page = again.content.decode()
    assert again.status_code == 422
    assert WORDS in page
    assert "没有提交" in page
    assert hidden(page)["submission"] == form["submission"]
    assert client.post(address(letter), {**hidden(page), "body": WORDS}).status_code == 302


def test_the_page_of_a_colleague_shows_nobody_elses_form(letter: Case) -> None:
    form = hidden(opened(signed_in(HANDLER), letter))
    other = signed_in("chengban2-zjj") if Staff.objects.filter(username="chengban2-zjj") else signed_in(OTHER)
    answer = other.post(address(letter), {**form, "body": WORDS, "csrfmiddlewaretoken": "a" * 32})
    assert answer.status_code == 403
    assert not UnsentForm.objects.exists()
    form.pop(WRITTEN_BY)
    other.logout()
    other.cookies["csrftoken"] = "a" * 32
    other.post(address(letter), {**form, "body": WORDS, "csrfmiddlewaretoken": "a" * 32})
    assert not UnsentForm.objects.exists()  # nobody plants a text into somebody's form


def test_the_second_to_send_gets_both_texts(letter: Case) -> None:
    first, second = signed_in(HANDLER), signed_in(HANDLER)
    one, two = opened(first, letter), opened(second, letter)
    assert first.post(address(letter), {**hidden(one), "body": WORDS}).status_code == 302
    answer = second.post(address(letter), {**hidden(two), "body": WORDS + "另一个人写的。"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(WORDS) == 2
    assert "另一个人写的。" in page


def test_a_draft_is_kept_while_one_types_and_offered_again(letter: Case) -> None:
    client = signed_in(HANDLER)
    page = opened(client, letter)
    kept = {**hidden(page), "body": WORDS, "address": address(letter)}
    saved = client.post("/desk/unsent/", kept)
    assert (saved.status_code, len(saved.content)) == (200, len("10:32"))
    assert WORDS in opened(client, letter)
    assert WORDS not in client.get(f"{address(letter)}?form={uuid.uuid4()}&anew=1").content.decode()
    assert "正在办理“拟写答复”" in signed_in(OTHER).get(f"/desk/cases/{letter.pk}/").content.decode()
    row = UnsentForm.objects.get()
    assert WORDS not in str(bytes(UnsentForm.objects.values_list("texts", flat=True)[0]))
    assert client.post("/desk/unsent/", {**kept, "address": "/desk/"}).status_code == 204
    assert client.post("/desk/unsent/", {**kept, WRITTEN_BY: "x"}).status_code == 204
    with override_now(row.saved_at + KEPT * 2):
        assert forget_old_unsent() == 1


def test_going_back_shows_that_the_form_was_sent(letter: Case) -> None:
    client = signed_in("duban")
    page = client.get(address(letter, "remind"), follow=True)
    form = {**hidden(page.content.decode()), "words": ""}
    for _time in range(3):
        assert client.post(address(letter, "remind"), form).status_code == 302
    assert letter.events.filter(action="remind").count() == 1
    back = client.get(page.redirect_chain[-1][0]).content.decode()
    assert "再次提交不会再办一次" in back


def test_a_citizen_whose_cookies_are_gone_gets_the_letter_again(county: None) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get("/send/letters/", follow=True).content.decode()
    typed = {**hidden(page), "title": "路灯不亮", "content": WORDS, "name": "王芳", "phone": "13912345678"}
    client.cookies.clear()
    again = client.post("/send/letters/", typed)
    page = again.content.decode()
    assert again.status_code == 422
    assert all(text in page for text in (WORDS, "路灯不亮", "王芳", "13912345678"))
    assert "没有提交" in page
    assert 'public_wish" checked' not in page
    assert not Case.objects.exists()
    assert client.cookies["csrftoken"].value


def test_a_citizens_session_that_ended_keeps_the_material(county: None) -> None:
    case, client = open_case("letter"), Client()
    code = _code(case)
    look_up = {"number": case.number, "code": code}
    assert client.post("/track/", look_up).status_code == 302
    here = f"/track/{case.number}/do/add_material/"
    page = client.get(here, follow=True).content.decode()
    del client.cookies["sessionid"]
    asked = client.post(here, {**hidden(page), "material": WORDS})
    assert asked["Location"].startswith("/track/?number=")
    answer = client.post(asked["Location"], look_up)
    assert WORDS in client.get(answer["Location"]).content.decode()
    assert Client().post(asked["Location"], look_up)["Location"] == f"/track/{case.number}/"  # another browser


def _code(case: Case) -> str:
    return query_code(case.number, case.query_key_id)


def test_what_cannot_be_shown_again_can_be_copied(county: None) -> None:
    client = signed_in(HANDLER)
    answer = client.post("/desk/notices/read/", {"words": WORDS, "password": WORDS})
    assert answer.status_code == 403
    assert answer.content.decode().count(WORDS) == 1
    assert "刷新" not in answer.content.decode()


def test_a_template_comes_into_the_form_that_it_shapes(county: None) -> None:
    """Choosing a template fills the reply; what was typed stands before it."""
    case = open_case("letter")
    do(case, "accept", "dispatch", "take_up")
    template = ReplyTemplate.objects.filter(channel="letter", active=True).first()
    assert template
    client = Client()
    client.force_login(case.handler)
    address = f"/desk/cases/{case.pk}/do/draft_reply/"
    shaped = client.post(address, {"reshape": "1", "template": template.pk, "body": "先说结论。"})
    body = shaped.context["form"]["body"].value()
    assert body.startswith("先说结论。")
    assert template.body in body
