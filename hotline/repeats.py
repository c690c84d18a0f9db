"""Whether the same caller has come with the same matter before: the third time is an alarm."""

from datetime import timedelta
from typing import Any

from interaction.casework.models import Party
from interaction.casework.similarity import ALIKE, likeness_to, said_in
from interaction.workdays.now import today

WITHIN = timedelta(days=365)
MOST = 50


def earlier_alike(order: Any) -> list[Any]:
    """The caller's earlier orders of a year that read like this one, the newest first; none of a caller unknown."""
    party = order.party
    if not party.phone_index:
        return []
    caller = Party.telephoned_from(party.phone_index, party.second_phone_index)
    cases = Party.objects.filter(caller).exclude(case=order.pk).order_by("-case")
    found = type(order)._default_manager.filter(
        pk__in=list(cases.values_list("case", flat=True)[:MOST]),
        received_on__gt=today() - WITHIN,
        use_ended_on__isnull=True,
    )
    likeness = likeness_to(said_in(order))
    return [one for one in found.order_by("-pk") if likeness(said_in(one)) >= ALIKE]
