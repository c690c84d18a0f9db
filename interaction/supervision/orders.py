"""Supervision orders as a case page shows them."""

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from interaction.casework.channels import Table
from interaction.supervision.models import SupervisionOrder


def orders_of(case: Any) -> Any:
    """The supervision orders of a case with their documents; read once, however often a page asks."""
    prefetch_related_objects(
        [case], Prefetch("supervision_orders", SupervisionOrder.objects.select_related("document"))
    )
    return case.supervision_orders.all()


def orders_table(case: Any) -> Table:
    rows = [
        (one.document.number, one.demand, one.answer_by, one.answered_on or _("待反馈"), one.answer)
        for one in orders_of(case)
    ]
    return Table(_("督办"), (_("督办单"), _("要求"), _("期限"), _("反馈"), _("反馈情况")), rows)
