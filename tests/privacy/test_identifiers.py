import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from interaction.privacy.contacts import check_email, normalise_phone
from interaction.privacy.identifiers import (
    InvalidInput,
    check_credit_code,
    check_permit,
    check_postcode,
    check_resident_id,
    passes_luhn,
)

TODAY = date(2026, 11, 23)
STANDARDS_OWN = "11010519491231002X"  # the example in GB 11643-1999
CREDIT_CODE = "91350100M000100Y43"  # the example in GB 32100-2015


@pytest.mark.parametrize(
    "typed",
    [STANDARDS_OWN, "11010519491231002x", " 110105 19491231 002X ", "１１０１０５１９４９１２３１００２Ｘ"],
)
def test_a_resident_id_is_normalised(typed: str) -> None:
    assert check_resident_id(typed, TODAY) == STANDARDS_OWN


@pytest.mark.parametrize("prefix", ["810000", "820000", "830000", "931156"])
def test_residence_permits_follow_the_same_rule(prefix: str) -> None:
    body = prefix + "19900307001"
    taken = [check for check in "0123456789X" if not refused(body + check)]
    assert len(taken) == 1


def refused(number: str) -> bool:
    try:
        check_resident_id(number, TODAY)
    except InvalidInput:
        return True
    return False


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "18位"),
        ("110105194912310021", "最后一位"),
        ("110105491231002", "15位"),
        ("1101051949123100", "您填写了16位"),
        ("11010519491331002X", "出生日期"),
        ("11010520261124002X", "出生日期"),
        ("99010519491231002X", "前两位"),
        ("1101051949123100AX", "应当是数字"),
    ],
)
def test_a_wrong_resident_id_says_what_is_wrong(typed: str, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        check_resident_id(typed, TODAY)


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_mistyped_digit_is_always_found(place: int, by: int) -> None:
    digit = str((int(STANDARDS_OWN[place]) + by) % 10)
    assert refused(STANDARDS_OWN[:place] + digit + STANDARDS_OWN[place + 1 :])


def test_credit_codes() -> None:
    assert check_credit_code(" 91350100m000100y43") == CREDIT_CODE
    for typed, says in (
        ("91350100M000100Y44", "最后一位"),
        ("91350100M000100I43", "I、O、S、V、Z"),
        ("9135", "您填写了4位"),
    ):
        with pytest.raises(InvalidInput, match=says):
            check_credit_code(typed)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("13812345678", "13812345678"),
        ("+86 138-1234-5678", "13812345678"),
        ("0086１３８　１２３４　５６７８", "13812345678"),
        ("8613812345678", "13812345678"),
        ("（0539）5211234", "0539-5211234"),
        ("+86 539 5211234", "0539-5211234"),
        ("010-12345678", None),
        ("010 62345678 转 801", "010-62345678转801"),
        ("400-812-3456", "4008123456"),
        ("5211234", None),
        ("\u202d138 0013 8000\u202c", "13800138000"),
        ("0539-5211234-801", "0539-5211234转801"),
        ("+852 9123 4567", "+852 9123 4567"),
        ("00853 6612 3456", "+853 6612 3456"),
        ("95588", "95588"),
        ("12345", "12345"),
        ("13800138000、13900139000", "13800138000"),
        ("12812345678", None),
        ("1381234567", None),
        ("", None),
    ],
)
def test_phones(typed: str, normal: str | None) -> None:
    if normal is None:
        with pytest.raises(InvalidInput, match="区号"):
            normalise_phone(typed)
    else:
        assert normalise_phone(typed) == normal
        assert normalise_phone(normal) == normal


def test_postcodes_and_permits() -> None:
    assert check_postcode("２７７７００") == "277700"
    typed = ("e 12345678", "EA1234567", "H0123456789", "01234567", "C01X00T47", "M123A4567", "军字第1234567号")
    normal = ["E12345678", "EA1234567", "H0123456789", "01234567", "C01X00T47", "M123A4567", "军字第1234567号"]
    assert [check_permit(one, TODAY) for one in typed] == normal
    with pytest.raises(InvalidInput):
        check_postcode("27770")
    for wrong in ("abc", "", "820000199003070010"):
        with pytest.raises(InvalidInput):
            check_permit(wrong, TODAY)


def test_a_local_number_gets_the_countys_area_code() -> None:
    assert normalise_phone("5211234", "0539") == "0539-5211234"
    assert normalise_phone("62345678-12", "010") == "010-62345678转12"


def test_mailboxes() -> None:
    assert check_email("ｗａｎｇ@Example.com\u200b") == "wang@example.com"
    assert check_email("li@bücher.de") == "li@xn--bcher-kva.de"
    for wrong in ("a@", "@b.cn", "a@b", "a..b@c.cn", "a@" + "ü" * 60 + ".cn", "a b", "无@例.cn"):
        with pytest.raises(InvalidInput, match="电子邮箱"):
            check_email(wrong)


def test_luhn_known_answers() -> None:
    assert passes_luhn("6222021234567890124") is False
    assert passes_luhn("4111111111111111") is True


@given(st.text())
def test_any_text_is_either_normal_or_wrong(typed: str) -> None:
    def permit(text: str) -> str:
        return check_permit(text, TODAY)

    for check in (check_credit_code, normalise_phone, check_postcode, permit, check_email):
        try:
            normal = check(typed)
        except InvalidInput:
            continue
        assert check(normal) == normal


def test_the_command_says_of_each_line_what_is_wrong_and_goes_on(tmp_path: Path) -> None:
    rows = tmp_path / "rows"
    rows.write_bytes(
        '{"id": 1, "kind": ["phone"], "value": ""}\n\xff\n{"id": 3, "kind": "phone", "value": "13905390001"}'.encode(
            "latin-1"
        )
    )
    out = io.StringIO()
    call_command("check_identifiers", str(rows), stdout=out)
    read = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [(row["id"], row["normal"], bool(row["message"])) for row in read] == [
        (1, None, True), (None, None, True), (3, "13905390001", False),
    ]  # fmt: skip
