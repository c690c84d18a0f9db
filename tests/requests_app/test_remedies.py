"""Where each decision of each organ is contested, on both sides of every day on which the law changed.

The tables here are written from the articles (行政复议法 A.20, 22-24, 27, 28, 34, 90; 行政诉讼法 A.44-46), not from the code.
"""

import json
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from demo.county.names import CITY, COUNTY, NAMED
from interaction.errors import NotNow
from interaction.organs.models import Organ
from requests_app.decisions import BY_CODE, DECISIONS, Contested
from requests_app.law.provisions import Provision, Provisions, Strength
from requests_app.law.remedies import REMEDY_LAW
from requests_app.management.commands.remedy import answers
from requests_app.remedies import decided, remedies_paragraph, terms
from tests.conftest import do, open_case

pytestmark = pytest.mark.django_db
COUNTY_GOVERNMENT, CITY_GOVERNMENT = f"{COUNTY}人民政府", f"{CITY}人民政府"
COUNTY_COURT, CITY_COURT = f"{COUNTY}人民法院", f"{CITY}中级人民法院"

# 行政复议法 A.24(1)(1)-(4), A.24(4), A.27, A.28; 行政诉讼法 A.14, 15, 18.
WHOM = {
    "LL": ([CITY_GOVERNMENT], CITY_COURT),
    "LL-ZFB": ([COUNTY_GOVERNMENT], COUNTY_COURT),
    "LL-CZJ": ([COUNTY_GOVERNMENT], COUNTY_COURT),
    "LL-T01": ([COUNTY_GOVERNMENT], COUNTY_COURT),
    "LL-T03": ([COUNTY_GOVERNMENT], COUNTY_COURT),
    "LL-KFQ": ([COUNTY_GOVERNMENT], COUNTY_COURT),
    "LL-SWS": ([f"国家税务总局{CITY}税务局"], COUNTY_COURT),
    "LL-HBJ": ([CITY_GOVERNMENT, COUNTY_GOVERNMENT], COUNTY_COURT),
    "LL-SFJ": ([COUNTY_GOVERNMENT, f"{CITY}司法局"], COUNTY_COURT),
}
KINDS = {
    "LL": "government", "LL-ZFB": "office", "LL-CZJ": "department", "LL-T01": "township", "LL-T03": "township",
    "LL-KFQ": "agency", "LL-SWS": "vertical", "LL-HBJ": "branch", "LL-SFJ": "justice",
}  # fmt: skip
# The last day of each law and the first of the next, and today.
DAYS = ("2023-12-31", "2024-01-01", "2026-06-30", "2026-07-01", "2026-11-30")
CHOICE = ("choice",) * 5
REFUSAL = ("choice", "first", "first", "first", "first")
PARTLY_OTHER = ("choice", "first", "first", "choice", "choice")
ROADS: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {
    **{(code, ()): REFUSAL for code in (
        "state_secret", "other_law", "security", "third_party", "internal", "process", "enforcement", "silence",
    )},
    ("partly", ("14",)): REFUSAL, ("partly", ("15",)): REFUSAL, ("partly", ("16",)): REFUSAL,
    ("partly", ("other", "16")): REFUSAL, ("partly", ("14", "15", "16", "other")): REFUSAL,
    ("partly", ("other",)): PARTLY_OTHER,
    **{(code, ()): CHOICE for code in (
        "disclosed", "already_public", "inquiry", "special_regime", "not_held", "not_ours", "needs_making", "still_unclear",
        "petition", "repeated", "publications", "excessive", "reissue", "record_corrected", "record_forwarded",
        "record_elsewhere",
        "record_kept",
    )},
}  # fmt: skip


