"""Points are lost by what happens to orders, in the transaction of the step; nobody enters one by hand."""

from typing import Any

from django.dispatch import receiver

from hotline.appraisal.models import AnsweredOrder, LostPoint
from hotline.appraisal.rules import DISSATISFIED, LOSSES, OF_CLOCKS, VERDICTS
from hotline.checklists import PASSED
from hotline.kinds import Settled
from hotline.models import WorkOrder
from interaction.casework.models import Case, Clock, Event
from interaction.casework.signals import event_recorded
from interaction.organs.models import Organ
from interaction.workdays.now import now


@receiver(event_recorded)
def follow(sender: type[Case], *, case: Case, event: Event, **_kwargs: Any) -> None:
    if not isinstance(case, WorkOrder):
        return
    _clocks(case, event)
    _acts(case, event)
    if event.mark in ("rated", "rated_badly"):
        _verdict(case, event)
    if event.mark == "replied" and not case.direct:
        AnsweredOrder.objects.update_or_create(
            case_id=case.pk, defaults={"organ": _answers(case), "month": event.on.replace(day=1)}
        )


def _answers(order: WorkOrder) -> Organ:
    """Who answers for an order: of one joined to an incident, whoever answered that."""
    lead: Any = order.merged_into
    return lead.organ if lead else order.organ


def deduct_points(order: WorkOrder, event: Event, rule: str, occurrence: str, organ: Organ | None = None) -> None:
    """A point is lost once for one thing."""
    LostPoint.objects.get_or_create(
        case_id=order.pk, rule=rule, occurrence=occurrence,
        defaults={
            "organ": organ or _answers(order), "month": event.on.replace(day=1), "on": event.on, "event": event,
            "points": LOSSES[rule].points,
        },
    )  # fmt: skip


def _clocks(order: WorkOrder, event: Event) -> None:
    """A limit that ended too late with this event."""
    missed = {slot: rule for slot, (rule, stops) in OF_CLOCKS.items() if event.mark in stops}
    for clock in order.clocks.filter(slot__in=missed, state=Clock.State.MISSED) if missed else ():
        deduct_points(order, event, missed[clock.slot], f"{clock.anchor_on} {clock.due_at or clock.due_on}")


def _acts(order: WorkOrder, event: Event) -> None:
    """What the desk or a supervisor did because of the organ."""
    if event.action == "refuse_return":
        deduct_points(order, event, "return_refused", str(event.seq))
    elif event.action == "arbitrate" and _returned_by(order) == order.organ_id:
        deduct_points(order, event, "return_lost", str(event.seq))
    elif event.action == "check_quality" and event.details["score"] < PASSED:
        deduct_points(order, event, "poor_quality", str(event.seq))
    elif event.action == "order_supervision":
        deduct_points(order, event, "supervised", str(event.seq))
    elif event.action == "decide_exclusion" and event.details["granted"]:
        _lift_verdicts(order, event)


def _returned_by(order: WorkOrder) -> int | None:
    returned = order.events.filter(mark="returned").order_by("-seq").first()
    return returned.details.get("returned_by") if returned else None


def _verdict(order: WorkOrder, event: Event) -> None:
    """What the caller says of the work."""
    if order.excluded:
        return
    if event.amount <= DISSATISFIED:
        deduct_points(order, event, "dissatisfied", str(event.seq))
    if event.details["answer"] == Settled.NO:
        deduct_points(order, event, "unsettled_again" if order.reworked else "unsettled", str(event.seq))


def _lift_verdicts(order: WorkOrder, event: Event) -> None:
    """What the rates leave out costs no points either."""
    standing = LostPoint.objects.filter(case_id=order.pk, rule__in=VERDICTS, lifted__isnull=True)
    for point in standing:
        point.lifted, point.decided_at, point.decided_by_id = True, now(), event.actor_id
        point.save()
