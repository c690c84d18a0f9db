"""The reply clock of a disclosure request on days that are easily miscounted, the law's words beside each expectation.

The dates are counted by hand from the published arrangements; nothing here is computed by the code under test.
"""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from django.test import Client

from interaction.errors import InvalidData
from interaction.limits.clock import run
from interaction.limits.reading import Status
from interaction.limits.rules import rule
from interaction.workdays.now import SHANGHAI, override_now
from tests.conftest import do, open_case, staff
from tests.workdays.days import official

from .marks import marks, reply


def due(*written: str) -> str:
    return str(reply(*written, as_of=written[-1].split()[0]).due_on)


@pytest.mark.parametrize(
    ("received", "last", "why"),
    [
        ("2019-09-12", "2019-10-16", "13 September off; 1-7 October off; 29 September and 12 October at work"),
        ("2019-09-29", "2019-10-31", "received on a Sunday at work, which is the day itself and not counted"),
        ("2020-01-17", "2020-02-21", "Spring Festival until 2 February by the notice of 27 January; 19 January at work"),
        ("2020-01-22", "2020-02-27", "the day before the eve; 23 January counted, then from 3 February"),
        ("2024-02-05", "2024-03-08", "10-17 February off; 4 and 18 February at work; the eve a working day"),
        ("2024-09-30", "2024-11-01", "1-7 October off; 12 October at work"),
        ("2025-01-15", "2025-02-18", "28 January - 4 February off; 26 January and 8 February at work"),
        ("2025-09-30", "2025-11-04", "1-8 October off; 11 October at work"),
        ("2026-09-25", "2026-10-29", "received on a holiday; 1-7 October off; 10 October at work"),
    ],
)  # fmt: skip
def test_twenty_working_days_from_receipt(received: str, last: str, why: str) -> None:
    """A.33: 应当自收到申请之日起20个工作日内予以答复. The day of receipt is not counted (民法典 A.201)."""
    assert due(f"{received} received") == last, why


@pytest.mark.parametrize(
    ("received", "seventh", "why"),
    [
        ("2019-09-23", "2019-10-08", "24-27, 29 (a Sunday at work), 30 September, then 8 October"),
        ("2020-01-19", "2020-02-05", "20-23 January, 3-5 February"),
        ("2025-01-24", "2025-02-10", "26 (a Sunday at work), 27 January, 5-8 (a Saturday at work), 10 February"),
    ],
)
@pytest.mark.django_db
def test_a_correction_at_the_last_hour(county: None, received: str, seventh: str, why: str) -> None:
    """A.30: 自收到申请之日起7个工作日内一次性告知申请人作出补正. A day is good until its end, in Shanghai."""
    first, last = date.fromisoformat(received), date.fromisoformat(seventh)
    with override_now(datetime.combine(first, time(10), SHANGHAI)):
        in_time, late = open_case("disclosure", 1), open_case("disclosure", 2)
        do(in_time, "register")
        do(late, "register")
    with override_now(datetime.combine(last, time(23, 59, 59), SHANGHAI)):
        do(in_time, "request_correction")
    assert in_time.state == "correction", why
    following = date.fromordinal(last.toordinal() + 1)
    with override_now(datetime.combine(following, time(0, 0, 1), SHANGHAI)), pytest.raises(InvalidData):
        do(late, "request_correction", late_because="")


def test_an_extension_and_two_overlapping_consultations() -> None:
    """A.33: 征求第三方和其他机关意见所需时间不计算在前款规定的期限内; what overlaps was needed once.

    6-20 March are 11 working days; 20 + 11 + 10 from 3 March on, with 4-6 April off, end on 29 April.
    """
    asked = ("2026-03-02 received", "2026-03-05 third_party_asked", "2026-03-09 other_organ_asked")
    answered = ("2026-03-12 third_party_answered", "2026-03-20 other_organ_answered")
    assert due(*asked, *answered) == "2026-04-15"
    assert due(*asked, *answered, "2026-03-24 extended 10") == "2026-04-29"


def test_silence_ends_with_its_own_limit() -> None:
    """A.32: 应当自收到征求意见书之日起15个工作日内提出意见. 4-24 March; the limit moves by those 15 days, no more."""
    asked = ("2025-03-03 received", "2025-03-03 third_party_asked")
    assert str(reply(*asked, as_of="2025-03-24").due_on) == "2025-04-22"
    assert str(reply(*asked, as_of="2025-04-10").due_on) == "2025-04-22"
    assert reply(*asked, as_of="2025-03-24").status is Status.PAUSED
    assert reply(*asked, as_of="2025-03-25").status is Status.RUNNING


def test_a_fee_over_the_national_day() -> None:
    """109号: 自…次日起20个工作日内缴纳 - 26, 28-30 September, 9-11, 13-17, 20-24, 27-29 October 2025;
    答复期限自…缴费次日起重新计算 - 30 October to 26 November."""
    noticed = marks("2025-09-22 received", "2025-09-25 fee_noticed")
    assert str(run(rule("disclosure.reply"), noticed, official(), date(2025, 10, 9)).paused_until) == "2025-10-29"
    assert due("2025-09-22 received", "2025-09-25 fee_noticed", "2025-10-29 fee_paid") == "2025-11-26"
    lapsed = run(rule("disclosure.reply"), noticed, official(), date(2025, 10, 30))
    assert (lapsed.status, str(lapsed.stopped_on)) == (Status.ENDED, "2025-10-29")


@pytest.mark.django_db
def test_a_year_that_nobody_has_announced(county: None, on_day: Callable[[date], None]) -> None:
    """From December on the limit reaches into a year without its notice: computed from the statutory days, and said so."""
    on_day(date(2026, 12, 10))
    case = open_case("disclosure")
    do(case, "register")
    clock = case.clocks.get(slot="reply")
    assert (str(clock.due_on), clock.provisional) == ("2027-01-08", True)
    client = Client()
    client.force_login(staff("duban").staff)  # type: ignore[arg-type]
    assert "日期暂定" in client.get(f"/desk/cases/{case.pk}/").content.decode()
    on_day(date(2026, 11, 10))
    earlier = open_case("disclosure", 2)
    do(earlier, "register")
    assert not earlier.clocks.get(slot="reply").provisional