def asked(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    return list(answers(BytesIO("\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode())))


def test_every_decision_and_every_kind_of_organ_is_in_the_tables(county: None) -> None:
    assert {code for code, _grounds in ROADS} == {*BY_CODE, "silence"}
    assert {code: Organ.objects.get(code=code).kind for code in KINDS} == KINDS
    assert {*KINDS.values(), "hotline"} == {str(one) for one in Organ.Kind}


@pytest.mark.parametrize("code", WHOM)
def test_every_decision_of_every_kind_of_organ_on_both_sides_of_every_day(county: None, code: str) -> None:
    rows, right = [], []
    for (decision, grounds), roads in ROADS.items():
        for day, road in zip(DAYS, roads, strict=True):
            of = f"{decision} {grounds} {day}"
            rows.append({"id": of, "organ": code, "decision": decision, "on": day, "grounds": list(grounds)})
            names, court = WHOM[code]
            right.append({
                "id": of, "reconsideration_first": road == "first", "reconsider_at": names, "days": 60,
                "sue_within_months": None if road == "first" else 6, "court": court,
                "channel": NAMED[code].reconsideration_channel,
            })  # fmt: skip
    found = asked(*rows)
    laws = [one.pop("law") for one in found]
    assert found == right
    for one, law in zip(right, laws, strict=True):
        check_law(one["id"], one["reconsideration_first"], law)


def check_law(of: str, first: bool, law: str) -> None:
    """The articles that carry the road: A.9 of 2017; A.23(1)(3) or (4) with A.34 and 行政诉讼法 A.45; A.20 with A.46."""
    if of.endswith("2023-12-31"):
        assert "2017年修正）第九条" in law
        assert "第四十六条" in law
        return
    assert "行政复议法第二十条" in law
    item = "第三项" if of.startswith("silence") else "第四项"
    assert (f"第二十三条第一款{item}" in law) == first
    assert ("行政诉讼法第四十五条" in law) == first
    assert ("第四十六条" in law) == (not first)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"organ": "LL-XXX"}, "没有代码"), ({"organ": 7}, "organ应当是"), ({"organ": "LL\x00"}, "没有代码"),
        ({"decision": "refused"}, "decision应当是"), ({"decision": ["inquiry"]}, "decision应当是"),
        ({"on": "2026-02-30"}, "on应当是日期"), ({"on": "20260701"}, "on应当是日期"), ({"on": 20260701}, "on应当是日期"),
        ({"on": None}, "on应当是日期"), ({"decision": "partly"}, "grounds应当是"),
        ({"decision": "partly", "grounds": []}, "grounds应当是"), ({"decision": "partly", "grounds": "14"}, "grounds应当是"),
        ({"decision": "partly", "grounds": ["17"]}, "grounds应当是"), ({"decision": "partly", "grounds": [14]}, "grounds应当是"),
        ({"id": {"a": 1}}, "id应当是"),
    ],
)  # fmt: skip
def test_a_wrong_line_says_why_and_the_others_are_answered(county: None, row: dict[str, Any], said: str) -> None:
    good = {"id": "1", "organ": "LL-CZJ", "decision": "internal", "on": "2026-11-30"}
    wrong, right = asked({**good, "id": "0", **row}, good)
    assert said in wrong["error"]
    assert set(wrong) == {"id", "error"}
    assert right["reconsideration_first"]


