"""The hotline's people: two agents and a supervisor of the hotline itself, and somebody of an organ."""

from datetime import timedelta

import pytest
from django.test import Client

from hotline.telephony import seats
from hotline.telephony.models import Seat
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Post, Role, Staff
from interaction.sign_in.passwords import note_password
from interaction.workdays.now import override_now
from tests.hotline.telephony.event_feed import START


def hire(username: str, role: Role) -> Actor:
    person = Staff.objects.create(username=username, name=username)
    note_password(person, own=True)
    Post.objects.create(staff=person, organ=Organ.objects.get(kind=Organ.Kind.HOTLINE), role=role)
    return Actor.of(person)


def seated(actor: Actor, extension: str) -> Seat:
    """An agent who has been at an extension since before the calls of these tests."""
    with override_now(START - timedelta(hours=1)):
        return seats.sign_in(actor, extension)


def browser(actor: Actor) -> Client:
    client = Client()
    assert actor.staff
    client.force_login(actor.staff)
    return client


@pytest.fixture
def first(county: None) -> Actor:
    """An agent at extension 8001."""
    actor = hire("agent-1", Role.CALL_AGENT)
    seated(actor, "8001")
    return actor


@pytest.fixture
def second(county: None) -> Actor:
    """An agent at extension 8002."""
    actor = hire("agent-2", Role.CALL_AGENT)
    seated(actor, "8002")
    return actor


@pytest.fixture
def supervisor(county: None) -> Actor:
    return hire("leader", Role.SUPERVISOR)
