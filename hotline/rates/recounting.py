"""Deriving every outcome again, and comparing: the rates can be proved at any time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from hotline.models import WorkOrder
from hotline.rates.event_fold import differences, read_anew
from hotline.rates.models import Outcome
from interaction.casework.models import Case

BATCH = 500


@dataclass(frozen=True)
class Difference:
    number: str
    column: str
    stored: Any
    derived: Any


def recount(*, repair: bool = False) -> Iterator[Difference]:
    """Where outcomes differ from what orders, events and clocks say; set right where asked for."""
    last = 0
    while batch := list(WorkOrder.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        stored = Outcome.objects.in_bulk([order.pk for order in batch])
        for order in batch:
            if _differs(stored.get(order.pk), order):
                yield from _confirmed(order.pk, repair)
        last = batch[-1].pk


def _differs(stored: Outcome | None, order: WorkOrder) -> bool:
    return stored is None or bool(differences(stored, read_anew(order)))


@transaction.atomic
def _confirmed(pk: int, repair: bool) -> list[Difference]:
    """Looked at again with the case held still: a step may have been taken between the reads."""
    Case.objects.select_for_update().get(pk=pk)
    order, stored = WorkOrder.objects.get(pk=pk), Outcome.objects.filter(pk=pk).first()
    fresh = read_anew(order)
    found = differences(stored, fresh) if stored else {"order": (None, order.pk)}
    if found and repair:
        fresh.save(force_insert=stored is None, force_update=stored is not None)
    return [Difference(order.number, name, was, now) for name, (was, now) in found.items()]
