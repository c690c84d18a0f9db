"""What a caller means who answers the SMS: one digit, or words of which the whole text consists. Plain Python.

A verdict is read only where nothing is left over: the text falls into statements, thanks and a digit, each known from
its first character to its last. Where it can be read in two ways that differ, where one statement speaks against another,
and where anything unknown stands beside, it is no verdict, and a person calls.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from hotline.texting import wordings
from hotline.texting.typed import BREAK, QUESTION, plain

# digit: (settled, stars); the invitation names them in this order.
DIGITS = {"1": ("yes", 5), "2": ("yes", 3), "3": ("partly", 3), "4": ("no", 2), "5": ("no", 1)}
INVITATION = "1 已解决，满意；2 已解决，基本满意；3 部分解决；4 没有解决；5 没有解决，很不满意"
LONGEST, LONGEST_STATEMENT = 70, 26
# Before what denies: 很不满意, and not 不太满意.
_STRONG = re.compile("(?:很|非常|极|特别|十分|太|一点|根本|压根|完全|毫|绝|相当).{0,3}[不没未差失糟烂敷垃低]")


@dataclass(frozen=True)
class _Said:
    """What has been said so far: by digit, on whether it is settled, on how satisfying it was."""

    digit: str = ""
    settled: str = ""
    pleased: str = ""
    stars: int = 0
    rhetoric: bool = False
    contradicted: bool = False


def verdict(text: str) -> tuple[str, int] | None:
    """(settled, stars), or None where the text does not say. A longer text is a matter of its own, not a verdict."""
    if len(text) > LONGEST:
        return None
    typed = plain(text)
    joined = typed.replace(" ", "")
    if not joined or QUESTION in joined or wordings.ASKED.search(joined):
        return None
    # A blank may part two answers ("1 2"), which are then none; it is no part of a word.
    if re.search(r"[0-9] +[0-9]", typed):
        return None
    meanings = {_meaning(said) for said in _readings(joined)}
    if meanings:
        return meanings.pop() if len(meanings) == 1 else None
    return _digit_and_remark(typed)


def _meaning(said: _Said) -> tuple[str, int] | None:
    """What was said as a whole; None where one part speaks against another, or nothing was said."""
    settled, stars = said.settled, said.stars
    if said.contradicted:
        return None
    if said.settled and said.pleased and said.settled != said.pleased:
        if not (said.settled == "partly" and said.pleased == "yes"):
            return None
        stars = DIGITS["3"][1]
    settled = said.settled or said.pleased
    if said.rhetoric and settled != "no":
        return None
    if not said.digit:
        return (settled, stars) if settled else None
    by_digit = DIGITS[said.digit]
    return by_digit if settled in ("", by_digit[0]) else None


def _readings(text: str) -> set[_Said]:
    """Every way of taking the whole text apart into what is known, as what it says."""
    reached: list[set[_Said]] = [set() for _place in range(len(text) + 1)]
    reached[0].add(_Said())
    for start in range(len(text)):
        if not reached[start]:
            continue
        for end, kind, strong in _statements(text, start):
            reached[end] |= {_added(said, kind, strong) for said in reached[start]}
    return reached[len(text)]


def _added(said: _Said, kind: str, strong: bool) -> _Said:
    """What is said with one statement more; the same said twice, and differently, is a contradiction."""
    if kind.startswith("digit"):
        return replace(said, digit=kind[-1], contradicted=said.contradicted or said.digit not in ("", kind[-1]))
    if kind == "rhetoric":
        return replace(said, rhetoric=True)
    if kind not in _KINDS:
        return said
    about, meant, stars = _KINDS[kind]
    before = said.settled if about == "settled" else said.pleased
    if before and before != meant:
        return replace(said, contradicted=True)
    if meant == "no" and strong and about == "pleased":
        stars = DIGITS["5"][1]
    worst = min(said.stars or stars, stars)
    return (
        replace(said, settled=meant, stars=worst) if about == "settled" else replace(said, pleased=meant, stars=worst)
    )


# kind of statement: what it is about, what it says of it, and the stars that go with it.
_KINDS = {
    "satisfied": ("pleased", "yes", 5), "well_done": ("pleased", "yes", 5), "fairly": ("pleased", "yes", 4),
    "barely": ("pleased", "yes", 3), "done": ("settled", "yes", 5), "partly_done": ("settled", "partly", 3),
    "partly_satisfied": ("pleased", "partly", 3), "undone": ("settled", "no", 2), "dissatisfied": ("pleased", "no", 2),
}  # fmt: skip


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    names = (*_KINDS, "rhetoric", "polite", "answers")
    return tuple((name, re.compile(getattr(wordings, name.upper()))) for name in names)


def _statements(text: str, start: int) -> Iterator[tuple[int, str, bool]]:
    """(end, kind, whether it is said strongly) of each statement that begins here."""
    if text[start] == BREAK:
        yield start + 1, "break", False
        return
    digit = re.compile(wordings.DIGIT).match(text, start)
    if digit and not _counts(text, digit):
        yield digit.end(), f"digit {wordings.DIGIT_OF[digit[1]]}", False
    limit = min(len(text), start + LONGEST_STATEMENT)
    stop = text.find(BREAK, start, limit)
    for end in range(start + 1, (limit if stop < 0 else stop) + 1):
        for name, pattern in _patterns():
            if pattern.fullmatch(text, start, end):
                yield end, name, bool(_STRONG.search(text, start, end))


def _counts(text: str, digit: re.Match[str]) -> bool:
    """Whether the figure belongs to a longer number."""
    first, last = digit.start(1), digit.end(1)
    return text[first - 1 : first] in wordings.NUMERALS or text[last : last + 1] in wordings.NUMERALS


def _digit_and_remark(typed: str) -> tuple[str, int] | None:
    """A digit of denial, parted from a remark that bears it out in words of its own: "4 灯还是不亮"."""
    found = re.fullmatch(rf"(?:{wordings.ANSWERS})?[ ,]*([45])[ ,]+(\D+)", typed)
    if not found:
        return None
    remark = found[2].strip(" ,").replace(" ", "")
    said_so = wordings.SOUNDS_DENYING.search(remark) and not wordings.DOUBT.search(remark)
    return DIGITS[found[1]] if said_so and not wordings.COUNTED.match(remark) else None
