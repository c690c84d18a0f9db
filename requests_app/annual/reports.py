"""The annual report of an organ and year: counted and read now, frozen, and thawed again."""

from datetime import date
from functools import reduce
from operator import add
from typing import Any

from interaction.organs.models import Organ
from requests_app.annual.counting import reporting_elsewhere, table3, table4
from requests_app.annual.editing import latest
from requests_app.annual.models import TABLE2, AnnualEntry, AnnualReport
from requests_app.annual.report import Report
from requests_app.annual.table2 import Table2
from requests_app.annual.table3 import Table3
from requests_app.annual.table4 import Table4


def report_of(organ: Organ, year: int) -> Report:
    """The report as the requests, and what was entered, stand now."""
    chapters = {part: entry.text for part, entry in latest(organ, year).items() if part != TABLE2}
    return Report(
        organ=organ.name, organ_code=organ.code, year=year, chapters=chapters, table2=table2(organ, year),
        table3=table3(organ, year), table4=table4(organ, year),
    )  # fmt: skip


def table2(organ: Organ, year: int) -> Table2:
    """What this organ and those under it that report with it entered, together (条例 A.49)."""
    entries = (
        AnnualEntry.objects.filter(part=TABLE2, report__year=year, report__organ__path__startswith=organ.path)
        .exclude(report__organ__in=reporting_elsewhere(organ))
        .order_by("report_id", "-version")
    )
    return reduce(add, (entry.table for entry in entries.distinct("report_id")), Table2())


def stored(organ: Organ, year: int) -> AnnualReport:
    """The report's row; an unsaved draft before anything was entered."""
    return AnnualReport.objects.filter(organ=organ, year=year).first() or AnnualReport(organ=organ, year=year)


def standing(row: AnnualReport) -> Report:
    """The report where it stands: as it was handed in, else as it is now."""
    return thawed(row.snapshot, row.published_on) if row.snapshot else report_of(row.organ, row.year)


def published(organ: Organ, year: int) -> Report | None:
    row = AnnualReport.objects.filter(organ=organ, year=year, state=AnnualReport.State.PUBLISHED).first()
    return thawed(row.snapshot, row.published_on) if row else None


def carry_faults(report: Report, last_year: Report | None) -> list[str]:
    """Where 上年结转 differs from what last year's published report carried over."""
    return report.table3.carry_faults(last_year.table3) if last_year else []


def frozen(report: Report) -> dict[str, Any]:
    return {**report.as_json(), "organ_name": report.organ, "chapters": dict(report.chapters)}


def thawed(kept: Any, published_on: date | None) -> Report:
    return Report(
        organ=kept["organ_name"], organ_code=kept["organ"], year=kept["year"], chapters=kept["chapters"],
        table2=Table2.from_json(kept["table2"]), table3=Table3.from_json(kept["table3"]),
        table4=Table4.from_json(kept["table4"]), published_on=published_on,
    )  # fmt: skip
