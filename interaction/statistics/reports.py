"""All that is shown of a period: by month, channel, organ and facet, and beside earlier periods. Out of tallies alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from interaction.casework.registry import channel as channel_of
from interaction.casework.registry import channels
from interaction.organs.models import Organ
from interaction.statistics import charts, queries
from interaction.statistics.comparing import Comparison, compare
from interaction.statistics.periods import YEAR, Period, shifted
from interaction.statistics.queries import Figures
from interaction.statistics.sheets import Sheet, SheetLine
from interaction.workdays.now import today

MOST_BARS = 10
_FACET = "facet-"
_DECLINED = ("declined",)
_NOT_ON_RECEIPT = frozenset({"received"})


@dataclass(frozen=True)
class Asked:
    """Of which period, channel ("" for all) and organ (None for all) figures are wanted."""

    period: Period
    channel: str = ""
    organ: Organ | None = None

    def query(self, period: Period | None = None) -> str:
        """The same as parameters of an address; of another period where one is given."""
        only = {"channel": self.channel} if self.channel else {}
        return urlencode({"period": (period or self.period).key, **only})


class Report:
    """The figures of what is asked, as of today; each table is read when it is asked for."""

    def __init__(self, asked: Asked) -> None:
        self.asked, self.on = asked, today()

    @cached_property
    def monthly(self) -> dict[date, Figures]:
        """Each month since a year before the period began."""
        period = self.asked.period
        first = shifted(period.first, -YEAR)
        return queries.monthly(first, period.months[-1], self.asked.channel, self.asked.organ)

    @cached_property
    def whole(self) -> Figures:
        return queries.total(self.monthly[month] for month in self.asked.period.months)

    @cached_property
    def comparison(self) -> Comparison | None:
        return compare(self.asked.period, self.monthly, self.on)

    @cached_property
    def shown_months(self) -> list[date]:
        """The months of a year; of what is shorter, it and the twelve months before it. None that is to come."""
        period = self.asked.period
        last = period.months[-1]
        first = period.first if period.length == YEAR else shifted(last, -YEAR)
        return [month for month in self.monthly if first <= month <= min(last, self.on)]

    @cached_property
    def months(self) -> Sheet:
        within_a_year = self.asked.period.length == YEAR
        names = {month: _month(month, within_a_year) for month in self.shown_months}
        lines = [SheetLine(name, self.monthly[month]) for month, name in names.items()]
        return Sheet("months", _("按月"), _("月份"), lines)

    @cached_property
    def channels(self) -> Sheet:
        labels = {one.key: str(one.label) for one in channels()}
        found = queries.by_channel(self.asked.period, self.asked.organ)
        lines = [SheetLine(labels.get(key, key), one) for key, one in found if self.asked.channel in ("", key)]
        return Sheet("channels", _("按渠道"), _("渠道"), lines)

    @cached_property
    def organs(self) -> Sheet:
        found = queries.by_organ(self.asked.period, self.asked.channel)
        return Sheet(
            "organs", _("按单位"), _("单位"), [SheetLine(one.shown_short_name, figures, one) for one, figures in found]
        )

    @cached_property
    def facets(self) -> list[Sheet]:
        """One channel's figures by kind, ground and the like: kept of whole years and all organs together."""
        asked = self.asked
        if not asked.channel or asked.organ or asked.period.length != YEAR:
            return []
        found = []
        for facet in channel_of(asked.channel).facet_names():
            figures = queries.by_facet(asked.period.first.year, asked.channel, facet.key)
            without = frozenset() if facet.known_on_receipt else _NOT_ON_RECEIPT
            lines = [
                SheetLine(str(facet.names.get(value, value)), one, without=without) for value, one in figures.items()
            ]
            lines.sort(key=lambda line: (-_most(line.figures), line.label))
            title = _("按%(label)s") % {"label": facet.label}
            keys = {"keys": _DECLINED} if facet.measure else {}
            if lines:
                found.append(Sheet(_FACET + facet.key, title, str(facet.label), lines, **keys))
        return found

    def sheet(self, key: str) -> Sheet | None:
        """One of the tables by its name in addresses."""
        if key.startswith(_FACET):
            return next((one for one in self.facets if one.key == key), None)
        if key == "organs" and self.asked.organ:
            return None
        return {"months": lambda: self.months, "channels": lambda: self.channels, "organs": lambda: self.organs}.get(
            key, lambda: None
        )()

    def month_chart(self) -> str:
        """Received and replied, month by month, as SVG; what is in it is escaped."""
        found = [self.monthly[month] for month in self.shown_months]
        series: list[tuple[str, Sequence[int]]] = [
            (_("收到"), [one.received for one in found]),
            (pgettext("统计", "答复"), [one.replied for one in found]),
        ]
        names = [_month(month, self.asked.period.length == YEAR) for month in self.shown_months]
        return charts.line_chart(_("各月收到和答复"), series, names, pgettext("after a number", "件"))

    def organ_chart(self) -> str:
        bars = [(line.label, line.figures.replied) for line in self.organs.lines[:MOST_BARS]]
        return charts.bar_chart(_("答复最多的单位"), bars, pgettext("after a number", "件"))


def _month(month: date, within_a_year: bool) -> str:
    return _("%(month)s月") % {"month": month.month} if within_a_year else f"{month.year}-{month.month:02}"


def _most(figures: Figures) -> int:
    return figures.received or figures.accepted or figures.declined
