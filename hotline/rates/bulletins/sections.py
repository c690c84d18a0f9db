"""A bulletin in words, tables and bars, from its frozen figures. The page, the PDF and the DOCX draw these and nothing
else, so that all three say the same. Plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from hotline.rates.bulletins.periods import DAILY, MONTHLY, WEEKLY, Span
from hotline.rates.formulas import percent

NAMES = {DAILY: "日报", WEEKLY: "周报", MONTHLY: "月报"}
USUAL = {DAILY: "此前同一星期几的平均", WEEKLY: "此前各周平均", MONTHLY: "此前各月平均"}
MOST_BARS = 15
# What nobody sorted, and what has no place: told, but no matter and no place.
UNSORTED, NOWHERE = "未分类", "未填地点"
WIDE = 156.0  # the type area of GB/T 9704, in mm


@dataclass(frozen=True)
class Table:
    """`widths` of its columns in mm; the first column that is no number stands left, as `left` says."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    left: int = 0


@dataclass(frozen=True)
class Bars:
    title: str
    rows: tuple[tuple[str, float], ...]
    unit: str
    places: int = 0

    def said(self, value: float) -> str:
        return f"{value:.{self.places}f}{self.unit}"


@dataclass(frozen=True)
class Section:
    title: str
    paragraphs: tuple[str, ...]
    tables: tuple[Table, ...] = ()
    bars: tuple[Bars, ...] = ()


@dataclass(frozen=True)
class Issue:
    """One bulletin, as it is printed."""

    kind: str
    span: Span
    issued_on: date
    figures: Mapping[str, Any]

    @property
    def title_lines(self) -> tuple[str, str]:
        return str(self.figures["government"]), f"12345政务服务便民热线{NAMES[self.kind]}"

    @property
    def title(self) -> str:
        return f"{''.join(self.title_lines)}（{self.days}）"

    @property
    def days(self) -> str:
        first, last = _chinese(self.span.first), _chinese(self.span.last)
        return first if first == last else f"{first}至{last}"

    @property
    def dateline(self) -> str:
        return f"（{self.days}，{_chinese(self.issued_on)}制作）"

    @property
    def sections(self) -> tuple[Section, ...]:
        parts = (_received, _work, _matters, _rises, _rates, _overdue)
        return tuple(
            Section(f"{number}、{section.title}", section.paragraphs, section.tables, section.bars)
            for number, section in zip("一二三四五六", (part(self) for part in parts), strict=True)
        )


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _share(pair: Sequence[int]) -> str:
    return percent(Fraction(pair[0], pair[1]) if pair[1] else None, 1)


def _counts(title: str, head: str, pairs: Sequence[Sequence[Any]], whole: int) -> Table:
    rows = tuple((str(name), str(n), _share((n, whole))) for name, n in pairs)
    return Table(title, (head, "件数", "占比"), rows, (WIDE - 56, 28, 28))


def _bars(title: str, pairs: Sequence[Sequence[Any]]) -> tuple[Bars, ...]:
    rows = tuple((str(name), float(n)) for name, n in pairs[:MOST_BARS])
    return (Bars(title, rows, "件"),) if rows else ()


def _received(issue: Issue) -> Section:
    told = issue.figures
    text = (
        f"本期共受理群众诉求{told['received']}件，其中当场答复{told['direct'][0]}件，"
        f"当场答复率{_share(told['direct'])}。"
    )
    if not told["received"]:
        return Section("受理情况", ("本期没有受理群众诉求。",))
    tables = (
        _counts("按诉求类型", "类型", told["kinds"], told["received"]),
        _counts("按来源", "来源", told["sources"], told["received"]),
    )
    return Section("受理情况", (text,), tables, _bars("各类诉求件数", told["kinds"]))


def _work(issue: Issue) -> Section:
    told = issue.figures
    rows = tuple(
        (label, str(pair[0]), str(pair[1]), _share(pair))
        for label, pair in (
            ("退单率（退单÷派单）", told["returned"]), ("按期答复率（按期答复÷单独答复）", told["on_time"]),
            ("重办率（重办÷答复）", told["reworked"]),
        )
    )  # fmt: skip
    text = f"本期派单{told['dispatched']}件，退单{told['returned'][0]}件；答复{told['answered']}件，退回重办{told['reworked'][0]}件。"
    return Section(
        "办理情况", (text,), (Table("办理指标", ("指标", "分子", "分母", "比率"), rows, (WIDE - 84, 28, 28, 28)),)
    )


