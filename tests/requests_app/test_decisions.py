"""Every decision, by real actions from the application to the delivered letter and its row of the annual report."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from demo.county.names import NAMED
from interaction.casework.models import Case
from interaction.organs.models import Organ
from interaction.replies.models import Document
from requests_app.annual.counting import table3
from requests_app.annual.table3 import OUTCOMES
from requests_app.decisions import BY_CODE, DECISIONS, Decision, Particular, decisions_on
from tests.casework.invariants import check_case
from tests.conftest import do, open_case
from tests.requests_app.checklist import LETTERS, Written, lacking
from tests.requests_app.papers import letter, words_of

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]
# The new Reconsideration Act is in force from 2024-01-01: the same decision, on either side of that day.
LAST_OF_OLD, FIRST_OF_NEW = date(2023, 12, 29), date(2024, 1, 2)
DAYS = pytest.mark.parametrize("signed_on", [LAST_OF_OLD, FIRST_OF_NEW], ids=str)
# `special_regime` is known from old cases alone: A.36(7) has one decision.
OFFERED = [one for one in DECISIONS if not one.retired]
EVERY = pytest.mark.parametrize("decision", OFFERED, ids=lambda one: one.code)

# The operative words and the article, as the Regulation has them; written out here, not read from the table.
SAID = {
    "disclosed": ("第三十六条第（二）项", "本机关决定予以公开"),
    "already_public": ("第三十六条第（一）项", "已经主动公开，现告知您获取该信息的方式、途径"),
    "partly": ("第三十七条", "能够作区分处理，本机关决定部分公开"),
    "state_secret": ("第十四条、第三十六条第（三）项", "属于国家秘密", "决定不予公开"),
    "other_law": ("第十四条", "法律、行政法规禁止公开", "决定不予公开"),
    "security": ("第十四条", "可能危及国家安全、公共安全、经济安全、社会稳定", "决定不予公开"),
    "third_party": ("第十五条、第三十二条、第三十六条第（三）项", "会对第三方合法权益造成损害", "决定不予公开"),
    "internal": ("第十六条第一款", "内部事务信息", "决定不予公开"),
    "process": ("第十六条第二款", "过程性信息", "决定不予公开"),
    "enforcement": ("第十六条第二款", "行政执法案卷信息", "决定不予公开"),
    "inquiry": ("第三十六条第（七）项", "行政查询事项", "现告知您依照该规定办理"),
    "not_held": ("第三十六条第（四）项", "经检索", "该信息不存在"),
    "not_ours": ("第三十六条第（五）项", "不属于本机关负责公开"),
    "needs_making": ("第三十八条", "需要本机关对现有政府信息进行加工、分析", "不予提供"),
    "still_unclear": ("第三十条", "补正后的申请内容仍不明确", "无法提供"),
    "petition": ("第三十九条第一款", "不作为政府信息公开申请处理", "可以通过相应渠道提出"),
    "repeated": ("第三十六条第（六）项", "同一申请作出答复，不再重复处理"),
    "publications": ("第三十九条第二款", "公开出版物，现告知您获取的途径"),
    "excessive": ("第三十五条", "数量、频次明显超过合理范围", "理由不合理", "不予处理"),
    "reissue": ("确认或者重新出具已经获取的政府信息", "不予处理"),
    "record_corrected": ("第四十一条", "已经更正"),
    "record_forwarded": ("第四十一条", "已转送有权更正的行政机关处理"),
    "record_elsewhere": ("第四十一条", "现告知您向有权更正的行政机关提出"),
    "record_kept": ("第四十一条", "不予更正"),
}  # fmt: skip
# domain: "Decision -> row" of the annual report.
ROW = {
    "disclosed": "3.1", "already_public": "3.1", "partly": "3.2", "state_secret": "3.3.1", "other_law": "3.3.2",
    "security": "3.3.3", "third_party": "3.3.4", "internal": "3.3.5", "process": "3.3.6", "enforcement": "3.3.7",
    "inquiry": "3.3.8", "not_held": "3.4.1", "not_ours": "3.4.1", "needs_making": "3.4.2", "still_unclear": "3.4.3",
    "petition": "3.5.1", "repeated": "3.5.2", "publications": "3.5.3", "excessive": "3.5.4", "reissue": "3.5.5",
    "record_corrected": "", "record_forwarded": "", "record_elsewhere": "", "record_kept": "",
}  # fmt: skip
# 不予公开: since 2024 reconsideration comes first (行政复议法 A.23(1)(4)). The part withheld is a refusal too, here on A.15.
REFUSALS = {"partly", "state_secret", "other_law", "security", "third_party", "internal", "process", "enforcement"}


def test_the_table_is_the_one_written_here() -> None:
    assert set(SAID) == set(ROW) == set(BY_CODE) - {"special_regime"}
    assert {row for row in ROW.values() if row} | {"3.6.1", "3.6.2", "3.6.3"} == set(OUTCOMES)


def test_what_was_decided_under_the_old_code_stays_known_and_is_not_offered() -> None:
    """A.36(7) has one decision; the old code's label and row are still there for the cases that have it."""
    old = BY_CODE["special_regime"]
    assert (old.row, old.label) == ("3.3.8", "依照特别规定办理")
    assert old not in decisions_on("information")
    assert BY_CODE["inquiry"] in decisions_on("information")


