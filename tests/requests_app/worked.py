"""Work to count: single requests, and what a ledger says of an organ's."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from io import BytesIO
from typing import cast

from interaction.organs.models import Organ
from interaction.workdays.now import SHANGHAI, override_now
from requests_app.annual.counting import table3, table4
from requests_app.exporting import export_ledger
from requests_app.ledger import Form
from requests_app.models import DisclosureRequest
from tests.conftest import do, open_case

NEXT = 2026


@contextmanager
def on(day: date) -> Iterator[None]:
    with override_now(datetime.combine(day, time(10), SHANGHAI)):
        yield


def figures(organ: Organ, year: int) -> tuple[object, object]:
    return table3(organ, year).as_json(), table4(organ, year).as_json()


def organ(code: str) -> Organ:
    return Organ.objects.get(code=code)


def exported(one: Organ, form: str, year: int | None = None) -> BytesIO:
    file = BytesIO()
    export_ledger(file, one, cast(Form, form), year=year)
    return file


def empty_organ(code: str) -> Organ:
    """An organ that nobody ever asked anything."""
    return Organ.objects.create(code=code, name=code, short_name=code, kind="department", parent=organ("LL"))


def contested_request() -> DisclosureRequest:
    """Received and answered by the finance bureau in January 2026, contested and upheld in February."""
    with on(date(NEXT, 1, 6)):
        case = open_case("disclosure", addressed_to=Organ.objects.get(code="LL-CZJ").pk, matter="information")
        do(case, "register", "accept", "dispatch", "take_up", "draft_reply", "approve", "sign", "deliver_reply")
    with on(date(NEXT, 2, 10)):
        do(case, "record_remedy", kind="reconsideration")
        do(case, "record_remedy_result", result="upheld")
    return DisclosureRequest.objects.get(pk=case.pk)