def _matters(issue: Issue) -> Section:
    told = issue.figures
    if not told["received"]:
        return Section("诉求集中的事项和地区", ("本期没有受理群众诉求。",))
    sorted_out = [pair for pair in told["subjects"] if pair[0] != UNSORTED]
    text = "本期诉求都还没有分类。"
    if sorted_out:
        name, n = sorted_out[0]
        text = f"诉求最多的事项是“{name}”，{n}件，占{_share((n, told['received']))}。"
    tables = (
        _counts("诉求最多的事项", "事项", told["subjects"], told["received"]),
        _counts("诉求最多的地区", "地区", told["places"], told["received"]),
    )
    return Section("诉求集中的事项和地区", (text,), tables, _bars("诉求最多的事项", told["subjects"]))


def _rises(issue: Issue) -> Section:
    found = issue.figures["rises"]
    if not found:
        return Section("突增情况", ("没有明显突增的事项和地区。",))
    rows = tuple(
        (
            one["what"],
            one["name"],
            str(one["count"]),
            one["average"],
            f"{one['times']}倍" if one["times"] else "此前没有",
        )
        for one in found
    )
    heads = ("类别", "名称", "本期件数", USUAL[issue.kind], "为平均的")
    table = Table("突增的事项和地区", heads, rows, (18, WIDE - 114, 24, 44, 28), left=1)
    return Section("突增情况", (f"有{len(found)}项明显多于平常，请有关单位关注。",), (table,))


def _rates(issue: Issue) -> Section:
    told, county = issue.figures, issue.figures["county"]
    three = "、".join(f"{label}{_rate(county[name])}" for label, name in THREE)
    weights = "、".join(
        f"{label}{weight}%" for (label, _name), weight in zip(THREE, told["terms"]["weights"], strict=True)
    )
    text = f"全县{three}，综合得分{county['composite'] or '—'}分（权重：{weights}）。"
    if not told["organs"]:
        return Section("三率排名", (text, "本期没有可以排名的单位。"))
    rows = tuple(
        (str(one["rank"] or "—"), one["name"], *(_with_parts(one[name]) for _label, name in THREE),
         one["composite"] or "—", str(one["unreached"]), str(one["excluded"]))
        for one in told["organs"]
    )  # fmt: skip
    heads = ("名次", "单位", "响应率", "解决率", "满意率", "综合得分", "联系不上", "剔除")
    table = Table("三率排名", heads, rows, (11, 25, 26.5, 26.5, 26.5, 18.5, 12, 10), left=1)
    scored = [(one["name"], float(one["composite"])) for one in told["organs"] if one["composite"]]
    bars = (Bars("综合得分", tuple(scored[:MOST_BARS]), "分", places=2),) if scored else ()
    return Section("三率排名", (text, "得分相同的名次相同，其后的名次顺延。"), (table,), bars)


THREE = (("响应率", "response"), ("解决率", "resolution"), ("满意率", "satisfaction"))


def _rate(told: Mapping[str, Any]) -> str:
    return percent(Fraction(told["rate"]) if told["rate"] else None)


def _with_parts(told: Mapping[str, Any]) -> str:
    return f"{_rate(told)} {told['numerator']}/{told['denominator']}" if told["denominator"] else "—"


def _overdue(issue: Issue) -> Section:
    late = issue.figures["overdue"]
    on = _chinese(date.fromisoformat(late["on"]))
    if not late["total"]:
        return Section("超期情况", (f"截至{on}，没有超期未答复的工单。",))
    table = Table(
        "超期未答复的工单", ("单位", "件数"), tuple((name, str(n)) for name, n in late["organs"]), (WIDE - 40, 40)
    )
    return Section("超期情况", (f"截至{on}，超期未答复的工单{late['total']}件，请有关单位抓紧办理。",), (table,))
