"""A ledger that was corrected and is imported again: what it says otherwise is shown, and taken up when confirmed."""

from datetime import date
from io import BytesIO

import pytest

from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.casework.timeline import verify
from interaction.errors import NotNow
from interaction.statistics.fold import fold, recount
from interaction.statistics.models import Tally
from requests_app.annual.counting import table3, table4
from requests_app.exporting import rows
from requests_app.importing import Decided, import_ledger, survey
from requests_app.models import DisclosureRequest
from tests.conftest import do, staff
from tests.requests_app.worked import organ

pytestmark = pytest.mark.django_db
HEAD = "受理编号,收到日期,申请人类型,申请人,申请内容,办理结果,办结日期"


def ledger(*lines: str, head: str = HEAD) -> BytesIO:
    return BytesIO("\n".join([head, *lines]).encode())


FIRST = ledger(
    "2026-01,2026-03-02,自然人,张三,供水检测报告,予以公开,2026-04-20", "2026-02,2026-03-03,自然人,,低保标准文件,,"
)
SECOND = ledger(
    "2026-01,2026-03-02,自然人,张三,供水检测报告,部分公开,2026-04-21",
    "2026-02,2026-03-03,商业企业,,低保标准文件,予以公开,2026-05-25",
)
TAKEN = Decided(correct=True)


def figures() -> dict[tuple[str, str], int]:
    fold()
    assert recount() == []
    return {(one.measure, one.month.isoformat()[:7]): one.n for one in Tally.objects.filter(n__gt=0)}


def test_a_corrected_row_is_shown_and_taken_up_when_confirmed(county: None) -> None:
    finance = organ("LL-CZJ")
    import_ledger(FIRST, "一.csv", finance)
    before = figures()
    assert before == {("received", "2026-03"): 2, ("replied", "2026-04"): 1, ("workdays", "2026-04"): 1}
    found = survey(SECOND, "二.csv", finance)
    assert (found.rows, found.known, found.alike) == (2, 2, [])
    first, second = (one.changed for one in found.changed)
    assert first[0][0] == "办理结果"
    assert first[1] == ("办结日期", "2026-04-20", "2026-04-21")
    assert [name for name, _old, _new in second] == ["申请人类型", "办理结果", "办结日期"]
    left = import_ledger(SECOND, "二.csv", finance)
    assert (left.new, left.known, left.corrected) == (0, 2, 0)
    assert figures() == before
    done = import_ledger(SECOND, "二.csv", finance, staff=staff("shoujian-czj").staff, decided=TAKEN)
    assert (done.new, done.known, done.corrected) == (0, 2, 2)
    assert table3(finance, 2026).cell("3.2", "natural_person") == 1
    assert table3(finance, 2026).cell("3.1", "enterprise") == 1
    assert table3(finance, 2026).cell("4", "total") == 0
    assert figures()["replied", "2026-05"] == 1
    assert figures()["replied", "2026-04"] == 1
    request = DisclosureRequest.objects.get(ledger_number="2026-02")
    assert (request.state, request.closed_on, request.awaits) == ("closed", date(2026, 5, 25), "")
    assert request.clocks.get(slot="reply").state == "missed"
    event = request.events.last()
    assert event
    assert event.actor == staff("shoujian-czj").staff
    assert "申请人类型：自然人 → 商业企业" in event.words.texts["changed"]
    assert set(verify(Case.objects.all())) == {None}
    again = import_ledger(SECOND, "二.csv", finance, decided=TAKEN)
    assert (again.new, again.corrected) == (0, 0)
    assert survey(FIRST, "一.csv", finance).changed  # and the first one now says otherwise
    assert import_ledger(FIRST, "一.csv", finance, decided=TAKEN).corrected == 2
    assert figures() == before
    assert DisclosureRequest.objects.get(ledger_number="2026-02").state == "handling"
    assert set(verify(Case.objects.all())) == {None}


def test_rows_without_numbers_that_nearly_are_there_are_asked_about(county: None) -> None:
    finance, head = organ("LL-CZJ"), "收到日期,申请人类型,申请内容,办理结果,办结日期"
    import_ledger(ledger("2026-03-02,自然人,供水检测报吿,,", "2026-03-02,自然人,低保,,", head=head), "一.csv", finance)
    second = ledger("2026-03-02,自然人,供水检测报告,予以公开,2026-03-20", "2026-03-02,自然人,低保,,",
                    "2026-03-02,自然人,采购合同全文,,", head=head)  # fmt: skip
    found = survey(second, "二.csv", finance)
    (asked,) = found.alike
    assert asked.row.line == 2
    assert ("申请内容", "供水检测报吿", "供水检测报告") in asked.changed
    done = import_ledger(second, "二.csv", finance, decided=Decided(same={asked.row.place: asked.case}))
    assert (done.new, done.known, done.corrected) == (1, 2, 1)
    assert table3(finance, 2026).cell("1", "total") == 3
    assert not survey(second, "二.csv", finance).alike
    again = import_ledger(second, "二.csv", finance)
    assert (again.new, again.known) == (0, 3)


def test_what_was_worked_on_here_is_not_the_ledgers_any_more(county: None) -> None:
    finance = organ("LL-CZJ")
    import_ledger(FIRST, "一.csv", finance)
    request = DisclosureRequest.objects.get(ledger_number="2026-02")
    do(request, "take_up")
    known = {one.row.number: one.open_to_it for one in survey(SECOND, "二.csv", finance).changed}
    assert known == {"2026-01": True, "2026-02": False}
    assert import_ledger(SECOND, "二.csv", finance, decided=TAKEN).corrected == 1
    with pytest.raises(NotNow, match="已经在系统中办理"):
        perform(request, "correct_record", staff("shoujian-czj"), {})


def test_remedies_and_steps_are_corrected_too(county: None) -> None:
    finance = organ("LL-CZJ")
    head = HEAD + ",延期告知日期,行政复议结果,行政复议通知日期,行政复议结果日期,备注"
    line = "7,2026-03-02,自然人,张三,某文件,予以公开,2026-04-20"
    import_ledger(ledger(f"{line},2026-03-20,尚未审结,2026-05-06,,", head=head), "一.csv", finance)
    request = DisclosureRequest.objects.get()
    remedy = request.remedies.get()
    remedy.body = "县政府行政复议机构"
    remedy.save()
    told = ledger(f"{line},,结果维持,2026-05-06,2026-06-08,与8号一并答复", head=head)
    assert import_ledger(told, "二.csv", finance, decided=TAKEN).corrected == 1
    (remedy,) = request.remedies.all()
    assert (remedy.result, remedy.body) == ("upheld", "县政府行政复议机构")
    assert table4(finance, 2026).reconsideration.upheld == 1
    (row,) = rows(finance)
    assert (row.extended_on, row.remark) == (None, "与8号一并答复")
    assert request.clocks.get(slot="reply").extended == 0
    assert not survey(told, "二.csv", finance).changed


def test_a_ledger_without_names_takes_no_names_away(county: None) -> None:
    finance = organ("LL-CZJ")
    import_ledger(FIRST, "一.csv", finance)
    told = ledger("2026-01,2026-03-02,自然人,,供水检测报告,部分公开,2026-04-20")
    import_ledger(told, "二.csv", finance, decided=TAKEN)
    request = DisclosureRequest.objects.get(ledger_number="2026-01")
    assert (request.party.name, request.outcome_row) == ("张三", "3.2")
