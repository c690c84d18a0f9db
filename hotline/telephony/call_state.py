"""What a call's events come to together, in whatever order they came: plain Python, a function of their set.

Rules, for what switches send in practice:
- the clocks of a switch's parts differ by moments, so a time that would be out of order is taken at its bound;
- of several ringings (the call goes round the hall) the first counts for the wait, the last says where it rings;
- of several answers the first holds: a call has one agent; a transfer is not another call;
- of several hang-ups the last holds;
- a recording alone, before anything else is told, is a call that is over and was not answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

_RANK = {"ringing": 0, "answered": 1, "hung_up": 2, "recording": 3}


@dataclass(frozen=True)
class Told:
    """What one event tells."""

    kind: str
    at: datetime
    event_id: str
    extension: str = ""
    caller: str = ""
    called: str = ""
    direction: str = ""
    recording_url: str = ""


@dataclass(frozen=True)
class Course:
    """How a call went."""

    state: str
    direction: str
    phone: str
    extension: str
    recording_url: str
    ringing_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None


def course(told: Iterable[Told], presumed_end: datetime | None = None) -> Course:
    """The course of a call of which these (at least one) were told. A presumed end holds until the real one is told."""
    events = sorted(told, key=lambda one: (one.at, _RANK[one.kind], one.event_id))
    of = {kind: [one for one in events if one.kind == kind] for kind in _RANK}
    spoken = [one for one in events if one.kind != "recording"]
    ringing_at = (spoken or events)[0].at
    answered = of["answered"][0] if of["answered"] else None
    ended_at = of["hung_up"][-1].at if of["hung_up"] else presumed_end
    if not spoken:
        ended_at = ringing_at
    outbound = any(one.direction == "outbound" for one in events)
    if ended_at:
        ended_at = max(ended_at, answered.at if answered else ringing_at)
    return Course(
        state=_state(answered, ended_at),
        direction="outbound" if outbound else "inbound",
        phone=_first(one.called if outbound else one.caller for one in events),
        extension=answered.extension if answered else _first(one.extension for one in reversed(of["ringing"])),
        recording_url=_first(one.recording_url for one in reversed(events)),
        ringing_at=ringing_at,
        answered_at=answered.at if answered else None,
        ended_at=ended_at,
    )


def _state(answered: Told | None, ended_at: datetime | None) -> str:
    if ended_at:
        return "ended" if answered else "missed"
    return "answered" if answered else "ringing"


def _first(texts: Iterable[str]) -> str:
    return next((text for text in texts if text), "")
