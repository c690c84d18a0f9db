"""How the organs stand in a month, and which points they lost."""

from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from hotline.appraisal.models import AnsweredOrder, LostPoint
from hotline.appraisal.rules import Placed, Standing, placed
from interaction.organs.models import Organ

PAGE = 50
NOT_LIFTED = Q(lifted__isnull=True) | Q(lifted=False)


def standings(month: date) -> list[tuple[Organ, Placed]]:
    """Every organ that answered orders, or lost points, in the month."""
    orders: dict[int, int] = dict(
        AnsweredOrder.objects.filter(month=month).values_list("organ").annotate(Count("pk")).order_by()
    )
    lost: dict[int, Decimal] = dict(
        LostPoint.objects.filter(NOT_LIFTED, month=month).values_list("organ").annotate(Sum("points")).order_by()
    )
    found = placed(Standing(one, orders.get(one, 0), lost.get(one, Decimal(0))) for one in {*orders, *lost})
    organs = Organ.objects.in_bulk([one.standing.organ for one in found])
    return [(organs[one.standing.organ], one) for one in found]


def points_of(organ: Organ, month: date) -> QuerySet[LostPoint]:
    """What an organ lost in a month, also what was lifted, the newest first."""
    points = LostPoint.objects.filter(organ=organ, month=month)
    return points.select_related("case", "event", "appealed_by", "decided_by").order_by("-on", "pk")


def appealed() -> QuerySet[LostPoint]:
    waiting = LostPoint.objects.filter(appealed_at__isnull=False, lifted__isnull=True)
    return waiting.select_related("organ", "case").order_by("appealed_at")


def months() -> list[date]:
    """Months with figures, the newest first."""
    span = AnsweredOrder.objects.aggregate(first=Min("month"), last=Max("month"))
    found, month = [], span["last"]
    while month and month >= span["first"]:
        found.append(month)
        month = date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
    return found
