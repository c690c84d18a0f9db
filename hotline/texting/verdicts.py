"""What a caller means who answers the SMS: one digit, or the words people write instead. Plain Python."""

import unicodedata

from interaction.privacy.text import InvalidInput, clean_line

# digit: (settled, stars); the invitation names them in this order.
DIGITS = {"1": ("yes", 5), "2": ("yes", 3), "3": ("partly", 3), "4": ("no", 2), "5": ("no", 1)}
INVITATION = "1 已解决，满意；2 已解决，基本满意；3 部分解决；4 没有解决；5 没有解决，很不满意"
# The first that the text holds: what denies comes before what it denies.
WORDS = (
    ("很不满意", "5"), ("没有解决", "4"), ("没解决", "4"), ("未解决", "4"), ("不满意", "4"), ("部分解决", "3"),
    ("基本满意", "2"), ("满意", "1"), ("解决了", "1"), ("已解决", "1"),
)  # fmt: skip
LONGEST = 70


def verdict(text: str) -> tuple[str, int] | None:
    """(settled, stars), or None where the text does not say. A longer text is a matter of its own, not a verdict."""
    try:
        said = clean_line(unicodedata.normalize("NFKC", text)).strip(" .。!！")
    except InvalidInput:
        return None
    if len(said) > LONGEST:
        return None
    if said in DIGITS:
        return DIGITS[said]
    digit = next((digit for word, digit in WORDS if word in said), None)
    return DIGITS[digit] if digit else None
