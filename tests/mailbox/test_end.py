"""Letters under supervision, answered twice, and at their end."""

from datetime import date
from typing import Any

import pytest

from interaction.archive.models import Appraisal
from interaction.casework.actions import actions_of, available
from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.casework.registry import channels
from interaction.errors import NotNow
from interaction.notices.models import Notice
from interaction.organs.actors import Actor
from interaction.replies.models import Document
from interaction.workflow.engine import perform as perform_on
from tests.casework.invariants import check_case, check_figures
from tests.conftest import do, staff
from tests.mailbox.acting import MONDAY, OnDay, accept, answer, clocks, dispatch, letter, organ

pytestmark = pytest.mark.django_db


# -- Supervision, a second try, the end -------------------------------------------------------------------


def test_a_supervision_order_is_numbered_and_answered(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = letter()
    accept(case)
    dispatch(case, "LL-SLJ")
    for expected in ("青政督〔2025〕1号", "青政督〔2025〕2号"):
        perform(case, "order_supervision", staff("duban"), {"demand": "三日内解决"})
        assert Document.objects.filter(kind="supervision_order").latest("pk").number == expected
    handler, orders = staff("chengban-slj"), case.supervision_orders.order_by("document__serial")
    perform(case, "answer_supervision", handler, {"order": orders[0].pk, "answer": "水泵已更换。"})
    assert clocks(case)["supervision"].state == "running"  # one is still open
    perform(case, "answer_supervision", handler, {"order": orders[1].pk, "answer": "已回访。"})
    assert clocks(case)["supervision"].state == "met"
    assert not Document.objects.get(number="青政督〔2025〕1号").pdf.for_party
    check_case(case)


def test_a_bad_rating_reopens_the_letter_once(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = letter(public_wish="")
    accept(case)
    dispatch(case, "LL-SLJ")
    answer(case)
    with pytest.raises(NotNow, match="不满意"):
        perform(case, "rework", staff("duban"), {"demand": "重办"})
    perform(case, "rate", Actor.party(case.pk), {"stars": "1", "settled": "no", "words": "还是没水"})
    assert Notice.objects.filter(about_case=case.pk, subject__startswith="来件人不满意").exists()
    perform(case, "rework", staff("duban"), {"demand": "到现场复核"})
    assert (case.state, case.due_on) == ("handling", date(2025, 3, 10))  # five working days of its own
    on_day(date(2025, 3, 6))
    answer(case)
    assert (clocks(case)["reply"].state, clocks(case)["rework"].state) == ("met", "met")
    perform(case, "rate", Actor.party(case.pk), {"stars": "2", "settled": "no"})
    for name, data in (("rework", {"demand": "再重办"}), ("keep_reply", {"reason": "已经两次"})):
        with pytest.raises(NotNow, match="只有一次"):
            perform(case, name, staff("duban"), data)
    check_case(case)
    check_figures()  # answered twice, counted once


def test_an_organ_with_two_levels_of_review_wants_two_reviewers(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = letter()
    accept(case)
    dispatch(case, "LL-ZFJ")
    do(case, "draft_reply")
    first = staff("shenhe-zfj")
    assert "approve" not in {one.name for one in available(case, first)}
    perform(case, "pass_on", first, {"remarks": ""})
    with pytest.raises(NotNow, match="审核过"):
        perform(case, "approve", first, {"remarks": ""})
    perform(case, "approve", staff("shenhe"), {"remarks": ""})
    assert case.state == "signing"


def leave_the_archive(on_day: OnDay, day: date) -> None:
    """Two people of the archive appraise whatever has expired: it is to be destroyed."""
    on_day(day)
    appraisal = Appraisal()
    perform_on(
        appraisal, "propose", staff("dangan"),
        {"organ": organ("LL").pk, "expired_by": f"{day.year - 1}-12-31", "outcome": "destroy", "opinion": "没有价值。"},
    )  # fmt: skip
    perform_on(appraisal, "decide", staff("dangan-fuhe"))


def test_a_letter_that_was_declined_is_not_filed_and_forgotten_at_once(county: None, on_day: OnDay) -> None:
    from interaction.publicity.retention import anonymise_due, file_due

    on_day(MONDAY)
    case = letter(name="王大力", phone="13912345678")
    perform(case, "withdraw", Actor.party(case.pk), {"reason": ""})
    on_day(date(2026, 1, 5))
    assert file_due() == 0
    on_day(date(2030, 3, 3))
    assert anonymise_due() == 1
    stored: Any = Case.objects.get(pk=case.pk).specific
    assert stored.party.name == ""


def test_personal_data_ends_after_the_years_and_figures_stay(county: None, on_day: OnDay, settings: Any) -> None:
    from interaction.casework.file_store import read
    from interaction.publicity.retention import anonymise_due

    on_day(MONDAY)
    case = letter(
        "王大力反映水压",
        "我叫王大力，电话13912345678，水压不足。",
        name="王大力",
        phone="13912345678",
        email="w@example.com",
    )
    accept(case)
    dispatch(case, "LL-SLJ")
    perform(case, "order_supervision", staff("duban"), {"demand": "三日内解决"})
    answer(case)
    do(case, "withhold_reply")
    file = case.attachments.first()
    assert read(file.pk)
    check_figures()
    on_day(date(2030, 3, 2))
    assert anonymise_due() == 0
    on_day(date(2030, 3, 3))
    assert anonymise_due() == 0  # it has a document with a number: put out of use, and kept by the archive
    case.refresh_from_db()
    assert case.use_ended_on == date(2030, 3, 3)
    assert read(file.pk)
    leave_the_archive(on_day, date(2036, 1, 7))
    assert anonymise_due() == 1
    assert anonymise_due() == 0
    stored: Any = Case.objects.get(pk=case.pk).specific
    party = stored.party
    assert [party.name, party.phone, party.email, party.phone_index] == ["", "", "", ""]
    whole = f"{stored.title} {stored.content} {stored.from_whom} {stored.drafts.get().body}"
    assert "王大力" not in whole
    assert "13912345678" not in whole
    assert "水压不足" in whole
    assert not Notice.objects.filter(about_case=case.pk).exclude(channel="site").exists()
    check_case(stored)
    check_figures()


def test_personal_data_ends_in_every_state_in_which_a_case_can_end() -> None:
    """And one that could not be forgotten would keep nobody else's."""
    for channel in channels():
        declared = actions_of(channel.model).get("anonymise")
        assert declared, channel.key
        assert set(declared.sources) >= channel.model.ENDED, channel.key
