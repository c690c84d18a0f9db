"""协办函: another organ that holds a part is asked in writing, and answers before the reply is drafted; help under A.43."""

from collections.abc import Callable
from datetime import date

import pytest

from interaction.casework.engine import perform
from interaction.errors import NotNow
from interaction.organs.models import Organ
from tests.conftest import do, open_case, staff
from tests.requests_app.papers import letter, words_of
from tests.workbench.test_reads import signed_in

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]


def test_an_assisting_organ_is_asked_in_writing_and_answers_first(county: None, on_day: OnDay) -> None:
    on_day(date(2026, 11, 2))
    case = open_case(
        "disclosure", addressed_to=Organ.objects.get(code="LL-CZJ").pk, matter="information", name="诸葛砚秋"
    )
    do(case, "register", "accept", "dispatch", "take_up")
    handler, helper = staff("chengban-czj"), staff("chengban-slj")
    case.refresh_from_db()
    if case.handler_id != handler.staff.pk:  # type: ignore[union-attr]
        do(case, "hand_over", handler=handler.staff.pk)  # type: ignore[union-attr]
    note = "请检索你单位保存的验收文件。"
    perform(case, "ask_assist", handler, {"organs": [Organ.objects.get(code="LL-SLJ").pk], "note": note})
    document = letter(case, "assistance_letter")
    said = words_of(document)
    assert "公开协" in document.number
    for part in ("协办函", "水利局：", note, "2026年11月30日前（含当日）", "联系单位"):
        assert part in said
    assert "诸葛" not in said
    assert not document.pdf.for_party
    with pytest.raises(NotNow, match="协办单位的意见还没有反馈齐"):
        perform(case, "draft_reply", handler, {"decision": "disclosed", "body": "现予公开。"})
    perform(case, "give_part", helper, {"part": "查到验收文件两份，可以公开。"})
    assert "查到验收文件两份" in signed_in("chengban-czj").get(f"/desk/cases/{case.pk}/").content.decode()
    do(case, "draft_reply", decision="disclosed")


def test_help_given_at_intake_is_recorded_and_goes_on_being_owed(county: None, on_day: OnDay) -> None:
    """条例 A.43."""
    from random import Random

    from demo.channels import sample
    from requests_app.models import DisclosureRequest

    on_day(date(2026, 11, 2))
    for helped in (["read_out", "large"], []):
        case = DisclosureRequest()
        data = {**sample("disclosure", "enter_received", case, Random(3)), "helped": helped, "source": "counter"}
        organ = Organ.objects.get(code="LL-CZJ")
        perform(case, "enter_received", staff("shoujian-czj"), {**data, "addressed_to": organ.pk})
        page = signed_in("shoujian-czj").get(f"/desk/cases/{case.pk}/").content.decode()
        assert case.events.get(seq=1).details.get("helped", []) == helped
        assert ("朗读、讲解表格和文书、提供大字版或者语音版" in page) == bool(helped)
