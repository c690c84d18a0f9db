"""The arithmetic of clocks: a due date as a pure function of rule, marks and calendar.

Plain Python. Nothing is accumulated: a clock is read by giving it the marks in order, and the same marks
read on any later day give the same due date. The due position is the sum of four parts, which a set-based
statement can add up alike (positions being ordinals for a limit in working days):

    position of the anchor + length + extension + size of the union of the pauses after the anchor

The day of an event is day 0 (民法典 A.201).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from interaction.i18n.translation import gettext as _
from interaction.workdays.calendar import Calendar
from interaction.workdays.office import AS_USUAL, OfficeHours

from .axis import Axis
from .questions import Question, Questions
from .reading import Reading, Status
from .rules import Extension, Mark, Pause, Repeats, Rule, Wait, mark_label
from .saying import never_started, out_of_bounds, refused, starts_of


@dataclass(slots=True)
class Clock:
    """A rule on its way through the marks of a case. Give it marks in order, then read it."""

    rule: Rule
    calendar: Calendar
    hours: OfficeHours = AS_USUAL
    axis: Axis = field(init=False)
    anchor: Mark | None = None
    waiting: Wait | None = None
    waiting_since: Mark | None = None
    _wait_runs_from: Mark | None = None
    closed: Mark | None = None
    lapsed_on: date | None = None
    extended: int = 0
    _extensions: dict[str, int] = field(default_factory=dict)
    _open_starts: list[str] = field(default_factory=list)  # the refs of those not answered
    _last: Mark | None = None
    _asked: set[str] = field(default_factory=set)
    _questions: Questions = field(init=False)
    _acts: dict[str, Callable[[Mark], None]] = field(init=False)

    def __post_init__(self) -> None:
        rule = self.rule
        self.axis = Axis(rule.unit, self.calendar, self.hours)
        self._questions = Questions(self.axis, self.calendar)
        self._acts = dict.fromkeys(rule.starts, self._start)
        self._acts |= dict.fromkeys((*rule.stops, *rule.ends), self._close)
        self._acts |= dict.fromkeys(rule.reopens, self._reopen)
        self._acts |= dict.fromkeys(rule.passes, self._pass)
        for pause in rule.pauses:
            self._acts |= dict.fromkeys((pause.asked, pause.posted), partial(self._ask, pause))
            self._acts[pause.received] = partial(self._receive_question, pause)
            self._acts[pause.answered] = partial(self._answer, pause)
        for wait in rule.waits:
            self._acts |= dict.fromkeys((wait.asked, wait.posted), partial(self._begin_wait, wait))
            self._acts[wait.received] = partial(self._receive_demand, wait)
            self._acts[wait.done] = partial(self._end_wait, wait)
        for extension in rule.extends:
            self._acts[extension.mark] = partial(self._extend, extension)
        self._acts.pop("", None)  # of what is never posted

    # -- marks ------------------------------------------------------------------------------------------

    def apply(self, mark: Mark) -> None:
        """Take the next mark. Raise TransitionError when it cannot follow those before it."""
        act = self._acts.get(mark.kind)
        if act is None:
            raise refused(
                _("“%(event)s”不是“%(limit)s”时限的事项"), mark, event=mark_label(mark.kind), limit=_(self.rule.label)
            )
        position = self.axis.of_mark(mark)
        last = self._last
        learnt_late = mark.kind in self.rule.learnt_late
        if last is not None and not learnt_late and (mark.on < last.on or position < self.axis.of_mark(last)):
            raise refused(_("%(what)s：日期早于前一事项，顺序颠倒"), mark)
        if self.anchor is None and mark.kind not in self.rule.starts:
            raise refused(_("%(what)s：此前没有%(start)s，期限尚未起算"), mark, start=starts_of(self.rule))
        self.lapsed_on = self.lapsed_on or self._lapsed_by(mark.on)
        act(mark)
        if last is None or not learnt_late:
            self._last = mark

    def concerned_by(self, mark: Mark) -> bool:
        """Whether the mark means anything to this clock as it stands, in a case that has other clocks too."""
        if mark.kind in self.rule.starts:
            return self.closed is None or self.rule.repeats is not Repeats.NEVER
        if self.anchor is None or mark.kind not in self.rule.marks:
            return False
        return self.closed is None or (mark.kind in self.rule.reopens and self.closed.kind in self.rule.ends)

    def _start(self, mark: Mark) -> None:
        if self.rule.repeats is not Repeats.NEVER:
            if self.anchor is not None and self._after_due(mark):
                self._open_starts.clear()
            self.closed, self.extended, self._extensions = None, 0, {}
            arrived = mark.kind != self.rule.starts[0] and mark.ref in self._open_starts  # the same letter, not another
            if not arrived:
                self._open_starts.append(mark.ref)
        elif self.anchor is not None:
            self._need_open(mark)
            later = self.rule.starts.index(mark.kind) > self.rule.starts.index(self.anchor.kind)
            if not later or self._asked or self._questions.all or self._extensions:
                raise refused(_("%(what)s：期限已于 %(day)s 起算，不能再次起算"), mark, day=self.anchor.on)
        self.anchor = mark

    def _close(self, mark: Mark) -> None:
        self._need_open(mark)
        if self.rule.repeats is Repeats.TOGETHER and mark.kind in self.rule.stops:
            if mark.ref in self._open_starts:
                self._open_starts.remove(mark.ref)
            if self._open_starts:
                return
        self._open_starts.clear()
        self.closed = mark

    def _reopen(self, mark: Mark) -> None:
        """Take an end back: as if it had never been, the time between not counted."""
        if self.closed is None:
            raise refused(_("%(what)s：事项没有办结，不能重新办理"), mark)
        if self.closed.kind in self.rule.ends:
            closed, self.closed = self.closed, None
            self._questions.all.append(Question(closed, mark, None, not self._after_due(closed), closed))

    def _pass(self, mark: Mark) -> None:
        self._need_open(mark)

    def _ask(self, pause: Pause, mark: Mark) -> None:
        self._need_running(mark)
        # Time after the limit has run out is not time within it that could go uncounted (条例 A.33(3)).
        since = None if mark.kind == pause.posted else mark
        self._questions.all.append(Question(mark, None, mark.amount or pause.at_most, not self._after_due(mark), since))

    def _receive_question(self, pause: Pause, mark: Mark) -> None:
        """The letter has arrived: the time for its answer runs from there."""
        self._need_running(mark)
        self._questions.meant(pause, mark).since = mark

    def _answer(self, pause: Pause, mark: Mark) -> None:
        self._need_running(mark)
        self._questions.meant(pause, mark).answered = mark

    def _begin_wait(self, wait: Wait, mark: Mark) -> None:
        self._need_running(mark)
        if wait.once and wait.asked in self._asked:
            raise refused(_("%(what)s：%(asked)s只能一次（%(law)s）"), mark, asked=wait.asked, law=wait.law)
        if self.waiting is not None:
            raise refused(
                _("%(what)s：正在%(waiting)s，不能同时%(asked)s"), mark, waiting=_(self.waiting.label), asked=wait.asked
            )
        self.waiting, self.waiting_since = wait, mark
        self._wait_runs_from = None if mark.kind == wait.posted else mark
        self._asked.add(wait.asked)

    def _receive_demand(self, wait: Wait, mark: Mark) -> None:
        """The letter has arrived: the time to do it runs from there."""
        self._need_running(mark)
        if self.waiting is not wait:
            raise refused(_("%(what)s：此前没有%(asked)s（%(law)s）"), mark, asked=wait.asked, law=wait.law)
        self._wait_runs_from = mark

    def _end_wait(self, wait: Wait, mark: Mark) -> None:
        self._need_running(mark, _("（%(law)s）") % {"law": _(wait.law)} if self.lapsed_on else "")
        if self.waiting is not wait:
            raise refused(_("%(what)s：此前没有%(asked)s（%(law)s）"), mark, asked=wait.asked, law=wait.law)
        self.waiting = self.waiting_since = None
        self.anchor, self.extended = mark, 0

    def _extend(self, extension: Extension, mark: Mark) -> None:
        self._need_running(mark)
        if self.waiting is not None:
            words = _("%(what)s：正在%(waiting)s，期限未在计算，不能延长（%(law)s）")
            raise refused(words, mark, waiting=_(self.waiting.label), law=extension.law)
        used = self._extensions.get(extension.mark, 0)
        if used >= extension.times:
            words = _("%(what)s：期限只能延长 %(n)s 次（%(law)s）")
            raise refused(words, mark, n=extension.times, law=extension.law)
        if mark.amount < 1 or (extension.at_most is not None and mark.amount > extension.at_most):
            raise out_of_bounds(self.rule, extension, mark)
        if self._after_due(mark):
            raise refused(_("%(what)s：期限已经届满，不能延长（%(law)s）"), mark, law=extension.law)
        self._extensions[extension.mark] = used + 1
        self.extended += mark.amount

    def _need_open(self, mark: Mark) -> None:
        if self.closed is not None:
            words = _("%(what)s：此前已于 %(day)s %(asked)s，时限已经终结")
            raise refused(words, mark, day=self.closed.on, asked=self.closed.kind)

    def _need_running(self, mark: Mark, law: str = "") -> None:
        """Neither closed nor lapsed: after a lapse only the acts that record the end may follow."""
        self._need_open(mark)
        if self.lapsed_on is not None:
            raise refused(_("%(what)s：%(day)s 逾期未办，视为放弃，时限已经终结") + law, mark, day=self.lapsed_on)

    # -- positions --------------------------------------------------------------------------------------

    def _wait_ends_on(self) -> date | None:
        """The last day for what the applicant has to do, if there is one."""
        if self.waiting is None or self.waiting_since is None or self._wait_runs_from is None:
            return None
        at_most = self.waiting_since.amount or self.waiting.at_most
        return None if at_most is None else self.calendar.add(self._wait_runs_from.on, at_most)

    def _lapsed_by(self, day: date) -> date | None:
        """The last day of a wait that has run out by `day` with nothing done."""
        last = self._wait_ends_on()
        return last if last is not None and day > last and self.closed is None else None

    def _held(self, until: int | None = None) -> int:
        assert self.anchor is not None
        return self._questions.held(self.anchor, until)

    def _due(self) -> int | None:
        """The position at which the limit runs out; None while nobody can tell."""
        assert self.anchor is not None
        if self.waiting is not None or self._questions.without_end():
            return None
        length = (self.length + self.extended) * self.axis.step
        return self.axis.of_mark(self.anchor) + length + self._held()

    @property
    def length(self) -> int:
        """The rule's length, or the one its start was given."""
        assert self.anchor is not None
        return self.anchor.amount if self.rule.given and self.anchor.amount else self.rule.length

    def _after_due(self, mark: Mark) -> bool:
        due = self._due()
        return due is not None and self._is_past(due, mark.on, mark.at)

    def _is_past(self, due: int, day: date, instant: datetime | None) -> bool:
        """Whether the limit has run out: a date is good until the end of its day."""
        if not self.rule.unit.timed:
            return day > self.axis.last_day(due)
        if instant is None:
            raise ValueError("a clock in hours or minutes is read at an instant")
        return instant > self.axis.instant(due)

    # -- reading ----------------------------------------------------------------------------------------

    def read(self, as_of: date, now: datetime | None = None) -> Reading:
        """How the clock stands at the end of `as_of` (for hours: at `now`), given the marks taken so far.

        Raise TransitionError when it has not started.
        """
        if self.anchor is None:
            raise never_started(self.rule, as_of)
        due = self._due()
        status, stopped_on = self._status(due, as_of, now)
        timed = self.rule.unit.timed
        due_on = None if due is None else self.axis.last_day(due)
        warn, alarm = self._ahead(due, self.rule.warn_before), self._ahead(due, self.rule.alarm_before)
        return Reading(
            status=status,
            anchor_on=self.anchor.on,
            length=self.length,
            due_on=due_on,
            due_at=self.axis.instant(due) if timed and due is not None else None,
            warn_on=self._day_of(warn),
            warn_at=self.axis.instant(warn) if timed and warn is not None else None,
            alarm_on=self._day_of(alarm),
            alarm_at=self.axis.instant(alarm) if timed and alarm is not None else None,
            counted=self._counted(due, as_of, now),
            paused_until=self._paused_until() if status is Status.PAUSED else None,
            open_ended=due is None,
            pauses=self._questions.holds(self.anchor),
            extended=self.extended,
            provisional=due_on is not None and not timed and self.calendar.any_provisional(self.anchor.on, due_on),
            stopped_on=stopped_on,
            calendar_version=self.calendar.version,
        )

    def _status(self, due: int | None, as_of: date, now: datetime | None) -> tuple[Status, date | None]:
        """The status, and the day on which the clock stopped."""
        if lapsed_on := self.lapsed_on or self._lapsed_by(as_of):
            return Status.ENDED, lapsed_on
        day, instant = (self.closed.on, self.closed.at) if self.closed else (as_of, now)
        late = due is not None and self._is_past(due, day, instant)
        if late and self.rule.lapses:
            assert due is not None
            return Status.ENDED, self.axis.last_day(due)
        if self.closed is not None and self.closed.kind in self.rule.ends:
            return Status.ENDED, self.closed.on
        if late:
            return Status.OVERDUE, self.closed.on if self.closed else None
        if self.closed is not None:
            return Status.MET, self.closed.on
        held = due is None or self._questions.hold_on(as_of)
        return (Status.PAUSED if held else Status.RUNNING), None

    def _counted(self, due: int | None, as_of: date, now: datetime | None) -> int:
        assert self.anchor is not None
        if self.waiting_since is not None:
            end = self.axis.of_mark(self.waiting_since)
        elif self.closed is not None:
            end = self.axis.of_mark(self.closed)
        elif self.rule.unit.timed and now is not None:
            end = self.axis.of_instant(now)
        else:
            end = self.axis.of_day(as_of)
        if self.rule.lapses and due is not None:
            end = min(end, due)
        return (end - self.axis.of_mark(self.anchor) - self._held(end)) // self.axis.step

    def _ahead(self, due: int | None, units: int) -> int | None:
        """The position that many units before the due one, but not before the anchor."""
        assert self.anchor is not None
        if due is None:
            return None
        return max(due - units * self.axis.step, self.axis.of_mark(self.anchor))

    def _day_of(self, position: int | None) -> date | None:
        assert self.anchor is not None
        if position is None or position <= self.axis.of_mark(self.anchor):
            return None if position is None else self.anchor.on
        return self.axis.day_before(position)

    def _paused_until(self) -> date | None:
        if self.waiting is not None:
            return self._wait_ends_on()
        return self._questions.last_bound()


