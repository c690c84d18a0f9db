"""A new holiday notice: every clock moves as the arithmetic says, and each moved case has an event."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from interaction.casework.clocks import alert_dates, explained, store
from interaction.casework.models import Case, Clock, Event
from interaction.casework.timeline import verify
from interaction.i18n.translation import written_day
from interaction.limits.clock import follow
from interaction.limits.rules import Mark, rule
from interaction.workdays.arrangements import parse_notice
from interaction.workdays.current import calendar
from interaction.workdays.loading import load_notice
from interaction.workdays.now import override_now
from tests.casework.invariants import check_case
from tests.conftest import do, open_case
from tests.workdays.test_loading import NOTICE

pytestmark = pytest.mark.django_db
CASES = 120
AS_OF = date(2027, 2, 10)


def consultations(random: Random, first: date, last: date) -> list[Mark]:
    """Up to three, in any overlap, some unanswered."""
    marks = []
    for kind in random.sample(["third_party", "other_organ"], random.randint(0, 2)):
        asked = first + timedelta(days=random.randint(0, (last - first).days))
        marks.append(Mark(kind=f"{kind}_asked", on=asked))
        if random.random() < 0.6:
            marks.append(Mark(kind=f"{kind}_answered", on=min(last, asked + timedelta(days=random.randint(0, 30)))))
    return marks


def history(random: Random) -> list[Mark]:
    received = date(2026, 12, 1) + timedelta(days=random.randint(0, 70))
    marks = [Mark(kind="received", on=received), *consultations(random, received, AS_OF)]
    if random.random() < 0.3:
        marks.append(Mark(kind="extended", on=received, amount=random.randint(1, 20)))
    return sorted(marks, key=lambda mark: mark.on)


def test_every_clock_moves_as_the_arithmetic_says(county: None) -> None:
    random, of = Random(5), rule("disclosure.reply")
    histories: dict[int, list[Mark]] = {}
    for seed in range(CASES):
        case = open_case("disclosure", seed)
        marks = history(random)
        reading = follow(of, marks, calendar(), as_of=AS_OF)
        assert reading
        clock = case.clocks.get(slot="reply")
        store(clock, of, reading)
        clock.save()
        Case.objects.filter(pk=case.pk).update(due_on=clock.due_on)
        histories[clock.pk] = marks
    before = {clock.pk: clock for clock in Clock.objects.filter(slot="reply")}
    loaded = load_notice(parse_notice(NOTICE))
    moved = 0
    for clock in Clock.objects.filter(pk__in=histories).select_related("case"):
        reading = follow(of, histories[clock.pk], calendar(), as_of=AS_OF)
        assert reading
        assert (clock.due_on, clock.provisional) == (reading.due_on, reading.provisional), histories[clock.pk]
        assert clock.case.due_on == (clock.due_on if clock.state == Clock.State.RUNNING else None)
        if clock.due_on == before[clock.pk].due_on:
            continue
        moved += 1
        assert clock.calendar_version == loaded.new_version
        assert clock.alert_on == alert_dates(clock)[0]
        event = Event.objects.get(case=clock.case, action="calendar_changed")
        move = {"clock": "reply", "from": str(before[clock.pk].due_on), "to": str(clock.due_on)}
        assert move in event.details["moved"]
        assert event.details["notice"] == loaded.arrangement.document
    assert CASES / 10 < moved < CASES
    told = Event.objects.filter(action="calendar_changed").values_list("case", flat=True)
    assert len(told) == len(set(told))
    assert set(verify(Case.objects.all())) == {None}


def test_ended_clocks_stay_as_they_were(county: None) -> None:
    with override_now(datetime(2026, 12, 30, 2, tzinfo=UTC)):
        case = open_case("letter")
        do(case, "accept", "dispatch", "take_up", "draft_reply", "approve", "sign")
    before = Case.objects.values().get(pk=case.pk)
    load_notice(parse_notice(NOTICE))
    assert Case.objects.values().get(pk=case.pk) == before


def test_a_merged_letters_days_run_on_and_its_lead_is_due_with_it(county: None, on_day: Callable[[date], None]) -> None:
    """Merging buys no time (clock rule 11), and a notice that moves the earlier day moves the lead's with it."""
    on_day(date(2026, 12, 10))
    follower = open_case("letter", kind="request")
    on_day(date(2026, 12, 14))
    lead = open_case("letter", kind="request")
    for one in (lead, follower):
        do(one, "accept", kind="request")
    do(follower, "merge", number=lead.number)
    long_wait = follower.clocks.get(slot="unanswered")
    assert long_wait.due_on == date(2026, 12, 10) + timedelta(days=90)
    before = Case.objects.get(pk=lead.pk).due_on
    load_notice(parse_notice(NOTICE))
    for one in (lead, follower):
        check_case(one)
    assert Case.objects.get(pk=lead.pk).due_on == Case.objects.get(pk=follower.pk).due_on
    assert before == follower.due_on


def test_a_notice_that_comes_after_the_answer_explains_what_was_found(
    county: None, on_day: Callable[[date], None]
) -> None:
    """The finding stays as it was counted, and the explanation says by which arrangement each day holds."""
    on_day(date(2027, 4, 19))
    case = open_case("letter", kind="request")
    do(case, "accept", kind="request")
    do(case, "dispatch", "take_up", "draft_reply", "approve")
    before = case.due_on
    assert before
    assert before > date(2027, 4, 30)
    on_day(date(2027, 5, 3))
    do(case, "sign")
    load_notice(parse_notice(NOTICE))  # Sunday 25 April was worked, so that the limit ended on 30 April
    clock = case.clocks.get(slot="reply")
    assert (clock.state, clock.due_on) == ("met", before)
    told, _days = explained(case, clock)
    assert told.startswith(f"办结时，按当时公布的放假安排，最迟为2027年5月{before.day}日，2027年5月3日办结，认定为按期")
    assert "2027年4月30日" in told


def test_a_notice_that_comes_late_explains_a_limit_that_was_missed(
    county: None, on_day: Callable[[date], None]
) -> None:
    """The finding stays; that days off came to light afterwards is said, with the day that they would have given."""
    on_day(date(2027, 4, 26))
    late, running = (open_case("letter", kind="request") for _one in range(2))
    for case in (late, running):
        do(case, "accept", kind="request")
    do(late, "dispatch", "take_up", "draft_reply", "approve")
    before = late.due_on
    assert before
    on_day(calendar().add(before, 1))
    do(late, "sign")
    loaded = load_notice(parse_notice(NOTICE))
    after = calendar().add(date(2027, 4, 26), 10)
    assert (before, after) == (date(2027, 5, 12), date(2027, 5, 13))  # in time, had it been known
    clock = late.clocks.get(slot="reply")
    assert (clock.state, clock.due_on) == ("missed", before)
    told, _days = explained(late, clock)
    assert f"最迟为{written_day(before)}" in told
    assert "认定为逾期" in told
    assert written_day(after) in told
    # One that nobody has answered yet is late, or not, by the new day alone.
    open_one = running.clocks.get(slot="reply")
    assert (open_one.state, open_one.due_on, open_one.calendar_version) == ("running", after, loaded.new_version)
    check_case(running)
