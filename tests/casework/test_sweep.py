"""The sweep: each warning once, to whom it concerns, whatever happens on the way."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client

from demo.loading import load_demo
from interaction.casework import sweep as sweeping
from interaction.casework.clocks import alert_dates
from interaction.casework.models import Case, Clock
from interaction.casework.sweep import level_on, sweep
from interaction.notices.models import Notice
from interaction.organs.models import Staff
from interaction.workdays.current import calendar
from tests.conftest import do, open_case

OnDay = Callable[[date], None]
RECEIVED = date(2025, 3, 3)


def warnings() -> list[Notice]:
    return list(Notice.objects.filter(key__startswith="clock:").select_related("staff"))


@pytest.mark.django_db
def test_yellow_red_and_overdue_once_each(county: None, on_day: OnDay) -> None:
    on_day(RECEIVED)
    case = open_case("disclosure")
    do(case, "register", "accept", "dispatch", "take_up")
    due = case.due_on
    assert due == calendar().add(RECEIVED, 20)
    said: dict[date, list[str]] = {}
    for ordinal in range(RECEIVED.toordinal(), due.toordinal() + 12):
        on_day(day := date.fromordinal(ordinal))
        before = {one.pk for one in warnings()}
        sweep()
        assert sweep() == 0
        new = [one for one in warnings() if one.pk not in before and ":3:" not in one.key]
        if new:
            said[day] = [one.subject.split("：")[0] for one in new]
    clock = case.clocks.get(slot="reply")
    yellow, red, overdue = alert_dates(clock)
    assert (yellow, red) == (calendar().add(due, -3), calendar().add(due, -1))
    assert overdue == date.fromordinal(due.toordinal() + 1)
    people = {case.handler.username, f"shenhe-{case.organ.code[3:].lower()}", "duban"}
    of_case = [one for one in warnings() if f"clock:{clock.pk}:" in one.key]
    assert Counter(one.subject.split("：")[0] for one in of_case) == {"将到期": 3, "即将到期": 3, "已超期": 3}
    assert {one.staff.username for one in of_case} == people
    assert (clock.level, clock.alert_on) == (Clock.Level.OVERDUE, None)


@pytest.mark.django_db
def test_a_waiting_clock_warns_nobody(county: None, on_day: OnDay) -> None:
    on_day(RECEIVED)
    case = open_case("disclosure")
    do(case, "register", "request_correction")
    on_day(date(2025, 9, 1))
    sweep()
    clock = case.clocks.get(slot="reply")
    assert not [one for one in warnings() if f"clock:{clock.pk}:" in one.key]


@pytest.mark.django_db
def test_a_late_sweep_says_the_present_level_only(county: None, on_day: OnDay) -> None:
    on_day(RECEIVED)
    case = open_case("disclosure")
    do(case, "register", "accept", "dispatch", "take_up")
    on_day(date(2025, 9, 1))
    sweep()
    clock = case.clocks.get(slot="reply")
    assert {one.subject.split("：")[0] for one in warnings() if f"clock:{clock.pk}:" in one.key} == {"已超期"}


@pytest.mark.django_db
def test_levels_follow_the_days(county: None, on_day: OnDay) -> None:
    on_day(RECEIVED)
    case = open_case("letter")
    clock = case.clocks.get(slot="reply")
    yellow, red, overdue = alert_dates(clock)
    day = RECEIVED
    while day <= overdue:
        level, following = level_on(clock, day)
        assert level == (day >= yellow) + (day >= red) + (day >= overdue)
        assert following is None or following > day
        day = date.fromordinal(day.toordinal() + 1)


def fill(cases: int) -> int:
    """Overdue cases; answers how many warnings a whole sweep must write."""
    load_demo()
    for seed in range(cases):
        do(open_case("letter", seed), "accept", "dispatch", "take_up")
    Clock.objects.filter(slot="reply").update(
        alert_on=date(2020, 1, 2), due_on=date(2020, 1, 10), anchor_on=date(2020, 1, 2)
    )
    Clock.objects.exclude(slot="reply").delete()
    return 3 * cases


@pytest.mark.django_db(transaction=True)
def test_killed_between_batches_nothing_is_lost_and_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = fill(10)
    monkeypatch.setattr(sweeping, "BATCH", 3)
    real, calls = sweeping.notify_many, iter(range(10))

    def dies(notices: list[Notice]) -> None:
        real(notices)
        if next(calls) == 2:
            raise KeyboardInterrupt  # after the notices, before the clocks: the worst moment

    with monkeypatch.context() as broken:
        broken.setattr(sweeping, "notify_many", dies)
        with pytest.raises(KeyboardInterrupt):
            sweep()
    assert len(warnings()) == 2 * 3 * 3
    sweep()
    assert len(warnings()) == expected


KILLED = """
import os, sys, django
sys.path.insert(0, os.getcwd())
django.setup()
from interaction.casework import sweep
sweep.BATCH = 2
real = sweep.notify_many
def slowly(notices):
    real(notices)
    print("wrote", flush=True)
    sys.stdin.readline()
