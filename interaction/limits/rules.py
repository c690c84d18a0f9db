"""Time limits as data: what the law says of each, in one place. Plain Python; channels register theirs."""

from dataclasses import dataclass

WORKDAY, DAY, HOUR = "workday", "day", "hour"


@dataclass(frozen=True)
class Pause:
    """Time that is not counted: from a question to its answer, at most so many working days.

    Without `at_most` the clock has no due date until a restart; `lapses_after` working days without one, it ends.
    """

    asked: str
    answered: str
    label: str
    at_most: int | None = None
    lapses_after: int | None = None
    once: bool = False
    law: str = ""


@dataclass(frozen=True)
class Rule:
    """One time limit.

    `starts` are the marks that start it: a later one of the tuple may re-anchor a clock that an earlier one of the
    tuple started. `restarts` start the full length anew from their day. `stops` end it met or overdue, `ends` without
    either. `extends` is the mark that adds up to `extend_at_most` units, once. Warnings come `warn_before` and
    `alarm_before` working days ahead.
    """

    name: str
    label: str
    law: str
    length: int
    unit: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    restarts: tuple[str, ...] = ()
    pauses: tuple[Pause, ...] = ()
    ends: tuple[str, ...] = ()
    extends: str = ""
    extend_at_most: int = 0
    extend_law: str = ""
    warn_before: int = 3
    alarm_before: int = 1
    version: int = 1

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every mark that means something to this limit."""
        asked = [mark for pause in self.pauses for mark in (pause.asked, pause.answered)]
        extends = [self.extends] if self.extends else []
        return frozenset([*self.starts, *self.stops, *self.restarts, *self.ends, *asked, *extends])


_rules: dict[str, Rule] = {}


def register(*rules: Rule) -> None:
    for one in rules:
        _rules[one.name] = one


def rule(name: str) -> Rule:
    """The limit of this name. Raises KeyError."""
    return _rules[name]


def rules() -> tuple[Rule, ...]:
    return tuple(_rules.values())
