"""Consoles and the hall hear of calls at once, over real sockets: those whom it concerns, and never a number."""

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from hotline.telephony import seats
from hotline.telephony.models import Call
from interaction.organs.actors import Actor
from interaction.organs.models import Organ
from tests.conftest import staff
from tests.hotline.telephony.event_feed import NUMBER, event, tell
from tests.hotline.telephony.serving import heard, listening, served

pytestmark = pytest.mark.django_db(transaction=True)
Message = dict[str, object]


def test_a_call_is_heard_by_its_agent_and_the_hall(first: Actor, second: Actor, supervisor: Actor) -> None:
    with (
        served() as url,
        listening(url, first) as mine,
        listening(url, second) as beside,
        listening(url, supervisor) as hall,
    ):
        tell(event("ringing", 0, extension="8001"))
        call = str(Call.objects.get().pk)
        assert heard(mine, lambda one: one["type"] == "call")[-1] == {"type": "call", "id": call, "state": "ringing"}
        tell(event("answered", 5))
        assert heard(mine, lambda one: one["type"] == "call")[-1]["state"] == "answered"
        tell(event("hung_up", 60))
        assert heard(mine, lambda one: one["type"] == "call")[-1]["state"] == "ended"
        # A call to the other ends what this test listens to; what came before it came to the hall alone.
        tell(event("ringing", 0, "c2", extension="8002"))
        others = heard(beside, lambda one: one["type"] == "call")
        assert others[-1]["id"] == str(Call.objects.get(external_id="c2").pk)
        assert {one["type"] for one in others[:-1]} == {"hall"}
        seats.sign_out(second)
        watched = [heard(hall, lambda one: True)[0] for _one in others]
        assert {one["type"] for one in watched} == {"hall"}
        assert NUMBER not in repr([*others, *watched])


def test_a_seat_that_no_longer_rings_hears_of_it(first: Actor, second: Actor) -> None:
    with served() as url, listening(url, first) as before, listening(url, second) as after:
        tell(event("ringing", 0, extension="8001"))
        heard(before, lambda one: one["type"] == "call")
        tell(event("ringing", 9, extension="8002"))
        for socket in (before, after):
            assert heard(socket, lambda one: one["type"] == "call")[-1]["state"] == "ringing"
        tell(event("answered", 12, extension="8002"))
        assert heard(after, lambda one: one["type"] == "call")[-1]["state"] == "answered"


def test_the_hall_is_for_the_hotline_alone(first: Actor) -> None:
    with served() as url:
        for outsider in (None, staff("chengban-czj"), staff("guanli"), staff("duban")):
            within = outsider is not None and outsider.holds("supervisor", Organ.objects.get(kind="hotline"))
            if within:
                with listening(url, outsider) as socket:
                    tell(event("ringing", 0))
                    assert heard(socket, lambda one: True) == [{"type": "hall"}]
            else:
                with pytest.raises((InvalidStatus, ConnectionClosed)), listening(url, outsider) as socket:
                    socket.recv(timeout=60)
