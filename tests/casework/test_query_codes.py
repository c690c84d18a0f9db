"""Query codes: typed in any dress, never kept out by others' guesses, issued anew to whom they belong."""

import re
from typing import Any

import pytest
from django.test import Client

from interaction.casework.engine import perform
from interaction.casework.models import Case, EventWords
from interaction.casework.numbers import typed_number
from interaction.errors import InvalidData, NotNow, NotPermitted
from interaction.notices.models import Notice
from interaction.organs.models import Staff
from interaction.visitors.throttle import LOST_CODES, NEW_CODES, WRONG_CODES
from tests.conftest import open_case, staff
from tests.hotline.test_loop import called

pytestmark = pytest.mark.django_db
HERS = "wang.li@example.org"
NOTED: dict[str, str] = {"checked_by": "document", "check": "与身份证核对一致。", "hand_over": "slip"}


def desk(username: str) -> Client:
    client = Client()
    client.force_login(Staff.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    return client


def opened(number: str, code: str, client: Client | None = None) -> bool:
    answer = (client or Client()).post("/track/", {"number": number, "code": code})
    return bool(answer.status_code == 302)


def text(answer: Any) -> str:
    page: str = answer.content.decode()
    return page


@pytest.mark.parametrize(
    "typed",
    ["XX-2026-000087", "xx2026000087", "ＸＸ－２０２６－０００087", "XX—2026—000087", "XX 2026 000087", "XX‑2026‑87",
     "\u202dXX-2026-000087\u202c",
     " XX－2026000087\u200b"],
)  # fmt: skip
def test_a_number_is_read_in_every_dress(typed: str) -> None:
    assert typed_number(typed) == "XX-2026-000087"


@pytest.mark.parametrize("typed", ["", "XX", "路灯", "XX-26-87", "2026000087", "XX-2026-0000087"])
def test_what_is_no_number_stays_what_it_is(typed: str) -> None:
    assert typed_number(typed) == typed


def test_numbers_and_codes_are_understood_wherever_they_are_typed(county: None) -> None:
    case = open_case("letter")
    bare, wide = (
        case.number.replace("-", ""),
        case.number.translate({ord(c): ord(c) + 0xFEE0 for c in "-0123456789XRYSQ"}),
    )
    code = case.query_code.replace("-", "－").lower()
    assert opened(bare, code)
    assert opened(wide, f"\u202d{code}\u202c")
    assert f'value="{case.number}"' in text(Client().get("/track/", {"number": wide}))
    assert case.title in text(desk("shoujian").get("/desk/", {"q": bare}))
    for typed in (case.number, bare, wide):
        hint = text(Client().get("/search/", {"q": typed}))
        assert f"/track/?number={case.number}" in hint


def test_wrong_guesses_of_a_stranger_keep_nobody_out(county: None) -> None:
    case, stranger = open_case("letter"), Client(REMOTE_ADDR="192.0.2.66")
    answers = [
        stranger.post("/track/", {"number": case.number, "code": "AAAAA-AAAAA"}).status_code
        for _time in range(WRONG_CODES.allowed + 2)
    ]
    assert answers == [422] * WRONG_CODES.allowed + [429] * 2
    assert opened(case.number, case.query_code)
    assert opened(case.number, case.query_code, stranger)  # the same address is a school's or a carrier's


def test_the_desk_issues_a_code_anew_after_checking_who_asks(county: None) -> None:
    case = open_case("letter")
    old, owner = case.query_code, Client()
    assert opened(case.number, old, owner)
    clerk = desk("shoujian")
    asked = clerk.get("/desk/query-codes/", {"number": case.number.replace("-", "")})
    assert "怎样核对的身份" in text(asked)
    wrong = clerk.post(f"/desk/query-codes/{case.number}/", {**NOTED, "name": "别人"})
    assert "不一致" in text(wrong)
    done = clerk.post(f"/desk/query-codes/{case.number}/", {**NOTED, "name": case.party.name}, follow=True)
    case.refresh_from_db()
    assert case.query_code != old
    assert case.query_code.replace("-", "") in re.sub(r"\s|<[^>]*>", "", text(done))
    assert clerk.get(f"/desk/query-codes/{case.number}/slip/").headers["Content-Type"] == "application/pdf"
    assert not opened(case.number, old)
    assert opened(case.number, case.query_code)
    assert owner.get(f"/track/{case.number}/").status_code == 302  # what the old code had opened is closed
    event = case.events.get(action="reissue_code")
    assert (event.actor, event.details) == (staff("shoujian").staff, {"checked_by": "document", "hand_over": "slip"})
    assert EventWords.objects.get(event=event).texts == {"check": NOTED["check"]}
    assert desk("paidan").get(f"/desk/query-codes/{case.number}/issued/").status_code == 404


@pytest.mark.parametrize("channel", ["letter", "disclosure", "order"])
def test_the_hotline_issues_codes_of_every_channel_and_reads_no_more_of_them(county: None, channel: str) -> None:
    case = open_case(channel)
    agent = desk("huawu")
    page = text(agent.get("/desk/query-codes/", {"number": case.number}))
    assert case.from_whom in page
    if channel != "order":
        assert case.title not in page
        assert agent.get(f"/desk/cases/{case.pk}/").status_code == 404
    perform(case, "reissue_code", staff("huawu"), {**NOTED, "name": case.party.name, "hand_over": "spoken"})
    assert case.query_code_issue == 1


def test_no_code_is_issued_to_whoever_says_a_name_that_nobody_told(county: None) -> None:
    order = called(name="")
    assert (order.from_whom, order.party.names) == ("来电人", ())
    for said in ("来电人", "……"):
        with pytest.raises(NotNow, match="没有保存来件人的姓名"):
            perform(order, "reissue_code", staff("huawu"), {**NOTED, "name": said, "hand_over": "spoken"})


def test_nobody_else_issues_a_code(county: None) -> None:
    case = open_case("letter")
    for username in ("chengban-zjj", "shoujian-czj", "duban"):
        with pytest.raises(NotPermitted):
            perform(case, "reissue_code", staff(username), {**NOTED, "name": case.party.name})
    assert "不由您补发" in text(desk("shoujian-czj").get("/desk/query-codes/", {"number": case.number}))
    assert desk("chengban-zjj").get("/desk/query-codes/").status_code == 403


def test_a_code_that_is_sent_goes_to_the_contact_given_and_is_not_shown(county: None, settings: Any) -> None:
    case = open_case("letter", email=HERS)
    sent = {**NOTED, "name": case.party.name, "hand_over": "contact"}
    done = desk("shoujian").post(f"/desk/query-codes/{case.number}/", sent, follow=True)
    case.refresh_from_db()
    notice = Notice.objects.get(key__startswith="code:")
    assert (notice.address, case.query_code in notice.body) == (HERS, True)
    assert case.query_code[:5] not in text(done)
    settings.SMS_BACKEND = ""
    unreached = open_case("letter", email="", title="另一件")
    with pytest.raises(InvalidData):
        perform(unreached, "reissue_code", staff("shoujian"), {**sent, "name": unreached.party.name})


def ask(number: str, contact: str, client: Client | None = None) -> Any:
    return (client or Client()).post("/track/lost-code/", {"number": number, "contact": contact})


def test_on_line_a_new_code_goes_to_the_contact_given_and_the_page_tells_nothing(county: None) -> None:
    case = open_case("letter", email="Wang.Li@Example.org", phone="13912345678")
    old = case.query_code
    right, wrong = ask(case.number.replace("-", ""), "ＷＡＮＧ.li@example.org"), ask("XX-2026-999999", HERS)
    assert (right.status_code, text(right)) == (200, text(wrong))
    case.refresh_from_db()
    notice = Notice.objects.get(key__startswith="code:")
    assert (notice.channel, notice.address) == ("email", "Wang.Li@example.org")
    assert case.query_code in notice.body
    assert case.query_code not in text(right)
    assert not opened(case.number, old)
    ask(case.number, "139 1234 5678")
    newest = Notice.objects.filter(key__startswith="code:").latest("send_after")
    assert (newest.channel, newest.address) == ("sms", "13912345678")
    before = case.query_code_issue + 1
    ask(case.number, "13900000000")  # somebody else's number brings nothing
    case.refresh_from_db()
    assert case.query_code_issue == before
    assert Notice.objects.filter(key__startswith="code:").count() == 2


def test_asking_for_new_codes_is_limited(county: None, settings: Any) -> None:
    case = open_case("letter", email=HERS)

    def pages(number: str) -> list[str]:
        return [text(ask(number, HERS)) for _time in range(NEW_CODES.allowed + 1)]

    # Nobody learns by the limit either whether there is such a case; and who guesses uses nothing of its owner's up.
    assert len({*pages("XX-2026-999999"), *pages(case.number)}) == 1
    assert Notice.objects.filter(key__startswith="code:").count() == NEW_CODES.allowed
    others = [ask(case.number, f"a{n}@example.org").status_code for n in range(LOST_CODES.allowed)]
    assert others[-1] == 429
    settings.SMS_BACKEND = ""
    page = text(Client().get("/track/lost-code/"))
    assert "手机号码" not in page


def test_no_code_dies_whose_successor_reaches_nobody(county: None, settings: Any) -> None:
    case = open_case("letter", email="", phone="13912345678")
    settings.SMS_BACKEND = ""
    assert ask(case.number, "13912345678").status_code == 422
    assert Case.objects.get(pk=case.pk).query_code == case.query_code
