"""All rules of law the system goes by, chapter by chapter, as they are drawn into docs/law.md and shown on the page of 法制审核.

Remedies are dated data of their own; decisions, grounds and time limits are told as rules from the tables that hold them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from interaction.limits.rules import Rule, rules
from requests_app.decisions import DECISIONS, GROUNDS, REFUSING, Decision
from requests_app.law.provisions import Provision, Strength
from requests_app.law.remedies import LIMITS, ROADS, WHOM, WORDS

# 政府信息公开条例 (2019); the format of the annual report (国办公开办函〔2021〕30号), known from an excerpt.
REGULATION = date(2019, 5, 15)
# Limits to which no article gives their number.
_COUNTED_BY_PRACTICE = frozenset({"disclosure.confirm", "disclosure.redo"})


@dataclass(frozen=True)
class Chapter:
    title: str
    rows: tuple[Provision, ...]


def chapters() -> tuple[Chapter, ...]:
    """Every chapter with its rules, all versions of each."""
    return (
        Chapter("先复议还是可以选择", ROADS),
        Chapter("复议、诉讼的期限", LIMITS),
        Chapter("复议机关和法院", WHOM),
        Chapter("文书和页面上的救济途径", WORDS),
        Chapter("部分公开时不予公开的依据", tuple(_grounds())),
        Chapter("决定、依据、年度报告的栏目和文书用语", tuple(_decision(one) for one in DECISIONS)),
        Chapter("办理时限", tuple(_limit(one) for one in rules())),
    )


def _grounds() -> Iterator[Provision]:
    for code, label in GROUNDS.items():
        value = "属于不予公开" if code in REFUSING else "不属于行政复议法所说的不予公开（2026年7月1日起）"
        strength = Strength.TEXT if code in REFUSING else Strength.SECONDARY
        yield Provision(
            f"ground.{code}", label, value, "条例第十四条至第十六条、第三十七条", "条例原文", strength, REGULATION
        )


def _decision(one: Decision) -> Provision:
    row = f"年报{one.row}；" if one.row else "不计入年报；"
    kept = "（只用于旧件）" if one.retired else ""
    source = "条例原文；年报栏目见国办公开办函〔2021〕30号摘录"
    return Provision(
        f"decision.{one.code}",
        f"{one.label}{kept}",
        f"{row}{one.finding}",
        one.source,
        source,
        Strength.TEXT,
        REGULATION,
    )


def _limit(rule: Rule) -> Provision:
    longest = next((one.at_most for one in rule.extends if one.at_most), None)
    more = f"，可以延长{rule.unit.of(longest)}" if longest else ""
    return Provision(f"limit.{rule.name}", rule.label, f"{rule.unit.of(rule.length)}{more}", rule.law, *_source(rule))


def _source(rule: Rule) -> tuple[str, Strength]:
    if rule.name in _COUNTED_BY_PRACTICE:
        return "条文没有写明天数", Strength.PRACTICE
    if rule.law.startswith("条例"):
        return "条例原文", Strength.TEXT
    if rule.law.startswith("国办"):
        return "文件摘录", Strength.SECONDARY
    return "惯例，县里可以在系统设置中另定" if rule.configurable else "惯例", Strength.PRACTICE
