"""Whatever order events come in, a call and its agents end up the same."""

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotline.telephony import seats
from hotline.telephony.models import Call, DeliveredEvent, Seat
from interaction.organs.actors import Actor
from interaction.organs.models import Role
from interaction.workdays.now import override_now
from tests.depth import DEEP, examples
from tests.hotline.telephony.conftest import hire, seated
from tests.hotline.telephony.event_feed import START, event, tell

pytestmark = pytest.mark.django_db
FIELDS = (
    "line", "external_id", "direction", "phone", "phone_index", "state", "extension", "agent_id", "ringing_at", "answered_at",
    "ended_at", "recording_url",
)  # fmt: skip


def outcome(events: list[dict[str, Any]]) -> Any:
    """What these events make of calls and seats, in this order; undone afterwards."""
    with transaction.atomic():
        tell(*events)
        calls = [tuple(getattr(call, name) for name in FIELDS) for call in Call.objects.order_by("external_id")]
        places = list(Seat.objects.order_by("extension").values_list("extension", "state"))
        taken = DeliveredEvent.objects.count()
        transaction.set_rollback(True)
    return calls, places, taken


PARTS = st.builds(
    lambda kind, seconds, extension, call: (kind, seconds, extension, call),
    st.sampled_from(["ringing", "answered", "hung_up", "recording"]), st.integers(0, 9), st.sampled_from(["8001", "8002"]),
    st.just("c1"),
)  # fmt: skip


def told(parts: list[tuple[str, int, str, str]]) -> list[dict[str, Any]]:
    return [
        event(kind, seconds, call, f"e{place}", **{} if kind == "recording" else {"extension": extension})
        for place, (kind, seconds, extension, call) in enumerate(parts)
    ]


@settings(max_examples=examples(120), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PARTS, min_size=1, max_size=6).map(told), st.data())
def test_any_order_and_any_repetition_of_a_calls_events_ends_the_same(
    first: Actor, second: Actor, events: list[dict[str, Any]], data: st.DataObject
) -> None:
    in_order = sorted(events, key=lambda one: one["at"])
    repeated = data.draw(st.lists(st.sampled_from(events), max_size=6))
    shuffled = data.draw(st.permutations(events + repeated))
    assert outcome(in_order) == outcome(shuffled)


def test_every_order_of_the_usual_events_ends_the_same(first: Actor) -> None:
    usual = [
        event("ringing", 0), event("ringing", 2, extension="8001"), event("answered", 5), event("hung_up", 60),
        event("recording", 61),
    ]  # fmt: skip
    orders = list(permutations(usual))
    results = [outcome(list(order)) for order in (orders if DEEP else orders[::4])]
    assert all(one == results[0] for one in results)
    (call,), places, _count = results[0]
    assert (call[5], call[7], places) == ("ended", first.staff.pk, [("8001", "wrap_up")])


def test_two_calls_of_one_agent_end_the_same_whatever_is_late(first: Actor) -> None:
    """The end of the first call is told after the answer of the second: nobody speaks on two calls at once."""
    one = [event("answered", 5, "a"), event("hung_up", 20, "a")]
    two = [event("answered", 30, "b"), event("hung_up", 40, "b")]
    results = [outcome(list(order)) for order in permutations(one + two)]
    assert all(result == results[0] for result in results)


def test_an_end_that_was_never_told_is_presumed_when_the_agent_answers_again(first: Actor) -> None:
    for order in permutations([event("answered", 5, "a"), event("answered", 30, "b")]):
        calls, places, _count = outcome(list(order))
        assert [(call[5], call[10]) for call in calls] == [("ended", START + timedelta(seconds=30)), ("answered", None)]
        assert places == [("8001", "busy")]


def test_the_agent_is_who_sat_there_then(first: Actor, county: None) -> None:
    with override_now(START + timedelta(minutes=5)):
        seats.sign_out(first)
    relief = hire("relief", Role.CALL_AGENT)
    with override_now(START + timedelta(minutes=6)):
        seats.sign_in(relief, "8001")
    tell(
        event("answered", 20, "a"),
        event("hung_up", 30, "a"),
        event("answered", 600, "b"),
        event("answered", 20, "c", extension="8009"),
    )
    assert dict(Call.objects.values_list("external_id", "agent")) == {
        "a": first.staff.pk,
        "b": relief.staff.pk,
        "c": None,
    }


def test_who_signs_in_after_lifting_the_receiver_has_the_call(county: None) -> None:
    tell(event("ringing", 0), event("answered", 5))
    assert Call.objects.get().agent is None
    agent = hire("late", Role.CALL_AGENT)
    with override_now(START + timedelta(seconds=30)):
        assert seats.sign_in(agent, "8001").state == "busy"
    assert Call.objects.get().agent == agent.staff
    with override_now(START + timedelta(minutes=20)):
        other = hire("later", Role.CALL_AGENT)
        assert seats.sign_in(other, "8002").state == "ready"


def test_a_recording_alone_is_no_caller_who_waits(first: Actor) -> None:
    tell(event("recording", 50))
    assert Call.objects.get().state == "missed"
    tell(event("ringing", 0), event("answered", 5))
    assert Call.objects.get().state == "answered"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("13800001234", "13800001234"), ("013800001234", "13800001234"), ("+8613800001234", "13800001234"),
        ("5211234", "0539-5211234"), ("05395211234", "0539-5211234"), ("12345", "12345"), ("anonymous", "anonymous"), ("", ""),
    ],
)  # fmt: skip
def test_numbers_are_kept_as_citizens_numbers_are(county: None, sent: str, kept: str) -> None:
    tell({**event("ringing", 0), "from": sent})
    assert Call.objects.get().phone == kept


def test_a_call_out_has_the_number_called(first: Actor) -> None:
    tell(event("answered", 5), {**event("ringing", 0, direction="outbound"), "from": "8001", "to": "13700000001"})
    call = Call.objects.get()
    assert (call.direction, call.phone) == ("outbound", "13700000001")


def test_calls_of_two_lines_are_two(first: Actor, second: Actor) -> None:
    tell(event("answered", 5, event_id="1", line="A"), event("answered", 6, event_id="2", line="B", extension="8002"))
    assert Call.objects.filter(state="answered").count() == 2
    assert seated(first, "8001").state == "busy"
