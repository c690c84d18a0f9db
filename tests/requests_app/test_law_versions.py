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
from interaction.workflow.engine import perform
from interaction.workflow.todos import todos_of
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
    confirmed("words.choice", value="对【本文书】不服的，六十日内向【复议机关】申请复议，或者向【法院】起诉。")
    on_day(FROM)
    text = words_of(letter(answered(), "reply"))
    assert "对本答复不服的，六十日内向青禾县人民政府申请复议，或者向青禾县人民法院起诉。" in text


def test_a_number_of_days_is_a_number(county: None, on_day: OnDay) -> None:
    on_day(ENTERED)
    for wrong in ("0", "六十", "367"):
        with pytest.raises(InvalidData):
            entered("remedy.days", value=wrong)
    confirmed("remedy.days", value="90")
    line = f'{{"id": 1, "organ": "LL-CZJ", "decision": "internal", "on": "{FROM}"}}'.encode()
    assert next(answers(BytesIO(line)))["days"] == 90


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
