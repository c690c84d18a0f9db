"""The wallboard's rows follow the orders' events, in the transaction of each step."""

from typing import Any

from django.dispatch import receiver

from hotline.models import WorkOrder
from hotline.wallboard.models import BoardOrder
from interaction.casework.models import Case, Event
from interaction.casework.signals import event_recorded
from interaction.workdays.now import SHANGHAI

HOUR = 60
COLUMNS = ["day", "minute", "kind", "state", "subject", "town", "changed_at"]


@receiver(event_recorded)
def follow(sender: type[Case], *, case: Case, event: Event, **_kwargs: Any) -> None:
    if not isinstance(case, WorkOrder):
        return
    row = BoardOrder(case_id=case.pk, changed_at=event.at, **_facts(case))
    BoardOrder.objects.bulk_create([row], update_conflicts=True, unique_fields=["case_id"], update_fields=COLUMNS)


def _facts(order: WorkOrder) -> dict[str, Any]:
    came = order.submitted_at.astimezone(SHANGHAI)
    return {
        "day": came.date(), "minute": came.hour * HOUR + came.minute, "kind": order.kind, "state": order.state,
        "subject_id": order.subject_id, "town_id": order.town_id,
    }  # fmt: skip


def rebuild() -> int:
    """Write every row anew from the orders; answers how many there are."""
    BoardOrder.objects.all().delete()
    rows = (
        BoardOrder(case_id=order.pk, changed_at=order.submitted_at, **_facts(order))
        for order in WorkOrder.objects.order_by("pk").iterator(chunk_size=2000)
    )
    return len(BoardOrder.objects.bulk_create(rows, batch_size=2000))
