"""What people send, what is shown of it, and what is counted although nobody sees it."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client

from interaction.consultations.models import Consultation, Opinion
from interaction.errors import InvalidData, NotNow
from tests.consultations.acting import AFTER, FIRST, OPENS, OnDay, do, drafted, group, published, report, say, show

pytestmark = pytest.mark.django_db
# Numbers and names as people write them into whatever field there is.
PLANTED = ("13900004321", "379999198001010017", "欧阳建国")


@pytest.fixture
def found(county: None, on_day: OnDay) -> Consultation:
    on_day(FIRST)
    made = published()
    on_day(OPENS)
    return made


@pytest.mark.parametrize("ground", ["abusive", "personal", "advertising", "off_topic"])
def test_what_is_hidden_is_counted_and_answered(found: Consultation, on_day: OnDay, ground: str) -> None:
    kept, hidden, silent = (
        say(found, "坑槽改为五日修复。"),
        say(found, "一群混蛋！"),
        say(found, "不要公开我的话。", may_quote=""),
    )
    show(found, kept)
    do(found, "gongkai-jty", "hide_opinion", {"ground": ground}, hidden)
    page = Client().get(f"/consultations/{found.pk}/opinions/").content.decode()
    assert "坑槽改为五日修复。" in page
    assert "一群混蛋" not in page
    assert "不要公开我的话" not in page
    assert "已收到意见 <b>3</b> 条" in page
    on_day(AFTER)
    do(found, "chengban-jty", "write_report", {"overview": "总体情况。"})
    with pytest.raises(NotNow, match="3 条意见没有归类"):
        do(found, "chengban-jty", "submit_report")
    group(found, [kept, hidden, silent])
    report(found)
    assert (found.report.figures["opinions"], found.report.figures["shown"], found.report.figures["hidden"]) == (
        3,
        1,
        2,
    )


def test_nobody_is_quoted_who_did_not_agree(found: Consultation) -> None:
    silent = say(found, "不要公开我的话。", may_quote="")
    with pytest.raises(InvalidData, match="不同意公开"):
        show(found, silent)


def test_structured_data_is_never_shown_by_mistake(found: Consultation) -> None:
    opinion = say(found, f"我的电话{PLANTED[0]}，身份证{PLANTED[1]}。")
    with pytest.raises(InvalidData, match="13900004321"):
        show(found, opinion, text=opinion.text)
    show(found, opinion)
    opinion.refresh_from_db()
    assert opinion.shown == "shown"
    assert not any(planted in opinion.public_text for planted in PLANTED)


def test_no_public_page_shows_what_was_planted(found: Consultation, on_day: OnDay) -> None:
    words = f"我是{PLANTED[2]}，电话{PLANTED[0]}，身份证号{PLANTED[1]}，路面要修。"
    opinion = say(found, words, name=PLANTED[2], phone=PLANTED[0], email="ouyang@example.com", from_kind="organisation")
    hidden = say(found, words, name=PLANTED[2], phone=PLANTED[0])
    show(found, opinion)
    do(found, "gongkai-jty", "hide_opinion", {"ground": "personal"}, hidden)
    on_day(AFTER)
    group(found, [opinion, hidden])
    report(found)
    for prefix in ("", "/en"):
        for page in ("", f"{found.pk}/", f"{found.pk}/opinions/", f"{found.pk}/report/", f"{found.pk}/say/", "track/"):
            answer = Client().get(f"{prefix}/consultations/{page}")
            assert answer.status_code == 200, page
            assert not any(planted in answer.content.decode() for planted in (*PLANTED, "ouyang@example.com")), page
    assert "路面要修" in Client().get(f"/consultations/{found.pk}/opinions/").content.decode()


def test_what_people_said_lies_sealed(found: Consultation) -> None:
    from django.db import connection

    say(found, "路面要修。", name=PLANTED[2], phone=PLANTED[0], email="ouyang@example.com")
    with connection.cursor() as cursor:
        cursor.execute("SELECT o::text FROM consultations_opinion o")
        row = cursor.fetchone()[0]
    for words in ("路面要修", PLANTED[0], PLANTED[2], "ouyang"):
        assert words not in row
        assert words.encode().hex() not in row


def post(client: Client, found: Consultation, **changes: Any) -> Any:
    good = {"text": "路面要修。", "from_kind": "person", "submission": str(uuid.uuid4()), "name": "某某记得我"}
    return client.post(f"/consultations/{found.pk}/say/", {**good, **changes})


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"text": ""}, "请填写“您的意见”"), ({"text": "？！"}, "请用文字写明"), ({"text": "字" * 1_000_000}, "5000"),
        ({"text": "路\x00面"}, "字符"), ({"text": "路\uffff面"}, "字符"), ({"text": "路\ufffe面"}, "字符"),
        ({"phone": "12"}, "电话"), ({"email": "nowhere"}, "name@example.com"), ({"clause": "999999"}, "哪一条"),
        ({"clause": "' OR 1=1"}, "哪一条"), ({"clause": "9" * 40}, "哪一条"), ({"from_kind": "ghost"}, "您是"),
    ],
)  # fmt: skip
def test_a_fault_is_explained_and_the_rest_kept(found: Consultation, changes: dict[str, Any], says: str) -> None:
    answer = post(Client(), found, **changes)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "某某记得我" in answer.content.decode()
    assert not Opinion.objects.exists()


@pytest.mark.parametrize(
    "query", ["?after=x", "?after=%00", "?clause=%00", "?clause=99999999999999999999", "?after=" + "9" * 5000]
)
def test_odd_addresses_are_no_fault(found: Consultation, query: str) -> None:
    for page in (
        f"/consultations/{found.pk}/opinions/",
        "/consultations/",
        "/surveys/",
        f"/consultations/{found.pk}/say/",
    ):
        assert Client().get(page + query, follow=True).status_code == 200
    assert Client().get(f"/consultations/?after=2025-01-01.{'9' * 30}&state=%00&organ=%00").status_code == 200
    assert Client().get(f"/consultations/{2**70}/").status_code == 404
    assert Client().get(f"/decisions/{2**70}/").status_code == 404
    for bad in ("%00", "x" * 300, "YJ-2025-000001"):
        assert Client().get(f"/consultations/mine/{bad}/").status_code in (302, 404)


def test_a_form_of_another_consultation_brings_no_clause_along(found: Consultation) -> None:
    clause = found.clauses.get(label="第二条")
    other = drafted(opens_on=OPENS.isoformat(), closes_on="2025-04-10")
    do(other, "chengban-jty", "submit")
    do(other, "qianfa-jty", "publish")
    assert post(Client(), other, clause=clause.pk).status_code == 422


def test_too_many_forms_in_an_hour(found: Consultation, settings: Any) -> None:
    settings.SUBMISSIONS_PER_HOUR = 2
    client = Client()
    assert [post(client, found).status_code for _each in range(3)] == [302, 302, 429]
    assert found.opinions.count() == 2


def test_codes_are_not_guessed(found: Consultation) -> None:
    opinion = say(found)
    client = Client()
    codes = [client.post("/consultations/track/", {"number": opinion.number, "code": "AAAAAAAAAA"}) for _n in range(31)]
    assert [one.status_code for one in codes] == [422] * 30 + [429]


def test_a_clerk_enters_only_what_came_in_time(found: Consultation) -> None:
    good = {"source": "meeting", "received_on": OPENS, "people": 7, "text": "同意。", "from_kind": "person"}
    for changes, says in (
        ({"received_on": FIRST}, "征集期限内"), ({"received_on": AFTER}, "不能晚于今天"), ({"people": 0}, "1"),
        ({"source": "web"}, "来源"),
    ):  # fmt: skip
        with pytest.raises(InvalidData, match=says):
            do(found, "shoujian-jty", "enter_opinion", {**good, **changes})
    do(found, "shoujian-jty", "enter_opinion", good)
    assert found.opinions.get().people == 7


def test_the_proposal_goes_back_and_forth_until_it_is_confirmed(found: Consultation) -> None:
    from interaction.organs.models import Staff

    opinion = say(found, "修路找老铁匠，电话13900004321。")
    publisher = Client()
    publisher.force_login(Staff.objects.get(username="gongkai-jty"))
    address = f"/desk/consultations/consultation/{found.pk}/do/show_opinion/{opinion.number}/"
    again = publisher.post(address, {"again": "1", "added": "老铁匠", "text": opinion.text, "shown": "[[], []]"})
    assert again.status_code == 200
    text = re.search(r"<textarea[^>]*name=\"text\"[^>]*>\n?([^<]*)<", again.content.decode())
    assert text
    assert "老铁匠" not in text[1]
    opinion.refresh_from_db()
    assert opinion.shown == "waiting"
