"""Orders that are not called about: they wait for a rating by SMS as long as a call-back may take, and are closed."""

from hotline.models import WorkOrder
from hotline.states import State
from interaction.casework.engine import perform
from interaction.errors import Refused
from interaction.limits.configured import in_force
from interaction.organs.actors import Actor
from interaction.workdays.current import calendar
from interaction.workdays.now import today

AT_ONCE = 500


def close_unasked() -> int:
    """Close those whose time has passed; answers how many. Safe to run at any time."""
    last = calendar().add(today(), -in_force("hotline.call_back", today()).length)
    waiting = WorkOrder.objects.filter(state=State.REPLIED, closed_on__isnull=True, asked=False, replied_on__lt=last)
    closed = 0
    for order in waiting.order_by("pk")[:AT_ONCE]:
        try:
            perform(order, "close_unrated", Actor.system())
            closed += 1
        except Refused:  # rated meanwhile
            continue
    return closed
