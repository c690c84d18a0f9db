"""What agents do with calls and seats, who may, and what the database refuses whoever asks."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from hotline.telephony import calls, history, seats
from hotline.telephony.models import Call, CallCase, RecordingAccess, Seat
from interaction.casework.models import Case, Event
from interaction.errors import NotNow, NotPermitted, Refused
from interaction.organs.actors import Actor
from interaction.organs.models import Role
from interaction.workdays.now import now, override_now
from mailbox.models import Mailbox
from tests.conftest import do, open_case, staff
from tests.databases import owner
from tests.hotline.telephony.conftest import browser, hire
from tests.hotline.telephony.event_feed import NUMBER, START, event, tell
from tests.stack.conftest import wait_for

pytestmark = pytest.mark.django_db
RAISED, TOUCHED = CallCase.Kind.RAISED, CallCase.Kind.TOUCHED


def call_to(extension: str = "8001", name: str = "c1", *, ended: bool = False) -> Call:
    tell(event("ringing", 0, name, extension=extension), event("answered", 5, name, extension=extension))
    if ended:
        tell(event("hung_up", 60, name))
    return Call.objects.get(external_id=name)


def seat_state(actor: Actor) -> str:
    assert actor.staff
    seat = seats.seat_of(actor.staff)
    return seat.state if seat else ""


def refused(kind: type[Refused], do_it: Callable[[], Any]) -> bool:
    with pytest.raises(kind) as refusal:
        do_it()
    return type(refusal.value) is kind


def test_a_call_is_not_left_without_a_wrap_up_code(first: Actor) -> None:
    call = call_to()
    assert seat_state(first) == "busy"
    assert refused(NotNow, lambda: calls.wrap_up(call, first, "direct_answer"))
    tell(event("hung_up", 60))
    assert first.staff
    assert (seat_state(first), calls.current_call(first.staff)) == ("wrap_up", call)
    for leave in (seats.ready, seats.take_break, seats.sign_out):
        assert refused(NotNow, lambda leave=leave: leave(first))
    assert refused(Refused, lambda: calls.wrap_up(call, first, "nonsense"))
    calls.wrap_up(call, first, "direct_answer")
    calls.wrap_up(call, first, "direct_answer")
    assert refused(NotNow, lambda: calls.wrap_up(call, first, "silent"))
    assert (seat_state(first), calls.current_call(first.staff)) == ("ready", None)
    assert (seats.take_break(first).state, seats.ready(first).state, seats.sign_out(first).state) == (
        "break",
        "ready",
        "offline",
    )


@pytest.mark.parametrize("code", Call.RAISE_NOTHING)
def test_harassment_silence_and_wrong_numbers_raise_no_order(first: Actor, code: str) -> None:
    call, order = call_to(ended=True), open_case("letter")
    calls.link(call, first, order, RAISED)
    assert refused(NotNow, lambda: calls.wrap_up(call, first, code))
    with pytest.raises(IntegrityError, match="raises no case"), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(wrap_up=code)
    other = call_to(name="c2", ended=True)
    calls.link(other, first, order, TOUCHED)
    calls.wrap_up(other, first, code)
    assert refused(NotNow, lambda: calls.link(other, first, open_case("letter"), RAISED))
    with pytest.raises(IntegrityError, match="raises no case"), transaction.atomic():
        CallCase.objects.create(call=other, case=open_case("letter"), kind=RAISED, by=first.staff, at=now())


def test_codes_agree_with_the_orders(first: Actor) -> None:
    call = call_to(ended=True)
    assert refused(NotNow, lambda: calls.wrap_up(call, first, "dispatched"))
    assert refused(NotNow, lambda: calls.wrap_up(call, first, "joined"))
    one, two = open_case("letter"), open_case("letter")
    assert [calls.link(call, first, case, RAISED).case_id for case in (one, two, one)] == [one.pk, two.pk, one.pk]
    assert calls.link(call, first, one, TOUCHED).kind == RAISED
    calls.wrap_up(call, first, "dispatched")
    assert set(Case.objects.filter(calls__call=call)) == {Case.objects.get(pk=case.pk) for case in (one, two)}


def test_older_notes_do_not_overwrite_newer_ones(first: Actor) -> None:
    call = call_to()
    assert calls.save_notes(call, first, "反映路灯不亮", 0) == 1
    assert calls.save_notes(call, first, "反映路灯不亮", 0) == 1  # its answer was lost, it is sent again
    with pytest.raises(calls.NewerNotes) as newer:
        calls.save_notes(call, first, "反映路灯", 0)
    assert newer.value.version == 1
    assert calls.save_notes(call, first, "反映路灯不亮，在文峰路", 1) == 2
    assert refused(Refused, lambda: calls.save_notes(call, first, "a\x00", 2))
    assert refused(Refused, lambda: calls.save_notes(call, first, "长" * 20_001, 2))
    assert Call.objects.get().notes == "反映路灯不亮，在文峰路"


def somebody_waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone() != (0,)


@pytest.mark.django_db(transaction=True)
def test_of_two_savings_at_once_one_is_kept(first: Actor) -> None:
    call, answers = call_to(), []

    def save() -> None:
        try:
            answers.append(calls.save_notes(call, first, "另一个页面", 0))
        except calls.NewerNotes as newer:
            answers.append(f"newer: {newer.version}")
        connection.close()

    other = threading.Thread(target=save)
    with transaction.atomic():
        calls.save_notes(call, first, "这个页面", 0)
        other.start()
        wait_for(somebody_waits_for_a_lock, "the other saving")
    other.join()
    assert (answers, Call.objects.get().notes) == (["newer: 1"], "这个页面")


def test_the_number_is_for_the_agent_who_has_the_call(first: Actor, second: Actor, supervisor: Actor) -> None:
    tell(event("ringing", 0, extension="8001"))
    with override_now(START + timedelta(seconds=4)):
        call = calls.ringing_for(first.staff)
        assert call
        assert calls.number_of(call, first) == NUMBER
        assert calls.ringing_for(second.staff) is None
    others = (second, supervisor, staff("huawu"), staff("chengban-czj"), Actor.party(), Actor.system())

    def nobody_else_reads(call: Call) -> bool:
        return all(refused(NotPermitted, lambda other=other: calls.number_of(call, other)) for other in others)

    assert nobody_else_reads(call)
    call = call_to()
    assert nobody_else_reads(call)
    assert calls.number_of(call, first) == NUMBER
    assert calls.masked_number_of(call, supervisor) == "138****1234"
    assert refused(NotPermitted, lambda: calls.masked_number_of(call, staff("chengban-czj")))


def test_a_call_is_its_agents_to_work_on(first: Actor, second: Actor, supervisor: Actor) -> None:
    call, order = call_to(ended=True), open_case("letter")
    for other in (second, supervisor, staff("duban"), staff("chengban-czj"), Actor.party(order.pk)):
        for deed in (
            lambda who=other: calls.save_notes(call, who, "x", 0),
            lambda who=other: calls.wrap_up(call, who, "silent"),
            lambda who=other: calls.link(call, who, order, RAISED),
        ):
            assert refused(NotPermitted, deed)
    for outsider in (supervisor, staff("duban"), staff("chengban-czj")):
        assert refused(NotPermitted, lambda who=outsider: seats.sign_in(who, "8009"))
        assert refused(NotPermitted, lambda who=outsider: seats.ready(who))
    assert Call.objects.get() == call
    assert (call.wrap_up, call.links.count()) == ("", 0)


def test_one_seat_an_agent_and_one_agent_an_extension(first: Actor, county: None) -> None:
    assert seats.sign_in(first, "8001") == seats.seat_of(first.staff)
    assert refused(NotNow, lambda: seats.sign_in(first, "8002"))
    other = hire("other", Role.CALL_AGENT)
    assert refused(NotNow, lambda: seats.sign_in(other, "8001"))
    for wrong in ("", " ", "8001\x00", "8" * 21, "分机"):
        assert refused(Refused, lambda wrong=wrong: seats.sign_in(other, wrong))
    moment = now()
    for double in ({"staff": first.staff, "extension": "8003"}, {"staff": other.staff, "extension": "8001"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Seat.objects.create(**double, since=moment, signed_in_at=moment)


def test_a_supervisor_frees_a_seat_and_ends_a_call_whose_end_was_never_told(
    first: Actor, second: Actor, supervisor: Actor
) -> None:
    call, seat = call_to(), seats.seat_of(first.staff)
    assert seat
    assert refused(NotPermitted, lambda: calls.end_by_hand(call, second))
    assert refused(NotPermitted, lambda: seats.release_seat(second, seat))
    assert refused(NotNow, lambda: seats.release_seat(supervisor, seat))
    assert calls.end_by_hand(call, supervisor).state == "ended"
    seats.release_seat(supervisor, seat)
    assert seat_state(first) == ""
    assert seats.sign_in(first, "8001").state == "wrap_up"  # what was owed is owed still
    tell(event("hung_up", 60))
    assert (Call.objects.get().ended_at or now()) - START == timedelta(seconds=60)


def test_callers_wait_in_the_order_in_which_they_came(first: Actor) -> None:
    tell(*(event("ringing", seconds, f"c{seconds}") for seconds in (30, 10, 20)))
    tell(event("answered", 40, "c10"), event("hung_up", 40, "c20"), event("ringing", -7200, "lost"))
    tell(event("ringing", 5, "out", direction="outbound"))
    with override_now(START + timedelta(seconds=41)):
        assert [call.external_id for call in calls.waiting()] == ["c30"]


def test_the_history_of_a_number(first: Actor) -> None:
    letter, order = open_case("letter", phone=NUMBER, identity="open"), open_case("order", phone=NUMBER)
    open_case("letter", phone="13900000009")
    tell(event("ringing", 0, "a"), event("ringing", 9, "b"), {**event("ringing", 10, "c"), "from": ""})
    tell({**event("ringing", 20, "d"), "from": "+86 138 0000 1234"}, {**event("ringing", 30, "e"), "from": ""})
    call, hidden = Call.objects.get(external_id="d"), Call.objects.get(external_id="e")
    assert [one.external_id for one in history.earlier_calls(call)] == ["b", "a"]
    county = staff("huawu")
    open_case("letter", phone=NUMBER, identity="hidden", mailbox=county_mailbox())
    open_case("disclosure", phone=NUMBER)  # an application is no matter of the hotline's
    cases = [order.pk, letter.pk]
    assert [case.pk for case in history.cases_of_caller(call, county)] == cases
    assert [case.pk for case in history.cases_of("0138 0000 1234", county)] == cases
    assert (
        list(history.earlier_calls(hidden)),
        history.cases_of_caller(hidden, county),
        history.cases_of("", county),
    ) == ([], [], [])
    assert history.cases_of(NUMBER, staff("chengban-zjj")) == [
        one for one in (order, letter) if one.organ.code == "LL-ZJJ"
    ]


def test_a_recording_is_for_the_hotline_and_every_opening_is_noted(
    first: Actor, second: Actor, supervisor: Actor
) -> None:
    call = call_to(ended=True)
    address = f"/hotline/telephony/calls/{call.pk}/recording/"
    assert browser(first).get(address).status_code == 404  # there is none yet
    tell(event("recording", 61))
    for actor in (first, second, supervisor):
        answer = browser(actor).get(address)
        assert (answer.status_code, answer["Location"]) == (302, "https://recordings.example.invalid/1.wav")
    assert [one.staff for one in RecordingAccess.objects.order_by("pk")] == [
        first.staff,
        second.staff,
        supervisor.staff,
    ]
    for outsider in (staff("chengban-czj"), staff("guanli")):
        assert browser(outsider).get(address).status_code == 404
    assert Client().get(address)["Location"].startswith("/accounts/login/")
    assert browser(first).post(address).status_code == 405
    assert RecordingAccess.objects.count() == 3
    for change in (lambda rows: rows.delete(), lambda rows: rows.update(at=now())):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), owner():
            change(RecordingAccess.objects.all())


BROKEN = {
    "state": {"state": "parked"}, "direction": {"direction": "sideways"}, "code": {"wrap_up": "bored"},
    "two open": {"state": "answered", "ended_at": None}, "end first": {"ended_at": START - timedelta(seconds=1)},
    "answered before it rang": {"ringing_at": START + timedelta(seconds=30)}, "no time": {"answered_at": None},
    "nowhere": {"extension": ""}, "twice": {"external_id": "c2"}, "open and wrapped up": {
        "state": "answered", "ended_at": None, "wrap_up": "silent", "agent": None},
    "an agent of a call not answered": {"state": "missed", "answered_at": None},
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses(first: Actor, name: str) -> None:
    ended = call_to(ended=True)
    call_to(name="c2")
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=ended.pk).update(**BROKEN[name])


def test_calls_leave_cases_alone(first: Actor) -> None:
    case = open_case("letter")
    do(case, "accept")
    events = Event.objects.count()
    call = call_to(ended=True)
    calls.link(call, first, case, TOUCHED)
    calls.wrap_up(call, first, "progress")
    assert Event.objects.count() == events


def county_mailbox() -> int:
    """Letters under a hidden name go to the county's own mailbox."""
    found: int = Mailbox.objects.get(organ__parent=None).pk
    return found
