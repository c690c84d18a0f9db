"""All rules of law the system goes by, chapter by chapter: the one table that letters, pages and docs/law.md go by.

Remedies and texts of letters are dated data of their own; decisions, rows of the annual report, grounds and time limits are
told as rules from the tables that hold them. Of every one but those that stand with each organ (`whom`) the legal office
enters versions (requests_app.law.entering).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from interaction.limits.rules import Rule, rule, rules
from interaction.limits.telling import longest_extension
from interaction.replies.wording import Wording, worded
from requests_app.annual.table3 import OUTCOMES, ROWS
from requests_app.decisions import DECISIONS, GROUNDS, REFUSING, Decision
from requests_app.law.notices import NOTICES
from requests_app.law.provisions import GROUNDS_SAID, OTHERWISE, REFUSES, Provision, Provisions, Strength, shown
from requests_app.law.remedies import LIMITS, ROADS, WHOM, WORDS
from requests_app.law.tariffs import PERIODS, TARIFFS

# 政府信息公开条例 (2019); the format of the annual report (国办公开办函〔2021〕30号), known from an excerpt.
REGULATION, FORMAT = date(2019, 5, 15), "国办公开办函〔2021〕30号"
# Limits to which no article gives their number.
_COUNTED_BY_PRACTICE = frozenset({"disclosure.confirm", "disclosure.redo"})
# How a request ends without a decision, and the row of the report in which it counts.
ENDINGS = {
    "abandoned": ("逾期不补正", "3.6.1"), "unpaid": ("逾期不缴费", "3.6.2"), "withdrawn": ("申请人撤回", "3.6.3"),
}  # fmt: skip
ROWS_SAID = {row.code: f"{row.code} {row.label}" for row in ROWS if row.code in OUTCOMES}


@dataclass(frozen=True)
class Chapter:
    title: str
    rows: tuple[Provision, ...]


@cache
def chapters() -> tuple[Chapter, ...]:
    """Every chapter with its rules, all versions of each; read once all channels have registered their limits."""
    return (
        Chapter("先复议还是可以选择", ROADS),
        Chapter("复议、诉讼的期限", LIMITS),
        Chapter("复议机关和法院", WHOM),
        Chapter("文书和页面上的救济途径", WORDS),
        Chapter("部分公开时不予公开的依据", tuple(_grounds())),
        Chapter("决定及其依据、文书用语", tuple(_decision(one) for one in DECISIONS)),
        Chapter(
            "决定计入年度报告的栏目",
            (
                *(_row(one.code, one.label, one.row) for one in DECISIONS if one.row),
                *(_row(code, f"没有作出决定：{label}", row) for code, (label, row) in ENDINGS.items()),
            ),
        ),
        Chapter("告知书、通知书的用语", NOTICES),
        Chapter("信访告知书、意见书的用语", tuple(_worded(one) for one in worded())),
        Chapter("信息处理费", TARIFFS),
        Chapter("补正期限", PERIODS),
        Chapter("办理时限", tuple(_limit(one) for one in rules())),
    )


@cache
def law_table() -> Provisions:
    """The same rules by code and day."""
    return Provisions(one for chapter in chapters() for one in chapter.rows)


def said(code: str, value: str) -> str:
    """Return what a value of a rule says to people."""
    kind, _dot, name = code.partition(".")
    if kind == "limit":
        return _limit_said(rule(name), value)
    return {**GROUNDS_SAID, **ROWS_SAID}.get(value) or shown(value)


def limit_value(length: int, extension: int | None) -> str:
    """Return a limit as the table holds it: its length, and how far it may be extended."""
    return f"{length}+{extension}" if extension else str(length)


def limit_numbers(value: str) -> tuple[int, int | None]:
    """Return length and extension of a limit as the table holds it."""
    length, _plus, extension = value.partition("+")
    return int(length), int(extension) if extension else None


def _limit_said(one: Rule, value: str) -> str:
    length, extension = limit_numbers(value)
    return one.unit.of(length) + (f"，可以延长{one.unit.of(extension)}" if extension else "")


def _grounds() -> Iterator[Provision]:
    for code, label in GROUNDS.items():
        value = REFUSES if code in REFUSING else OTHERWISE
        strength = Strength.TEXT if code in REFUSING else Strength.SECONDARY
        yield Provision(
            f"ground.{code}", label, value, "条例第十四条至第十六条、第三十七条", "条例原文", strength, REGULATION,
            shown=GROUNDS_SAID[value],
        )  # fmt: skip


def _decision(one: Decision) -> Provision:
    kept = "（只用于旧件）" if one.retired else ""
    return Provision(
        f"decision.{one.code}", f"{one.label}{kept}", one.finding, one.source, "条例原文", Strength.TEXT, REGULATION
    )


def _row(code: str, label: str, row: str) -> Provision:
    return Provision(
        f"row.{code}", label, row, f"政府信息公开工作年度报告格式（{FORMAT}）", f"{FORMAT}摘录",
        Strength.SECONDARY, REGULATION, shown=ROWS_SAID[row],
    )  # fmt: skip


def _limit(one: Rule) -> Provision:
    value = limit_value(one.length, longest_extension(one))
    source, strength = _source(one)
    return Provision(f"limit.{one.name}", one.label, value, one.law, source, strength, shown=_limit_said(one, value))


def _worded(one: Wording) -> Provision:
    return Provision(one.code, one.about, one.text, one.law, one.source, Strength.TEXT, one.since)


def _source(one: Rule) -> tuple[str, Strength]:
    if one.name in _COUNTED_BY_PRACTICE:
        return "条文没有写明天数", Strength.PRACTICE
    if one.law.startswith(("条例", "信访工作条例")):
        return f"{'信访工作' if one.law.startswith('信访') else ''}条例原文", Strength.TEXT
    if one.law.startswith("国办"):
        return "文件摘录", Strength.SECONDARY
    return "惯例，县里可以另定", Strength.PRACTICE
