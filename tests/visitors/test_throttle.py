"""Rate limits: exactly so many pass, however many are sent at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import RequestFactory

from interaction.visitors.models import ThrottleCount
from interaction.visitors.throttle import (
    CONFIRMATIONS,
    CONFIRMATIONS_A_DAY,
    LIMITS,
    OPEN_DATA,
    STAFF_WRONG,
    SUBSCRIPTIONS,
    WRONG_CODES,
    Limit,
    forget_old,
    spend,
    spend_all,
    try_verification,
)
from interaction.workdays.now import SHANGHAI, override_now

NOON = datetime(2026, 3, 2, 12, tzinfo=SHANGHAI)
THREADS = 12


def at_once(work: Callable[[], bool]) -> int:
    """How many of several threads, started together, were let pass."""
    start = Barrier(THREADS)

    def each(_number: int) -> int:
        try:
            start.wait()
            return sum(work() for _time in range(3))
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return sum(pool.map(each, range(THREADS)))


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_as_many_pass_as_are_allowed() -> None:
    request = RequestFactory().get("/")
    assert at_once(lambda: not spend(WRONG_CODES, "A").exceeded) == WRONG_CODES.allowed
    assert at_once(lambda: try_verification(request) is not None) == THREADS * 3
    assert at_once(lambda: spend_all((SUBSCRIPTIONS, "B"), (CONFIRMATIONS, "C")) is not None) == CONFIRMATIONS.allowed
    # Who was refused for one limit has spent nothing of the other.
    counts = {(one.throttle, one.key): one.n for one in ThrottleCount.objects.filter(throttle=SUBSCRIPTIONS.name)}
    assert list(counts.values()) == [CONFIRMATIONS.allowed]


@pytest.mark.django_db(transaction=True)
def test_right_codes_sent_at_once_use_nothing_up() -> None:
    def right() -> bool:
        spent = spend_all((STAFF_WRONG, "A"))
        if spent:
            spent.give_back()
        return spent is not None

    at_once(right)
    assert sum(right() for _time in range(20)) == 20


@pytest.mark.django_db
@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.name)
def test_each_limit_holds_for_its_time_and_its_own_key(limit: Limit) -> None:
    with override_now(NOON):
        uses = [spend(limit, "A") for _time in range(limit.allowed + 2)]
        assert [one.exceeded for one in uses] == [False] * limit.allowed + [True, True]
        assert uses[-1].seconds == limit.per.total_seconds()
        assert not spend(limit, "B").exceeded
    with override_now(NOON + limit.per - timedelta(seconds=1)):
        assert (spend(limit, "A").exceeded, spend(limit, "A").seconds) == (True, 1)
    with override_now(NOON + limit.per):
        assert [spend(limit, "A").used, spend(limit, "A").used] == [1, min(2, limit.allowed)]


@pytest.mark.django_db
def test_what_is_given_back_after_a_refusal_lets_one_more_pass() -> None:
    uses = [spend(CONFIRMATIONS, "A") for _time in range(CONFIRMATIONS.allowed + 3)]
    uses[0].give_back()
    assert [spend(CONFIRMATIONS, "A").exceeded for _time in range(2)] == [False, True]


@pytest.mark.django_db
def test_counts_go_when_no_limit_asks_for_them() -> None:
    with override_now(NOON):
        spend(OPEN_DATA, "A")
        spend(CONFIRMATIONS_A_DAY, "A")
    with override_now(NOON + timedelta(seconds=59)):
        assert forget_old() == 0
    with override_now(NOON + timedelta(seconds=60)):
        assert forget_old() == 1
    with override_now(NOON + timedelta(days=1)):
        assert forget_old() == 1


def test_no_two_limits_share_a_name() -> None:
    assert len({limit.name for limit in LIMITS}) == len(LIMITS)
