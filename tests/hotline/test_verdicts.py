"""What callers write in answer to the SMS: read where the whole of it is known, left to a person where it is not."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from hotline.texting.tokens import LETTERS, next_letter, read_token
from hotline.texting.verdicts import DIGITS, verdict

# What callers write, by what it says; null is left to a person.
ANSWERS: dict[str, list[str]] = json.loads(Path(__file__).with_name("answers.json").read_text(encoding="utf-8"))
CLEAR = [text for settled, texts in ANSWERS.items() if settled != "null" for text in texts]
DENIALS = ["不", "没", "没有", "未", "无", "别", "非", "假", "假装", "没法", "谈不上", "不太"]
DOUBTS = ["?", "？", "吗", "什么时候", "等", "再说", "如果", "要是", "是不是"]


@pytest.mark.parametrize("settled", ANSWERS)
def test_what_callers_write_is_understood_or_left_to_a_person(settled: str) -> None:
    read = {text: verdict(text) for text in ANSWERS[settled]}
    assert {text: said for text, said in read.items() if (said[0] if said else "null") != settled} == {}


@pytest.mark.parametrize(
    ("said", "meant"),
    [("2。", ("yes", 3)), ("满意", ("yes", 5)), ("基本满意", ("yes", 3)), ("比较满意", ("yes", 4)), ("部分解决，满意", ("partly", 3)),
     ("不满意", ("no", 2)), ("很不满意！", ("no", 1)), ("未解决，很不满意", ("no", 1)), ("5，没解决", ("no", 1))],
)  # fmt: skip
def test_how_satisfied_goes_with_it(said: str, meant: tuple[str, int]) -> None:
    assert verdict(said) == meant


@given(
    st.sampled_from(ANSWERS["yes"]),
    st.sampled_from(DENIALS),
    st.integers(0, 20),
)
def test_what_holds_a_word_of_denial_is_never_a_yes(said: str, denial: str, place: int) -> None:
    found = verdict(said[:place] + denial + said[place:])
    assert found is None or found[0] != "yes"


@given(
    st.sampled_from(CLEAR),
    st.sampled_from(DOUBTS),
    st.integers(0, 20),
)
def test_what_asks_or_sets_a_condition_is_no_verdict(said: str, doubt: str, place: int) -> None:
    assert verdict(said[:place] + doubt + said[place:]) is None


@given(
    st.sampled_from(CLEAR),
    st.sampled_from(["\u200b", "\u200d", "\ufeff", "\xad", "\u2060"]),
    st.integers(0, 20),
)
def test_what_cannot_be_seen_changes_nothing(said: str, unseen: str, place: int) -> None:
    assert verdict(said[:place] + unseen + said[place:]) == verdict(said)


@given(st.text(max_size=200))
def test_any_text_at_all_has_an_answer(said: str) -> None:
    found = verdict(said)
    assert found is None or (found[0] in ("yes", "partly", "no") and 1 <= found[1] <= 5)


@given(st.sampled_from(sorted(DIGITS)), st.text("的了灯路坏水电abc", max_size=8))
def test_a_digit_in_a_word_is_no_answer(digit: str, around: str) -> None:
    if around:
        assert verdict(around + digit + around) is None


@pytest.mark.parametrize(
    ("typed", "letter", "said"),
    [("A1", "A", "1"), ("ｂ ４", "B", "4"), ("回复c2，谢谢", "C", "2,谢谢"), ("1a", "A", "1"), ("B 没修好", "B", "没修好"), ("1", "", "1"),
     ("满意", "", "满意"), ("OK", "", "OK"), ("BAD", "", "BAD"), ("Z1", "", "Z1")],
)  # fmt: skip
def test_the_letter_of_an_order_is_read_in_every_dress(typed: str, letter: str, said: str) -> None:
    assert read_token(typed) == (letter, said)


def test_letters_go_round_and_meet_no_order_that_waits() -> None:
    assert next_letter([], set()) == "A"
    assert next_letter(["A"], set()) == "B"
    assert next_letter(["A", "H"], {"A"}) == "B"
    assert next_letter(["A"], set(LETTERS)) == ""


def run(monkeypatch: Any, typed: str) -> list[dict[str, Any]]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
    out = io.StringIO()
    try:
        call_command("sms_verdict", "-", stdout=out)
    finally:
        read = [json.loads(line) for line in out.getvalue().splitlines()]
    return read


def test_the_command_answers_line_by_line(monkeypatch: Any) -> None:
    rows = [{"id": "a", "text": "1"}, {"id": "b", "text": "什么时候"}, {"id": "c", "text": "A4"}]
    read = run(monkeypatch, "\n".join(json.dumps(row) for row in rows))
    assert read == [{"id": "a", "settled": "yes"}, {"id": "b", "settled": None}, {"id": "c", "settled": "no"}]


def test_the_command_says_which_line_is_bad_and_goes_on(monkeypatch: Any) -> None:
    with pytest.raises(CommandError, match="有1行"):
        run(monkeypatch, '{"id": 1}\n{"id": 2, "text": "4"}\n')
