"""A reply by e-mail goes through a real mail server: with the letter, met when it was taken, another way when it was not."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.errors import NotNow
from interaction.notices.models import Notice
from interaction.notices.outbox import deliver_waiting
from interaction.organs.actors import Actor
from interaction.workdays.now import now
from interaction.workflow.todos import todos_of
from requests_app.mailing import follow_mailed_replies
from tests.casework.invariants import check_case
from tests.conftest import do, open_case, staff
from tests.mailbox.acting import OnDay
from tests.notices.mail_server import MailServer, mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with mail_server(settings) as running:
        yield running


def signed(email: str) -> Any:
    case = open_case("disclosure", way="email", email=email)
    do(case, "register", "accept", "dispatch", "take_up", "draft_reply", "approve", "sign")
    Notice.objects.exclude(channel="site").delete()
    return case


def fresh(case: Any) -> Any:
    return Case.objects.get(pk=case.pk).specific


def waiting() -> list[str]:
    """What waits for the county's intake, beside the annual reports that every organ owes."""
    return [str(todo.label) for todo in todos_of(staff("shoujian")) if todo.label != "公布年度报告"]


def test_the_letter_goes_with_the_mail_and_the_clock_is_met_when_it_is_taken(
    county: None, on_day: OnDay, server: MailServer
) -> None:
    on_day(date(2025, 3, 3))
    case = signed("someone@example.com")
    do(case, "send_reply")
    with pytest.raises(NotNow, match="正在发送"):
        perform(case, "send_reply", staff("shoujian"))
    assert (fresh(case).state, case.clocks.get(slot="reply").state) == ("delivering", "running")
    assert follow_mailed_replies() == 0
    assert deliver_waiting() == 1
    assert follow_mailed_replies() == 1
    assert follow_mailed_replies() == 0
    case = fresh(case)
    assert (case.state, case.replied_on) == ("replied", date(2025, 3, 3))
    assert case.clocks.get(slot="reply").state == "met"
    (message,) = server.taken
    letter = case.documents.get(kind="reply")
    attached = [part.get_filename() for part in message.iter_attachments()]
    assert letter.pdf.name in attached
    assert next(message.iter_attachments()).get_content().startswith(b"%PDF")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_body().get_content().count(f"/track/?number={case.number}") == 1
    assert case.addressed_to.name in message.get_body().get_content()
    check_case(case)


def test_a_mailbox_that_is_not_there_stands_in_the_queue_of_whoever_delivers(
    county: None, on_day: OnDay, server: MailServer
) -> None:
    on_day(date(2025, 3, 3))
    case = signed("nosuch@gone.example")
    do(case, "send_reply")
    assert deliver_waiting() == 0
    assert Notice.objects.get(key__startswith="reply-mail:").state == "dead"  # refused for good: not tried again
    assert follow_mailed_replies() == 1
    assert follow_mailed_replies() == 0
    case = fresh(case)
    assert (case.state, case.clocks.get(slot="reply").state) == ("delivering", "running")
    assert waiting() == ["答复邮件没有送出"]
    do(case, "deliver_reply", method="post", proof="XA12345678937")
    assert waiting() == []
    assert fresh(case).state == "replied"


def test_a_mail_sent_again_at_once_is_followed_and_not_the_one_that_failed(
    county: None, on_day: OnDay, server: MailServer
) -> None:
    """What failed is put off by up to an hour as it dies: it looks later than what was sent after it."""
    on_day(date(2025, 3, 3))
    case = signed("nosuch@gone.example")
    do(case, "send_reply")
    deliver_waiting()
    follow_mailed_replies()
    assert waiting() == ["答复邮件没有送出"]
    do(fresh(case), "send_reply")
    assert follow_mailed_replies() == 0  # it is on its way
    assert waiting() == []
    Notice.objects.filter(key__startswith="reply-mail:", state="waiting").update(state="sent", sent_at=now())
    assert follow_mailed_replies() == 1
    assert fresh(case).state == "replied"


def test_a_bounce_that_comes_later_is_delivered_another_way(county: None, on_day: OnDay, server: MailServer) -> None:
    on_day(date(2025, 3, 3))
    case = signed("someone@example.com")
    do(case, "send_reply")
    deliver_waiting()
    follow_mailed_replies()
    case = fresh(case)
    do(case, "record_bounce", words="邮箱已满。")
    assert waiting() == ["登记退信"]
    do(case, "deliver_again", method="in_person", proof="本人签收")
    assert waiting() == []
    assert case.documents.get(kind="reply").deliveries.count() == 2


def test_a_letter_that_is_void_is_not_mailed_and_one_that_was_taken_is_not_void(
    county: None, on_day: OnDay, server: MailServer
) -> None:
    """Between signing and mailing: what waits is taken back with the letter; what the server has cannot be."""
    on_day(date(2025, 3, 3))
    case = signed("someone@example.com")
    do(case, "send_reply")
    do(fresh(case), "recall_reply")
    assert deliver_waiting() == 0
    assert server.taken == []
    do(case, "draft_reply", "approve", "sign", "send_reply")
    Notice.objects.exclude(key__startswith="reply-mail:").delete()
    assert deliver_waiting() == 1
    signer = case.events.filter(action="sign").last().actor
    with pytest.raises(NotNow, match="不能作废"):
        perform(fresh(case), "recall_reply", Actor.of(signer), {"remarks": "附件有误"})
    assert follow_mailed_replies() == 1
    assert fresh(case).state == "replied"
