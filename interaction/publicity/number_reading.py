"""Reading a number off a text: what may stand between its digits, where it begins and ends, what is said before it."""

import re

FROM, TO = r"(?<![0-9])", r"(?![0-9])"
# Between any two digits, and between the groups that a number is written in.
GAP = r"(?: ?[\-._\n/\\|~·] ?| {0,3})"
BETWEEN_GROUPS = r"[ \-._/\\|~,、;:+#=*()\[\]{}【】。\n·]{1,3}"
CALLED = r"[ (]?(?:号码?|编号|证号|字号|号|[ .]?(?:ID|No)\.?)?[\s:是为(]{0,4}"
_REACH = 18
_NO_PART = re.compile(r"[^0-9A-Za-z]")


def bare(number: str) -> str:
    """Return its digits and letters alone."""
    return _NO_PART.sub("", number).upper()


def follows(label: re.Pattern[str], text: str, at: int) -> bool:
    """Whether the label ends right before a place."""
    return label.search(text[max(0, at - _REACH) : at]) is not None


def clause_before(text: str, at: int) -> str:
    """Return what is said right before a place."""
    return text[max(0, at - _REACH) : at]
