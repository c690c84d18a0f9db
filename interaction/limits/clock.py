"""The arithmetic of clocks: a due date is a pure function of rule, marks and calendar (clock-rules.md). Plain Python.

due = the working day whose ordinal is  ordinal(anchor) + length + extension + size of the union of the pauses,
every term a working-day ordinal, so that SQL can say the same in one statement (casework.recompute).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from interaction.limits.rules import DAY, HOUR, WORKDAY, Pause, Rule
from interaction.workdays.calendar import Calendar

RUNNING, PAUSED, MET, OVERDUE, ENDED = "running", "paused", "met", "overdue", "ended"
PauseSpan = tuple[date, date | None, int]


class Impossible(Exception):
    """A sequence of marks that cannot be, or that the law forbids; says which and why, in Chinese."""


@dataclass(frozen=True)
class Mark:
    """What a clock sees of an event: its kind, its date of law, and how many units it adds (extensions)."""

    kind: str
    on: date
    at: datetime | None = None
    amount: int = 0


@dataclass(frozen=True)
class Reading:
    """What a clock shows as of a day.

    `counted` is in the rule's unit. `due_on` is None while the clock waits without a bound. A bounded pause counts into
    `due_on` at its full bound until it is answered, and shows `paused_until`.
    """

    status: str
    anchor_on: date
    due_on: date | None
    due_at: datetime | None
    counted: int
    extended: int
    pauses: tuple[PauseSpan, ...]
    paused_until: date | None
    waiting_since: date | None
    stopped_on: date | None
    provisional: bool

    @property
    def open_ended(self) -> bool:
        return self.waiting_since is not None


@dataclass
class _Tape:
    """What the marks have made of the clock so far."""

    anchor: date | None = None
    anchor_at: datetime | None = None
    started_by: int = -1  # position in rule.starts
    extended: int = 0
    extensions: int = 0
    pauses: list[PauseSpan] = field(default_factory=list)
    unanswered: list[tuple[str, int]] = field(default_factory=list)  # (asked, position in pauses)
    waiting: tuple[Pause, date] | None = None
    asked_once: set[str] = field(default_factory=set)
    stopped: Mark | None = None
    ended: Mark | None = None


def run(rule: Rule, marks: Sequence[Mark], calendar: Calendar, as_of: date, now: datetime | None = None) -> Reading:
    """Play the marks and read the clock as of a day (and, for limits in hours, an instant).

    Marks after `as_of` are not known yet and count for nothing. Raises Impossible, and
    workdays.OutsideCalendar for dates that the calendar does not hold.
    """
    tape = _Tape()
    before: Mark | None = None
    for mark in marks:
        if mark.on > as_of:
            continue
        if before and mark.on < before.on:
            raise Impossible(f"{mark.on} 的“{name_of(mark.kind)}”早于前一事项（{before.on}），日期应当先后有序。")
        _play(rule, tape, mark, calendar)
        before = mark
    if tape.anchor is None:
        raise Impossible(f"还没有“{name_of(rule.starts[-1])}”，期限没有起算。")
    return _read(rule, tape, calendar, as_of, now)


def _play(rule: Rule, tape: _Tape, mark: Mark, calendar: Calendar) -> None:
    if mark.kind not in rule.vocabulary:
        raise Impossible(f"“{mark.kind}”不是“{rule.label}”认识的事项。")
    ending = tape.stopped or tape.ended
    if ending:
        raise Impossible(f"已经“{name_of(ending.kind)}”（{ending.on}），期限已经终结，不能再“{name_of(mark.kind)}”。")
    if mark.kind in rule.starts and (mark.kind not in rule.restarts or tape.anchor is None):
        _start(rule, tape, mark)
        return
    if tape.anchor is None:
        raise Impossible(f"还没有“{name_of(rule.starts[-1])}”，不能“{name_of(mark.kind)}”。")
    for pause in rule.pauses:
        if mark.kind == pause.asked:
            _ask(tape, mark, pause)
        if mark.kind == pause.answered:
            _answer(tape, mark, pause)
    if mark.kind in rule.restarts:
        _restart(tape, mark)
    if mark.kind == rule.extends:
        _extend(rule, tape, mark, calendar)
    if mark.kind in rule.stops:
        tape.stopped = mark
    if mark.kind in rule.ends:
        tape.ended = mark


def _start(rule: Rule, tape: _Tape, mark: Mark) -> None:
    position = rule.starts.index(mark.kind)
    if position <= tape.started_by:
        raise Impossible(f"“{name_of(mark.kind)}”只能有一次。")
    if tape.anchor and (tape.pauses or tape.extensions or tape.waiting):
        raise Impossible(f"期限已经起算并有中止或者延长，不能再“{name_of(mark.kind)}”。")
    tape.started_by, tape.anchor, tape.anchor_at = position, mark.on, mark.at


def _ask(tape: _Tape, mark: Mark, pause: Pause) -> None:
    if tape.waiting:
        raise Impossible(f"正在等待“{name_of(tape.waiting[0].answered)}”，不能“{name_of(mark.kind)}”。")
    if pause.once and mark.kind in tape.asked_once:
        raise Impossible(f"“{name_of(mark.kind)}”只能有一次（{pause.law}）。")
    tape.asked_once.add(mark.kind)
    if pause.at_most is None:
        tape.waiting = (pause, mark.on)
    else:
        tape.unanswered.append((mark.kind, len(tape.pauses)))
        tape.pauses.append((mark.on, None, pause.at_most))


def _answer(tape: _Tape, mark: Mark, pause: Pause) -> None:
    """Answers meet questions of their kind, the first asked first."""
    if pause.at_most is None:
        if not tape.waiting or tape.waiting[0] is not pause:
            raise Impossible(f"没有“{name_of(pause.asked)}”，不能“{name_of(mark.kind)}”。")
        return  # the restart that comes with it clears the waiting
    for position, (asked, index) in enumerate(tape.unanswered):
        if asked == pause.asked:
            start, _none, at_most = tape.pauses[index]
            tape.pauses[index] = (start, mark.on, at_most)
            del tape.unanswered[position]
            return
    raise Impossible(f"没有待答复的“{name_of(pause.asked)}”，不能“{name_of(mark.kind)}”。")


def _restart(tape: _Tape, mark: Mark) -> None:
    tape.anchor, tape.anchor_at, tape.waiting = mark.on, mark.at, None
    tape.pauses, tape.unanswered, tape.extended = [], [], 0


def _extend(rule: Rule, tape: _Tape, mark: Mark, calendar: Calendar) -> None:
    law = f"（{rule.extend_law}）" if rule.extend_law else ""
    if tape.extensions:
        raise Impossible(f"期限只能延长一次{law}。")
    if not 1 <= mark.amount <= rule.extend_at_most:
        raise Impossible(f"延长应为 1 至 {rule.extend_at_most} 个工作日{law}。")
    if tape.waiting:
        raise Impossible(f"正在等待“{name_of(tape.waiting[0].answered)}”，期限没有计算，不能延长。")
    due = due_date(rule, tape, calendar)
    if mark.on > due:
        raise Impossible(f"原期限已于 {due} 届满，不能再延长{law}。")
    tape.extensions += 1
    tape.extended = mark.amount


def _pause_ordinals(pauses: Sequence[PauseSpan], calendar: Calendar) -> list[tuple[int, int]]:
    """The pauses as spans of ordinals, none longer than its bound."""
    spans = []
    for start, end, at_most in pauses:
        begin = calendar.ordinal(start)
        bound = begin + at_most
        spans.append((begin, min(calendar.ordinal(end), bound) if end else bound))
    return spans


def union_size(spans: Sequence[tuple[int, int]]) -> int:
    """The number of whole steps in the union of half-open spans; what overlaps counts once."""
    size, reached = 0, None
    for begin, end in sorted(spans):
        begin = begin if reached is None else max(begin, reached)  # noqa: PLW2901
        if end > begin:
            size += end - begin
            reached = end
    return size


def due_date(rule: Rule, tape: _Tape, calendar: Calendar) -> date:
    assert tape.anchor is not None
    units = rule.length + tape.extended
    if rule.unit == WORKDAY:
        paused = union_size(_pause_ordinals(tape.pauses, calendar))
        return calendar.day_at(calendar.ordinal(tape.anchor) + units + paused)
    if rule.unit == DAY:
        return calendar.next_workday_on_or_after(tape.anchor + timedelta(days=units))
    return tape.anchor + timedelta(hours=units)


def _read(rule: Rule, tape: _Tape, calendar: Calendar, as_of: date, now: datetime | None) -> Reading:
    assert tape.anchor is not None
    ending = tape.stopped or tape.ended
    until = ending.on if ending else as_of
    reading = Reading(
        status=RUNNING, anchor_on=tape.anchor, due_on=None, due_at=None, counted=0, extended=tape.extended,
        pauses=tuple(tape.pauses), paused_until=None, waiting_since=None,
        stopped_on=ending.on if ending else None, provisional=False,
    )  # fmt: skip
    if tape.waiting:
        return _read_waiting(reading, tape, calendar, as_of)
    due = due_date(rule, tape, calendar)
    reading = replace(
        reading,
        due_on=due,
        due_at=_due_at(rule, tape),
        counted=_counted(rule, tape, calendar, until),
        provisional=calendar.provisional_within(tape.anchor, due),
    )
    if tape.ended:
        return replace(reading, status=ENDED)
    if tape.stopped:
        return replace(reading, status=OVERDUE if _late(reading, tape.stopped.on, tape.stopped.at) else MET)
    paused_until = _paused_until(tape, calendar)
    if paused_until and as_of <= paused_until:
        return replace(reading, status=PAUSED, paused_until=paused_until)
    return replace(reading, status=OVERDUE if _late(reading, as_of, now) else RUNNING)


def _read_waiting(reading: Reading, tape: _Tape, calendar: Calendar, as_of: date) -> Reading:
    """No due date while the clock waits without a bound; a payment that never comes ends it (国办函〔2020〕109号)."""
    assert tape.waiting is not None
    pause, since = tape.waiting
    waiting = replace(reading, waiting_since=since, pauses=())
    if tape.ended:
        return replace(waiting, status=ENDED)
    if tape.stopped:
        return replace(waiting, status=MET)
    if pause.lapses_after and as_of > (lapsed_on := calendar.add(since, pause.lapses_after)):
        return replace(waiting, status=ENDED, stopped_on=lapsed_on)
    return replace(waiting, status=PAUSED)


def _late(reading: Reading, day: date, instant: datetime | None) -> bool:
    if reading.due_at and instant:
        return instant > reading.due_at
    return reading.due_on is not None and day > reading.due_on


def _due_at(rule: Rule, tape: _Tape) -> datetime | None:
    if rule.unit != HOUR or tape.anchor_at is None:
        return None
    return tape.anchor_at + timedelta(hours=rule.length + tape.extended)


def _counted(rule: Rule, tape: _Tape, calendar: Calendar, until: date) -> int:
    """Units that have run by the end of a day, pauses left out."""
    assert tape.anchor is not None
    if rule.unit == DAY:
        return (until - tape.anchor).days
    if rule.unit == HOUR:
        return (until - tape.anchor).days * 24
    reached = calendar.ordinal(until)
    begun = [(begin, min(end, reached)) for begin, end in _pause_ordinals(tape.pauses, calendar) if begin < reached]
    return reached - calendar.ordinal(tape.anchor) - union_size(begun)


def _paused_until(tape: _Tape, calendar: Calendar) -> date | None:
    """The last day of the bounded pauses that still await an answer."""
    bounds: list[date] = [
        calendar.add(tape.pauses[index][0], tape.pauses[index][2]) for _asked, index in tape.unanswered
    ]
    return max(bounds, default=None)


# What the marks are called in messages and explanations.
NAMES = {
    "submitted": "提交", "received": "收到", "accepted": "受理", "correction_requested": "要求补正",
    "corrected": "补正", "extended": "延长期限", "third_party_asked": "征求第三方意见",
    "third_party_answered": "第三方答复", "other_organ_asked": "征求其他机关意见",
    "other_organ_answered": "其他机关答复", "fee_noticed": "收费通知", "fee_paid": "缴费", "replied": "答复",
    "withdrawn": "撤回", "abandoned": "视为放弃", "declined": "不予受理", "merged": "并案", "dispatched": "交办",
    "returned": "退回", "reopened": "重办",
}  # fmt: skip


def name_of(kind: str) -> str:
    return NAMES.get(kind, kind)
