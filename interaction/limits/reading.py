"""What a clock says when it is read. Plain Python."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class TransitionError(Exception):
    """A sequence of marks that the law, or time itself, does not allow; the message is in Chinese."""


class Status(StrEnum):
    """How a clock stands. Late is `overdue`, whether still running or stopped too late."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    OVERDUE = "overdue"
    ENDED = "ended"


class Hold(NamedTuple):
    """Time not counted: after `asked_on` up to and including `answered_on`.

    It ends at latest `at_most` working days after `since`: the asking, or the arrival of what asked. None: whenever the
    answer comes.
    """

    asked_on: date
    answered_on: date | None
    at_most: int | None
    since: date


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clock says as of a day. Dates are civil dates in Asia/Shanghai, instants are UTC.

    `due_on` is good until the end of that day; it is None while the clock waits for something that has no end
    of its own (`open_ended`). Clocks in hours have instants besides. `counted` is in the rule's unit, up to
    the day of reading or the day the clock stopped. `paused_until` is the day on which the pause ends of
    itself, if it does. `pauses` are those that count, `extended` what was granted since the anchor.
    """

    status: Status
    anchor_on: date
    length: int
    due_on: date | None
    due_at: datetime | None
    warn_on: date | None
    warn_at: datetime | None
    alarm_on: date | None
    alarm_at: datetime | None
    counted: int
    paused_until: date | None
    open_ended: bool
    pauses: tuple[Hold, ...]
    extended: int
    provisional: bool
    stopped_on: date | None
    calendar_version: int