sweep.notify_many = slowly
sweep.sweep()
"""


@pytest.mark.django_db(transaction=True)
def test_kill_9_in_the_middle_of_a_batch() -> None:
    expected = fill(8)
    server, mark, options = os.environ["DATABASE_URL"].partition("?")
    url = f"{server.rpartition('/')[0]}/{connection.settings_dict['NAME']}{mark}{options}"
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "demo.settings"}
    killed = subprocess.Popen(
        [sys.executable, "-c", KILLED], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert killed.stdin
    assert killed.stdout
    assert killed.stdout.readline() == "wrote\n"
    killed.stdin.write("\n")
    killed.stdin.flush()
    assert killed.stdout.readline() == "wrote\n"  # the second batch is written, not committed
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    until = time.monotonic() + 30
    while len(warnings()) != expected and time.monotonic() < until:
        sweep()  # rows stay locked until the server has noticed the death
    assert len(warnings()) == expected
    assert len({one.key for one in warnings()}) == expected


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_share_the_work() -> None:
    expected = fill(6)
    with transaction.atomic():
        list(Clock.objects.select_for_update().order_by("alert_on", "id")[:2])  # another sweep's batch

        def elsewhere() -> int:
            def run() -> int:
                try:
                    return sweep()
                finally:
                    connection.close()

            with ThreadPoolExecutor(1) as other:
                return other.submit(run).result(timeout=30)

        assert elsewhere() == 4
    assert sweep() == 2
    assert len(warnings()) == expected


@pytest.mark.django_db
def test_warnings_stand_on_the_desk_until_read(county: None, on_day: OnDay) -> None:
    on_day(RECEIVED)
    case = open_case("disclosure")
    do(case, "register", "accept", "dispatch", "take_up")
    on_day(date(2025, 3, 31))
    sweep()
    client = Client()
    client.force_login(Staff.objects.get(pk=Case.objects.get(pk=case.pk).handler_id))
    assert "已超期" in client.get("/desk/").content.decode()
    client.post("/desk/notices/read/")
    assert f"已超期：{case.number}" not in client.get("/desk/").content.decode()


@pytest.mark.django_db
def test_a_day_beside_the_instant_of_a_limit_in_hours_ends_with_one_sweep(county: None, on_day: OnDay) -> None:
    on_day(RECEIVED)
    case = open_case("order")
    do(case, "accept", "dispatch")
    on_day(date(2025, 3, 10))
    sweep()
    timed = Clock.objects.filter(case=case, state=Clock.State.RUNNING, level=Clock.Level.OVERDUE, due_at__isnull=False)
    assert timed.update(alert_on=RECEIVED)
    assert sweep()
    assert sweep() == 0
    assert not timed.filter(alert_on__isnull=False).exists()
