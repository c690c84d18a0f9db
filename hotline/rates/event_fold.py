"""Outcomes follow the orders: within the transaction of each step, and of a holiday notice that moves limits."""

from typing import Any

from django.db import connection
from django.dispatch import receiver

from hotline.models import WorkOrder
from hotline.rates.deriving import CONTACT, derived, had_the_incident
from hotline.rates.models import Outcome
from interaction.casework.signals import event_recorded
from interaction.workdays.signals import calendar_changed

COLUMNS = [column.attname for column in Outcome._meta.concrete_fields]
# The clocks have been reckoned anew by then: casework's receiver stands before this one.
MOVE = """
UPDATE rates_outcome outcome
SET response_on = clock.due_on, response_by = (clock.due_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'
FROM casework_clock clock
WHERE outcome.response_met IS NULL AND outcome.response_on IS NOT NULL
  AND clock.case_id = outcome.order_id AND clock.slot = %s AND clock.due_at IS NULL
  AND clock.due_on <> outcome.response_on
"""


@receiver(event_recorded, sender=WorkOrder)
def follow(sender: Any, *, case: WorkOrder, **_kwargs: Any) -> None:
    fresh = read_anew(case)
    stored = Outcome.objects.filter(pk=case.pk).first()
    if stored is None or differences(stored, fresh):
        fresh.save(force_insert=stored is None, force_update=stored is not None)


def read_anew(order: WorkOrder) -> Outcome:
    contact = order.clocks.filter(slot=CONTACT).first()
    return derived(order, list(order.events.order_by("seq")), contact, had_the_incident)


def differences(stored: Outcome, fresh: Outcome) -> dict[str, tuple[Any, Any]]:
    """{column: (as stored, as derived)} where the two differ."""
    both = {name: (getattr(stored, name), getattr(fresh, name)) for name in COLUMNS}
    return {name: pair for name, pair in both.items() if pair[0] != pair[1]}


@receiver(calendar_changed)
def move_limits(sender: Any, **_kwargs: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(MOVE, [CONTACT])