def test_the_command_reads_what_is_no_json_too(county: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    file = tmp_path / "lines"
    file.write_bytes(
        '{"id": 1\n\n[1]\n\xff\n'.encode("latin-1")
        + '{"id":"好","organ":"LL","decision":"silence","on":"2026-06-30"}'.encode()
    )
    out = StringIO()
    with pytest.raises(CommandError, match="有3行"):
        call_command("remedy", str(file), stdout=out)
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    assert ["error" in row for row in rows] == [True, True, True, False]
    assert (rows[3]["id"], rows[3]["reconsider_at"], rows[3]["court"]) == ("好", [CITY_GOVERNMENT], CITY_COURT)
    with pytest.raises(CommandError, match="打不开"):
        call_command("remedy", str(tmp_path / "none"))


LACKING = [
    ("reconsideration_organ", "行政复议机关"),
    ("court", "管辖法院"),
    ("reconsideration_channel", "复议申请的互联网渠道"),
]


@pytest.mark.parametrize(("field", "label"), LACKING)
def test_without_a_way_to_contest_there_is_no_decision(county: None, field: str, label: str) -> None:
    """A clear error, never 有管辖权的行政复议机关 (行政复议法 A.20(3))."""
    finance = Organ.objects.get(code="LL-CZJ")
    case = open_case("disclosure", addressed_to=finance.pk, matter="information")
    do(case, "register", "accept", "dispatch", "take_up", "draft_reply", "approve")
    Organ.objects.filter(pk=finance.pk).update(**{field: ""})
    case = type(case).objects.get(pk=case.pk)
    with pytest.raises(LookupError):  # nobody may sign
        do(case, "sign")
    assert not case.documents.filter(kind="reply").exists()
    finance.refresh_from_db()
    with pytest.raises(NotNow, match=f"还没有登记{label}.*系统管理员"):
        remedies_paragraph(finance, date(2026, 11, 30), "本告知书")
    (row,) = asked({"id": 1, "organ": "LL-CZJ", "decision": "internal", "on": "2026-11-30"})
    assert label in row["error"]


@pytest.mark.parametrize(
    ("code", "named", "said"),
    [
        ("LL-SWS", COUNTY_GOVERNMENT, "上一级主管部门"), ("LL-HBJ", f"{COUNTY_GOVERNMENT}、{CITY_GOVERNMENT}", "先写市人民政府"),
        ("LL-SFJ", COUNTY_GOVERNMENT, "两个都要写明"), ("LL-CZJ", CITY_GOVERNMENT, "本级人民政府"),
        ("LL", COUNTY_GOVERNMENT, "本单位自己"), ("LL-CZJ", f"{COUNTY_GOVERNMENT}、有管辖权的机关", "全称"),
    ],
)  # fmt: skip
def test_an_administrator_cannot_name_whom_the_law_does_not(county: None, code: str, named: str, said: str) -> None:
    organ = Organ.objects.get(code=code)
    organ.full_clean()
    organ.reconsideration_organ = named
    with pytest.raises(ValidationError, match=said):
        organ.full_clean()


def paragraph(code: str, decision: str, on: date, *grounds: str) -> str:
    return decided(Organ.objects.get(code=code), BY_CODE[decision], grounds, on).said()


@pytest.mark.parametrize("decision", ["internal", "disclosed"])
def test_until_the_end_of_2023_every_letter_leaves_the_choice(county: None, decision: str) -> None:
    text = paragraph("LL-CZJ", decision, date(2023, 12, 31))
    assert f"六十日内向{COUNTY_GOVERNMENT}申请行政复议" in text
    assert f"六个月内直接向{COUNTY_COURT}提起行政诉讼" in text
    assert "第二十三条" not in text


def test_from_2024_a_refusal_goes_to_reconsideration_first_and_offers_no_direct_suit(county: None) -> None:
    text = paragraph("LL-CZJ", "internal", date(2024, 1, 1))
    assert "第二十三条第一款第四项" in text
    assert f"六十日内先向{COUNTY_GOVERNMENT}申请行政复议" in text
    assert f"自收到行政复议决定书之日起十五日内再向{COUNTY_COURT}提起行政诉讼" in text
    assert "六个月" not in text
    assert "直接" not in text


def test_from_2024_other_decisions_still_leave_the_choice(county: None) -> None:
    text = paragraph("LL-CZJ", "inquiry", date(2024, 1, 1))
    assert "《中华人民共和国行政复议法》第二十条" in text
    assert "六个月内直接向" in text


def test_the_letter_names_all_of_whom_the_applicant_may_choose_and_the_channel(county: None) -> None:
    """行政复议法 A.22(2), A.24(4), A.28."""
    text = paragraph("LL-SFJ", "internal", date(2026, 11, 23))
    assert f"先向{COUNTY_GOVERNMENT}或者{CITY}司法局申请行政复议" in text
    assert f"互联网渠道提交：{NAMED['LL-SFJ'].reconsideration_channel}" in text
    assert f"先向{CITY_GOVERNMENT}或者{COUNTY_GOVERNMENT}申请" in paragraph("LL-HBJ", "process", date(2026, 11, 23))


def test_a_partial_disclosure_without_grounds_has_no_road(county: None) -> None:
    with pytest.raises(NotNow, match="没有选明不予公开部分的依据"):
        paragraph("LL-CZJ", "partly", date(2026, 7, 1))


def test_silence_is_contested_from_the_end_of_the_limit(county: None) -> None:
    """行政复议法 A.23(1)(3)."""
    finance = Organ.objects.get(code="LL-CZJ")
    now, before = (terms(finance, Contested.SILENCE, day).said() for day in (date(2024, 1, 1), date(2023, 12, 31)))
    assert "自答复期限届满之日起六十日内先向" in now
    assert "第二十三条第一款第三项" in now
    assert "六个月" not in now
    assert "六个月内直接向" in before


def test_versions_of_a_rule_follow_each_other_without_a_gap() -> None:
    def one(since: date | None, until: date | None) -> Provision:
        return Provision("a", "", "", "", "", Strength.TEXT, since, until)

    Provisions([one(None, date(2023, 12, 31)), one(date(2024, 1, 1), None)])
    for wrong in (
        [one(None, date(2023, 12, 31)), one(date(2024, 1, 2), None)],
        [one(None, date(2023, 12, 31)), one(date(2023, 12, 31), None)],
        [one(None, date(2023, 12, 31))],
        [one(None, None), one(date(2024, 1, 1), None)],
    ):
        with pytest.raises(ValueError, match="days without a rule"):
            Provisions(wrong)


def test_what_is_known_by_hearsay_is_marked_so() -> None:
    """The revised 实施条例 was not at hand: what rests on it is secondary; the safe reading before it is practice."""
    by_day = [REMEDY_LAW.on("remedy.partly_other", date.fromisoformat(day)).strength for day in DAYS]
    assert by_day == ["secondary", "practice", "practice", "secondary", "secondary"]
    assert all(one.source and one.law for one in REMEDY_LAW.rows)
    assert len(DECISIONS) == len(BY_CODE)
