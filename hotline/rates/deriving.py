"""What became of an order, read from its events and its clock of contact; nothing is kept that they do not say.

- Response belongs to the organ of the last dispatch (or ruling), on the day its limit of contact ran out. A return that
  was granted takes the order off the organ, with its limit. Nobody is owed contact who left no number or is hidden.
- Resolution and satisfaction belong to the organ that had the order when it was answered, or had the incident into
  which the order was joined; the last call-back counts, and the answer that came before it.
- Direct answers and declined orders have neither.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from hotline.models import WorkOrder
from hotline.rates.models import Outcome
from hotline.time_limits import ENDS
from interaction.casework.models import Clock, Event
from interaction.workdays.now import SHANGHAI

CONTACT = "contact"
GIVEN = ("dispatched", "arbitrated")
ANSWERED = ("replied", "replied_again")
CALLED_BACK = ("rated", "rated_badly", "unreached")
DIRECTLY = "answer_directly"
# The organ that had a case at a moment, for orders joined to an incident.
HeldBy = Callable[[int, datetime], int]


def derived(order: WorkOrder, events: Sequence[Event], contact: Clock | None, held_by: HeldBy) -> Outcome:
    """The outcome of an order, not saved. `events` are all of its, in their order."""
    return Outcome(
        order_id=order.pk, kind=order.kind, source=order.source, subject_id=order.subject_id, town_id=order.town_id,
        received_on=order.received_on, direct=any(event.action == DIRECTLY for event in events),
        **_days(events), **_response(events, contact), **_answer(order, events, held_by), **_exclusion(events),
    )  # fmt: skip


def _days(events: Sequence[Event]) -> dict[str, Any]:
    answer = _first(events, ANSWERED)
    return {
        "dispatched_on": _day(_first(events, GIVEN)), "returned_on": _day(_first(events, ("returned",))),
        "answered_on": _day(answer), "reworked_on": _day(_first(events, ("reworked",))),
        "on_time": answer.details["reply_clock"]["on_time"] if answer and "reply_clock" in answer.details else None,
    }  # fmt: skip


def _first(events: Sequence[Event], marks: tuple[str, ...]) -> Event | None:
    return next((event for event in events if event.mark in marks and event.action != DIRECTLY), None)


def _last(events: Sequence[Event], marks: tuple[str, ...]) -> Event | None:
    return _first(events[::-1], marks)


def _day(event: Event | None) -> date | None:
    return event.on if event else None


# -- Response ---------------------------------------------------------------------------------------------


def _response(events: Sequence[Event], contact: Clock | None) -> dict[str, Any]:
    given = _last(events, GIVEN)
    if given is None or contact is None:
        return {}
    since = [event for event in events if event.seq > given.seq]
    if any(event.mark == "return_granted" for event in since):
        return {}
    assert contact.due_on
    by = contact.due_at or _end_of(contact.due_on)
    met: bool | None = {Clock.State.MET: True, Clock.State.MISSED: False}.get(contact.state)  # type: ignore[call-overload]
    if contact.state == Clock.State.VOID:  # the order ended first: owed only if the limit had run out by then
        ended = _first(since, ("replied", *ENDS))
        if ended is None or ended.at <= by:
            return {}
        met = False
    return {"response_organ_id": given.organ_id, "response_on": contact.due_on, "response_by": by, "response_met": met}


def _end_of(day: date) -> datetime:
    """A limit in days is good until the end of its day."""
    return datetime.combine(day + timedelta(days=1), time(), SHANGHAI)


# -- Resolution and satisfaction --------------------------------------------------------------------------


class _Answer(NamedTuple):
    organ: int
    lead: int | None


def _answer(order: WorkOrder, events: Sequence[Event], held_by: HeldBy) -> dict[str, Any]:
    call = _last(events, CALLED_BACK)
    before = [event for event in events if call is None or event.seq < call.seq]
    answer = _answered(_last(before, ANSWERED), held_by)
    found: dict[str, Any] = {"organ_id": answer.organ, "lead_id": answer.lead} if answer else {}
    if not answer or not answer.lead:
        found["lead_id"] = order.merged_into_id  # joined, and not answered yet
    if call is None:
        return found
    if call.mark == "unreached":
        return {**found, "called_back_on": call.on, "unreached": True}
    return {**found, "called_back_on": call.on, "settled": call.details["answer"], "stars": call.amount}


def _answered(event: Event | None, held_by: HeldBy) -> _Answer | None:
    if event is None:
        return None
    if event.action == "answer_with_lead":
        lead = event.details["lead"]
        return _Answer(held_by(lead, event.at), lead)
    return _Answer(event.organ_id, None)


def had_the_incident(case: int, at: datetime) -> int:
    """The organ that had a case at a moment. Its own answer is written before those of its followers."""
    event = Event.objects.filter(case=case, at__lte=at).order_by("-seq").values_list("organ", flat=True).first()
    assert event is not None
    return event


# -- Exclusion --------------------------------------------------------------------------------------------


def _exclusion(events: Sequence[Event]) -> dict[str, Any]:
    decided = next((event for event in reversed(events) if event.action == "decide_exclusion"), None)
    if decided is None or not decided.details["granted"]:
        return {}
    return {"excluded_on": decided.on, "ground": decided.details["ground"], "excluded_by_id": decided.actor_id}
