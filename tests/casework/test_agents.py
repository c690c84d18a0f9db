"""Whoever acts for another says so and by what authority, on every form by which a case is opened (民法典 A.165); a call
brings no power of attorney, and whoever calls speaks for themselves."""

from typing import Any

import pytest

from interaction.casework.actions import actions_of
from interaction.casework.models import NEW
from interaction.casework.party import ContactFields
from interaction.casework.registry import channels
from interaction.organs.actors import Actor

pytestmark = pytest.mark.django_db
OPENINGS = [
    (one.model, declared.form)
    for one in channels()
    for declared in actions_of(one.model).values()
    if NEW in declared.sources and issubclass(declared.form, ContactFields)
]


# Taken on the telephone, or by the platform above.
CALLED = {"CalledForm", "UpstreamForm"}


@pytest.mark.parametrize(("model", "form"), OPENINGS, ids=lambda one: one.__name__)
def test_every_opening_takes_an_agent_with_an_authority(county: None, model: Any, form: Any) -> None:
    def errors(**data: str) -> Any:
        return form(data, {}, case=model(), actor=Actor.party()).errors

    shown = form(case=model(), actor=Actor.party()).fields.keys()
    assert (form.__name__ in CALLED) is not ({"agent", "authority"} <= shown)
    if form.__name__ not in CALLED:
        assert "委托代理的事项" in str(errors(agent="赵小梅")["authority"])
    assert "authority" not in errors(agent="赵小梅", authority="代为提出")
