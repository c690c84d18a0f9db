"""Citizens who sign in: by a code that nobody else has, to cases that are nobody else's; and everything without it, too."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from interaction.casework.models import Case
from interaction.casework.numbers import query_code
from interaction.citizens.account_deletion import delete_forgotten
from interaction.citizens.cases import PAGE, keep
from interaction.citizens.codes import LASTS, forget_codes
from interaction.citizens.models import TRIES, Citizen, CitizenCase, SignInCode, StashedForm
from interaction.citizens.signing_in import IDLE, KEY
from interaction.citizens.stashed_forms import KEPT, forget_old_forms
from interaction.notices.models import Notice
from interaction.notices.outbox import deliver_waiting
from interaction.publicity.retention import anonymise_due
from interaction.visitors.throttle import SIGN_INS_OF_ADDRESS, SIGN_INS_OF_ADDRESS_A_DAY
from interaction.workdays.now import SHANGHAI, override_now
from tests.conftest import do, open_case
from tests.portal.reading import chinese_in
from tests.portal.test_bad_input import application

pytestmark = pytest.mark.django_db
HERS, HIS = "wang.li@example.org", "zhao.qiang@example.org"
NOON = datetime(2026, 11, 24, 12, tzinfo=SHANGHAI)
DETAILS = {
    "name": "王丽",
    "phone": "13900001234",
    "email": HERS,
    "id_kind": "resident_id",
    "address": "",
    "postcode": "",
}


@pytest.fixture(autouse=True)
def outbox(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def ask(client: Client, address: str, back: str = "/my/") -> Any:
    return client.post("/my/sign-in/", {"address": address, "next": back})


def code_sent() -> str:
    deliver_waiting()
    found = re.search(r"(?<![0-9])([0-9]{6})(?![0-9])", str(mail.outbox[-1].body))
    assert found
    return found[1]


def enter(client: Client, code: str) -> Any:
    return client.post("/my/sign-in/code/", {"code": code})


def signed_in(address: str = HERS) -> Client:
    client = Client()
    assert ask(client, address).status_code == 302
    assert enter(client, code_sent()).headers["Location"] == "/my/"
    return client


def sent_by(client: Client, **changes: Any) -> Case:
    """A disclosure request with a file, by the form."""
    file = SimpleUploadedFile("说明.txt", "说明".encode())
    answer = client.post("/send/requests/", application(attachments=file, **changes))
    assert answer.status_code == 302, answer.content.decode()
    return Case.objects.latest("pk")


def text(answer: Any) -> str:
    page: str = answer.content.decode()
    return page


def test_from_the_code_to_ones_own_cases_and_out_again(county: None) -> None:
    client = signed_in()
    assert client.post("/my/details/", {**DETAILS, "id_number": "11010519491231002X"}).status_code == 302
    form = text(client.get("/send/requests/", follow=True))
    assert all(f'value="{said}"' in form for said in ("王丽", "13900001234", "11010519491231002X"))
    case = sent_by(client)
    listed = text(client.get("/my/"))
    assert case.title in listed
    assert case.number in listed
    elsewhere = signed_in()  # the same citizen on another machine, which has opened nothing
    address = f"/track/{case.number}/"
    assert case.title in text(elsewhere.get(address))
    assert elsewhere.post("/my/sign-out/").status_code == 302
    for closed in (address, f"/receipt/{case.number}/", "/my/", "/my/details/"):
        answer = elsewhere.get(closed)
        assert answer.status_code == 302
        assert urlsplit(answer.headers["Location"]).path in ("/track/", "/my/sign-in/")


def test_a_code_stands_nowhere(county: None) -> None:
    client = Client()
    ask(client, HERS)
    waiting = Notice.objects.get(key__startswith="sign_in:")
    stored = str(SignInCode.objects.values().get()) + str(dict(client.session))
    code = code_sent()
    assert not Notice.objects.filter(pk=waiting.pk).exists()  # it went out, and with it what it said
    assert code not in stored
    assert HERS not in stored  # the session and the row know it sealed, masked and as a digest
    assert SignInCode.objects.exists()
    enter(client, code)
    assert not SignInCode.objects.exists()


def test_a_code_is_of_use_once_soon_and_here(county: None) -> None:
    with override_now(NOON):
        client, other = Client(), Client()
        ask(client, HERS)
        code = code_sent()
        assert enter(other, code).headers["Location"] == "/my/sign-in/"  # who did not ask is asked to
        ask(client, HERS)
        newer = code_sent()
        assert newer == code or enter(client, code).status_code == 422  # a newer one takes its place
    with override_now(NOON + LASTS):
        assert "失效" in text(enter(client, newer))
        assert forget_codes() == 1
        ask(client, HERS)
        newest = code_sent()
        wrong = f"{(int(newest) + 1) % 10**6:06d}"
        for left in range(TRIES - 1, -1, -1):
            answer = text(enter(client, wrong))
            assert f"还可以试 {left} 次" in answer or (left == 0 and "失效" in answer)
        assert "失效" in text(enter(client, newest))  # right, but too late
        assert KEY not in client.session
        ask(client, HERS)
        assert enter(client, "　" + "".join(chr(ord(one) + 0xFEE0) for one in code_sent())).status_code == 302


def test_guessing_and_flooding_end_soon(county: None) -> None:
    with override_now(NOON):
        client = Client()
        for _each in range(SIGN_INS_OF_ADDRESS.allowed):
            assert ask(client, HERS).status_code == 302
        refused = ask(client, HERS)
        assert refused.status_code == 429
        assert HERS in text(refused)  # what was typed is there
        assert Notice.objects.filter(key__startswith="sign_in:").count() == SIGN_INS_OF_ADDRESS.allowed


def test_strangers_guesses_keep_nobody_out(county: None) -> None:
    """Wrong codes for an address are bounded by the codes sent there, and used up by who guesses."""
    for _round in range(SIGN_INS_OF_ADDRESS.allowed - 1):
        other = Client()
        ask(other, HERS)
        right = code_sent()
        for _each in range(TRIES):
            enter(other, f"{(int(right) + 1) % 10**6:06d}")
    owner = Client()
    ask(owner, HERS)
    assert enter(owner, code_sent()).status_code == 302


def test_an_address_is_sent_so_many_codes_a_day_whoever_asks(county: None) -> None:
    asked = 0
    for hour in range(4):
        with override_now(NOON + timedelta(hours=hour)):
            for _each in range(SIGN_INS_OF_ADDRESS.allowed):
                asked += Client().post(
                    "/my/sign-in/", {"address": HERS}, REMOTE_ADDR=f"203.0.113.{asked + 1}"
                ).status_code == 302  # fmt: skip
    assert asked == SIGN_INS_OF_ADDRESS_A_DAY.allowed
    assert Notice.objects.filter(key__startswith="sign_in:").count() == asked


def test_who_has_signed_in_here_before_is_sent_a_code_when_strangers_have_used_all_up(county: None) -> None:
    with override_now(NOON):
        owner = Client()
        ask(owner, HERS)
        enter(owner, code_sent())
        owner.post("/my/sign-out/")
        while ask(Client(), HERS).status_code == 302:
            pass
    with override_now(NOON + timedelta(minutes=1)):
        assert ask(owner, HERS).status_code == 302
        assert enter(owner, code_sent()).status_code == 302
        # Of another address this browser knows nothing, and nobody makes such a cookie up.
        stranger = Client()
        stranger.cookies["signed_in_before"] = owner.cookies["signed_in_before"].value.replace(":", "x:", 1)
        assert ask(stranger, HERS).status_code == 429


def test_nobody_learns_who_has_an_account(county: None) -> None:
    signed_in(HERS)
    answers = []
    for address in (HERS, HIS):
        client = Client()
        first = ask(client, address)
        page = text(client.get("/my/sign-in/code/"))
        answers.append((first.status_code, first.headers["Location"], re.sub(r"\S+@\S+|value=\"[^\"]+\"", "", page)))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/" + "x" * 300])
def test_signing_in_leads_nowhere_else(county: None, back: str) -> None:
    client = Client()
    ask(client, HERS, back)
    assert enter(client, code_sent()).headers["Location"] == "/my/"


def test_a_session_somebody_planted_is_worth_nothing(county: None) -> None:
    client = Client()
    ask(client, HERS)
    planted = client.session.session_key
    enter(client, code_sent())
    assert client.session.session_key != planted
    thief = Client()
    thief.cookies["sessionid"] = planted or ""
    assert thief.get("/my/").status_code == 302


def test_who_is_away_too_long_is_asked_again(county: None) -> None:
    with override_now(NOON):
        client = signed_in()
    with override_now(NOON + IDLE - timedelta(minutes=1)):
        assert client.get("/my/").status_code == 200
    with override_now(NOON + 2 * IDLE - timedelta(minutes=2)):
        assert client.get("/my/").status_code == 200  # the page before was noted
    with override_now(NOON + 3 * IDLE):
        assert client.get("/my/").status_code == 302


def test_nobody_reaches_a_case_of_somebody_else(county: None) -> None:
    hers, his = signed_in(HERS), signed_in(HIS)
    case = sent_by(hers)
    file = case.attachments.get()
    addresses = [
        f"/track/{case.number}/", f"/track/{case.number}/do/withdraw/", f"/track/{case.number}/files/{file.pk}/",
        f"/receipt/{case.number}/", f"/receipt/{case.number}/pdf/",
    ]  # fmt: skip
    for address in addresses:
        assert hers.get(address, follow=True).status_code == 200, address
        for stranger in (his, Client()):
            answer = stranger.get(address)
            assert answer.status_code == 302, address
            assert answer.headers["Location"].startswith("/track/")
    assert his.post(addresses[1], {"reason": ""}).status_code == 302
    case.refresh_from_db()
    assert case.state == "submitted"
    assert case.title not in text(his.get("/my/"))
    # By number and query code it is his to follow, but it stays hers.
    code = query_code(case.number, case.query_key_id)
    answer = his.post("/my/add/", {"number": case.number, "code": code})
    assert answer.status_code == 409
    assert CitizenCase.objects.get(case=case).citizen.reached_at == HERS


def test_what_a_guest_sent_is_added_and_a_form_left_to_sign_in_is_found_again(county: None) -> None:
    guest = Client()
    case = sent_by(guest)
    code = query_code(case.number, case.query_key_id)
    client = signed_in()
    assert client.post("/my/add/", {"number": case.number, "code": "WRONGCODE"}).status_code >= 400
    assert client.post("/my/add/", {"number": case.number, "code": code}).status_code == 302
    assert case.number in text(client.get("/my/"))

    writer = Client()
    typed = application(
        title="去年的预算执行情况", attachments=SimpleUploadedFile("证.txt", b"x"), sign_in="1", name=""
    )
    away = writer.post("/send/requests/", typed)
    assert urlsplit(away.headers["Location"]).path == "/my/sign-in/"
    (form,) = parse_qs(urlsplit(away.headers["Location"]).query)["next"]
    ask(writer, HERS, form)
    back = enter(writer, code_sent()).headers["Location"]
    page = text(writer.get(back))
    assert "去年的预算执行情况" in page
    assert "证.txt" in page
    assert "去年的预算执行情况" not in text(Client().get(back))  # to another browser it is an empty form
    with override_now(StashedForm.objects.get().stashed_at + KEPT):
        assert forget_old_forms() == 1


def test_an_account_ends_and_its_cases_stay(county: None) -> None:
    client = signed_in()
    case = sent_by(client)
    page = text(client.post("/my/delete/"))
    assert "删除" in page
    assert client.get("/my/").status_code == 302
    assert not Citizen.objects.exists()
    assert Case.objects.filter(pk=case.pk).exists()
    assert client.get(f"/track/{case.number}/").status_code == 302


def test_who_does_not_come_back_for_years_is_forgotten(county: None, settings: Any) -> None:
    with override_now(NOON):
        client = signed_in()
        case = sent_by(client)
        signed_in(HIS)
    later = NOON.replace(year=NOON.year + settings.RETENTION_YEARS)
    with override_now(later - timedelta(days=1)):
        assert delete_forgotten() == 0
    with override_now(later + timedelta(days=1)):
        assert delete_forgotten() == 1  # hers has a case under way
        assert Citizen.objects.get().reached_at == HERS
        do(case.specific, "withdraw")
        assert delete_forgotten() == 1


def test_when_who_sent_a_case_is_forgotten_so_is_whose_it_was(county: None, settings: Any) -> None:
    with override_now(NOON):
        signed_in()
        case = open_case("letter")
        CitizenCase.objects.create(case_id=case.pk, citizen=Citizen.objects.get(), added_at=NOON)
        do(case, "decline")
    with override_now(NOON.replace(year=NOON.year + settings.RETENTION_YEARS) + timedelta(days=1)):
        assert CitizenCase.objects.filter(case=case.pk).exists()
        assert anonymise_due() == 1
        assert not CitizenCase.objects.filter(case=case.pk).exists()


def test_the_pages_are_english_too(county: None) -> None:
    client = Client()
    client.post("/en/my/sign-in/", {"address": HERS, "next": "/en/my/"})
    pages = [
        client.get("/en/my/sign-in/"),
        client.get("/en/my/sign-in/code/"),
        client.post("/en/my/sign-in/code/", {"code": "1"}),
    ]
    client.post("/en/my/sign-in/code/", {"code": code_sent()})
    sent_by(client)
    pages += [client.get(f"/en/my/{page}") for page in ("", "add/", "details/", "delete/")]
    pages += [
        client.post("/en/my/add/", {}),
        client.post("/en/my/details/", {"phone": "x"}),
        client.get("/en/send/letters/", follow=True),
    ]
    for answer in pages:
        assert answer.status_code in (200, 422)
        assert chinese_in(text(answer)) == []


def test_what_was_sent_from_the_proven_contact_is_listed_without_its_code(
    county: None, settings: Any, tmp_path: Path
) -> None:
    by_mail = open_case("letter", email="Wang.Li@Example.org", phone="13900000001", title="按邮箱找到的信")
    by_phone = open_case("order", email="", phone="13912345678", title="按手机找到的诉求")
    by_second = open_case("letter", email="", phone="13900000003、13912345678", title="按另一个手机找到的信")
    others = open_case("letter", email=HIS, phone="13900000002", title="别人的信")
    deliver_waiting()
    hers = signed_in(HERS)
    listed = text(hers.get("/my/"))
    assert by_mail.title in listed
    assert by_phone.title not in listed
    assert others.title not in listed
    assert by_mail.title in text(hers.get(f"/track/{by_mail.number}/"))
    assert hers.get(f"/track/{others.number}/").status_code == 302
    caller = Client()
    assert ask(caller, "139 1234 5678").status_code == 302
    settings.SMS_FILE_PATH = tmp_path  # what told of the case has gone out before
    deliver_waiting()
    (message,) = Path(settings.SMS_FILE_PATH).iterdir()
    code = re.search(r"验证码 ([0-9]{6})", message.read_text())
    assert message.read_text().startswith("13912345678\n")
    assert code
    enter(caller, code[1])
    assert by_phone.title in text(caller.get("/my/"))
    assert by_second.title in text(caller.get("/my/"))
    assert by_second.title in text(caller.get(f"/track/{by_second.number}/"))
    stranger = Client()
    stranger.post("/track/lost-code/", {"number": by_second.number, "contact": "13912345678"})
    assert Notice.objects.get(key__startswith=f"code:{by_second.pk}:").address == "13912345678"


def test_an_account_lists_each_case_once_and_page_by_page(county: None) -> None:
    cases = [open_case("letter", email=HERS, phone="13900000001", title=f"第{n}封信。") for n in range(PAGE + 2)]
    deliver_waiting()
    client = signed_in(HERS)
    keep(Citizen.objects.get(), cases[0])
    keep(Citizen.objects.get(), cases[-1])
    first = text(client.get("/my/"))
    following = re.search(r"\?before=([0-9]+)", first)
    assert following
    pages = first + text(client.get("/my/", {"before": following[1]}))
    assert [pages.count(f"/track/{case.number}/") for case in cases] == [1] * len(cases)


def test_no_label_offers_a_text_message_where_none_can_be_sent(county: None, settings: Any) -> None:
    assert "手机号码或者电子邮箱" in text(Client().get("/my/sign-in/"))
    settings.SMS_BACKEND = ""
    assert "手机号码" not in text(Client().get("/my/sign-in/"))
