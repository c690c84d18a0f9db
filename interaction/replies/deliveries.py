"""送达: which documents of a case went to whom, how and when, and which of them still want a proof."""

from django.db.models import QuerySet

from interaction.casework.models import Case
from interaction.replies.models import Delivery

ON_PAPER = (Delivery.Method.POST, Delivery.Method.IN_PERSON)


def deliveries_of(case: Case) -> QuerySet[Delivery]:
    return Delivery.objects.filter(document__case=case.pk).select_related("document").order_by("document_id", "on")


def unproven(case: Case) -> QuerySet[Delivery]:
    """Sent by post or handed over, and no proof of it yet. (A sealed column is read in Python.)"""
    owing = [one.pk for one in deliveries_of(case).filter(method__in=ON_PAPER) if not one.proof]
    return deliveries_of(case).filter(pk__in=owing)
