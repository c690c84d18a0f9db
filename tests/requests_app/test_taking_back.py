"""What was noted or sent by mistake is taken back with a trace."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from interaction.casework.engine import perform
from interaction.errors import NotNow
from interaction.organs.actors import Actor
from tests.conftest import do, open_case, staff
from tests.requests_app.worked import NEXT, contested_request, figures, organ

pytestmark = pytest.mark.django_db


def test_a_lawsuit_noted_twice_is_taken_back_and_counts_once(county: None) -> None:
    finance, before = organ("LL-CZJ"), figures(organ("LL-CZJ"), NEXT)[1]
    case = contested_request()
    once = figures(finance, NEXT)[1]
    assert once != before
    do(case, "record_remedy", kind="reconsideration", filed_on=f"{NEXT}-02-10")
    assert figures(finance, NEXT)[1] != once
    second = case.remedies.get(result="pending")
    do(case, "take_back_remedy", remedy=second.pk, reason="登记了两次。")
    assert figures(finance, NEXT)[1] == once
    event = case.events.get(action="take_back_remedy")
    assert event.words.texts["reason"] == "登记了两次。"
    assert case.remedies.count() == 2  # it stays known
    with pytest.raises(NotNow, match="没有尚未审结"):
        perform(case, "record_remedy_result", staff("shoujian-czj"), {"remedy": second.pk, "result": "upheld"})


def test_a_wrong_result_is_corrected_and_what_stood_there_stays_in_the_event(county: None) -> None:
    case = contested_request()
    one = case.remedies.get()
    do(case, "correct_remedy_result", remedy=one.pk, result="corrected", decided_on=f"{NEXT}-02-10", reason="看错了。")
    assert case.remedies.get().result == "corrected"
    assert case.events.get(action="correct_remedy_result").details["before"]["result"] == "upheld"


def test_material_sent_by_mistake_is_taken_back(county: None) -> None:
    case = open_case("letter")
    party = Actor.party(case.pk)
    files = MultiValueDict({"attachments": [SimpleUploadedFile("别人的证明.txt", "别人".encode())]})
    added = perform(case, "add_material", party, {"material": "传错了"}, files)
    perform(case, "take_back_material", party, {"material": str(added.seq), "reason": "是别人的证明。"})
    assert [one.name for one in case.attachments.all()] == ["（已撤回）别人的证明.txt"]
    with pytest.raises(NotNow, match="没有可以撤回"):
        perform(case, "take_back_material", staff("shoujian"), {"material": str(added.seq), "reason": "再撤一次"})
