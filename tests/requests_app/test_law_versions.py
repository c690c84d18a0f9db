"""The legal office enters a version of a rule from a day on, another confirms it, and nothing already signed changes."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from interaction.casework.models import Case
from interaction.errors import InvalidData, NotNow, NotPermitted
from interaction.organs.models import Organ, Post, Role
from interaction.replies.models import Delivery
from interaction.workbench.management.commands.time_limit import answer_line
from interaction.workdays.current import calendar
from interaction.workdays.now import now
from interaction.workflow.engine import perform
from interaction.workflow.todos import todos_of
from requests_app.annual.counting import table3
from requests_app.law.chapters import law_table
from requests_app.law.models import LawVersion
from requests_app.law.remedies import REMEDY_LAW
from requests_app.management.commands.remedy import answers
from tests.conftest import do, open_case, staff
from tests.portal.reading import opened, squeezed
from tests.requests_app.papers import letter, words_of

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]
ENTERED, FROM = date(2026, 11, 30), date(2026, 12, 15)
FIRST = {
    "value": "first", "effective_from": FROM.isoformat(), "law": "某条例第九条", "source": "公报原文", "strength": "text",
    "reason": "新条例自12月15日起施行。",
}  # fmt: skip


def entered(rule: str = "remedy.other", **changes: str) -> LawVersion:
    version = LawVersion(organ=Organ.objects.get(code="LL"), rule=rule)
    perform(version, "draft", staff("fazhi"), {**FIRST, **changes})
    return version


def confirmed(rule: str = "remedy.other", **changes: str) -> LawVersion:
    version = entered(rule, **changes)
    perform(version, "confirm", staff("fazhi-fuhe"))
    return version


def answered() -> Any:
    case = open_case(
        "disclosure", addressed_to=Organ.objects.get(code="LL-CZJ").pk, matter="information", email="a@example.com"
    )
    do(case, "register", "accept", "dispatch", "take_up", "draft_reply", "approve", "sign", "deliver_reply")
    return case


def page_of(case: Case) -> str:
    return "".join(opened(case).get(f"/track/{case.number}/").content.decode().split())


def road(on: date, decision: str = "disclosed") -> bool:
    line = f'{{"id": 1, "organ": "LL-CZJ", "decision": "{decision}", "on": "{on}"}}'.encode()
    (row,) = answers(BytesIO(line))
    return bool(row["reconsideration_first"])


def test_from_its_day_on_letters_and_pages_go_by_it_and_nothing_signed_changes(county: None, on_day: OnDay) -> None:
    on_day(ENTERED)
    old = answered()
    signed, told = words_of(letter(old, "reply")), page_of(old)
    assert "六个月内直接向" in signed
    confirmed()
    assert [road(day) for day in (ENTERED, date(2026, 12, 14), FROM)] == [False, False, True]
    on_day(FROM)
    assert words_of(letter(old, "reply")) == signed
    assert "六个月内直接向" in told
    assert "六个月内直接向" in page_of(old)
    new = answered()
    for said in (words_of(letter(new, "reply")), page_of(new)):
        assert "六十日内先向" in said
        assert "六个月" not in said
    guide = Client().get("/guides/requests/").content.decode()
    assert guide.index("其他答复（") < guide.index("可以在六十日内申请行政复议")


def test_it_holds_only_once_another_person_has_confirmed_it(county: None, on_day: OnDay) -> None:
    on_day(ENTERED)
    version = entered()
    assert not road(FROM)
    with pytest.raises(NotNow, match="另一位法制审核人员"):
        perform(version, "confirm", staff("fazhi"))
    with pytest.raises(NotPermitted):
        perform(version, "confirm", staff("qianfa"))
    assert [todo.title for todo in todos_of(staff("fazhi-fuhe")) if "规则新版本" in todo.title]
    assert not [todo for todo in todos_of(staff("fazhi")) if "规则新版本" in todo.title]
    perform(version, "confirm", staff("fazhi-fuhe"))
    assert road(FROM)
    with pytest.raises(NotNow):
        perform(version, "draft", staff("fazhi"), FIRST)
    assert [entry.action for entry in version.log.order_by("version")] == ["draft", "confirm"]
    assert version.log.get(action="draft").words == FIRST["reason"]


def test_what_is_not_adopted_never_holds(county: None, on_day: OnDay) -> None:
    on_day(ENTERED)
    version = entered()
    perform(version, "drop", staff("fazhi"), {"reason": "公报有误。"})
    assert version.state == "dropped"
    assert not road(FROM)


def test_a_version_never_reaches_back(county: None, on_day: OnDay) -> None:
    on_day(ENTERED)
    with pytest.raises(InvalidData, match="日期应晚于今天"):
        entered(effective_from=ENTERED.isoformat())
    version = entered()
    on_day(FROM)
    with pytest.raises(NotNow, match="施行日期已经到了"):
        perform(version, "confirm", staff("fazhi-fuhe"))
    with pytest.raises(IntegrityError), transaction.atomic():  # the database says so too
        LawVersion.objects.filter(pk=version.pk).update(state="confirmed", confirmed_on=FROM, version=2)


def test_one_version_of_a_rule_begins_on_a_day(county: None, on_day: OnDay) -> None:
    on_day(ENTERED)
    confirmed()
    with pytest.raises(NotNow, match="另定施行日期"):
        confirmed(value="choice")


def test_the_version_that_began_last_holds(county: None, on_day: OnDay) -> None:
    on_day(ENTERED)
    confirmed(effective_from="2027-01-01")
    confirmed(effective_from="2027-03-01", value="choice")
    assert [road(date(2027, month, 28)) for month in (1, 2, 3)] == [True, True, False]
    assert not road(date(2026, 12, 31))


def test_the_words_of_letters_keep_the_places_that_are_filled_in(county: None, on_day: OnDay) -> None:
    on_day(ENTERED)
    for wrong in (
        "请依法复议。",
        "对【本文书】不服的，向【复议机关】复议，向【法院】起诉，见【网址】。",
        "100%【本文书】【复议机关】【法院】",
    ):
        with pytest.raises(InvalidData, match="用语里应当有"):
            entered("words.choice", value=wrong)
    confirmed(
        "words.choice",
        value="对【本文书】不服的，【复议期限日数】日内向【复议机关】申请复议，或者【起诉期限月数】个月内向【法院】起诉。",
    )
    on_day(FROM)
    text = words_of(letter(answered(), "reply"))
    assert "对本答复不服的，六十日内向青禾县人民政府申请复议，或者六个月内向青禾县人民法院起诉。" in text


def test_a_number_of_days_is_a_number(county: None, on_day: OnDay) -> None:
    on_day(ENTERED)
    for wrong in ("0", "六十", "367"):
        with pytest.raises(InvalidData):
            entered("remedy.days", value=wrong)
    confirmed("remedy.days", value="90")
    line = f'{{"id": 1, "organ": "LL-CZJ", "decision": "internal", "on": "{FROM}"}}'.encode()
    assert next(answers(BytesIO(line)))["days"] == 90
    on_day(FROM)
    case = answered()
    for said in (words_of(letter(case, "reply")), page_of(case)):
        assert "之日起九十日内" in said
        assert "六十日" not in said
    assert "九十日内申请" in Client().get("/guides/requests/").content.decode()
    assert "within 90 days" in Client().get("/en/guides/requests/").content.decode()


def charged(count: int, tariff: str = "page") -> Any:
    case = open_case(
        "disclosure", addressed_to=Organ.objects.get(code="LL-CZJ").pk, matter="information", email="a@example.com"
    )
    do(case, "register", "accept", "dispatch", "take_up")
    do(case, "notice_fee", tariff=tariff, count=count, how_to_pay="到财政窗口缴纳。")
    return case


def test_a_tariff_holds_from_its_day_and_a_notice_that_went_out_stays(county: None, on_day: OnDay) -> None:
    on_day(ENTERED)
    before = charged(101)
    for wrong in ("每页1元", "自第1件起：免费", "自第2页起：每页1元"):
        with pytest.raises(InvalidData, match=r"看不懂|写起"):
            entered("tariff.page", value=wrong)
    confirmed("tariff.page", value="自第1页起：免费\n自第51页起：每页5元")
    on_day(FROM)
    assert before.fee.yuan == 720
    assert "第101至101页每页20元" in squeezed(words_of(letter(before, "fee_notice")))
    with pytest.raises(InvalidData, match="免费额度内（50页以内）"):
        charged(50)
    after = charged(101)
    assert after.fee.yuan == 255
    assert "第51至101页每页5元，计255元" in squeezed(words_of(letter(after, "fee_notice")))


def test_how_short_a_correction_may_be_is_a_rule_too(county: None, on_day: OnDay) -> None:
    on_day(ENTERED)
    confirmed("period.correction", value="7")

    def asked(days: int) -> None:
        case = open_case("disclosure", addressed_to=Organ.objects.get(code="LL-CZJ").pk, matter="information")
        do(case, "register")
        do(case, "request_correction", answer_by=calendar().add(now().date(), days).isoformat())

    asked(5)
    on_day(FROM)
    with pytest.raises(InvalidData, match="至少 7 个工作日"):
        asked(6)
    asked(7)


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(staff(username).staff)  # type: ignore[arg-type]
    return client


def test_the_page_shows_every_rule_to_the_legal_office_alone(county: None, on_day: OnDay) -> None:
    on_day(ENTERED)
    page = signed_in("fazhi").get("/desk/law/").content.decode()
    for one in REMEDY_LAW.rows:
        assert one.about in page
        assert one.strength.label in page
    assert "二手资料，未见原文" in page
    assert "行政复议法实施条例（2026年修订）第三十一条" in page
    assert "/desk/law/" in signed_in("fazhi").get("/desk/").content.decode()
    for username in ("qianfa", "guanli", "chengban-czj"):
        assert signed_in(username).get("/desk/law/").status_code == 403
    person = staff("shenhe-czj").staff
    Post.objects.create(staff=person, organ=Organ.objects.get(code="LL-CZJ"), role=Role.LEGAL)
    assert signed_in("shenhe-czj").get("/desk/law/").status_code == 403


def test_entered_and_confirmed_in_the_browser(county: None, on_day: OnDay) -> None:
    on_day(ENTERED)
    client = signed_in("fazhi")
    form = client.get("/desk/law/rules/remedy.other/new/", follow=True)
    assert "应当先申请行政复议" in form.content.decode()
    address = form.redirect_chain[-1][0]
    amiss = client.post(address, {**FIRST, "effective_from": "2020-01-01"})
    assert (amiss.status_code, LawVersion.objects.count()) == (422, 0)
    made = client.post(address, FIRST)
    assert made.status_code == 302
    version = LawVersion.objects.get()
    assert "录入新版本" in squeezed(client.get(made["Location"]).content.decode())
    other = signed_in("fazhi-fuhe")
    step = other.get(f"/desk/law/{version.pk}/do/confirm/", follow=True)
    other.post(step.redirect_chain[-1][0], {"version": version.version})
    version.refresh_from_db()
    assert (version.state, version.confirmed_on) == ("confirmed", ENTERED)
    assert "已确认" in client.get("/desk/law/").content.decode()
    assert client.get("/desk/law/rules/whom.court/new/").status_code == 404
    assert client.get("/desk/law/rules/words.choice/new/", follow=True).content.decode().count("【复议机关】") >= 1


# -- Limits, decisions, rows, grounds, texts of notices -----------------------------------------------------------


def received(wanted: str = "补助资金分配表") -> Any:
    case = open_case("disclosure", addressed_to=Organ.objects.get(code="LL-CZJ").pk, matter="information", title=wanted)
    do(case, "register")
    return case


def test_a_limit_holds_for_what_starts_on_its_day_and_is_said_the_same_everywhere(county: None, on_day: OnDay) -> None:
    on_day(ENTERED)
    confirmed("limit.disclosure.reply", value="15", extension="10")
    on_day(date(2026, 12, 14))
    before = received()
    on_day(FROM)
    after = received()
    assert [one.clocks.get(slot="reply").length for one in (before, after)] == [20, 15]
    assert before.due_on == date(2027, 1, 12)  # 20 working days; 1 to 3 January off
    assert after.due_on == date(2027, 1, 6)
    assert "2027年1月6日前（含当日）" in words_of(letter(after, "registration_receipt"))
    do(before, "accept", "dispatch", "take_up")
    do(after, "accept", "dispatch", "take_up")
    do(before, "extend", workdays=20)  # the version under which it started
    with pytest.raises(InvalidData, match="10"):
        do(after, "extend", workdays=11)
    do(after, "extend", workdays=10)
    for page in ("/guides/requests/", "/disclosure/LL-CZJ/guide/", "/"):
        said = "".join(Client().get(page).content.decode().split())
        assert "15个工作日" in said
        assert "20个工作日内" not in said
    run = f'{{"id": 1, "events": [{{"event": "received", "on": "{FROM}"}}]}}'.encode()
    assert answer_line("disclosure.reply", run, calendar(), FROM, now())["due_on"] == "2027-01-06"


def test_who_is_asked_or_owes_has_the_days_that_the_letter_names(county: None, on_day: OnDay) -> None:
    on_day(ENTERED)
    case, other = received(), received("另一件")
    for rule, days in (("third_party", "10"), ("other_organ", "8"), ("payment", "12")):
        confirmed(f"limit.disclosure.{rule}", value=days)
    for one in (case, other):
        do(one, "accept", "dispatch", "take_up")
    on_day(FROM)
    do(case, "consult_third_party", name="某建材公司", method="in_person")
    do(case, "consult_organ", name="县自然资源局", method="post")
    assert "10个工作日内" in words_of(letter(case, "third_party_letter"))
    assert "8个工作日内" in words_of(letter(case, "other_organ_letter"))
    asked = {one.kind: one.answer_by for one in case.inquiries.all()}
    assert asked == {"third_party": date(2026, 12, 29), "other_organ": None}
    posted = Delivery.objects.get(document__case=case.pk, document__kind="other_organ_letter")
    on_day(date(2026, 12, 21))
    do(case, "prove_delivery", delivery=posted.pk, on=date(2026, 12, 21))
    assert case.inquiries.get(kind="other_organ").answer_by == date(2026, 12, 31)
    assert {one["at_most"] for one in case.clocks.get(slot="reply").pauses} == {10, 8}
    do(other, "notice_fee", tariff="page", count=40, how_to_pay="到任一农商行网点缴纳。")
    assert "12个工作日内" in words_of(letter(other, "fee_notice"))
    assert other.fee.pay_by == other.clocks.get(slot="payment").due_on == other.clocks.get(slot="reply").paused_until


def test_words_and_row_of_a_decision_hold_from_their_day(county: None, on_day: OnDay) -> None:
    on_day(ENTERED)
    confirmed("decision.needs_making", value="您申请的信息需要另行制作，本机关不予提供（新条例第四十条）。")
    confirmed("row.needs_making", value="3.6.3")
    with pytest.raises(InvalidData):
        entered("row.needs_making", value="3.7")
    rows = {}
    for day in (date(2026, 12, 14), FROM):
        on_day(day)
        case = received(f"{day}")
        do(case, "accept", "dispatch", "take_up")
        do(case, "draft_reply", decision="needs_making", reason="没有现成的。")
        do(case, "approve", "sign", "deliver_reply")
        rows[day] = (case.outcome_row, "新条例第四十条" in words_of(letter(case, "reply")))
    assert list(rows.values()) == [("3.4.2", False), ("3.6.3", True)]
    county_report = table3(Organ.objects.get(code="LL"), 2026)
    assert (county_report.cell("3.4.2", "total"), county_report.cell("3.6.3", "total")) == (1, 1)


def test_the_row_of_an_ending_without_a_decision_holds_from_its_day(county: None, on_day: OnDay) -> None:
    on_day(ENTERED)
    confirmed("row.withdrawn", value="3.4.3")
    rows = []
    for day in (date(2026, 12, 14), FROM):
        on_day(day)
        case = received(f"{day}")
        do(case, "withdraw")
        rows.append(case.outcome_row)
    assert rows == ["3.6.3", "3.4.3"]


def test_a_ground_that_refuses_from_a_day_on_leads_to_reconsideration_first(county: None, on_day: OnDay) -> None:
    on_day(ENTERED)
    confirmed("ground.other", value="refuses")

    def first(day: date) -> bool:
        line = f'{{"id": 1, "organ": "LL-CZJ", "decision": "partly", "grounds": ["other"], "on": "{day}"}}'.encode()
        return bool(next(answers(BytesIO(line)))["reconsideration_first"])

    assert [first(day) for day in (date(2026, 12, 14), FROM)] == [False, True]


def test_a_notice_says_its_new_words_with_what_is_filled_in(county: None, on_day: OnDay) -> None:
    on_day(ENTERED)
    with pytest.raises(InvalidData, match="【截止日期】"):
        entered("notice.correction_until", value="请尽快补正。")
    confirmed("notice.correction_until", value="请于【截止日期】补正，交【公开工作机构】（新条例第三十二条）。")
    on_day(FROM)
    case = received()
    do(case, "request_correction", answer_by=date(2027, 1, 8))
    assert "请于2027年1月8日前（含当日）补正" in words_of(letter(case, "correction_notice"))


def test_every_rule_but_those_of_organs_can_be_entered(county: None, on_day: OnDay) -> None:
    on_day(ENTERED)
    client = signed_in("fazhi")
    page = client.get("/desk/law/").content.decode()
    for code in law_table().codes:
        assert (f"/desk/law/rules/{code}/new/" in page) != code.startswith("whom."), code
    for code in (
        "limit.hotline.return",
        "limit.disclosure.reply",
        "row.inquiry",
        "ground.14",
        "notice.fee",
        "decision.partly",
    ):
        form = client.get(f"/desk/law/rules/{code}/new/", follow=True)
        assert form.status_code == 200
