"""The sweep, and a new holiday notice, over as many running clocks as there are cases."""

from collections import Counter
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from bench.measuring import ReportLine, count, medians_ms, progress, seconds, times
from bench.seeding import grow
from interaction.casework.clocks import reread, store
from interaction.casework.models import Case, Clock, Event
from interaction.casework.sweep import level_on, sweep
from interaction.casework.timeline import verify
from interaction.limits.clock import run
from interaction.limits.reading import Reading
from interaction.limits.rules import Mark, rule
from interaction.notices.models import Notice
from interaction.organs.models import Organ
from interaction.workdays.arrangements import Arrangement, DaysOff
from interaction.workdays.current import calendar
from interaction.workdays.loading import load_notice
from interaction.workdays.now import today

SWEEP_BAR, IDLE_BAR, RECOMPUTE_BAR = 10.0, 2.0, 60.0
IDLE_ROUNDS = 30
SAMPLE = 2000
WARNED = ("level", "alert_on")


def running() -> int:
    return Clock.objects.filter(state=Clock.State.RUNNING).count()


def grow_to(number: int, day: date, busiest: Organ) -> None:
    """More cases, all open, until so many clocks run."""
    missing = number - running()
    grow(Case.objects.count() + missing, number, day, busiest)


def idle_sweep_ms() -> float:
    """The median of a sweep that finds nothing to do."""
    sweep()  # the real cases' clocks
    assert sweep() == 0
    return medians_ms([sweep], IDLE_ROUNDS, "sweep, nothing due")[0]


def make_due(number: int) -> list[tuple[int, int, date | None]]:
    """Let so many clocks that have reached a level not have been told of it; what they were before."""
    # Of the limits in days: those in hours and minutes are warned of at an instant.
    told = Clock.objects.filter(state=Clock.State.RUNNING, level__gt=0, due_at__isnull=True)
    chosen = list(told.order_by("?").values_list("pk", *WARNED)[:number])
    ids = [pk for pk, _level, _alert in chosen]
    Clock.objects.filter(pk__in=ids).update(level=0, alert_on=today())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE casework_clock")
    return chosen


def measure_sweep(number: int) -> ReportLine:
    """Sweep with so many clocks due; every one of them must be warned about, once and to the right people."""
    sweep()  # what became due since, the letters sent over HTTP among it
    before, clocks = make_due(number), running()
    told = Notice.objects.count()
    taken, reached = seconds(sweep)
    assert reached == len(before) == number, (reached, len(before), number)
    after = Clock.objects.in_bulk([pk for pk, _level, _alert in before])
    for pk, level, alert_on in before:
        assert (after[pk].level, after[pk].alert_on) == (level, alert_on), pk
        assert (level, alert_on) == level_on(after[pk], today()), pk
    warned = Counter(Notice.objects.filter(about_case__in=[one.case_id for one in after.values()]).values_list(
        "about_case", flat=True))  # fmt: skip
    assert all(warned[one.case_id] for one in after.values())
    return ReportLine(
        what=f"sweep, {count(number)} of {count(clocks)} running clocks due",
        result=f"{taken:.1f} s, {count(Notice.objects.count() - told)} notices written",
        bar=f"< {SWEEP_BAR:.0f} s", met=taken < SWEEP_BAR,
    )  # fmt: skip


def idle_line(idle: dict[int, float]) -> ReportLine:
    least, most = min(idle), max(idle)
    ratio = idle[most] / idle[least]
    return ReportLine(
        what="sweep, nothing due", result=f"{idle[most]:.2f} ms at {count(most)} running clocks",
        against=f"{idle[least]:.2f} ms at {count(least)}", ratio=times(ratio), bar=f"≤ {IDLE_BAR:.0f}x",
        met=ratio <= IDLE_BAR,
    )  # fmt: skip


def notice_after(day: date) -> Arrangement:
    """A year's notice that gives two working days more off right after the day, so that nearly every date moves."""
    year = day.year + 1
    first = date(year, 1, 1)
    last = calendar().add(first, 2)
    return Arrangement(
        year, f"国办发明电〔{day.year}〕99号", f"国务院办公厅关于{year}年部分节假日安排的通知",
        (DaysOff(first, last, "元旦"),), (),
    )  # fmt: skip


def measure_recompute(last_real: int) -> ReportLine:
    """Load the notice; a sample of clocks is read anew in Python and must say the same."""
    clocks, events = running(), Event.objects.filter(action="calendar_changed").count()
    bulk = Clock.objects.filter(state=Clock.State.RUNNING, case_id__gt=last_real)
    sample = dict(bulk.order_by("?").values_list("pk", "due_on")[:SAMPLE])
    taken, loaded = seconds(lambda: load_notice(notice_after(today())))
    assert loaded.new_version == loaded.old_version + 1
    moved = Event.objects.filter(action="calendar_changed").count() - events
    share = _check_bulk(sample) / len(sample)
    assert abs(moved / clocks - share) < 0.05, (moved, clocks, share)
    _check_real(Case.objects.filter(pk__lte=last_real))
    return ReportLine(
        what=f"new holiday notice, {count(clocks)} running clocks",
        result=f"{taken:.1f} s, {count(moved)} cases moved, an event each",
        bar=f"< {RECOMPUTE_BAR:.0f} s", met=taken < RECOMPUTE_BAR,
    )  # fmt: skip


def _check_bulk(due_before: dict[int, date]) -> int:
    """Compare stored clocks with limits.run over the marks they stand for; answers how many moved."""
    moved, days = 0, calendar()
    found = Clock.objects.filter(pk__in=due_before).select_related("case")
    for clock in progress(found.iterator(), "checking clocks", len(due_before)):
        of = rule(clock.rule)
        _compare(clock, run(of, _marks(clock), days, as_of=today()), has_moved=clock.due_on != due_before[clock.pk])
        if clock.due_on != due_before[clock.pk]:
            moved += 1
            event = clock.case.events.latest("seq")
            assert event.action == "calendar_changed", clock.pk
            head = (clock.case.due_on, clock.case.last_seq, bytes(clock.case.last_hash))
            assert head == (clock.due_on, event.seq, bytes(event.hash)), clock.pk
    return moved


def _check_real(cases: QuerySet[Case]) -> None:
    """The cases made by real actions: their chains hold, and their clocks say what their events say."""
    assert not any(verify(cases)), "a chain is broken"
    for clock in Clock.objects.filter(case__in=cases, state=Clock.State.RUNNING).select_related("case"):
        reading = reread(clock.case.specific, clock.slot, today())
        assert reading
        _compare(clock, reading, has_moved=False)


def _compare(clock: Clock, reading: Reading, *, has_moved: bool) -> None:
    expected = Clock(case_id=clock.case_id, slot=clock.slot)
    store(expected, rule(clock.rule), reading)
    assert (clock.due_on, clock.provisional) == (expected.due_on, expected.provisional), (clock.pk, reading)
    if has_moved:
        assert clock.alert_on == expected.alert_on, (clock.pk, clock.alert_on, expected.alert_on)


def _marks(clock: Clock) -> list[Mark]:
    """The marks that a seeded clock stands for."""
    marks = [Mark("received", clock.anchor_on)]
    if clock.extended:
        marks.append(Mark("extended", clock.anchor_on, amount=clock.extended))
    for pause in clock.pauses:
        marks.append(Mark("third_party_asked", date.fromisoformat(pause["from"])))
        if pause["to"]:
            marks.append(Mark("third_party_answered", date.fromisoformat(pause["to"])))
    return sorted(marks, key=lambda mark: mark.on)
