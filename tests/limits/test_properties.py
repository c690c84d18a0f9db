"""Clock rule 12: what must hold for any calendar and any sequence of marks."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from interaction.limits.clock import Clock, run
from interaction.limits.explain import explain
from interaction.limits.reading import Reading, Status, TransitionError
from interaction.limits.rules import Mark
from interaction.workdays.calendar import Calendar
from tests.workdays.days import a_few_years, changed, official

from .marks import REPLY

FIRST = date(2024, 1, 1)
KINDS = ["third_party_asked", "third_party_answered", "other_organ_asked", "other_organ_answered",
         "correction_requested", "corrected", "fee_noticed", "fee_paid", "extended", "replied"]  # fmt: skip
DAYS = st.integers(0, 400).map(lambda days: FIRST + timedelta(days=days))


@st.composite
def histories(draw: st.DrawFn, kinds: list[str] = KINDS) -> list[Mark]:
    """A possible sequence of marks: impossible ones are left out as they come."""
    clock = Clock(REPLY, official())
    day = draw(DAYS)
    found = [Mark("received", day)]
    clock.apply(found[0])
    for kind, gap, amount in draw(
        st.lists(st.tuples(st.sampled_from(kinds), st.integers(0, 12), st.integers(1, 20)), max_size=9)
    ):
        mark = Mark(kind, day + timedelta(days=gap), amount=amount)
        try:
            clock.apply(mark)
        except TransitionError:
            continue
        day = mark.on
        found.append(mark)
    return found


def read(marks: list[Mark], as_of: date | None = None, calendar: Calendar | None = None) -> Reading:
    return run(REPLY, marks, calendar or official(), as_of or marks[-1].on)


@given(st.lists(DAYS, max_size=15), DAYS, st.integers(1, 40))
def test_holidays_never_make_a_date_earlier_and_make_up_days_never_later(days: list[date], start: date, count: int):
    due = official().add(start, count)
    assert changed(a_few_years(), dict.fromkeys(days, False)).add(start, count) >= due
    assert changed(a_few_years(), dict.fromkeys(days, True)).add(start, count) <= due


@given(DAYS, st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=3), DAYS)
def test_a_holiday_never_makes_a_held_clock_due_earlier(start: date, spans: list[tuple[int, int]], holiday: date):
    """With answers on fixed days, a holiday takes as much from the pause as it adds outside of it."""
    marks = [Mark("received", start)]
    for kind, (gap, length) in zip(("third_party", "other_organ", "third_party"), spans, strict=False):
        asked = marks[-1].on + timedelta(days=gap)
        marks += [Mark(f"{kind}_asked", asked), Mark(f"{kind}_answered", asked + timedelta(days=length))]
    due = read(marks).due_on
    later = read(marks, calendar=changed(a_few_years(), {holiday: False})).due_on
    assert due is not None
    assert later is not None
    # A question asked after one due date may be asked before the other: only then does it count in one alone.
    asked_late = any(mark.on >= min(due, later) for mark in marks)
    assert later >= due or asked_late


@given(histories())
def test_the_due_position_is_the_sum_of_its_four_parts(marks: list[Mark]):
    """What a set-based statement adds up in SQL."""
    reading = read(marks)
    calendar = official()
    start = calendar.ordinal(reading.anchor_on)
    held: set[int] = set()
    for hold in reading.pauses:
        asked = calendar.ordinal(hold.asked_on)
        ends = [calendar.ordinal(hold.answered_on)] if hold.answered_on else []
        ends += [asked + hold.at_most] if hold.at_most else []
        held |= set(range(max(asked, start) + 1, min(ends) + 1))
    if not reading.open_ended:
        assert reading.due_on == calendar.day_at(start + REPLY.length + reading.extended + len(held))


@given(histories(), st.integers(0, 9))
def test_replay_in_two_halves_equals_replay_in_one(marks: list[Mark], cut: int):
    clock = Clock(REPLY, official())
    for mark in marks[:cut]:
        clock.apply(mark)
    if clock.anchor:
        clock.read(marks[:cut][-1].on)  # reading leaves nothing behind
    for mark in marks[cut:]:
        clock.apply(mark)
    assert clock.read(marks[-1].on) == read(marks)


@given(histories(), st.integers(1, 9))
def test_an_empty_pause_changes_nothing(marks: list[Mark], place: int):
    if marks[-1].kind == "replied":
        marks = marks[:-1]
    place = min(place, len(marks))
    day = marks[place - 1].on
    empty = [Mark("other_organ_asked", day), Mark("other_organ_answered", day)]
    # Answers match the question asked first: an open one of the kind would take this answer for its own.
    if any(mark.kind == "other_organ_asked" for mark in marks):
        return
    before, after = read(marks), read(marks[:place] + empty + marks[place:])
    assert (before.due_on, before.counted, before.status) == (after.due_on, after.counted, after.status)


@given(DAYS, st.integers(0, 20), st.integers(0, 10), st.integers(0, 5))
def test_one_pause_split_in_two_changes_nothing(start: date, gap: int, first: int, second: int):
    asked = start + timedelta(days=gap)
    middle, end = asked + timedelta(days=first), asked + timedelta(days=first + second)
    head = [Mark("received", start), Mark("third_party_asked", asked)]
    whole = [*head, Mark("third_party_answered", end)]
    split = [
        *head,
        Mark("third_party_answered", middle),
        Mark("third_party_asked", middle),
        Mark("third_party_answered", end),
    ]
    assert read(whole).due_on == read(split).due_on
    assert read(whole).counted == read(split).counted


@given(histories(["third_party_asked", "third_party_answered", "extended"]), st.integers(1, 9), DAYS)
def test_more_pauses_never_make_a_date_earlier(marks: list[Mark], place: int, end: date):
    place = min(place, len(marks))
    day = marks[place - 1].on
    more = [*marks[:place], Mark("other_organ_asked", day), *marks[place:]]
    due, later = read(marks).due_on, read(more).due_on
    assert due is not None
    assert later is not None
    assert later >= due


@given(histories(), st.integers(0, 60))
def test_a_paused_clock_is_never_late(marks: list[Mark], after: int):
    as_of = marks[-1].on + timedelta(days=after)
    reading = read(marks, as_of)
    if reading.status is Status.PAUSED:
        assert reading.due_on is None or reading.due_on >= as_of
        assert reading.paused_until is None or reading.paused_until >= as_of
    late = reading.due_on is not None and (reading.stopped_on or as_of) > reading.due_on
    assert (reading.status is Status.OVERDUE) == late


@given(histories(), st.integers(0, 30))
def test_time_alone_never_moves_a_due_date(marks: list[Mark], after: int):
    assert read(marks).due_on == read(marks, marks[-1].on + timedelta(days=after)).due_on


@given(histories())
def test_the_explanation_counts_up_to_the_due_date(marks: list[Mark]):
    reading = read(marks)
    lines = explain(REPLY, marks, official(), marks[-1].on)
    assert [line.date for line in lines] == sorted({line.date for line in lines})
    if reading.due_on is not None:
        [due] = [line for line in lines if line.due]
        since = [line.number for line in lines if line.date > reading.anchor_on and line.number]
        assert since == list(range(1, REPLY.length + reading.extended + 1))
        assert due.date == reading.due_on
