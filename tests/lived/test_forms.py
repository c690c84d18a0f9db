"""Whatever is offered to somebody can be opened: of cases in every state, with all that months of work have left."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client

from interaction.casework.actions import Action, actions_of
from interaction.casework.models import Case
from interaction.casework.queries import visible
from interaction.organs.actors import PARTY, Actor
from tests.conftest import everybody
from tests.depth import DEEP
from tests.lived.test_english import some_of_each_state

pytestmark = pytest.mark.django_db
OF_EACH, MANY_FORMS = 2 if DEEP else 1, 150
# What has gone back to the platform or the superior above is no longer the county's.
NOTHING_LEFT = {("order", "returned_up"), ("letter", "returned_up")}


def offered(case: Case, people: list[Actor]) -> Iterator[tuple[Action, Actor]]:
    """Every action that is possible now, with everybody to whom it is offered."""
    for declared in actions_of(type(case)).values():
        if case.state in declared.sources:
            who = [Actor.party(case.pk)] if PARTY in declared.by else []
            who += [one for one in people if one.roles & set(declared.by)]
            for actor in who:
                # (A seat of the hotline issues codes for cases that it does not see, on a page of its own.)
                sees = actor.staff is None or visible(case, actor)
                if sees and declared.may_be_done_by(actor, case) and declared.unmet(case, actor) is None:
                    yield declared, actor


def test_every_form_that_is_offered_opens(evening: datetime) -> None:
    """Its fields can be drawn for each of those who may act; and once of every action in a state, its page can."""
    people, opened, faults = everybody(), Counter[tuple[str, str, str]](), []
    for row in some_of_each_state(OF_EACH):
        case = row.specific
        for declared, actor in offered(case, people):
            which = (case.channel, case.state, declared.name)
            try:
                str(declared.form(case=case, actor=actor))
                if actor.staff and not opened[which]:
                    client = Client()
                    client.force_login(actor.staff)
                    assert client.get(f"/desk/cases/{case.pk}/do/{declared.name}/", follow=True).status_code == 200
            except Exception as error:  # each of them is what the test looks for
                faults.append((*which, case.number, actor.staff, repr(error)))
            opened[which] += 1
    assert faults == []
    assert len(opened) > MANY_FORMS
    states = set(Case.objects.values_list("channel", "state"))
    assert states - {(channel, state) for channel, state, _action in opened} <= NOTHING_LEFT
