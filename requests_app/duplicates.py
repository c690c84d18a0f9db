"""Earlier requests of the same applicant: for 条例 A.36(6) (repeated requests), A.35 and the fee's monthly count."""

from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Q, QuerySet

from interaction.casework.models import Case, Party

ALIKE = 0.6
# How far back to look, and at how many at most.
YEARS, MOST = 3, 200


@dataclass(frozen=True)
class Earlier:
    case: Any
    alike: float


def of_same_applicant(case: Any) -> QuerySet[Any]:
    """Other requests of whoever is behind this one: by document number, else by telephone."""
    requests = type(case)._default_manager
    party: Party | None = getattr(case, "party", None)
    if party is None or not (party.id_number_index or party.phone_index):
        return requests.none()
    same = (
        Q(party__id_number_index=party.id_number_index)
        if party.id_number_index
        else Q(party__phone_index=party.phone_index)
    )
    return requests.filter(same, use_ended_on__isnull=True).exclude(pk=case.pk)


def earlier_alike(case: Any) -> list[Earlier]:
    """The same applicant's earlier requests for what reads alike, the most alike first."""
    since = case.submitted_at - timedelta(days=365 * YEARS)
    earlier = of_same_applicant(case).filter(submitted_at__gte=since, pk__lt=case.pk).order_by("-pk")[:MOST]
    found = [Earlier(one, alike(case, one)) for one in earlier]
    return sorted((one for one in found if one.alike >= ALIKE), key=lambda one: -one.alike)


def alike(one: Any, other: Any) -> float:
    """How much two requests read alike, from 0 to 1."""
    titles = SequenceMatcher(None, one.title, other.title).ratio()
    return max(titles, SequenceMatcher(None, one.wanted[:500], other.wanted[:500]).ratio())


def requests_this_month(case: Case) -> int:
    """How many requests this applicant had received in the calendar month before this one (国办函〔2020〕109号)."""
    if case.received_on is None:
        return 0
    first: date = case.received_on.replace(day=1)
    same = of_same_applicant(case).filter(addressed_to=case.addressed_to)
    return same.filter(received_on__gte=first, received_on__lte=case.received_on, pk__lt=case.pk).count()
