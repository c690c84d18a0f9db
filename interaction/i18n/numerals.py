"""Numbers as the texts of letters write them: 六十, and in English small ones in words, others in digits."""

from django.utils.translation import get_language

_DIGITS = "〇一二三四五六七八九"
LARGEST = 999
_ENGLISH = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def said(number: int) -> str:
    """Return a number in the language being shown: 六, six; 六十, 60; nothing for 0."""
    if not number:
        return ""
    if get_language() != "en":
        return written(number)
    return _ENGLISH[number] if number < len(_ENGLISH) else str(number)


def written(number: int) -> str:
    """Return a number from 1 to 999 in Chinese numerals: 15 is 十五, 60 六十, 105 一百零五."""
    if not 1 <= number <= LARGEST:
        raise ValueError(f"{number} is no limit of a letter")
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")
