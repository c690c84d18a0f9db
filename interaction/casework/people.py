"""For whom a case waits: whoever holds the post now, never one who has left it."""

from typing import Any

from interaction.organs.actors import Actor, holders
from interaction.organs.models import Organ, Role, Staff

# The roles that act for the organ which took a case in.
AT_THE_DESK = (Role.INTAKE, Role.CALL_AGENT, Role.SUPERVISOR)


def still_handles(staff: Staff | None, organ: Organ) -> bool:
    """Return whether somebody is in service and holds the post of a handler for the organ."""
    return staff is not None and staff.is_active and Actor.of(staff).holds(Role.HANDLER, organ)


def handlers_of(staff: Staff | None, organ: Organ) -> list[Staff]:
    """Return the handler of a case while in the post, else all who hold that post for the organ."""
    return [staff] if staff and still_handles(staff, organ) else holders(Role.HANDLER, organ)


def who_works_on(case: Any) -> list[Staff]:
    """Return whoever works on a case: of a merged one, on its lead; its handler while in the post, else the post's holders.

    A case that waits for nobody of the staff is its organ's handlers'.
    """
    working = case.lead or case
    if working.awaits in AT_THE_DESK and not working.handler:
        return holders(Role(working.awaits), working.addressed_to)
    return handlers_of(working.handler, working.organ)
