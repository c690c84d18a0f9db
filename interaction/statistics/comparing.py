"""Figures of one period beside those of another, told in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from interaction.statistics.charts import figure
from interaction.statistics.indicators import COUNT, INDICATORS, RATE, Indicator, Value
from interaction.statistics.periods import YEAR, Period, shifted
from interaction.statistics.queries import Figures, total

HUNDRED = 100


def shown(indicator: Indicator, value: Value) -> str:
    """A value as pages write it; a dash where there is nothing to divide by."""
    if value is None:
        return "—"
    if indicator.kind == RATE:
        return f"{value:.1%}"
    return f"{value:.1f}" if isinstance(value, float) else figure(value)


@dataclass(frozen=True)
class Difference:
    """How a value stands to an earlier one."""

    indicator: Indicator
    now: Value
    before: Value

    @property
    def shown_before(self) -> str:
        return shown(self.indicator, self.before)

    @property
    def change(self) -> Value:
        """By how much it changed: in the indicator's own unit, of rates in percentage points."""
        if self.now is None or self.before is None:
            return None
        return (self.now - self.before) * HUNDRED if self.indicator.kind == RATE else self.now - self.before

    @property
    def share(self) -> float | None:
        """By how many hundredths of the earlier value it changed; rates and numbers of days have none."""
        if self.indicator.kind != COUNT or self.change is None or not self.before:
            return None
        return self.change / self.before * HUNDRED

    @property
    def words(self) -> str:
        """The change as a reader is told it: direction in words, by how much, and in per cent where that says anything."""
        if self.change is None:
            return _("无法比较")
        by = figure(abs(self.change))
        if by == "0":
            return _("持平")
        more = self.change > 0
        if self.indicator.kind == RATE:
            return (_("提高%(by)s个百分点") if more else _("降低%(by)s个百分点")) % {"by": by}
        if self.indicator.kind != COUNT:
            return (_("增加%(by)s个工作日") if more else _("减少%(by)s个工作日")) % {"by": by}
        if self.share is None:
            return (_("增加%(by)s件") if more else _("减少%(by)s件")) % {"by": by}
        words = _("增加%(by)s件（%(share)s%%）") if more else _("减少%(by)s件（%(share)s%%）")
        return words % {"by": by, "share": figure(abs(self.share))}


@dataclass(frozen=True)
class ComparisonRow:
    """One indicator: what it is now, and how it stands to each of the earlier periods."""

    indicator: Indicator
    now: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Comparison:
    """A period beside the one before it and the same of the year before, over as many months, from the first, as are
    over: an unfinished month against a whole one would say nothing."""

    period: Period
    months: int
    others: tuple[tuple[str, Period], ...]
    rows: tuple[ComparisonRow, ...]

    @property
    def partial(self) -> bool:
        return self.months < self.period.length

    @property
    def span(self) -> str:
        """Which months are compared."""
        first, last = self.period.months[0], self.period.months[self.months - 1]
        if first == last:
            return _("%(year)s年%(month)s月") % {"year": first.year, "month": first.month}
        return _("%(year)s年%(first)s月至%(last)s月") % {"year": first.year, "first": first.month, "last": last.month}


def compare(period: Period, monthly: Mapping[date, Figures], on: date) -> Comparison | None:
    """The comparison as of a day, from the figures of each month since a year before the period; None while not one of
    its months is over."""
    months = period.complete_months(on)
    if not months:
        return None
    others = [(_("上年同期"), period.year_before)]
    if period.length < YEAR:
        others.insert(0, (_("上一期"), period.previous))

    def over(one: Period) -> Figures:
        return total(monthly[shifted(one.first, by)] for by in range(months))

    now, befores = over(period), [over(one) for _label, one in others]
    rows = [
        ComparisonRow(
            one, shown(one, one.of(now)), tuple(Difference(one, one.of(now), one.of(before)) for before in befores)
        )
        for one in INDICATORS
        if any(one.of(figures) is not None for figures in (now, *befores))
    ]
    return Comparison(period, months, tuple(others), tuple(rows))
