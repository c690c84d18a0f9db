"""An answer whose notice went out at no attempt is told another way: by the system where it can, else by whoever is asked."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from interaction.casework.engine import perform
from interaction.casework.models import Event, OpenQuestion
from interaction.casework.untold import follow_untold
from interaction.casework.waiting import unattended
from interaction.citizens.cases import keep
from interaction.citizens.models import Citizen
from interaction.errors import InvalidData, NotNow
from interaction.notices.delivery import send_again
from interaction.notices.models import Notice
from interaction.notices.outbox import NOTICES, deliver_waiting
from interaction.organs.actors import Actor
from interaction.workdays.now import now
from interaction.workflow.todos import todos_of
from tests.casework.invariants import check_case
from tests.conftest import clear_if_hidden, do, open_case, staff
from tests.mailbox.acting import MONDAY, OnDay, accept, answer, dispatch, letter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sms_goes_out(settings: Any, tmp_path: Path) -> None:
    settings.SMS_BACKEND, settings.SMS_FILE_PATH = "interaction.notices.sms.FileGateway", tmp_path


def waiting(name: str) -> list[str]:
    return [str(todo.label) for todo in todos_of(staff(name)) if todo.address.startswith("/desk/cases/")]


def answered(**contacts: str) -> Any:
    case = letter(**contacts)
    accept(case)
    clear_if_hidden(case)
    dispatch(case, "LL-SLJ")
    answer(case)
    return case


def fail(case: Any) -> None:
    """What waits of a case goes out at no attempt."""
    Notice.objects.filter(about_case=case.pk, state="waiting").update(
        state="dead", send_after=now() - timedelta(hours=1)
    )


def told(case: Any) -> Notice:
    """The newest notice to the sender."""
    notices = Notice.objects.filter(about_case=case.pk, key__contains=":party:").exclude(channel="site")
    return max(notices, key=lambda one: int(one.key.split(":")[2]))


def test_another_contact_is_tried_and_then_a_person_is_asked(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = answered(email="nosuch@gone.example", phone="13900001111、13900002222")
    fail(case)
    assert [one.number for one in unattended()] == [case.number]
    for number in ("13900001111", "13900002222"):
        assert follow_untold() == 1
        assert follow_untold() == 0
        assert (told(case).channel, told(case).address) == ("sms", number)
        assert case.number in told(case).body
        assert case.query_code not in told(case).body
        assert list(unattended()) == []
        assert waiting("shoujian") == []
        fail(case)
    assert follow_untold() == 1
    assert follow_untold() == 0
    assert waiting("shoujian") == ["答复的通知没有送到来件人"]
    assert Notice.objects.filter(staff=case.handler, subject__contains="请另行告知").exists()
    assert list(unattended()) == []
    reader = Client()
    reader.force_login(staff("shoujian").staff)  # type: ignore[arg-type]
    form = reader.get(f"/desk/cases/{case.pk}/do/tell_another_way/", follow=True).content.decode()
    assert "打电话告知了本人" in form
    assert "由系统发短信" not in form  # every contact has been tried
    with pytest.raises(InvalidData):
        perform(case, "tell_another_way", staff("shoujian"), {"means": "telephone", "on": MONDAY, "words": ""})
    perform(case, "tell_another_way", staff("shoujian"), {"means": "telephone", "on": MONDAY, "words": "本人接听。"})
    assert (waiting("shoujian"), list(unattended()), follow_untold()) == ([], [], 0)
    citizen = Client()
    citizen.post("/track/", {"number": case.number, "code": case.query_code})
    page = citizen.get(f"/track/{case.number}/").content.decode()
    assert page.count("已改发到您留下的其他联系方式") == 2
    assert "已用其他方式告知您" in page
    assert "本人接听" not in page
    check_case(case)


def test_who_signs_in_by_another_contact_is_told_there(county: None, on_day: OnDay) -> None:
    """What somebody has proved to be their own is tried when what they gave has failed."""
    on_day(MONDAY)
    case = answered(email="nosuch@gone.example", phone="")
    account = Citizen.objects.create(means="email", reached_at="mine@example.com", signed_in_at=now())
    assert keep(account, case)
    fail(case)
    assert follow_untold() == 1
    assert told(case).address == "mine@example.com"
    assert case.number in told(case).body
    assert Event.objects.get(case=case, action="retell").details == {"told": case.last_seq, "contact": "account"}
    check_case(case)


def test_what_was_sent_again_and_went_out_needs_nobody(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = answered(email="full@example.com", phone="")
    fail(case)
    follow_untold()
    assert waiting("shoujian") == ["答复的通知没有送到来件人"]
    assert send_again(NOTICES, told(case).pk)
    assert follow_untold() == 0  # it is on its way
    assert deliver_waiting()
    assert follow_untold() == 1
    assert waiting("shoujian") == []
    check_case(case)


def test_who_has_come_by_itself_needs_not_be_told(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = answered(email="nosuch@gone.example", phone="")
    perform(case, "rate", Actor.party(case.pk), {"stars": "5", "settled": "yes", "words": ""})
    fail(case)
    assert (list(unattended()), follow_untold()) == ([], 0)


def test_a_handler_may_tell_and_choose_a_contact_but_not_of_a_hidden_sender(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    for identity in ("withheld", "hidden"):
        case = answered(email="someone@example.com", phone="13900001111", identity=identity)
        assert deliver_waiting()
        perform(case, "record_bounce", staff("shoujian"), {"words": "邮箱已满。"})
        assert OpenQuestion.objects.get(case=case).kind == "record_bounce"
        who, data = Actor.of(case.handler), {"means": "send_phone", "on": MONDAY, "words": ""}
        if identity == "hidden":
            with pytest.raises(NotNow, match="隐名"):
                perform(case, "tell_another_way", who, data)
            continue
        perform(case, "tell_another_way", who, data)
        assert told(case).address == "13900001111"
        assert not OpenQuestion.objects.filter(case=case).exists()
        fail(case)
        assert follow_untold() == 1
        assert (
            OpenQuestion.objects.get(case=case).kind == "ask_to_retell"
        )  # the mailbox that sent it back is not tried anew


def test_a_bounce_is_noted_only_of_what_was_mailed(county: None, on_day: OnDay) -> None:
    on_day(date(2025, 3, 3))
    case = open_case("disclosure", way="post", email="", phone="13900001111")
    do(case, "register", "accept", "dispatch", "take_up", "draft_reply", "approve", "sign")
    do(case, "deliver_reply", method="post", proof="XA12345678937")
    for name, data in (
        ("record_bounce", {"words": "邮箱已满。"}), ("deliver_again", {"method": "portal", "on": MONDAY, "proof": ""}),
    ):  # fmt: skip
        with pytest.raises(NotNow):
            perform(case, name, staff("shoujian"), data)
    fail(case)  # the letter itself is on paper
    assert (list(unattended()), follow_untold()) == ([], 0)


def test_who_left_a_landline_alone_is_told_by_somebody(county: None, on_day: OnDay) -> None:
    """No notice goes to it: whoever took the letter in is asked at once, and never to send what cannot be sent."""
    on_day(MONDAY)
    case = answered(phone="0539-5551234", email="")
    assert not [one for one in NOTICES.all() if one.about_case == case.pk]
    assert follow_untold() == 1
    assert waiting("shoujian") == ["答复的通知没有送到来件人"]
    assert list(unattended()) == []
    perform(
        case,
        "tell_another_way",
        staff("shoujian"),
        {"means": "telephone", "on": MONDAY, "words": "上午打电话告知，本人接听。"},
    )
    assert waiting("shoujian") == []
    assert follow_untold() == 0
    check_case(case)
