"""Letters, tracking pages, mails, guides and organ pages say the same of where a decision is contested, in both languages."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from demo.county.names import CITY, COUNTY, NAMED
from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.errors import InvalidData
from interaction.notices.models import Notice
from interaction.organs.models import Organ
from requests_app.annual.counting import requests_of, table3, table4
from requests_app.annual.reports import table2
from requests_app.decisions import DECISIONS, Decision
from tests.conftest import do, open_case, staff
from tests.portal.crawling import plain, said_wrongly
from tests.portal.reading import opened, read_page
from tests.requests_app.papers import letter, words_of
from tests.requests_app.test_annual_desk import finance, write_all  # noqa: F401  a fixture
from tests.requests_app.test_decisions import answered

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]
TODAY = date(2026, 11, 30)
CHANNEL, COURT = NAMED["LL-CZJ"].reconsideration_channel, f"{COUNTY}人民法院"
FIRST, CHOICE = "先向", "六个月内直接向"
REFUSING = {"partly", "state_secret", "other_law", "security", "third_party", "internal", "process", "enforcement"}


@pytest.mark.parametrize("decision", [one for one in DECISIONS if not one.retired], ids=lambda one: one.code)
def test_letter_page_and_mail_of_every_decision_say_the_same(county: None, on_day: OnDay, decision: Decision) -> None:
    on_day(TODAY)
    case = answered(decision)
    text, first = words_of(letter(case, "reply")), decision.code in REFUSING
    for one in case.documents.all():
        assert plain(f"地址：{case.addressed_to.address}，电话：{case.addressed_to.phone}") in words_of(one), one.kind
    facts = [text.index(f"{one.label}：") for one in decision.particulars if one.finds]
    concluded = text.index(plain(decision.finding))
    assert all(fact < concluded for fact in facts)  # facts and reasons, conclusion, remedies
    assert concluded < text.index("如对本答复不服")
    page = plain(opened(case).get(f"/track/{case.number}/").content.decode())
    told = [text, page]
    if case.party.email:
        told.append(Notice.objects.filter(about_case=case.pk, channel="email").latest("pk").body)
    for said in told:
        assert (FIRST in said, CHOICE in said) == (first, not first)
        assert COURT in said
        assert CHANNEL in said  # 行政复议法 A.22(2)
        assert said_wrongly(said) == []
    english = read_page(opened(case), f"/en/track/{case.number}/")
    assert ("must first apply" in english, "within six months" in english) == (first, not first)
    assert CHANNEL in english
    assert said_wrongly(english) == []


def test_the_mail_with_the_reply_gives_channel_and_court(county: None, on_day: OnDay) -> None:
    on_day(TODAY)
    case = open_case("disclosure", addressed_to=Organ.objects.get(code="LL-SFJ").pk, matter="information", way="email",
                     email="someone@example.com")  # fmt: skip
    do(case, "register", "accept", "dispatch", "take_up")
    do(case, "draft_reply", decision="process", reason="属于过程性信息。")
    do(case, "approve", "sign", "send_reply")
    body = Notice.objects.filter(about_case=case.pk, channel="email", key__startswith="reply-mail").get().body
    assert f"先向{COUNTY}人民政府或者{CITY}司法局申请行政复议" in body
    assert CHANNEL in body


def test_the_text_message_stays_short(county: None, on_day: OnDay) -> None:
    on_day(TODAY)
    case = open_case("disclosure", matter="information", email="", phone="13900000001")
    do(case, "register", "accept", "dispatch", "take_up", "draft_reply", "approve", "sign", "deliver_reply")
    for notice in Notice.objects.filter(about_case=case.pk, channel="sms"):
        assert "行政复议" not in notice.body


def handled(on_day: OnDay, *steps: str) -> Any:
    on_day(date(2026, 11, 2))
    case = open_case(
        "disclosure", addressed_to=Organ.objects.get(code="LL-CZJ").pk, matter="information", email="a@example.com"
    )
    do(case, "register", *steps)
    return case


def page_of(case: Case, language: str = "") -> str:
    return plain(opened(case).get(f"{language}/track/{case.number}/").content.decode())


def test_whoever_waits_past_the_last_day_is_told_to_go_to_reconsideration_first(county: None, on_day: OnDay) -> None:
    """行政复议法 A.23(1)(3): no answer in time."""
    case = handled(on_day, "accept", "dispatch", "take_up")
    due = Case.objects.get(pk=case.pk).due_on
    on_day(due)
    assert "逾期没有答复怎么办" not in page_of(case)
    on_day(date(2026, 12, 1))
    page = page_of(case)
    assert "自答复期限届满之日起六十日内先向" in page
    assert CHANNEL in page
    assert "mustfirstapply" in page_of(case, "/en")


def test_a_request_that_was_ended_says_how_that_is_contested(county: None, on_day: OnDay) -> None:
    case = handled(on_day, "request_correction")
    on_day(date(2027, 1, 4))
    do(case, "abandon")
    for said in (words_of(letter(case, "abandoned_notice")), page_of(case)):
        assert "自收到本告知书之日起六十日内向" in said
        assert "六个月内直接向" in said
        assert CHANNEL in said


def test_an_organ_page_names_organs_channel_and_court(county: None) -> None:
    page = plain(Client().get("/disclosure/LL-HBJ/guide/").content.decode())
    for said in (
        f"{CITY}人民政府",
        f"{COUNTY}人民政府",
        NAMED["LL-HBJ"].reconsideration_channel,
        COURT,
        "可以选择其中一个",
    ):
        assert said in page
    Organ.objects.filter(code="LL-HBJ").update(court="")
    assert "可以选择其中一个" not in Client().get("/disclosure/LL-HBJ/guide/").content.decode()


def test_the_guide_tells_the_law_of_the_day_it_is_read(county: None, on_day: OnDay) -> None:
    partly = "部分公开，不公开的部分不属于政府信息或者有其他依据的"
    for day, first in (
        (date(2023, 12, 31), False),
        (date(2024, 1, 1), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ):
        on_day(day)
        said = plain(Client().get("/guides/requests/").content.decode())
        told = said[said.index("应当先申请行政复议的：") :]
        assert (partly in told[: told.index("可以在六十日内申请行政复议")]) == first, day


def test_vertical_organs_and_branches_are_not_in_the_countys_annual_report(finance: Organ) -> None:  # noqa: F811
    """条例 A.3(4), A.49: they report in their own line, and still can."""
    county = Organ.objects.get(code="LL")
    with_them = table3(county, 2025), table4(county, 2025), table2(county, 2025)
    assert with_them[0].cell("1", "total") > 0
    write_all(finance)
    with_table2 = table2(county, 2025)
    assert with_table2 != with_them[2]
    for kind in ("vertical", "branch"):
        Organ.objects.filter(pk=finance.pk).update(kind=kind)
        finance.refresh_from_db()
        here = [requests_of(finance).count(), table3(finance, 2025).cell("1", "total")]
        assert min(here) > 0
        assert not requests_of(county).filter(addressed_to=finance).exists()
        assert table3(county, 2025).cell("1", "total") == with_them[0].cell("1", "total") - here[1]
        assert table2(county, 2025) == with_them[2]


def test_a_lawsuit_that_skipped_reconsideration_is_recorded_with_a_remark(county: None, on_day: OnDay) -> None:
    """行政复议法 A.23: against a refusal reconsideration comes first; a court that took the case all the same is told apart."""
    data = {"kind": "litigation_direct", "filed_on": "2026-03-03", "body": "（2026）鲁1324行初1号"}
    for decision, first in (("internal", True), ("disclosed", False)):
        on_day(date(2026, 2, 2))
        case = open_case("disclosure", addressed_to=Organ.objects.get(code="LL-CZJ").pk, matter="information")
        do(case, "register", "accept", "dispatch", "take_up")
        do(case, "draft_reply", decision=decision, reason="属于内部管理信息。")
        do(case, "approve", "sign", "deliver_reply")
        on_day(date(2026, 3, 3))
        if first:
            with pytest.raises(InvalidData, match="应当先申请行政复议"):
                perform(case, "record_remedy", staff("shoujian-czj"), data)
            perform(case, "record_remedy", staff("shoujian-czj"), {**data, "kind": "reconsideration"})
            perform(case, "record_remedy", staff("shoujian-czj"), {**data, "remark": "法院认为属于例外。"})
            assert case.events.latest("seq").words.texts["remark"] == "法院认为属于例外。"
        else:
            perform(case, "record_remedy", staff("shoujian-czj"), data)
