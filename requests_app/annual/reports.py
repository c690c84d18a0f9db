"""The annual report of an organ and year: its figures counted now."""

from interaction.organs.models import Organ
from requests_app.annual.counting import table3, table4
from requests_app.annual.report import Report


def report_of(organ: Organ, year: int) -> Report:
    """The report as the requests stand now."""
    return Report(
        organ=organ.name, organ_code=organ.code, year=year, table3=table3(organ, year), table4=table4(organ, year)
    )
