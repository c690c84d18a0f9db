"""What goes out on request is examined first, and the sheet that says by whom stays with the case (条例 A.17)."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from interaction.casework.engine import perform
from interaction.casework.file_store import read
from interaction.casework.models import Attachment
from interaction.errors import InvalidData
from interaction.organs.models import Organ
from tests.conftest import do, open_case, staff

pytestmark = pytest.mark.django_db
FOUND = {
    "secrets": "none", "others": "left_out", "safety": "none", "basis": "核对了全部三页，账号一栏已经遮去。", "remarks": "",
}  # fmt: skip


@pytest.fixture
def drafted(county: None, on_day: Callable[[date], None]) -> Callable[[str], Any]:
    on_day(date(2026, 11, 30))

    def make(decision: str) -> Any:
        case = open_case("disclosure", addressed_to=Organ.objects.get(code="LL-CZJ").pk, matter="information")
        do(case, "register", "accept", "dispatch", "take_up")
        more = {"reason": "属于内部事务信息。"} if decision == "internal" else {}
        do(case, "draft_reply", decision=decision, **more)
        return case

    return make


def sheets(case: Any) -> list[Attachment]:
    return [one for one in case.attachments.all() if "审查呈批单" in one.name]


def test_a_draft_that_discloses_is_passed_with_what_was_examined(drafted: Callable[[str], Any]) -> None:
    case, reviewer = drafted("disclosed"), staff("shenhe-czj")
    for missing in ("secrets", "others", "safety", "basis"):
        with pytest.raises(InvalidData):
            perform(case, "approve", reviewer, {name: text for name, text in FOUND.items() if name != missing})
    with pytest.raises(InvalidData):  # what is not sure is no finding with which it may go out
        perform(case, "approve", reviewer, {**FOUND, "secrets": "unsure"})
    perform(case, "approve", reviewer, FOUND)
    assert sheets(case) == []
    do(case, "sign")
    (sheet,) = sheets(case)
    assert not sheet.for_party
    text = "".join("".join(page.extract_text() for page in PdfReader(BytesIO(read(sheet.pk))).pages).split())
    for part in ("审查呈批单", case.number, "账号一栏已经遮去", "不涉及国家秘密", "已经作区分处理", "2026年11月30日"):
        assert part in text
    events = {event.action: event for event in case.events.select_related("actor")}
    for action in ("draft_reply", "approve", "sign"):
        assert events[action].actor.name in text


def test_a_refusal_is_not_asked_what_went_out(drafted: Callable[[str], Any]) -> None:
    case = drafted("internal")
    perform(case, "approve", staff("shenhe-czj"), {"remarks": ""})
    do(case, "sign")
    assert sheets(case) == []


def test_a_draft_written_anew_is_examined_anew(drafted: Callable[[str], Any]) -> None:
    case = drafted("disclosed")
    do(case, "approve", "decline_to_sign")
    do(case, "draft_reply", decision="disclosed")
    with pytest.raises(InvalidData):
        perform(case, "approve", staff("shenhe-czj"), {"remarks": ""})
    do(case, "approve", "sign", "recall_reply")
    do(case, "draft_reply", decision="disclosed")
    do(case, "approve", "sign")
    assert len(sheets(case)) == 2
