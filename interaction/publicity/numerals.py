"""Numbers in other characters than digits, to get past a filter or out of habit: 一三八零五三九……, 139O539l268."""

import re

_DIGITS = {
    **dict(zip("零一二三四五六七八九", "0123456789", strict=True)),
    **dict(zip("〇壹贰叁肆伍陆柒捌玖", "0123456789", strict=True)),
    "○": "0", "幺": "1", "貳": "2", "參": "3", "参": "3", "陸": "6",
}  # fmt: skip
_ANY = f"[0-9{''.join(_DIGITS)}]"
# Seven and more in a row are a number that somebody could dial; a year has four.
_RUN = re.compile(rf"{_ANY}(?: ?[\-.]? ?{_ANY}){{6,}}")
AT_MOST_WORDS = 2
_TABLE = str.maketrans(_DIGITS)
# Letters that look like digits, within the digits of a number.
_ALIKE = str.maketrans("OoОоIlЗ", "0000113")
_LOOKING_ALIKE = re.compile(r"(?<![A-Za-z0-9])[0-9OoОоIlЗ]{11,19}(?![A-WYZa-wyz0-9])")
_MOSTLY_DIGITS = 0.7


def written_as_digits(text: str) -> str:
    """The text with long runs of Chinese digits, and letters in their places, as Arabic ones: places stay the same."""
    return _LOOKING_ALIKE.sub(_looked_alike, _RUN.sub(_translated, text))


def _translated(match: re.Match[str]) -> str:
    """One or two such characters beside a number are words (…的电话一个), not its digits."""
    run = match.group()
    return run.translate(_TABLE) if sum(char in _DIGITS for char in run) > AT_MOST_WORDS else run


def _looked_alike(match: re.Match[str]) -> str:
    run = match.group()
    return run.translate(_ALIKE) if sum(char.isdigit() for char in run) >= _MOSTLY_DIGITS * len(run) else run
