"""What is measured when, while one database grows."""

from collections.abc import Callable
from datetime import date, datetime, time

from bench import checking, clocks, letters, pages, searching, submitting, wall
from bench.measuring import ReportLine, say
from bench.seeding import OPEN_SHARE, count_figures, found_county, grow
from interaction.workdays.now import SHANGHAI, override_now
from interaction.workdays.published import LAST_OFFICIAL_YEAR

# The last working day of the calendar that has been published: what is open now falls due in days still provisional.
DAY = date(LAST_OFFICIAL_YEAR, 12, 31)
DUE_SHARE = 100


class Course:
    """One run over growing sizes; the bench lives at ten in the morning of DAY."""

    def __init__(self, sizes: list[int], only: set[str]) -> None:
        self.sizes, self.only = sorted(sizes), only
        self.idle: dict[int, float] = {}

    def run(self) -> list[ReportLine]:
        with override_now(datetime.combine(DAY, time(10), SHANGHAI)):
            self.opened = found_county(DAY)
            self.pages = pages.pages(self.opened)
            # What is searched in is no case: it makes its own rows.
            for size in self.sizes if self.only != {"search"} else ():
                self._at(size)
            return self._lines()

    def _at(self, size: int) -> None:
        """Measure what is compared between sizes."""
        say(f"{size:,} cases")
        grow(size, int(size * OPEN_SHARE), DAY, self.opened.organ)
        count_figures()
        pages.measure(self.pages, self._wanted)
        if "sweep" in self.only and size in (self.sizes[0], self.sizes[-1]):
            clocks.grow_to(size, DAY, self.opened.organ)
            self.idle[clocks.running()] = clocks.idle_sweep_ms()

    def _wanted(self, page: pages.Page) -> bool:
        return ("statistics" if page.name.startswith("statistics") else "pages") in self.only

    def _lines(self) -> list[ReportLine]:
        """Measure what is measured once, at the largest size; all lines in the order of the document."""
        size = self.sizes[-1]
        parts: dict[str, Callable[[], list[ReportLine]]] = {
            "submit": lambda: [submitting.measure()],
            "sweep": lambda: [clocks.idle_line(self.idle), clocks.measure_sweep(size // DUE_SHARE)],
            "recompute": lambda: [self._recompute(size)],
            "checks": lambda: [checking.measure()],
            "letter": lambda: [letters.measure()],
            "wall": lambda: [wall.measure()],
            "search": lambda: [searching.measure(size, DAY)],
        }
        found = pages.lines(self.pages)
        for name, part in parts.items():
            if name in self.only:
                found += part()
                say(f"  {found[-1].what}: {found[-1].result}")
        return found

    def _recompute(self, size: int) -> ReportLine:
        clocks.grow_to(size, DAY, self.opened.organ)
        return clocks.measure_recompute(self.opened.last_real)
