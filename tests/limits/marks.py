"""Marks for tests, written short."""

from datetime import date

from interaction.limits.clock import run
from interaction.limits.reading import Reading
from interaction.limits.rules import Mark, rule
from requests_app import time_limits  # noqa: F401 - registers the rules
from tests.workdays.days import official

REPLY = rule("disclosure.reply")


def marks(*written: str) -> list[Mark]:
    """ "09-02 received", "2019-09-20 extended 20": year 2019 unless written, an amount at the end."""
    found = []
    for each in written:
        day, kind, *amount = each.split()
        day = day if len(day) > len("09-02") else f"2019-{day}"
        found.append(Mark(kind, date.fromisoformat(day), amount=int(amount[0]) if amount else 0))
    return found


def reply(*written: str, as_of: str = "2019-09-03") -> Reading:
    """The reply clock of a disclosure request over those marks."""
    return run(REPLY, marks(*written), official(), date.fromisoformat(as_of))
