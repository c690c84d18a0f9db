"""Rules of law as data: what each says, the article, where we have it from, how sure that is, and when it holds.

Plain Python. A rule has a code and one version for every span of days; the versions of a code follow each other without
a gap. docs/law.md is drawn from them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise


class Strength(StrEnum):
    """How sure we are of a rule: by the law's own text, by what others say of it, by what offices do."""

    TEXT = "text"
    SECONDARY = "secondary"
    PRACTICE = "practice"

    @property
    def label(self) -> str:
        """In Chinese, for the page and docs/law.md."""
        return {
            Strength.TEXT: "法律原文", Strength.SECONDARY: "二手资料，未见原文", Strength.PRACTICE: "工作惯例",
        }[self]  # fmt: skip


# What a decision's road is, and how it is said.
FIRST, CHOICE = "first", "choice"
ROADS_SAID = {FIRST: "应当先申请行政复议", CHOICE: "申请行政复议、直接提起行政诉讼都可以"}
# What is filled into a text, and how whoever reads or enters the text sees its place.
SLOTS = {
    "%(against)s": "【本文书】", "%(organs)s": "【复议机关】", "%(court)s": "【法院】", "%(channel)s": "【网址】",
    "%(days)s": "【复议期限日数】", "%(months)s": "【起诉期限月数】", "%(days_after)s": "【复议后起诉期限日数】",
    "%(within)s": "【期限】", "%(until)s": "【截止日期】", "%(office)s": "【公开工作机构】", "%(reason)s": "【理由】",
    "%(extended)s": "【延长多久】", "%(received)s": "【收到之日】", "%(number)s": "【编号】", "%(above)s": "【上一级机关】",
}  # fmt: skip
# Whether a ground of withholding a part is one of those that refuse (行政复议法 A.23).
REFUSES, OTHERWISE = "refuses", "other"
GROUNDS_SAID = {REFUSES: "属于不予公开", OTHERWISE: "不属于行政复议法所说的不予公开（2026年7月1日起）"}


def shown(value: str) -> str:
    """Return a road or a text as people read it: every place that is filled in by its name."""
    text = ROADS_SAID.get(value, value)
    for slot, place in SLOTS.items():
        text = text.replace(slot, place)
    return text


@dataclass(frozen=True)
class Provision:
    """One version of one rule. `value` is what the machine goes by, `law` the articles, `source` the text read for it."""

    code: str
    about: str
    value: str
    law: str
    source: str
    strength: Strength
    since: date | None = None
    until: date | None = None
    # What the value says to people, where it does not say so itself.
    shown: str = ""

    @property
    def said(self) -> str:
        """What it says, for people."""
        return self.shown or shown(self.value)

    def holds(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


class Provisions:
    """The rules of one room of the law, by code and day."""

    def __init__(self, rows: Iterable[Provision]) -> None:
        self.rows: Sequence[Provision] = tuple(rows)
        self._by_code: dict[str, list[Provision]] = {}
        for one in self.rows:
            self._by_code.setdefault(one.code, []).append(one)
        if broken := [code for code, found in self._by_code.items() if not _seamless(found)]:
            raise ValueError(f"days without a rule, or with two: {broken}")

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self._by_code)

    def versions(self, code: str) -> list[Provision]:
        """Every version of a rule, the oldest first."""
        return self._by_code[code]

    def on(self, code: str, day: date) -> Provision:
        """The version that holds on a day (Asia/Shanghai). Raises LookupError where there is none yet."""
        found = next((one for one in self._by_code.get(code, ()) if one.holds(day)), None)
        if found is None:
            raise LookupError(f"no rule {code} on {day}")
        return found


def _seamless(versions: Sequence[Provision]) -> bool:
    """Whether each version begins on the day after the one before it ends, and the last has no end."""
    followed = all(
        before.until is not None and after.since == before.until + timedelta(days=1)
        for before, after in pairwise(versions)
    )
    return followed and versions[-1].until is None
