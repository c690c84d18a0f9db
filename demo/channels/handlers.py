"""To whom somebody gives a case."""

from django.db.models import Q

from interaction.casework.models import Case
from interaction.organs.absences import held
from interaction.organs.models import Role


def sample_handler(case: Case) -> int | None:
    """Return a handler of the case's organ who is there today."""
    here = held(Q(organ=case.organ, role=Role.HANDLER))
    return next((one.post.staff_id for one in here if one.attended), None)
