"""`check_cases`: silent while every word has its answer, and naming each case that has not, whatever went wrong."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.casework.waiting import unattended
from interaction.notices.models import Notice
from interaction.organs.actors import Actor
from interaction.organs.models import Staff
from interaction.publicity.leaks import leaks_since
from interaction.publicity.models import LeakCheck
from interaction.workbench.case_checks import EVER, check_cases, tell_supervisors
from tests.conftest import do, open_case, staff
from tests.databases import owner
from tests.mailbox.acting import MONDAY, OnDay, accept, answer, dispatch, letter

pytestmark = pytest.mark.django_db


def answered_pair() -> tuple[Any, Any]:
    """A lead and a follower, both answered."""
    lead, follower = letter(email="a@example.com"), letter("水压不足四楼没水", phone="13812345678", name="钱多多")
    accept(lead)
    perform(follower, "merge", staff("shoujian"), {"number": lead.number})
    dispatch(lead, "LL-SLJ")
    answer(lead)
    return lead, follower


# {what went wrong, as old code let it: the statement that brings it about}
BREAKS = {
    "a follower closed without an answer": "UPDATE casework_case SET replied_on = NULL WHERE id = %(follower)s",
    "the answer was not told": "DELETE FROM notices_notice WHERE about_case = %(lead)s",
    "the notice of the answer is dead, and nobody was asked": (
        "UPDATE notices_notice SET state = 'dead', send_after = send_after - interval '1 day' WHERE about_case = %(lead)s"
    ),
    "nobody decides about a bad rating": "DELETE FROM casework_openquestion WHERE case_id = %(follower)s",
    "no day by which it is decided": "DELETE FROM casework_clock WHERE case_id = %(follower)s AND slot = 'rework_decision'",
    "no sender": "DELETE FROM casework_party WHERE case_id = %(follower)s",
    "nobody is waited for": "UPDATE casework_case SET awaits = '' WHERE id = %(open)s",
    "the handler has left": "UPDATE organs_staff SET is_active = false WHERE username = 'chengban-slj'",
    "the post is vacant": "DELETE FROM organs_post WHERE role = 'handler'",
    "nobody may grant what was asked": "DELETE FROM organs_post WHERE role = 'signer'",
    "no clock": "DELETE FROM casework_clock WHERE case_id = %(open)s",
    "the lead has ended": "UPDATE mailbox_letter SET merged_into_id = %(lead)s WHERE case_ptr_id = %(merged)s",
    "no lead": "UPDATE mailbox_letter SET merged_into_id = NULL WHERE case_ptr_id = %(merged)s",
}


@pytest.mark.parametrize("broken", sorted(BREAKS))
def test_each_of_the_old_faults_is_found(county: None, on_day: OnDay, broken: str) -> None:
    on_day(MONDAY)
    lead, follower = answered_pair()
    at_work, merged = letter(), letter("早晚高峰没有自来水")
    accept(at_work)
    dispatch(at_work, "LL-SLJ")
    perform(at_work, "take_up", staff("chengban-slj"))
    perform(merged, "merge", staff("shoujian"), {"number": at_work.number})
    perform(at_work, "ask_extension", staff("chengban-slj"), {"reason": "需要现场检测"})
    perform(follower, "rate", Actor.party(follower.pk), {"stars": "1", "settled": "no", "words": ""})
    open_case("disclosure")
    open_case("order")
    assert list(unattended()) == []
    keys = {"lead": lead.pk, "follower": follower.pk, "open": at_work.pk, "merged": merged.pk}
    with owner(), connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # as if the guards were not there
        cursor.execute(BREAKS[broken], keys)
        cursor.execute("SET session_replication_role = DEFAULT")
    assert list(unattended()) != []
    with pytest.raises(SystemExit):
        call_command("check_cases")


def test_a_particular_of_another_sender_is_found_wherever_it_is_read(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    lead, follower = answered_pair()
    assert list(leaks_since(EVER)) == []
    notice = Notice.objects.filter(about_case=lead.pk, channel="email").first()
    assert notice
    notice.body += "另一位来信人电话 138-1234-5678。"
    notice.save()
    assert [one.number for one in leaks_since(EVER)] == [follower.number]
    draft = follower.drafts.get()
    draft.body = f"{lead.party.name}您好：" + draft.body
    draft.save()
    assert [one.number for one in leaks_since(EVER)] == [follower.number, lead.number]


def test_a_published_number_of_any_sender_is_found(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = letter(phone="13812345678")
    accept(case)
    dispatch(case, "LL-SLJ")
    answer(case)
    do(case, "publish_reply")
    assert list(leaks_since(EVER)) == []
    publication = Case.objects.get(pk=case.pk).publication
    publication.reply += "电话13812345678"
    with owner(), connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        publication.save()
        cursor.execute("SET session_replication_role = DEFAULT")
    assert [one.number for one in leaks_since(EVER)] == [case.number]


def test_a_nightly_run_reads_what_is_new_and_tells_the_supervisor(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    answered_pair()
    first = check_cases()
    assert first.holds
    assert first.texts > 0
    assert LeakCheck.objects.get().texts == first.texts
    tell_supervisors(first)
    assert not Notice.objects.filter(subject__startswith="办件检查").exists()
    at_work = letter()
    accept(at_work)
    dispatch(at_work, "LL-SLJ")
    Staff.objects.filter(posts__role="handler").update(is_active=False)
    found = check_cases()
    assert [one.number for one in found.faults] == [at_work.number]
    tell_supervisors(found)
    assert Notice.objects.filter(staff=staff("duban").staff, subject__startswith="办件检查：1 件").exists()
