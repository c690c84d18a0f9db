import pytest
from hypothesis import given
from hypothesis import strategies as st

from interaction.privacy.text import InvalidInput, clean_line, clean_text


def test_newlines_and_composition_are_normalised_and_width_is_not() -> None:
    assert clean_text("  第一行，（ＡＢ）\r\ncafe\u0301\r第三行\u2028末行\n") == "第一行，（ＡＢ）\ncafé\n第三行\n末行"
    assert clean_line(" 关于\t 禾源\n街道 ") == "关于 禾源 街道"


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066", "\u200f", "\ud800"])
def test_what_could_deceive_or_break_is_refused_and_named(char: str) -> None:
    with pytest.raises(InvalidInput, match=rf"“申请公开”之后.*U\+{ord(char):04X}"):
        clean_text(f"申请公开{char}文件")
    with pytest.raises(InvalidInput, match="开头"):
        clean_line(char)


@given(st.text(alphabet=st.characters()))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    for clean in (clean_text, clean_line):
        try:
            once = clean(text)
        except InvalidInput:
            continue
        assert clean(once) == once
        once.encode()
