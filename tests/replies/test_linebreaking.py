from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from interaction.replies.linebreaking import NEVER_FIRST, NEVER_LAST, balance_lines, break_lines

CHINESE = st.text(alphabet="县政府，。、；？！）》”（《“—…〔〕1年b", max_size=300)


def cut(text: str, width: float) -> list[str]:
    return break_lines(text, [1.0] * len(text), width)


@given(st.text(max_size=200), st.integers(1, 30))
def test_nothing_but_spaces_is_lost_and_no_line_is_too_long(text: str, width: int) -> None:
    lines = cut(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(len(line) <= width for line in lines)


@given(CHINESE, st.integers(2, 30))
def test_a_break_beside_a_mark_is_made_only_where_the_line_has_no_other(text: str, width: int) -> None:
    for above, below in pairwise(cut(text, width)):
        if forbidden(above[-1], below[0]):
            assert all(forbidden(*pair) for pair in pairwise(above))


def forbidden(before: str, after: str) -> bool:
    return after in NEVER_FIRST or before in NEVER_LAST or before == after in {"—", "…"}


def test_known_breaks() -> None:
    assert cut("一二三四，五", 4) == ["一二三", "四，五"]
    assert cut("一二三《条例》", 4) == ["一二三", "《条例》"]
    assert cut("一二三……五", 4) == ["一二三", "……五"]
    assert cut("县政府信息公开办公室县政府信息公开2026年", 20) == [
        "县政府信息公开办公室县政府信息公开",
        "2026年",
    ]


def test_a_long_address_breaks_after_a_slash() -> None:
    assert cut("见https://a.gov.cn/zwgk/2026/03", 20) == ["见https://a.gov.cn/", "zwgk/2026/03"]


def test_a_megabyte_of_marks_takes_linear_time() -> None:
    text = "。" * 500_000 + "a" * 500_000
    assert len(cut(text, 28)) < 2 * len(text) / 28


def test_a_title_is_set_in_lines_of_like_length() -> None:
    text = "关于青禾县城区集中供热管理办法征求意见情况的公告"
    lines = balance_lines(text, [1.0] * len(text), 20)
    assert [len(line) for line in lines] == [12, 12]
