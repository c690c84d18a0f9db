"""The queue of call-backs: orders whose reply the caller has, waiting to be asked about it."""

from dataclasses import dataclass
from typing import Any

from hotline.calling_back_forms import AttemptForm, RatedForm
from hotline.centre import hotline_centre
from hotline.conditions import ATTEMPTS
from hotline.models import WorkOrder
from hotline.states import State
from interaction.casework.accusations import kept_from
from interaction.casework.clocks import Light, light_of
from interaction.casework.models import Clock, Event
from interaction.organs.actors import Actor
from interaction.organs.models import Role

PAGE = 30


@dataclass(frozen=True)
class Waiting:
    order: WorkOrder
    light: Light
    texted: bool  # the caller wrote what only a person can answer


def waiting(actor: Actor, after: int = 0) -> tuple[list[Waiting], int | None]:
    """Orders to call about, the first answered first, and the key of the next page."""
    asked = WorkOrder.objects.filter(
        addressed_to=hotline_centre(), awaits=Role.CALL_AGENT, state=State.REPLIED, closed_on__isnull=True, asked=True,
        pk__gt=after,
    ).exclude(kept_from(actor))  # fmt: skip
    rows = list(asked.select_related("organ", "town").order_by("pk")[: PAGE + 1])
    clocks = {one.case_id: one for one in Clock.objects.filter(case__in=rows, slot="call_back")}
    texted = set(Event.objects.filter(case__in=rows, action="note_text").values_list("case_id", flat=True))
    found = [Waiting(one, light_of(clocks.get(one.pk)), one.pk in texted) for one in rows[:PAGE]]
    return found, rows[PAGE - 1].pk if len(rows) > PAGE else None


def forms(order: WorkOrder, actor: Actor, data: Any = None) -> dict[str, Any]:
    """What the page of one call-back asks: the caller's answer, or why there is none."""
    return {
        "form": RatedForm(data, case=order, actor=actor),
        "attempt_form": AttemptForm(case=order, actor=actor),
        "days_tried": sorted(order.days_tried),
        "texts": order.texts,
        "attempts": ATTEMPTS,
    }