def ready(decision: Decision) -> Case:
    """A request on a handler's desk, brought there by what this decision presupposes."""
    finance = Organ.objects.get(code="LL-CZJ")
    case = open_case("disclosure", addressed_to=finance.pk, matter=decision.matter, title="某项目资金分配表")
    do(case, "register")
    if decision.code == "still_unclear":
        do(case, "request_correction", "supply_correction")
    do(case, "accept", "dispatch", "take_up")
    if decision.code == "third_party":
        do(case, "consult_third_party")
        do(case, "record_opinion", position="objects", reasons="涉及本单位商业秘密。")
    if decision.code == "excessive":
        do(case, "ask_reasons", "give_reasons")
    return case


def content(one: Particular) -> str:
    return "第十五条（商业秘密、个人隐私等第三方权益）" if one.choices else f"{one.label}的具体内容"


def answered(decision: Decision) -> Any:
    case = ready(decision)
    said = {one.name: ["15"] if one.choices else content(one) for one in decision.particulars}
    do(case, "draft_reply", decision=decision.code, body="经查，情况如下文所述。", **said)
    do(case, "approve", "sign", "deliver_reply")
    return case


@DAYS
@EVERY
def test_a_decision_ends_in_its_letter_and_its_row(
    county: None, on_day: OnDay, decision: Decision, signed_on: date
) -> None:
    on_day(signed_on)
    case = answered(decision)
    assert (case.state, case.replied_on) == ("replied", signed_on)
    assert case.decision == decision.code  # type: ignore[attr-defined]
    document = letter(case, "reply")
    check_letter(case, document, decision, signed_on)
    check_row(decision, signed_on.year)
    check_case(case)
    do(case, "withhold_reply")
    assert (case.state, case.closed_on) == ("closed", signed_on)


def check_letter(case: Case, document: Document, decision: Decision, signed_on: date) -> None:
    text = words_of(document)
    title = "政府信息更正告知书" if decision.matter == "own_record" else "政府信息公开申请答复书"
    dated = f"{signed_on.year}年{signed_on.month}月{signed_on.day}日"
    assert document.number == f"青财政公开告〔{signed_on.year}〕1号"
    parts = [NAMED["LL-CZJ"].name, document.number, title, f"{case.party.name}：", "某项目资金分配表", case.number]
    for said in (*parts, *SAID[decision.code], "经查，情况如下文所述。"):
        assert said in text, said
    for one in decision.particulars:
        assert f"{one.label}：{content(one)}" in text
    # The date stands at the end, under the organ's name; the verification mark after it.
    assert text.index(f"{NAMED['LL-CZJ'].name}{dated}") > text.index("如对本答复不服")
    to = case.party.name
    assert lacking(Written("reply", text, document.number, document.organ, to, signed_on, True), LETTERS["reply"]) == []
    assert document.pdf.for_party
    check_remedies(text, decision.code in REFUSALS, signed_on)


def check_remedies(text: str, refusal: bool, signed_on: date) -> None:
    """行政复议法 (2023) A.20, A.23; before 2024 its A.9 of 2017, which knew no such precedence."""
    assert "六十日内" in text
    if refusal and signed_on >= FIRST_OF_NEW:
        assert "第二十三条第一款第四项" in text
        assert "六十日内先向" in text
        assert "六个月" not in text
        return
    assert "六个月内直接向" in text
    assert "第二十三条" not in text
    assert ("2017年修正" in text) == (signed_on < FIRST_OF_NEW)


def check_row(decision: Decision, year: int) -> None:
    """It counts once, in its row and nowhere else; what concerns one's own records is not in the report at all."""
    table = table3(Organ.objects.get(code="LL-CZJ"), year)
    counted = {row: table.cell(row, "total") for row in OUTCOMES if table.cell(row, "total")}
    assert counted == ({ROW[decision.code]: 1} if ROW[decision.code] else {})
    assert table.cell("1", "total") == (1 if ROW[decision.code] else 0)
    assert table.faults() == []


@pytest.mark.parametrize(
    ("steps", "row", "kind"),
    [(("request_correction",), "3.6.1", "abandoned_notice"),
     (("accept", "dispatch", "take_up", "notice_fee"), "3.6.2", "unpaid_notice"),
     ((), "3.6.3", "")],
    ids=["not corrected", "not paid", "withdrawn"],
)  # fmt: skip
def test_endings_without_a_decision_count_too(
    county: None, on_day: OnDay, steps: tuple[str, ...], row: str, kind: str
) -> None:
    on_day(date(2025, 3, 3))
    case = open_case("disclosure", addressed_to=Organ.objects.get(code="LL-CZJ").pk, matter="information")
    do(case, "register", *steps)
    on_day(date(2025, 6, 3))
    do(case, {"3.6.1": "abandon", "3.6.2": "end_unpaid", "3.6.3": "withdraw"}[row])
    table = table3(Organ.objects.get(code="LL-CZJ"), 2025)
    assert {code for code in OUTCOMES if table.cell(code, "total")} == {row}
    assert not kind or "不再处理" in words_of(letter(case, kind))
    check_case(case)