def run(
    rule: Rule, marks: Iterable[Mark], calendar: Calendar, as_of: date, now: datetime | None = None, *,
    hours: OfficeHours = AS_USUAL,
) -> Reading:  # fmt: skip
    """Read a rule's clock as of a day (for hours: an instant), given its marks in order.

    Marks later than that are not known yet and are left out unseen, impossible or not. Raise TransitionError for a
    sequence that cannot be, OutsideCalendar when the calendar does not reach far enough.
    """
    clock = Clock(rule, calendar, hours)
    for mark in known(marks, as_of, now):
        clock.apply(mark)
    return clock.read(as_of, now)


def follow(
    rule: Rule, marks: Iterable[Mark], calendar: Calendar, as_of: date, now: datetime | None = None, *,
    hours: OfficeHours = AS_USUAL,
) -> Reading | None:  # fmt: skip
    """Like `run`, given all the marks of a case: those that mean nothing to this rule are passed over.

    None when nothing has started the rule.
    """
    relevant = concerning(rule, known(marks, as_of, now), calendar, hours)
    return run(rule, relevant, calendar, as_of, now, hours=hours) if relevant else None


def concerning(rule: Rule, marks: Iterable[Mark], calendar: Calendar, hours: OfficeHours = AS_USUAL) -> list[Mark]:
    """Of all the marks of a case, those that this rule's clock goes by. Raise TransitionError as `run` does."""
    relevant: list[Mark] = []
    clock = Clock(rule, calendar, hours)
    for mark in marks:
        if clock.concerned_by(mark):
            clock.apply(mark)
            relevant.append(mark)
    return relevant


def known(marks: Iterable[Mark], as_of: date, now: datetime | None) -> Iterable[Mark]:
    """The marks that are known as of a day, and at an instant where both have one."""
    return (mark for mark in marks if mark.on <= as_of and (now is None or mark.at is None or mark.at <= now))
