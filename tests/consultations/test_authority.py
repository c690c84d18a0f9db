"""Who may do what: every step of every kind, by every role, of the organ itself, of the county above, and of another."""

from typing import Any

import pytest
from django.test import Client

from interaction.consultations.models import Catalogue, Consultation, Survey
from interaction.errors import InvalidData, NotNow, NotPermitted
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role, Staff
from interaction.workflow.actions import actions_of
from interaction.workflow.engine import perform
from tests.conftest import staff
from tests.consultations.acting import FIRST, OPENS, OnDay, do, drafted, published

pytestmark = pytest.mark.django_db
PREPARE, DECIDE = {"handler", "publisher"}, {"reviewer", "signer"}
# What the law and the house ask; written down apart from the code it is held against.
MATRIX: dict[str, dict[str, set[str]]] = {
    "consultation": {
        "draft": PREPARE, "revise": PREPARE, "submit": PREPARE, "send_back": DECIDE, "publish": DECIDE, "shorten": set(),
        "extend": DECIDE, "withdraw": {"signer"}, "enter_opinion": PREPARE | {"intake"}, "see_sender": PREPARE | {"intake"},
        "show_opinion": {"publisher"}, "hide_opinion": {"publisher"}, "save_group": PREPARE, "drop_group": PREPARE,
        "assign": PREPARE, "write_report": PREPARE, "submit_report": PREPARE, "return_report": DECIDE,
        "publish_report": DECIDE, "announce_hearing": PREPARE, "record_hearing": PREPARE,
    },
    "survey": {"draft": PREPARE, "revise": PREPARE, "submit": PREPARE, "send_back": DECIDE, "publish": DECIDE,
               "withdraw": {"signer"}},
    "catalogue": {"draft": PREPARE, "save_item": PREPARE, "drop_item": PREPARE, "submit": PREPARE, "send_back": DECIDE,
                  "publish": DECIDE, "withdraw": {"signer"}},
}  # fmt: skip


def holding(role: str, organ: Organ) -> Actor:
    """Somebody with this one post."""
    one = Staff.objects.create(username=f"one-{role}-{organ.code}", name="某人")
    one.posts.create(organ=organ, role=role)
    return Actor.of(one)


@pytest.mark.parametrize(
    ("kind", "model"), [("consultation", Consultation), ("survey", Survey), ("catalogue", Catalogue)]
)
def test_the_matrix_of_roles_and_organs(county: None, kind: str, model: Any) -> None:
    steps = actions_of(model)
    assert set(steps) == set(MATRIX[kind])
    own, other, county_itself = (Organ.objects.get(code=code) for code in ("LL-JTY", "LL-CZJ", "LL"))
    subject = model(organ=own)
    for role in Role.values:
        near, above, far = holding(role, own), holding(role, county_itself), holding(role, other)
        for name in steps:
            allowed = role in MATRIX[kind][name]
            for actor, right in ((near, allowed), (above, allowed), (far, False)):
                refused = False
                try:
                    perform(subject, name, actor)
                except NotPermitted:
                    refused = True
                except (NotNow, InvalidData):
                    pass
                assert refused is not right, (role, name, actor.posts)
    assert not model.objects.exists()


def test_nobody_lets_out_what_he_handed_in(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = drafted()
    both = Staff.objects.get(username="chengban-jty")
    both.posts.create(organ=found.organ, role=Role.SIGNER)
    do(found, "chengban-jty", "submit")
    with pytest.raises(NotNow, match="其他审核人"):
        do(found, "chengban-jty", "publish")
    do(found, "shenhe-jty", "publish")
    assert found.log.order_by("-version").first().by == staff("shenhe-jty").staff


def test_nobody_lets_out_what_he_wrote_and_another_handed_in(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = drafted()
    Staff.objects.get(username="chengban-jty").posts.create(organ=found.organ, role=Role.SIGNER)
    do(found, "gongkai-jty", "submit")
    with pytest.raises(NotNow, match="其他审核人"):
        do(found, "chengban-jty", "publish")
    do(found, "qianfa-jty", "publish")


def test_the_desk_shows_nothing_of_other_organs(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = published()
    on_day(OPENS)
    stranger, agent = Client(), Client()
    stranger.force_login(Staff.objects.get(username="chengban-czj"))
    agent.force_login(Staff.objects.get(username="huawu"))
    assert found.title not in stranger.get("/desk/consultations/").content.decode()
    for page in ("", "do/withdraw/", "opinions/", "do/enter_opinion/new/"):
        address = f"/desk/consultations/consultation/{found.pk}/{page}"
        assert stranger.get(address).status_code == 404
        assert agent.get(address).status_code in (403, 404)
    assert agent.get("/desk/consultations/").status_code == 403


def test_who_sent_an_opinion_is_seen_with_a_trace(county: None, on_day: OnDay) -> None:
    from tests.consultations.acting import say

    on_day(FIRST)
    found = published()
    on_day(OPENS)
    opinion = say(found, name="李建国", phone="13900004321")
    handler = Client()
    handler.force_login(Staff.objects.get(username="chengban-jty"))
    address = f"/desk/consultations/consultation/{found.pk}/opinions/{opinion.number}/"
    before = handler.get(address, follow=True).content.decode()
    assert "13900004321" not in before
    assert "李建国" not in before
    assert "13900004321" in handler.post(address).content.decode()
    assert found.log.order_by("-version").first().action == "see_sender"
    signer = Client()
    signer.force_login(Staff.objects.get(username="qianfa-jty"))
    assert signer.post(address).status_code == 403
