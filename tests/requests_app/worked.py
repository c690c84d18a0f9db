"""A year's work to count: a simulated county over the turn of the year, and single requests."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from demo.simulation import County
from interaction.organs.models import Organ
from interaction.workdays.now import SHANGHAI, override_now
from requests_app.models import DisclosureRequest
from tests.conftest import do, open_case

YEAR, NEXT = 2025, 2026
START = date(YEAR, 11, 10)
SEED = 5


@contextmanager
def on(day: date) -> Iterator[None]:
    with override_now(datetime.combine(day, time(10), SHANGHAI)):
        yield


def worked_year(days: int = 80, per_day: int = 3) -> None:
    for _day in County(SEED).run(START, days, per_day):
        pass


def contested_request() -> DisclosureRequest:
    """Received and answered by the finance bureau in January 2026, contested and upheld in February."""
    with on(date(NEXT, 1, 6)):
        case = open_case("disclosure", addressed_to=Organ.objects.get(code="LL-CZJ").pk, matter="information")
        do(case, "register", "accept", "dispatch", "take_up", "draft_reply", "approve", "sign", "deliver_reply")
    with on(date(NEXT, 2, 10)):
        do(case, "record_remedy", kind="reconsideration")
        do(case, "record_remedy_result", result="upheld")
    return DisclosureRequest.objects.get(pk=case.pk)
