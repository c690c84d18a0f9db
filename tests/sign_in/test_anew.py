"""Before signing off, granting posts, revealing in bulk: password or code once more, and nothing typed is lost."""

from typing import Any

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

from demo.county.accounts import PASSWORD
from interaction.appointments.models import Appointment
from interaction.casework.actions import actions_of
from interaction.casework.models import Case
from interaction.casework.registry import channels
from interaction.organs.models import Organ, Role, Staff
from interaction.visitors.idempotency import IN_FORM, WRITTEN_BY
from interaction.workflow.actions import actions_of as document_actions
from interaction.workflow.actions import kinds
from tests.conftest import do
from tests.mailbox.acting import accept, dispatch, letter
from tests.sign_in.test_sessions import signed_in

pytestmark = pytest.mark.django_db
AGO = 16 * 60


@pytest.fixture(autouse=True)
def a_quarter_of_an_hour(settings: Any) -> None:
    settings.REAUTHENTICATE_MINUTES = 15
    settings.SECOND_FACTOR_ROLES = []


def long_ago(client: Client) -> None:
    """Sixteen minutes have passed since the password was given."""
    session = client.session
    for one in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        one["at"] -= AGO
    session.save()


def written_by(page: str) -> str:
    """For whom the page was made, as its form says it."""
    return next(one.partition('value="')[2].partition('"')[0] for one in page.split("<input") if WRITTEN_BY in one)


def waiting_for_signature() -> Case:
    case = letter()
    accept(case)
    dispatch(case, "LL-SLJ")
    do(case, "draft_reply", "approve")
    assert case.state == "signing"
    return case


def test_who_signs_gives_the_password_once_more_and_finds_the_form_as_it_was(county: None) -> None:
    case, signer = waiting_for_signature(), signed_in("qianfa-slj")
    address = f"/desk/cases/{case.pk}/do/sign/"
    shown = signer.get(address, follow=True)
    assert shown.status_code == 200  # the password was given just now
    form, typed = shown.redirect_chain[-1][0], {"remarks": "同意。", WRITTEN_BY: written_by(shown.content.decode())}
    typed[IN_FORM] = form.partition("form=")[2]
    long_ago(signer)
    asked = signer.post(form, typed)
    assert asked["Location"].startswith("/accounts/reauthenticate/?next=")
    assert Case.objects.get(pk=case.pk).state == "signing"
    assert "确认是您本人" in signer.get(asked["Location"]).content.decode()
    wrong = signer.post(asked["Location"], {"password": "wrong"})
    assert wrong.status_code == 200
    back = signer.post(asked["Location"], {"password": PASSWORD}, follow=True)
    assert "同意。" in back.content.decode()
    assert signer.post(form, typed).status_code == 302
    assert Case.objects.get(pk=case.pk).state == "replied"


def test_posts_and_service_are_not_changed_from_a_borrowed_session(county: None) -> None:
    security, person = signed_in("anquan"), Staff.objects.get(username="chengban-czj")
    pages = (
        "/desk/appointments/new/",
        f"/desk/people/{person.pk}/leaving/",
        f"/settings/organs/staff/{person.pk}/password/",
    )
    for page in pages:
        assert security.get(page, follow=True).status_code == 200
    long_ago(security)
    for page in pages:
        assert "/accounts/reauthenticate/" in security.get(page, follow=True).redirect_chain[-1][0], page
    data = {"staff": person.pk, "organ": Organ.objects.get(code="LL").pk, "role": "reviewer"}
    assert "/accounts/reauthenticate/" in security.post("/desk/appointments/new/", data)["Location"]
    assert not Appointment.objects.exists()


def test_a_ledger_with_names_asks_and_one_without_does_not(county: None) -> None:
    intake = signed_in("shoujian-czj")
    long_ago(intake)
    organ = "LL-CZJ"
    plain = intake.get("/desk/ledger/export/", {"organ": organ, "format": "csv", "year": ""})
    named = intake.get("/desk/ledger/export/", {"organ": organ, "format": "csv", "year": "", "names": "on"})
    assert plain.status_code == 200
    assert named["Location"].startswith("/accounts/reauthenticate/")


# What a signer does that puts no letter out: the matter goes back, or goes on as before.
SENT_BACK = {"decline_to_sign", "refuse_extension"}


def test_every_step_of_a_signer_alone_asks_for_the_password_anew() -> None:
    """Letters of every channel, the one that voids a letter among them; a new step of a signer says so too."""
    signers = [
        declared for one in channels() for declared in actions_of(one.model).values()
        if set(declared.by) == {Role.SIGNER} and declared.name not in SENT_BACK
    ]  # fmt: skip
    assert {declared.name for declared in signers} >= {"sign", "extend", "recall_reply", "fix_delay", "decide_review"}
    assert [declared.name for declared in signers if not declared.signs_in_anew] == []


def test_every_step_that_takes_two_asks_anew_but_for_refusals_and_texts_to_be_published() -> None:
    second = [
        (kind.__name__, declared) for kind in kinds() for declared in document_actions(kind).values()
        if declared.second_person and not declared.name.startswith(("publish", "show", "refuse"))
    ]  # fmt: skip
    assert len(second) >= 8
    assert [(kind, declared.name) for kind, declared in second if not declared.signs_in_anew] == []
