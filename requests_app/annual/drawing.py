"""The tables as a page draws them: header cells with their scope, figures with the address of the cases behind them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext

from interaction.i18n.translation import gettext_noop as _
from requests_app.annual.html import Cell, Kind, sheets
from requests_app.annual.report import CHAPTERS, Report
from requests_app.annual.table3 import COLUMNS, FIGURE_ROWS
from requests_app.annual.table4 import REMEDIES, RESULTS

CAPTIONS = {
    "proactive": _("表二　主动公开政府信息"), "requests": _("表三　政府信息公开申请"), "remedies": _("表四　复议、诉讼"),
}  # fmt: skip
# How the format numbers rows, and how pages in other languages do.
NUMBERED = re.compile(r"(?:([一二三四五六七八九])、|（([一二三四五六七八九])）|([0-9]+)\.)(.+)")
_NUMERALS = "〇一二三四五六七八九"


@dataclass(frozen=True)
class Drawn:
    cell: Cell
    scope: str = ""  # of a header cell
    link: str = ""

    @property
    def text(self) -> str:
        """What the page says: labels in its language, figures as they are."""
        text = self.cell.text
        if self.cell.kind is Kind.FIGURE or get_language() == settings.LANGUAGE_CODE:
            return text
        numbered = NUMBERED.fullmatch(text)
        if numbered is None:
            return gettext(text)
        first, second, third, label = numbered.groups()
        number = f"{_NUMERALS.index(first)}." if first else f"({_NUMERALS.index(second)})" if second else f"{third})"
        return f"{number} {gettext(label)}"


@dataclass(frozen=True)
class DrawnChapter:
    code: str
    title: str
    paragraphs: list[str]
    caption: str = ""
    table: tuple[tuple[Drawn, ...], ...] = ()


def chapters(report: Report, *, linked: bool = False) -> list[DrawnChapter]:
    """The six chapters; `linked` for the desk, whose people may see the cases."""
    tables = sheets(report)
    return [
        DrawnChapter(
            chapter.code, chapter.title, report.paragraphs(chapter.code), CAPTIONS.get(chapter.code, ""),
            draw(tables[chapter.code].grid, _links(report, chapter.code) if linked else ())
            if chapter.code in tables else (),
        )
        for chapter in CHAPTERS
    ]  # fmt: skip


def draw(grid: Iterable[tuple[Cell, ...]], links: Iterable[str] = ()) -> tuple[tuple[Drawn, ...], ...]:
    """`links` go to the figures in their order."""
    left = iter(links)
    return tuple(tuple(_drawn(cell, left) for cell in row) for row in grid)


def _drawn(cell: Cell, links: Iterator[str]) -> Drawn:
    if cell.kind is Kind.FIGURE:
        return Drawn(cell, link=next(links, ""))
    if cell.kind is Kind.HEAD:
        return Drawn(cell, "colgroup" if cell.colspan > 1 else "col")
    return Drawn(cell, "rowgroup" if cell.rowspan > 1 else "row")


def _links(report: Report, chapter: str) -> Iterator[str]:
    place = report.organ_code, report.year
    if chapter == "requests":
        for row in FIGURE_ROWS:
            for column in COLUMNS:
                yield reverse("annual:requests", args=[*place, row, column.code])
    elif chapter == "remedies":
        for remedy in REMEDIES:
            for result in RESULTS:
                yield reverse("annual:remedies", args=[*place, remedy.code, result.code])
