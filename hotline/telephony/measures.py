"""The hall's service measures over a span: how many calls came, how many were answered and how soon, how long they took.

One grouping of the calls that came within the span, read by their index in time; calls out are not the public's.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, Sum

from hotline.telephony.models import Call

SOON = timedelta(seconds=15)
_NONE = timedelta()


@dataclass(frozen=True)
class Service:
    """Sums, from which rates and averages follow, so that sums of spans and of agents are right too."""

    calls: int = 0
    answered: int = 0
    answered_soon: int = 0
    abandoned: int = 0
    waited: timedelta = _NONE
    talked: timedelta = _NONE
    ended: int = 0

    def __add__(self, other: "Service") -> "Service":
        return Service(*(mine + theirs for mine, theirs in zip(vars(self).values(), vars(other).values(), strict=True)))

    @property
    def answer_rate(self) -> float | None:
        return self.answered / self.calls if self.calls else None

    @property
    def soon_rate(self) -> float | None:
        """Answered within 15 seconds, of all calls that came."""
        return self.answered_soon / self.calls if self.calls else None

    @property
    def average_wait(self) -> timedelta | None:
        """Of answered calls."""
        return self.waited / self.answered if self.answered else None

    @property
    def average_talk(self) -> timedelta | None:
        """Of calls answered and ended."""
        return self.talked / self.ended if self.ended else None


@dataclass(frozen=True)
class Measures:
    """Of all calls, and of the agents (by staff id) who answered some. Calls nobody answered are in the total alone."""

    total: Service
    agents: dict[int, Service]


def measures(start: datetime, end: datetime) -> Measures:
    """Of the calls that came from `start` on and before `end`."""
    came = Call.objects.filter(ringing_at__gte=start, ringing_at__lt=end, direction=Call.Direction.INBOUND)
    rows: list[dict[str, Any]] = list(came.values("agent").annotate(**_sums()).order_by("agent"))  # type: ignore[arg-type]
    found: dict[int | None, Service] = {row.pop("agent"): Service(**row) for row in rows}
    return Measures(sum(found.values(), Service()), {one: value for one, value in found.items() if one is not None})


def _sums() -> dict[str, Any]:
    ended = Q(state=Call.State.ENDED)
    return {
        "calls": Count("pk"),
        "answered": Count("answered_at"),
        "answered_soon": Count("pk", filter=Q(answered_at__lte=F("ringing_at") + SOON)),
        "abandoned": Count("pk", filter=Q(state=Call.State.MISSED)),
        "waited": Sum(F("answered_at") - F("ringing_at"), default=_NONE),
        "talked": Sum(F("ended_at") - F("answered_at"), filter=ended, default=_NONE),
        "ended": Count("pk", filter=ended),
    }
