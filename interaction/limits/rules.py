"""Time limits as data: what starts a clock, holds it, starts it anew, lengthens it and ends it.

Plain Python. A channel writes its rules in its own `time_limits.py` and registers them; the arithmetic in
`clock.py` knows no rule by name. Names are dotted, the channel first: `disclosure.reply`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from interaction.i18n.translation import gettext, ngettext, pgettext


class Unit(StrEnum):
    """What a limit is counted in."""

    WORKDAY = "workday"
    DAY = "day"
    HOUR = "hour"
    WORKHOUR = "workhour"
    MINUTE = "minute"

    def of(self, count: int) -> str:
        """So many of it: 20个工作日."""
        said = {
            Unit.WORKDAY: ngettext("%(n)s个工作日", "%(n)s个工作日", count),
            Unit.DAY: ngettext("%(n)s日", "%(n)s日", count),
            Unit.HOUR: ngettext("%(n)s小时", "%(n)s小时", count),
            Unit.WORKHOUR: ngettext("%(n)s个工作小时", "%(n)s个工作小时", count),
            Unit.MINUTE: ngettext("%(n)s分钟", "%(n)s分钟", count),
        }[self]
        return said % {"n": count}

    def apart(self, count: int) -> str:
        """The same with the number apart: 20 个工作日."""
        said = {
            Unit.WORKDAY: ngettext("%(n)s 个工作日", "%(n)s 个工作日", count),
            Unit.DAY: ngettext("%(n)s 日", "%(n)s 日", count),
            Unit.HOUR: ngettext("%(n)s 小时", "%(n)s 小时", count),
            Unit.WORKHOUR: ngettext("%(n)s 个工作小时", "%(n)s 个工作小时", count),
            Unit.MINUTE: ngettext("%(n)s 分钟", "%(n)s 分钟", count),
        }[self]
        return said % {"n": count}

    def nth(self, number: int) -> str:
        """The one of that number: 第20个工作日."""
        said = {
            Unit.WORKDAY: gettext("第%(n)s个工作日"),
            Unit.DAY: gettext("第%(n)s日"),
            Unit.HOUR: gettext("第%(n)s小时"),
            Unit.WORKHOUR: gettext("第%(n)s个工作小时"),
            Unit.MINUTE: gettext("第%(n)s分钟"),
        }[self]
        return said % {"n": number}

    @property
    def label(self) -> str:
        """What it is called: 工作日."""
        said = {
            Unit.WORKDAY: pgettext("时限单位", "工作日"), Unit.DAY: pgettext("时限单位", "日"),
            Unit.HOUR: pgettext("时限单位", "小时"), Unit.WORKHOUR: pgettext("时限单位", "工作小时"),
            Unit.MINUTE: pgettext("时限单位", "分钟"),
        }  # fmt: skip
        return said[self]

    @property
    def timed(self) -> bool:
        """Whether such a limit runs out at an instant rather than with a day."""
        return self in (Unit.HOUR, Unit.WORKHOUR, Unit.MINUTE)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a clock sees of an event: its kind and its day (in Asia/Shanghai).

    `at` is the instant, needed by clocks in hours and minutes alone; `amount` the length of an extension, in the rule's
    unit. `ref` pairs an answer with its question where several run at once; without one, the earliest
    unanswered question of its kind is meant.
    """

    kind: str
    on: date
    at: datetime | None = None
    amount: int = 0
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """A consultation: the time from the question to the answer is not counted.

    Several may run at once; answers match the question asked first. `at_most` is the number of working days
    after which an unanswered question no longer holds the clock; None: until it is answered. They run from the question,
    or from the day on which the letter with it was `received`; where it was `posted`, from no other. A question that names a
    number (the mark's amount) goes by that.
    """

    asked: str
    answered: str
    at_most: int | None
    label: str
    law: str
    posted: str = ""
    received: str = ""

    @property
    def marks(self) -> list[str]:
        return [kind for kind in (self.asked, self.posted, self.received, self.answered) if kind]


@dataclass(frozen=True, slots=True)
class Wait:
    """Something the applicant has to do: no due date until then, and from then the limit starts anew.

    `at_most` is the number of working days after which nothing done means the end of the matter; None: until
    somebody declares it. With `once`, it may be asked for a single time. `posted` and `received` as of a Pause.
    """

    asked: str
    done: str
    at_most: int | None
    once: bool
    label: str
    law: str
    posted: str = ""
    received: str = ""

    @property
    def marks(self) -> list[str]:
        return [kind for kind in (self.asked, self.posted, self.received, self.done) if kind]


