"""The simulator against the real server: every caller ends as an answered or a missed call, and agents keep up."""

from collections.abc import Iterable
from random import Random

import pytest
from django.conf import settings

from demo.hotline.hall import Hall, callers
from demo.hotline.switch import NotTaken, Switch
from hotline.telephony import calls
from hotline.telephony.models import Call, DeliveredEvent, Seat
from interaction.organs.actors import Actor
from tests.hotline.telephony.serving import served

pytestmark = pytest.mark.django_db(transaction=True)


def test_callers_ring_free_seats_and_nothing_is_lost(first: Actor, second: Actor) -> None:
    agents = {actor.staff.pk: actor for actor in (first, second)}

    def free_seats() -> Iterable[str]:
        """As the command asks, by agents who wrap up each call as soon as it is over."""
        for call in Call.objects.filter(state="ended", wrap_up=""):
            calls.wrap_up(call, agents[call.agent_id], "direct_answer")
        return list(Seat.objects.filter(state="ready").values_list("extension", flat=True))

    with served() as url:
        switch = Switch(url, settings.TELEPHONY_SECRET)
        hall = Hall(switch, free_seats, 10, lambda seconds: None, Random(3))
        over = list(hall.run(12))
    assert len({caller.call_id for caller in over}) == 12
    stored = {call.external_id: call for call in Call.objects.all()}
    assert set(stored) == {caller.call_id for caller in over}
    for caller in over:
        call = stored[caller.call_id]
        assert (call.state, call.phone) == ("ended" if caller.answered else "missed", caller.number)
        assert bool(call.recording_url) == caller.answered
    assert {call.agent_id for call in stored.values()} >= set(agents)


def test_steps_one_by_one_and_a_refusal(first: Actor) -> None:
    with served() as url:
        switch = Switch(url, settings.TELEPHONY_SECRET, line="trunk-1")
        call_id = switch.ring("13900000001", "8001")
        switch.answer(call_id, "8001")
        switch.hang_up(call_id)
        switch.record(call_id, "https://recordings.example.invalid/2.wav")
        with pytest.raises(NotTaken, match="401"):
            Switch(url, "another secret").ring("13900000001")
    call = Call.objects.get()
    assert (call.state, call.line, call.agent, call.recording_url[-5:]) == ("ended", "trunk-1", first.staff, "2.wav")
    assert DeliveredEvent.objects.count() == 4


def test_the_same_seed_makes_the_same_callers() -> None:
    assert list(callers(Random(5), 30)) == list(callers(Random(5), 30)) != list(callers(Random(6), 30))
