import pytest

from interaction.privacy.particulars import named_in, numbers_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("赵铁柱您好", ["赵铁柱"]), ("赵\u200b铁 柱您好", ["赵铁柱"]), ("趙鐵柱您好", ["赵铁柱"]), ("赵先生您好", ["赵先生"]),
        ("您家电话138-0013 8001", ["13800138001"]), ("①③⑧⓪⓪①③⑧⓪⓪①", ["13800138001"]), ("赵庄的路已经修好", []),
        ("请拨0539-5211234", []), ("", []),
    ],
)  # fmt: skip
def test_whoever_is_named_is_found_in_any_dress(text: str, found: list[str]) -> None:
    assert named_in(text, ["赵铁柱"], ["13800138001", "短"]) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("13800138000 13900139000", ["13800138000", "13900139000"]),  # two numbers, not one of twenty-two digits
        ("138/0013/8000、139，0013，9000", ["13800138000", "13900139000"]),
        ("身份证110105 19491231\u200b002×", ["11010519491231002X"]),
        ("编号202611300000000123", []),
        ("电话5211234，共30000元", []),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, found: list[str]) -> None:
    assert numbers_in(text) == found