@dataclass(frozen=True, slots=True)
class Extension:
    """A lengthening by the mark's amount, at least 1: at most `times` times and `at_most` units in all.

    `at_most` None where the law names no number (a "reasonable" time).
    """

    mark: str
    at_most: int | None
    times: int
    law: str


class Repeats(StrEnum):
    """What a further starting mark means to a clock that has started already."""

    NEVER = "never"  # it cannot be: a case is received once
    IN_TURN = "in_turn"  # the limit runs anew from it, whatever became of the last: dispatches
    TOGETHER = "together"  # the same, but the clock stops when every start has had its answer: consultations


@dataclass(frozen=True, slots=True)
class Rule:
    """One time limit.

    `starts`: marks that start it; a later one in the tuple moves the start of a clock that an earlier one
    started (the organ's confirmation of receipt after the applicant's sending). `stops`: marks that fulfil
    it, in time or late. `ends`: marks after which nothing is owed any more. `reopens`: marks that take such
    an end back; the time between is not counted. `passes`: marks that are known and change nothing. `lapses`:
    the limit is a right, not a duty: when it runs out the clock has ended and nobody is late.
    `learnt_late`: marks that become known after later ones: the day on which a letter arrived.
    `warn_before` and `alarm_before` are in the rule's unit before the due date. `version` rises with every
    change of the rule; a running clock keeps the version it started under (see configured.py). `given`: the start's mark may
    carry a length of its own: set by whoever sent the matter down, or told in the letter that started it.
    """

    name: str
    label: str
    law: str
    length: int
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    unit: Unit = Unit.WORKDAY
    pauses: tuple[Pause, ...] = ()
    waits: tuple[Wait, ...] = ()
    extends: tuple[Extension, ...] = ()
    ends: tuple[str, ...] = ()
    reopens: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()
    learnt_late: tuple[str, ...] = ()
    lapses: bool = False
    repeats: Repeats = Repeats.NEVER
    warn_before: int = 3
    alarm_before: int = 1
    version: int = 1
    given: bool = False

    def __post_init__(self) -> None:
        if self.length < 1 or not self.starts:
            raise ValueError(f"{self.name}: a limit has a length and a start")
        kinds = self._kinds()
        if len(kinds) != len(set(kinds)):
            raise ValueError(f"{self.name}: one mark has two meanings")

    def _kinds(self) -> list[str]:
        kinds = [*self.starts, *self.stops, *self.ends, *self.reopens, *self.passes]
        kinds += [kind for pause in self.pauses for kind in pause.marks]
        kinds += [kind for wait in self.waits for kind in wait.marks]
        return kinds + [extension.mark for extension in self.extends]

    @property
    def marks(self) -> frozenset[str]:
        """Every kind of mark the rule knows; any other is impossible for it."""
        return frozenset(self._kinds())

    @property
    def restarts(self) -> tuple[str, ...]:
        """Marks that start the full length anew from their own day."""
        return tuple(wait.done for wait in self.waits)


class UnknownRule(LookupError):
    """No rule of that name has been registered."""


_rules: dict[str, Rule] = {}
_mark_labels: dict[str, str] = {}


def register(*rules: Rule) -> None:
    """Make rules known by name. Raise ValueError when a name is taken by a different rule."""
    for each in rules:
        if _rules.setdefault(each.name, each) != each:
            raise ValueError(f"two rules named {each.name}")


def register_marks(labels: Mapping[str, str]) -> None:
    """Give kinds of marks the Chinese words that explanations use. Raise ValueError on two for one."""
    for kind, label in labels.items():
        if _mark_labels.setdefault(kind, label) != label:
            raise ValueError(f"two labels for {kind}")


def rule(name: str) -> Rule:
    """The rule of that name. Raise UnknownRule, naming those there are."""
    try:
        return _rules[name]
    except KeyError:
        raise UnknownRule(f"没有名为“{name}”的时限规则；可用的有：{'、'.join(sorted(_rules))}") from None


def rules() -> tuple[Rule, ...]:
    """All registered rules, by name."""
    return tuple(_rules[name] for name in sorted(_rules))


def mark_label(kind: str) -> str:
    """The words for a kind of mark; the kind itself where none were given."""
    return gettext(_mark_labels.get(kind, kind))
