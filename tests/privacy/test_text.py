import pytest
from hypothesis import given
from hypothesis import strategies as st

from interaction.privacy.text import InvalidInput, clean_line, clean_text


def test_newlines_and_composition_are_normalised_and_width_is_not() -> None:
    assert clean_text("  第一行，（ＡＢ）\r\ncafe\u0301\r第三行\u2028末行\n") == "第一行，（ＡＢ）\ncafé\n第三行\n末行"
    assert clean_line(" 关于\t 禾源\n街道 ") == "关于 禾源 街道"


@pytest.mark.parametrize("char", ["\x00", "\ud800", "\ufffe", "\uffff", "\U0001ffff", "\ufdd0"])
def test_what_no_writer_can_hold_is_refused_and_named(char: str) -> None:
    with pytest.raises(InvalidInput, match=rf"“申请公开”之后.*U\+{ord(char):04X}"):
        clean_text(f"申请公开{char}文件")
    with pytest.raises(InvalidInput, match="开头"):
        clean_line(char)


@pytest.mark.parametrize(
    "char", ["\x07", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066", "\u200b", "\u200f", "\u00ad", "\ufeff", "\u200d"]
)
def test_what_nobody_sees_is_dropped(char: str) -> None:
    assert clean_text(f"申请公开{char}文件") == "申请公开文件"


def test_soft_breaks_become_lines_and_pictures_stay_whole() -> None:
    assert clean_text("第一行\x0b第二行\x0c第三行") == "第一行\n第二行\n第三行"
    assert clean_text("一家人👨\u200d👩\u200d👧") == "一家人👨\u200d👩\u200d👧"


@given(st.text(alphabet=st.characters()))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    for clean in (clean_text, clean_line):
        try:
            once = clean(text)
        except InvalidInput:
            continue
        assert clean(once) == once
        once.encode()
