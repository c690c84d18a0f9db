"""The tables of the figures: drawn on a page, and written as CSV, from one description."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from interaction.organs.models import Organ
from interaction.statistics import cells
from interaction.statistics.comparing import Comparison, shown
from interaction.statistics.indicators import BY_KEY, INDICATORS, Indicator
from interaction.statistics.queries import Figures

# What a page has room for; a file has all.
ON_PAGES = (
    "received", "accepted", "declined", "replied", "on_time", "on_time_rate", "average_workdays", "ninetieth_workdays",
    "satisfaction_rate",
)  # fmt: skip
_DECIMALS = 4


@dataclass(frozen=True)
class SheetLine:
    """What one row is about, and its figures; an organ's row leads to the organ's own page."""

    label: str
    figures: Figures
    organ: Organ | None = None
    # Indicators that cannot be known of this row.
    without: frozenset[str] = frozenset()

    def cells(self, indicators: Sequence[Indicator]) -> list[tuple[Indicator, str]]:
        return [(one, "—" if one.key in self.without else shown(one, one.of(self.figures))) for one in indicators]


@dataclass(frozen=True)
class Sheet:
    key: str
    title: str
    head: str  # of the first column
    lines: Sequence[SheetLine]
    keys: Sequence[str] = ON_PAGES

    @property
    def indicators(self) -> list[Indicator]:
        """The columns of the page: those that can be told of at least one row."""
        chosen = [BY_KEY[key] for key in self.keys]
        kept = [one for one in chosen if any(one.of(line.figures) is not None for line in self.lines)]
        return kept or chosen

    @property
    def rows(self) -> list[tuple[SheetLine, list[tuple[Indicator, str]]]]:
        return [(line, line.cells(self.indicators)) for line in self.lines]

    def as_csv(self) -> str:
        """All indicators, rates as shares of 1; UTF-8 with a mark once encoded."""
        heads = [self.head, *(str(one.label) for one in INDICATORS)]
        values = [[line.label, *(_number(line, one) for one in INDICATORS)] for line in self.lines]
        return cells.BOM + cells.rows([heads, *values])


def _number(line: SheetLine, indicator: Indicator) -> int | float | None:
    value = None if indicator.key in line.without else indicator.of(line.figures)
    return round(value, _DECIMALS) if isinstance(value, float) else value


def comparison_csv(comparison: Comparison) -> str:
    """The comparison as a file: each earlier period with its value, the change and the change in per cent."""
    heads = [_("指标"), f"{comparison.period.label}（{comparison.span}）"]
    for label, _period in comparison.others:
        heads += [label, _("比%(label)s增减") % {"label": label}, _("比%(label)s增减（%%）") % {"label": label}]
    lines = []
    for row in comparison.rows:
        values: list[object] = [str(row.indicator.label), _rounded(row.differences[0].now)]
        for one in row.differences:
            values += [_rounded(one.before), _rounded(one.change), _rounded(one.share)]
        lines.append(values)
    return cells.BOM + cells.rows([heads, *lines])


def _rounded(value: int | float | None) -> int | float | None:
    return round(value, _DECIMALS) if isinstance(value, float) else value
