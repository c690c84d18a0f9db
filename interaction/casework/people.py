"""For whom a case waits: whoever holds the post now, never one who has left it; on leave, whoever stands in too."""

from typing import Any

from django.db.models import Q

from interaction.organs.absences import held, holders
from interaction.organs.models import Organ, Role, Staff

# The roles that act for the organ which took a case in.
AT_THE_DESK = (Role.INTAKE, Role.CALL_AGENT, Role.SUPERVISOR)


def still_handling(staff: Staff, organ: Organ) -> list[Staff]:
    """Return somebody who holds the post of a handler for an organ, and whoever stands in for them; nobody where they have
    left service or the post, or are on leave with nobody standing in."""
    posts = held(Q(staff=staff, role=Role.HANDLER, organ__path__in=organ.paths_up))
    return list({person: None for one in posts if one.attended for person in one.people})


def handlers_of(staff: Staff | None, organ: Organ) -> list[Staff]:
    """Return the handler of a case while in the post, with who stands in, else all who hold that post for the organ."""
    return (still_handling(staff, organ) if staff else []) or holders(Role.HANDLER, organ)


def who_works_on(case: Any) -> list[Staff]:
    """Return whoever works on a case: of a merged one, on its lead; its handler while in the post, else the post's holders.

    A case that waits for nobody of the staff is its organ's handlers'.
    """
    working = case.lead or case
    if working.awaits in AT_THE_DESK and not working.handler:
        return holders(Role(working.awaits), working.addressed_to)
    return handlers_of(working.handler, working.organ)
