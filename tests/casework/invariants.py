"""What must hold of every case at any time, checked against independent readings."""

from collections import Counter
from datetime import date
from typing import Any

from interaction.casework.clocks import reread, store
from interaction.casework.models import Case, Clock, Event
from interaction.casework.registry import channel
from interaction.limits.configured import version
from interaction.proving.verifying import verify_matters
from interaction.replies.reworking import ANSWERED
from interaction.statistics.fold import fold, recount
from interaction.statistics.models import Tally

ENDED = {Clock.State.MET, Clock.State.MISSED, Clock.State.VOID}


def check_case(case: Case) -> None:
    """State legal, chain whole, one live reply clock until the reply, every clock as its events say."""
    stored = Case.objects.get(pk=case.pk).specific
    states = set(stored.States.values)
    assert stored.state in states
    assert list(verify_matters("case", [case.pk])) == [[]]
    events = list(stored.events.order_by("seq"))
    assert events[-1].state_after == stored.state
    assert stored.awaits == type(stored).WAITS_FOR.get(stored.state, "")
    assert (stored.closed_on is not None) == (stored.state in type(stored).ENDED)
    check_clocks(stored, [event for event in events if event.mark])
    check_rating(stored, [event.mark for event in events])


def check_rating(case: Case, marks: list[str]) -> None:
    """A first bad rating is decided about by a day, by somebody who was asked."""
    since = marks[len(marks) - marks[::-1].index("rated_badly") :] if "rated_badly" in marks else ["reply_kept"]
    if case.state in ANSWERED and not {"reworked", "reply_kept"} & set(since):
        assert case.questions.filter(role="supervisor").exists()
        assert case.clocks.get(slot="rework_decision").state == Clock.State.RUNNING


def check_clocks(case: Case, marked: list[Event]) -> None:
    """A row is the reading as of the last event that clocks saw; a right may lapse since then without a word."""
    last_on = marked[-1].on
    clocks = {clock.slot: clock for clock in case.clocks.all()}
    reply = clocks["reply"]
    ends = {"replied", "withdrawn", "abandoned", "declined", "converted", "returned_up"}
    over = next((event.mark in ends for event in reversed(marked) if event.mark in ends | {"reopened"}), False)
    assert (reply.state in ENDED) == over
    rework = clocks.get("rework")
    owed = [one for one in (reply, rework) if one and one.state == Clock.State.RUNNING]
    followers = case.followers.filter(state="merged") if hasattr(case, "followers") else ()  # due with the earliest
    days = [one.due_on for one in (*owed[:1], *followers) if one.due_on]
    assert case.due_on == (min(days) if owed else None)
    own = channel(case.channel).clocks_of
    steps = [
        one.due_on for one in clocks.values() if one.state == Clock.State.RUNNING and own.get(one.slot) == case.awaits
    ]
    assert case.next_due_on == min((day for day in [*steps, case.due_on] if day), default=None)
    for slot, clock in clocks.items():
        if slot not in channel(case.channel).time_limits(case):  # urgent no more
            assert clock.state in ENDED
            continue
        reading = reread(case, slot, last_on)
        assert reading is not None
        again = Clock(case=case, slot=slot)
        assert clock.rule == channel(case.channel).time_limits(case)[slot]
        store(again, version(clock.rule, clock.rule_version), reading)
        for name in ("rule", "state", "due_on", "stopped_on", "extended", "pauses", "anchor_on"):
            assert getattr(again, name) == getattr(clock, name), (case.number, slot, name)


def check_figures() -> None:
    """Tallies, once folded, against a count in Python that shares no code with the fold."""
    fold()
    assert recount() == []
    counted: Counter[tuple[str, int, date, str]] = Counter()
    totals: Counter[tuple[str, int, date, str]] = Counter()
    for case in Case.objects.all():
        for event in case.events.all():
            where = (case.channel, event.organ_id, event.on.replace(day=1))
            for measure, total in measures(event.mark, event.amount, event.details):
                counted[*where, measure] += 1
                totals[*where, measure] += total
    stored = {(one.channel, one.organ_id, one.month, one.measure): (one.n, one.total) for one in Tally.objects.all()}
    assert stored == {key: (n, totals[key]) for key, n in counted.items()}


def measures(mark: str, amount: int, details: dict[str, Any]) -> list[tuple[str, int]]:
    if mark == "replied":
        reply_clock = details.get("reply_clock")
        assert reply_clock, "every reply says how the clock stood"
        found = [("replied", 0), ("workdays", int(str(reply_clock["workdays"])))]
        return [*found, ("on_time", 0)] if reply_clock["on_time"] else found
    if mark in ("rated", "rated_badly"):
        said = [("satisfied", 0)] if amount >= 3 else []
        return [("rated", amount), *said, *([("settled", 0)] if details["settled"] else [])]
    if mark == "declined":
        return [("declined", 0), ("ended", 0)]
    if mark in ("received", "accepted", "published"):
        return [(mark, 0)]
    return [("ended", 0)] if mark in ("withdrawn", "abandoned", "converted", "returned_up") else []
